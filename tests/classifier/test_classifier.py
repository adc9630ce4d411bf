"""The runtime as its users see it: answers, refusals, sums that add up, many threads."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.artifact import Artifact
from classifier.classification import Classification
from classifier.classifier import MAX_CHARACTERS, Classifier
from classifier.errors import TextError, TextProblem
from classifier.network import Network
from classifier.segments import segments
from classifier.tokenizer import Tokenizer
from tests.classifier.hard_texts import HARD_TEXTS

OF_EACH_THEME = {
    "グルメ": "昼は駅前の店でうどんとカレーを食べた。とてもおいしい料理だった。",
    "携帯電話": "新しい携帯電話に機種変更した。メールと料金プランが便利になった。",
    "京都": "清水寺と金閣寺を観光した。京都の紅葉は美しい。",
    "スポーツ": "野球の試合を観戦した。サッカーの選手も応援している。",
}

HARD_TEXTS_IN_JAPANESE = [text for text in HARD_TEXTS.values() if "京都" in text]


def answer(classifier: Classifier, text: str) -> Classification | TextProblem:
    try:
        return classifier.classify(text)
    except TextError as error:
        return error.problem


def check_classification(result: Classification | TextProblem, text: str) -> None:
    assert isinstance(result, Classification)
    assert result.text == text
    assert sum(result.probabilities.values()) == pytest.approx(1.0)
    assert 0.0 <= result.fit <= 1.0
    assert (result.category is None) == (result.fit < result.fit_threshold)
    assert result.category in {None, result.nearest}
    for token in result.tokens:
        assert text[token.start : token.end] == token.text
        assert len(token.contributions) == len(result.categories) == len(result.bias)


@pytest.mark.parametrize("category", OF_EACH_THEME)
def test_a_plain_text_of_each_theme_is_recognised(classifier: Classifier, category: str) -> None:
    assert classifier.classify(OF_EACH_THEME[category]).category == category


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_hard_texts_get_an_answer_or_a_known_problem(classifier: Classifier, text: str) -> None:
    result = answer(classifier, text)
    if result is not TextProblem.NO_WORDS:
        check_classification(result, text)


@given(text=st.text())
def test_any_text_gets_an_answer_or_a_known_problem(classifier: Classifier, text: str) -> None:
    result = answer(classifier, text)
    if result not in [TextProblem.EMPTY, TextProblem.NO_WORDS]:
        check_classification(result, text)


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000", "\0\x01", "\u200b\u200d\ufeff", "\r\n"])
def test_a_text_of_which_nothing_shows_is_empty(classifier: Classifier, text: str) -> None:
    with pytest.raises(TextError) as caught:
        classifier.classify(text)
    assert caught.value.problem is TextProblem.EMPTY


@pytest.mark.parametrize(
    "text",
    [
        "😀",
        "👨\u200d👩\u200d👧\u200d👦👍🏽🇯🇵",
        "1️⃣",
        "https://example.com/",
        "<@U012AB3CD>",
        "@tanaka @suzuki",
        "😀 https://a.jp @tanaka",
        "！？…",
        "`code`",
        "\ud800",
    ],
)
def test_a_text_without_words_is_refused(classifier: Classifier, text: str) -> None:
    with pytest.raises(TextError) as caught:
        classifier.classify(text)
    assert caught.value.problem is TextProblem.NO_WORDS


def test_the_longest_text_is_answered(classifier: Classifier) -> None:
    text = ("駅前のパン屋のクロワッサンが絶品すぎる。" * 2_000)[:MAX_CHARACTERS]
    check_classification(classifier.classify(text), text)


@pytest.mark.parametrize("text", ["あ" * (MAX_CHARACTERS + 1), " " * 100_000, "ﷺ" * MAX_CHARACTERS])
def test_a_text_that_is_too_long_is_refused(classifier: Classifier, text: str) -> None:
    with pytest.raises(TextError) as caught:
        classifier.classify(text)
    assert caught.value.problem is TextProblem.TOO_LONG


@pytest.mark.parametrize(
    "text",
    [*OF_EACH_THEME.values(), *HARD_TEXTS_IN_JAPANESE, OF_EACH_THEME["京都"] * 60],
)
def test_bias_and_contributions_add_up_to_what_the_network_says(
    classifier: Classifier, artifact: Artifact, tokenizer: Tokenizer, text: str
) -> None:
    network, description = Network(artifact.network_path), artifact.description
    pieces = tokenizer.encode(text)
    total = sum(
        network.run([piece.id for piece in pieces[part]]).contributions.sum(axis=0)
        for part in segments(text, pieces, description.segment_length)
    )
    logits = np.asarray(description.bias) + description.length_scale(len(pieces)) * total
    result = classifier.classify(text)
    assert result.logits == pytest.approx(logits[:-1].tolist(), abs=1e-4)
    fit_score = result.fit_bias + sum(token.fit_contribution for token in result.tokens)
    assert fit_score == pytest.approx(description.calibration.fit_score(logits), abs=1e-4)
    assert result.fit == pytest.approx(float(description.calibration.fit(logits)), abs=1e-6)


def test_threads_share_a_classifier(classifier: Classifier) -> None:
    texts = [text * repeat for text in OF_EACH_THEME.values() for repeat in range(1, 30)]
    alone = [classifier.classify(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(classifier.classify, texts)) == alone


def test_the_answer_names_its_model(classifier: Classifier, classification: Classification) -> None:
    assert classification.model == classifier.model
    assert classification.categories == classifier.categories
