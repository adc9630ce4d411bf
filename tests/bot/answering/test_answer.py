"""What the answer says, and that nothing a user wrote can act in it."""

import dataclasses
import json
import re

import pytest

from bot.answering.answer import answer_of, percent
from bot.answering.wording import ENGLISH, JAPANESE, Language, Wording
from classifier.classification import Classification, Token
from tests.bot.fake_reader import classification_of


def with_words(*words: tuple[str, float]) -> Classification:
    tokens = tuple(Token(word, 0, len(word), (score, 0.0, 0.0, 0.0), 0.0) for word, score in words)
    return dataclasses.replace(classification_of("パン"), tokens=tokens)


@pytest.mark.parametrize("words", [JAPANESE, ENGLISH])
def test_the_answer_names_category_probability_runners_up_and_words(words: Wording) -> None:
    text = answer_of(classification_of("パン屋の話"), words).text
    for part in ("グルメ", "91", "携帯電話", "京都", "スポーツ", "パン屋の話"):
        assert part in text


def test_text_and_blocks_say_the_same() -> None:
    answer = answer_of(classification_of("パン屋の話"), JAPANESE)
    blocks = json.dumps(answer.blocks, ensure_ascii=False)
    assert all(line in blocks for line in answer.text.splitlines())


def test_none_of_the_categories_is_said_so_with_the_nearest() -> None:
    answer = answer_of(dataclasses.replace(classification_of("パン"), category=None), JAPANESE)
    assert "どのカテゴリにも" in answer.text
    assert "グルメ 91%" in answer.text


def test_a_low_probability_is_said_to_be_unsure() -> None:
    chances = {"グルメ": 0.45, "携帯電話": 0.25, "京都": 0.2, "スポーツ": 0.1}
    unsure = dataclasses.replace(classification_of("パン"), probabilities=chances)
    assert "自信" in answer_of(unsure, JAPANESE).text


@pytest.mark.parametrize("hostile", ["<!here>", "<@U1>", "<!channel>", "<https://e.com|x>", "&lt;"])
def test_nothing_a_user_wrote_pings_or_links(hostile: str) -> None:
    answer = answer_of(with_words((hostile, 1.0)), JAPANESE, quote=f"{hostile} です")
    assert hostile not in answer.text or hostile == "&lt;"
    mrkdwn = [
        piece
        for block in answer.blocks
        for piece in json.dumps(block, ensure_ascii=False).split('"type": "mrkdwn"')[1:]
    ]
    assert not any("<" in piece for piece in mrkdwn)


def test_a_long_quote_is_cut() -> None:
    answer = answer_of(classification_of("パン"), JAPANESE, quote="パ" * 40_000)
    assert len(answer.text) < 1_000


def test_the_words_of_the_answer_are_those_that_lead() -> None:
    words = with_words(("茶", 1.0), ("パン", 3.0), ("は", -1.0), ("駅", 0.1))
    assert "決め手の語: パン・茶" in answer_of(words, JAPANESE).text.splitlines()


def test_no_top_words_leave_no_empty_line() -> None:
    answer = answer_of(with_words(("は", -1.0)), JAPANESE)
    assert all(answer.text.splitlines())


@pytest.mark.parametrize(
    ("probability", "shown"), [(0.999, "99"), (1.0, "99"), (0.0, "1"), (0.934, "93"), (0.5, "50")]
)
def test_nearly_sure_is_not_called_sure(probability: float, shown: str) -> None:
    assert percent(probability) == shown


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("ja-JP", Language.JAPANESE),
        ("en-US", Language.ENGLISH),
        ("en-GB", Language.ENGLISH),
        ("fr-FR", Language.JAPANESE),
        (None, Language.JAPANESE),
    ],
)
def test_the_language_follows_the_users_locale(locale: str | None, language: Language) -> None:
    assert Language.of_locale(locale) is language


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Wording)])
def test_both_languages_fill_the_same_places(field: str) -> None:
    def places(words: Wording) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", getattr(words, field)))

    assert places(JAPANESE) == places(ENGLISH)
    assert getattr(JAPANESE, field).strip()
