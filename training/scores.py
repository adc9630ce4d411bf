"""What answers are worth: accuracy, macro F1, calibration. N = texts, C = categories."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.metrics import f1_score

from training.confidence import calibrated_by_the_others
from training.contenders import Probabilities

Labels = npt.NDArray[np.intp]
CALIBRATION_BINS = 15


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one contender in one view of one split.

    Attributes:
        accuracy: share of texts whose most probable category is the right one, mean of the folds.
        accuracy_spread: its standard deviation over folds and seeds.
        macro_f1: F1 of each category, their mean; mean of the folds.
        calibration_error: of all folds' texts together; see `expected_calibration_error`.
        scaled_calibration_error: the same, calibrated on the other folds' texts.
        folds: how many results it is measured on.
    """

    accuracy: float
    accuracy_spread: float
    macro_f1: float
    calibration_error: float
    scaled_calibration_error: float
    folds: int


def score(folds: Sequence[tuple[Probabilities, Labels]]) -> Scores:
    """The scores of the folds' probabilities (N, C) against their labels (N,)."""
    accuracies = [accuracy(*fold) for fold in folds]
    return Scores(
        accuracy=float(np.mean(accuracies)),
        accuracy_spread=float(np.std(accuracies, ddof=1)) if len(folds) > 1 else 0.0,
        macro_f1=float(np.mean([macro_f1(*fold) for fold in folds])),
        calibration_error=expected_calibration_error(*pooled(folds)),
        scaled_calibration_error=expected_calibration_error(
            *pooled(calibrated_by_the_others(folds))
        ),
        folds=len(folds),
    )


def pooled(folds: Sequence[tuple[Probabilities, Labels]]) -> tuple[Probabilities, Labels]:
    """All folds' texts as one: probabilities (N, C) and labels (N,)."""
    probabilities, labels = zip(*folds, strict=True)
    return np.concatenate(probabilities), np.concatenate(labels)


def accuracy(probabilities: Probabilities, labels: Labels) -> float:
    """Share of texts whose most probable category is the right one."""
    return float(np.mean(probabilities.argmax(axis=1) == labels))


def macro_f1(probabilities: Probabilities, labels: Labels) -> float:
    """Each category's F1, their mean; a category that is not there and not guessed counts 0."""
    categories = list(range(probabilities.shape[1]))
    guesses = probabilities.argmax(axis=1)
    return float(f1_score(labels, guesses, average="macro", labels=categories, zero_division=0))


def expected_calibration_error(
    probabilities: Probabilities, labels: Labels, bins: int = CALIBRATION_BINS
) -> float:
    """How far the highest probability is from the share of right answers (Guo et al. 2017).

    Texts are put into bins of equal width by that probability; the mean distance, weighted by
    the number of texts in each bin.
    """
    confidence, right, count = reliability(probabilities, labels, bins)
    return float(np.sum(count * np.abs(right - confidence)) / count.sum())


def reliability(
    probabilities: Probabilities, labels: Labels, bins: int = CALIBRATION_BINS
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Of each bin that holds texts: mean highest probability, share of right answers, texts."""
    highest = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    number = np.clip(np.ceil(highest * bins).astype(int) - 1, 0, bins - 1)
    count = np.bincount(number, minlength=bins).astype(np.float64)
    held = count > 0
    mean_highest = np.bincount(number, highest, minlength=bins)[held] / count[held]
    mean_right = np.bincount(number, right, minlength=bins)[held] / count[held]
    return mean_highest, mean_right, count[held]
