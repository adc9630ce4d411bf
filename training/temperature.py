"""Temperature scaling: how sure a classifier may be, found on texts it has not learned.

Source: Guo et al. 2017, "On Calibration of Modern Neural Networks".

Letters used for shapes: N = texts, C = categories.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from classifier.calibration import Calibration
from training.contenders import Probabilities

Labels = npt.NDArray[np.intp]
_LEAST = 1e-12


def best_temperature(logits: npt.NDArray[np.float64], labels: Labels) -> float:
    """That makes the labels (N,) most likely, given logits (N, C) or log-probabilities."""

    def loss(logarithm: float) -> float:
        probabilities = Calibration(float(np.exp(logarithm))).probabilities(logits)
        return float(-np.log(probabilities[np.arange(len(labels)), labels] + _LEAST).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def scaled_by_the_others(
    folds: Sequence[tuple[Probabilities, Labels]],
) -> list[tuple[Probabilities, Labels]]:
    """Each fold's probabilities at the temperature that suits the held-out texts of the others.

    So no fold's labels set its own temperature. Fewer than two folds stay as they are.
    """
    if len(folds) < 2:
        return list(folds)
    logs = [(np.log(np.maximum(probabilities, _LEAST)), labels) for probabilities, labels in folds]
    scaled = []
    for number, (held_out, labels) in enumerate(logs):
        others = [fold for index, fold in enumerate(logs) if index != number]
        temperature = best_temperature(
            np.concatenate([each for each, _ in others]),
            np.concatenate([each for _, each in others]),
        )
        probabilities = Calibration(temperature).probabilities(held_out)
        scaled.append((np.asarray(probabilities, np.float64), labels))
    return scaled
