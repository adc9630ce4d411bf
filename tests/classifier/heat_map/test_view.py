"""Which scores and which words a picture shows."""

from dataclasses import replace

import pytest

from classifier import Classification
from classifier.heat_map.view import Sum, ViewKind, is_unsure, view_of
from tests.classifier.heat_map.handmade import classified, example

PAIR = {"グルメ": 0.46, "携帯電話": 0.03, "京都": 0.44, "スポーツ": 0.07}
UDON = (1.2, 0.0, 0.0, 0.0)
TEMPLE = (0.0, 0.0, 1.2, 0.0)


@pytest.mark.parametrize("name", ["gourmet", "long", "english", "many-categories"])
def test_scores_and_base_add_up_to_the_logit_against_the_others_by_their_probability(
    name: str,
) -> None:
    classification = example(name).classification
    view = view_of(classification)
    logits = dict(zip(classification.categories, classification.logits, strict=True))
    own, share = logits.pop(view.category), classification.probabilities[view.category]
    others = sum(
        classification.probabilities[category] / (1 - share) * logit
        for category, logit in logits.items()
    )
    assert sum(view.scores) + view.base == pytest.approx(own - others)


@pytest.mark.parametrize(
    ("scores", "base", "expected"),
    [
        ((3.331,), 0.153, Sum(3.33, 0.15, 3.48)),
        ((3.3349,), 0.1549, Sum(3.33, 0.16, 3.49)),  # each rounded by itself: .15
        ((1.004, -0.5), 0.0, Sum(0.5, 0.0, 0.5)),
        ((-1.0,), -0.25, Sum(-1.0, -0.25, -1.25)),
    ],
)
def test_the_sum_adds_up_as_it_is_shown(
    scores: tuple[float, ...], base: float, expected: Sum
) -> None:
    view = replace(view_of(example("gourmet").classification), scores=scores, base=base)
    assert view.sum == expected


def test_between_two_the_scores_add_up_to_the_difference_of_their_logits() -> None:
    classification = example("unsure").classification
    view = view_of(classification)
    logits = dict(zip(classification.categories, classification.logits, strict=True))
    assert (view.kind, view.category, view.opponent) == (ViewKind.PAIR, "グルメ", "京都")
    assert sum(view.scores) + view.base == pytest.approx(logits["グルメ"] - logits["京都"])


def test_between_two_there_are_words_for_each() -> None:
    rows = view_of(example("unsure").classification).rows
    assert [row.word for row in rows if row.score > 0] == ["パフェ", "抹茶", "食べ"]
    assert [row.word for row in rows if row.score < 0] == ["祇園", "八坂神社", "石畳"]


def test_where_nothing_fits_the_scores_are_those_of_the_fit() -> None:
    classification = example("nothing-fits").classification
    view = view_of(classification)
    assert view.kind is ViewKind.FIT
    assert view.category == classification.nearest
    assert view.scores == tuple(token.fit_contribution for token in classification.tokens)
    assert view.base == classification.fit_bias


def test_a_category_on_request_is_seen_against_the_others() -> None:
    view = view_of(example("unsure").classification, "京都")
    assert (view.kind, view.category) == (ViewKind.CATEGORY, "京都")
    assert view.rows[0].word == "祇園"


def test_an_unknown_category_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'音楽'.*グルメ、携帯電話、京都、スポーツ"):
        view_of(classified("麺"), "音楽")


@pytest.mark.parametrize(
    ("probabilities", "unsure"),
    [
        ({"a": 0.59, "b": 0.1, "c": 0.31}, True),
        ({"a": 0.61, "b": 0.39}, False),
        ({"a": 0.55, "b": 0.45}, True),
        ({"a": 1.0, "b": 0.0}, False),
    ],
)
def test_unsure_is_an_improbable_best_or_a_close_second(
    probabilities: dict[str, float], unsure: bool
) -> None:
    assert is_unsure(classified("麺", probabilities=probabilities)) is unsure


def test_a_word_that_stands_in_several_places_is_one_row() -> None:
    view = view_of(classified("うどん、うどん、うどん", {"うどん": UDON}))
    (row,) = view.rows
    assert (row.word, row.count, row.places) == ("うどん", 3, (0, 1, 2))
    assert row.score == view.scores[0]
    assert row.share == pytest.approx(1.0)
    assert view.ranks == {0: 1, 1: 1, 2: 1}


def test_what_is_said_often_but_faintly_does_not_outrank_what_decides() -> None:
    said = {"の": (0.2, 0.0, 0.0, 0.0), "うどん": UDON}
    rows = view_of(classified("の、" * 20 + "うどん", said)).rows
    assert [row.word for row in rows] == ["うどん", "の"]
    assert rows[1].share > rows[0].share


def test_words_for_stand_before_words_against_the_stronger_first() -> None:
    said = {"寺": TEMPLE, "麺": UDON, "汁": (0.4, 0.0, 0.0, 0.0), "石": (0.0, 0.0, 0.3, 0.0)}
    rows = view_of(classified("石と汁と麺と寺", said)).rows
    assert [row.word for row in rows] == ["麺", "汁", "寺", "石"]
    assert [row.rank for row in rows] == [1, 2, 3, 4]


def test_at_least_half_of_the_rows_speak_for_the_category_if_there_are_so_many() -> None:
    against = dict.fromkeys("寺社塔橋庭池", (0.0, 0.0, 3.0, 0.0))
    favour = dict.fromkeys("麺汁肉", (0.9, 0.0, 0.0, 0.0))
    rows = view_of(classified("寺社塔橋庭池麺汁肉".replace("", "・"), against | favour)).rows
    assert sum(row.score > 0 for row in rows) == 3


def test_what_is_painted_white_is_not_in_the_table(empty: Classification) -> None:
    assert view_of(empty).rows == ()


@pytest.fixture
def empty() -> Classification:
    return classified("、。")
