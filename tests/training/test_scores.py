"""Accuracy, macro F1 and calibration error are what their definitions say."""

import numpy as np
import pytest

from training.scores import (
    accuracy,
    expected_calibration_error,
    macro_f1,
    reliability,
    score,
)

RIGHT = np.array([[0.9, 0.1], [0.2, 0.8]])
LABELS = np.array([0, 1])


def test_right_answers_score_one() -> None:
    assert accuracy(RIGHT, LABELS) == macro_f1(RIGHT, LABELS) == 1


def test_macro_f1_counts_a_rare_category_as_much_as_a_frequent_one() -> None:
    always_first = np.tile([0.6, 0.4], (10, 1))
    labels = np.array([0] * 9 + [1])
    assert accuracy(always_first, labels) == pytest.approx(0.9)
    assert macro_f1(always_first, labels) == pytest.approx((18 / 19 + 0) / 2)


def test_probabilities_that_mean_what_they_say_are_calibrated() -> None:
    probabilities = np.tile([0.75, 0.25], (4, 1))
    assert expected_calibration_error(probabilities, np.array([0, 0, 0, 1])) == pytest.approx(0)


def test_the_calibration_error_is_the_mean_distance_weighted_by_texts() -> None:
    probabilities = np.array([[1.0, 0.0]] * 3 + [[0.6, 0.4]])
    labels = np.array([0, 0, 1, 0])  # sure: 2 of 3 right; unsure: right
    expected = (3 * (1 - 2 / 3) + 1 * (1 - 0.6)) / 4
    assert expected_calibration_error(probabilities, labels) == pytest.approx(expected)


def test_a_bin_holds_its_upper_edge() -> None:
    probabilities = np.array([[0.6, 0.4], [0.601, 0.399]])
    assert len(reliability(probabilities, np.array([0, 0]), bins=5)[0]) == 2


def test_scores_of_folds_are_averaged_and_their_spread_is_told() -> None:
    found = score([(RIGHT, LABELS), (RIGHT, LABELS[::-1])])
    assert (found.accuracy, found.folds) == (0.5, 2)
    assert found.accuracy_spread == pytest.approx(np.sqrt(0.5))


def test_one_fold_has_no_spread() -> None:
    assert score([(RIGHT, LABELS)]).accuracy_spread == 0
