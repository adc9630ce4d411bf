"""How sure a classifier may be, found on texts that it has not learned.

A temperature (Guo et al. 2017, "On Calibration of Modern Neural Networks"), and a share of chance:
a blog's sentence can belong to a category that none of its words tells of. The temperature alone
would make all the others less sure for these few.

Letters used for shapes: N = texts, C = categories.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from classifier.calibration import Calibration
from training.contenders import Probabilities

Labels = npt.NDArray[np.intp]
_LEAST = 1e-12
_BOUNDS = ((-3.0, 3.0), (0.0, 0.2))  # of the temperature's logarithm, and of chance
_BEGIN = (0.0, 0.01)


def best_calibration(logits: npt.NDArray[np.float64], labels: Labels) -> Calibration:
    """Temperature and chance that make the labels (N,) most likely.

    Args:
        logits: (N, C), or log-probabilities.
        labels: (N,) indices of the categories.
    """

    def loss(parameters: npt.NDArray[np.float64]) -> float:
        probabilities = _calibration(parameters).probabilities(logits)
        return float(-np.log(probabilities[np.arange(len(labels)), labels] + _LEAST).mean())

    return _calibration(minimize(loss, _BEGIN, bounds=_BOUNDS).x)


def _calibration(parameters: npt.NDArray[np.float64]) -> Calibration:
    logarithm, chance = parameters.tolist()
    return Calibration(float(np.exp(logarithm)), chance)


def calibrated_by_the_others(
    folds: Sequence[tuple[Probabilities, Labels]],
) -> list[tuple[Probabilities, Labels]]:
    """Each fold's probabilities, calibrated as it suits the held-out texts of the others.

    So no fold's labels set its own calibration. Fewer than two folds stay as they are.
    """
    if len(folds) < 2:
        return list(folds)
    logs = [(np.log(np.maximum(probabilities, _LEAST)), labels) for probabilities, labels in folds]
    scaled = []
    for number, (held_out, labels) in enumerate(logs):
        others = [fold for index, fold in enumerate(logs) if index != number]
        calibration = best_calibration(
            np.concatenate([each for each, _ in others]),
            np.concatenate([each for _, each in others]),
        )
        probabilities = calibration.probabilities(held_out)
        scaled.append((np.asarray(probabilities, np.float64), labels))
    return scaled
