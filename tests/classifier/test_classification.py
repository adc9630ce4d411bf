"""A token's score: what it adds to the category less what it adds to the others."""

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from classifier import Classification, Token

SHARES = {"麺": 0.8, "寺": 0.15, "球": 0.05}


def classified(probabilities: Mapping[str, float] = SHARES) -> Classification:
    """Two tokens and a bias."""
    return Classification(
        text="うどん",
        category="麺",
        probabilities=probabilities,
        fit=0.9,
        fit_threshold=0.5,
        tokens=(
            Token("うど", 0, 2, (2.0, 0.4, -0.4), 0.1),
            Token("ん", 2, 3, (0.1, 0.9, 0.5), 0.0),
        ),
        bias=(0.3, 0.2, -0.1),
        fit_bias=0.0,
        model="by hand",
    )


def test_the_others_count_by_their_probability() -> None:
    first, second = classified().scores()
    assert first == pytest.approx(2.0 - (0.75 * 0.4 + 0.25 * -0.4))
    assert second == pytest.approx(0.1 - (0.75 * 0.9 + 0.25 * 0.5))


@pytest.mark.parametrize("category", SHARES)
def test_scores_and_base_add_up_to_the_margin_of_any_category(category: str) -> None:
    classification = classified()
    logits = dict(zip(SHARES, classification.logits, strict=True))
    others = [other for other in SHARES if other != category]
    rest = 1 - SHARES[category]
    margin = logits[category] - sum(SHARES[other] / rest * logits[other] for other in others)
    total = sum(classification.scores(category)) + classification.base(category)
    assert total == pytest.approx(margin, abs=1e-12)


def test_a_score_is_the_derivative_of_the_log_odds_by_the_tokens_weight() -> None:
    """So it says what a little more or less of the token would do to the decision."""

    def log_odds(weight: float) -> float:
        first, second = classified().tokens
        logits = [
            bias + weight * own + other
            for bias, own, other in zip(
                classified().bias, first.contributions, second.contributions, strict=True
            )
        ]
        own, *others = map(math.exp, logits)
        return math.log(own / sum(others))

    exact = [
        math.exp(logit) / sum(map(math.exp, classified().logits)) for logit in classified().logits
    ]
    score = classified(dict(zip(SHARES, exact, strict=True))).scores()[0]
    assert score == pytest.approx((log_odds(1 + 1e-6) - log_odds(1 - 1e-6)) / 2e-6, abs=1e-6)


def test_where_the_category_is_certain_the_others_count_alike() -> None:
    classification = classified({"麺": 1.0, "寺": 0.0, "球": 0.0})
    assert classification.scores()[0] == pytest.approx(2.0 - (0.4 - 0.4) / 2)


def test_what_is_chance_in_the_probabilities_does_not_count() -> None:
    mixed = {category: 0.9 * share + 0.1 / 3 for category, share in SHARES.items()}
    assert replace(classified(mixed), chance=0.1).scores() == pytest.approx(classified().scores())
    certain = {"麺": 0.9 + 0.1 / 3, "寺": 0.1 / 3, "球": 0.1 / 3}
    alike = classified({"麺": 1.0, "寺": 0.0, "球": 0.0}).scores()
    assert replace(classified(certain), chance=0.1).scores() == pytest.approx(alike)


def test_leading_words_speak_for_the_category_best_first_each_once() -> None:
    said = {"茶": 1.0, "パン": 3.0, "は": -1.0, " ": 2.0, "駅": 0.17, "前": 0.19}
    tokens = tuple(Token(word, 0, 1, (score, 0.0, 0.0), 0.0) for word, score in said.items())
    classification = replace(classified(), tokens=(*tokens, tokens[0]))
    assert classification.leading_words() == ("パン", "茶", "前")
    assert classification.leading_words(most=2) == ("パン", "茶")
    assert classification.leading_words("寺")[0] == "は"


def test_where_nothing_speaks_loudly_no_word_leads() -> None:
    tokens = (Token("茶", 0, 1, (0.015, 0.0, 0.0), 0.0),)
    assert replace(classified(), tokens=tokens).leading_words() == ()
    assert replace(classified(), tokens=()).leading_words() == ()


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(ValueError, match=r"音楽.*麺、寺、球"):
        classified().scores("音楽")
