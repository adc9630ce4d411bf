"""A temperature undoes overconfidence, and no fold sets its own."""

import numpy as np
import pytest

from training.scores import expected_calibration_error, pooled
from training.temperature import best_temperature, scaled_by_the_others

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
    assert best_temperature(*overconfident(0)) == pytest.approx(3.0, rel=0.1)


def test_folds_scaled_by_the_others_are_calibrated_and_keep_their_answers() -> None:
    folds = [as_fold(seed) for seed in range(3)]
    scaled = scaled_by_the_others(folds)
    assert expected_calibration_error(*pooled(folds)) > 0.1
    assert expected_calibration_error(*pooled(scaled)) < 0.03
    for (before, _), (after, _) in zip(folds, scaled, strict=True):
        assert (before.argmax(axis=1) == after.argmax(axis=1)).all()


def test_a_fold_does_not_set_its_own_temperature() -> None:
    folds = [as_fold(seed) for seed in range(3)]
    swapped = [(folds[0][0], 1 - folds[0][1]), *folds[1:]]
    np.testing.assert_array_equal(
        scaled_by_the_others(folds)[0][0], scaled_by_the_others(swapped)[0][0]
    )


def test_one_fold_alone_stays_as_it_is() -> None:
    fold = as_fold(0)
    assert scaled_by_the_others([fold]) == [fold]
