"""The measures, worked out by hand on a network whose probabilities are known."""

from collections.abc import Sequence

import numpy as np
import pytest

from training.explaining.eraser import FRACTIONS, measure, predict, top_k
from training.explaining.text_network import FloatArray, IntArray


class TenthOfEachPiece:
    """p of category 0 is a tenth of the sum of the piece ids, the rest is category 1's."""

    def probabilities(self, texts: Sequence[IntArray]) -> FloatArray:
        first = np.array([text.sum() / 10 for text in texts])
        return np.stack([first, 1 - first], axis=1)


NETWORK = TenthOfEachPiece()
TEXT: IntArray = np.array([1, 4, 0, 3, 1], np.int32)  # p = .9
BEST = np.array([1.0, 4.0, 0.0, 3.0, 1.0])


@pytest.mark.parametrize(
    ("fraction", "tokens", "expected"),
    [(0.01, 1, 1), (0.01, 100, 1), (0.01, 101, 2), (0.1, 30, 3), (0.2, 11, 3), (0.5, 5, 3)],
)
def test_k_is_rounded_up_and_at_least_one(fraction: float, tokens: int, expected: int) -> None:
    assert top_k(fraction, tokens) == expected


def test_the_measures_are_means_over_the_fractions() -> None:
    measured = measure(NETWORK, predict(NETWORK, TEXT), BEST)
    # k = 1, 1, 1, 1, 3: without the 4, without the 4, the 3 and the first 1; and only those.
    assert measured.comprehensiveness == pytest.approx((4 * 0.4 + 0.8) / len(FRACTIONS))
    assert measured.sufficiency == pytest.approx((4 * 0.5 + 0.1) / len(FRACTIONS))
    assert measured.decision_flip == pytest.approx(2 / 5)  # .9 − .4 = .5 is a tie, still category 0


def test_the_worst_order_is_measured_as_such() -> None:
    measured = measure(NETWORK, predict(NETWORK, TEXT), -BEST)
    assert measured.comprehensiveness == pytest.approx((4 * 0 + 0.2) / len(FRACTIONS))
    assert measured.decision_flip == pytest.approx(4 / 5)


def test_a_category_that_never_changes_counts_as_one() -> None:
    text: IntArray = np.zeros(40, np.int32)  # p of category 1 is 1 whatever is deleted
    assert measure(NETWORK, predict(NETWORK, text), np.arange(40.0)).decision_flip == 1.0


def test_a_late_change_is_found() -> None:
    text: IntArray = np.array([0] * 40 + [9], np.int32)
    assert measure(NETWORK, predict(NETWORK, text), -np.arange(41.0)).decision_flip == 1.0
    text = np.array([0] * 40 + [9, 0, 0, 0], np.int32)
    scores = -np.arange(44.0)
    assert measure(NETWORK, predict(NETWORK, text), scores).decision_flip == pytest.approx(41 / 44)


def test_words_are_ranked_by_their_pieces_sum_and_deleted_whole() -> None:
    words = np.array([0, 0, 1, 1, 1])
    measured = measure(NETWORK, predict(NETWORK, TEXT), np.array([3.0, 3.0, 0, 4.0, 0]), words)
    # k = 1 for every fraction: the first word (1, 4) goes, p falls from .9 to .4.
    assert measured.comprehensiveness == pytest.approx(0.5)
    assert measured.sufficiency == pytest.approx(0.4)
    assert measured.decision_flip == pytest.approx(1 / 2)


def test_a_text_of_one_piece_can_be_measured() -> None:
    measured = measure(NETWORK, predict(NETWORK, np.array([9])), np.array([1.0]))
    assert (measured.comprehensiveness, measured.sufficiency) == pytest.approx((0.9, 0.0))
