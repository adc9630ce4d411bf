"""Temperature and chance undo overconfidence, and no fold sets its own."""

import numpy as np
import pytest

from training.confidence import best_calibration, calibrated_by_the_others
from training.scores import expected_calibration_error, pooled

Fold = tuple[np.ndarray, np.ndarray]


def overconfident(seed: int, scale: float = 3.0) -> tuple[np.ndarray, np.ndarray]:
    """(N, 2) logits `scale` times too large, and labels drawn from the true probabilities."""
    draw = np.random.default_rng(seed)
    logits = draw.normal(size=(3000, 2))
    first = 1 / (1 + np.exp(logits[:, 1] - logits[:, 0]))
    return scale * logits, (draw.random(3000) > first).astype(np.intp)


def as_fold(seed: int) -> Fold:
    logits, labels = overconfident(seed)
    exponentials = np.exp(logits)
    return exponentials / exponentials.sum(axis=1, keepdims=True), labels


def test_the_temperature_is_by_how_much_the_logits_are_too_large() -> None:
    found = best_calibration(*overconfident(0))
    assert found.temperature == pytest.approx(3.0, rel=0.1)
    assert found.chance < 0.02


def test_labels_that_nothing_tells_of_are_chance_and_leave_the_others_sure() -> None:
    draw = np.random.default_rng(0)
    told = draw.integers(0, 4, 5000)
    logits = 6.0 * np.eye(4)[told]
    labels = np.where(draw.random(5000) < 0.1, draw.integers(0, 4, 5000), told)
    found = best_calibration(logits, labels)
    assert found.chance == pytest.approx(0.1, abs=0.02)
    assert found.probabilities(logits).max(axis=1).mean() == pytest.approx(0.925, abs=0.01)


def test_folds_calibrated_by_the_others_are_calibrated_and_keep_their_answers() -> None:
    folds = [as_fold(seed) for seed in range(3)]
    scaled = calibrated_by_the_others(folds)
    assert expected_calibration_error(*pooled(folds)) > 0.1
    assert expected_calibration_error(*pooled(scaled)) < 0.03
    for (before, _), (after, _) in zip(folds, scaled, strict=True):
        assert (before.argmax(axis=1) == after.argmax(axis=1)).all()


def test_a_fold_does_not_set_its_own_calibration() -> None:
    folds = [as_fold(seed) for seed in range(3)]
    swapped = [(folds[0][0], 1 - folds[0][1]), *folds[1:]]
    np.testing.assert_array_equal(
        calibrated_by_the_others(folds)[0][0], calibrated_by_the_others(swapped)[0][0]
    )


def test_one_fold_alone_stays_as_it_is() -> None:
    fold = as_fold(0)
    assert calibrated_by_the_others([fold]) == [fold]
