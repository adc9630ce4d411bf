"""From trials to figures."""

import pytest

from training.explaining.eraser import Faithfulness
from training.explaining.readings import Kind
from training.explaining.results import Trial
from training.explaining.table import by_words, find, rows


def trial(explainer: str, comprehensiveness: float, text: str = "a") -> Trial:
    return Trial(
        network="ours",
        explainer=explainer,
        text_id=text,
        kind=Kind.SENTENCE,
        num_pieces=10,
        pieces=Faithfulness(comprehensiveness, 0.1, 0.2),
        words=Faithfulness(comprehensiveness / 2, 0.1, 0.2),
        forward=1,
        backward=0,
        milliseconds=2.0,
    )


TRIALS = [
    trial("own", 0.5),
    trial("own", 0.7, text="b"),
    trial("integrated gradients, 128 steps", 0.5),
    trial("random", 0.1),
    trial("random", 0.3),
    trial("random", 0.2),
]


def test_gap_closure_is_measured_between_chance_and_integrated_gradients() -> None:
    own = find(rows(TRIALS), "ours", "own")
    assert own.faithfulness.comprehensiveness == pytest.approx(0.6)
    assert own.gap_closure == pytest.approx((0.6 - 0.2) / (0.5 - 0.2))
    assert own.texts == 2


def test_words_are_a_view_of_the_same_trials() -> None:
    own = find(rows(TRIALS, by_words), "ours", "own")
    assert own.faithfulness.comprehensiveness == pytest.approx(0.3)


def test_a_row_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="SHAP of ours"):
        find(rows(TRIALS), "ours", "SHAP")
