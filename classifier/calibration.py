"""From the network's sums to calibrated probabilities, and what length has to do with it.

Training fits these parameters and imports the same functions, so that both compute alike.

Letters used for shapes: T = pieces of the whole text, C = categories, K = C + 1 (the last column
is the fit score: does the text belong to any of the categories).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class LengthScale:
    """How much one piece counts in a text of T pieces: (T + t0) ** -alpha.

    `alpha` 0 is a plain sum, `alpha` 1 with `t0` 0 a mean.
    """

    t0: float = 0.0
    alpha: float = 0.0

    def __call__(self, length: int) -> float:
        """The factor for every contribution of a text of `length` pieces."""
        return float((max(length, 1) + self.t0) ** -self.alpha)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Temperature scaling of the categories with a share of chance, Platt scaling of the fit score.

    Sources: Guo et al. 2017, "On Calibration of Modern Neural Networks"; Platt 1999.

    Attributes:
        temperature: divides the categories' logits before the softmax.
        chance: in [0, 1), share of the texts in which a category stands that no word tells of; it
            is spread evenly, so no category is ever certain.
        fit_certainty: how much the logarithm of the highest probability adds to the fit logit: a
            text that speaks for no category in particular hardly belongs to any.
        fit_shift: the fit score at which belonging and not belonging are equally likely.
        fit_scale: how many logits make one unit of the sigmoid.
        fit_threshold: below this fit probability a text has no category.
    """

    temperature: float = 1.0
    chance: float = 0.0
    fit_certainty: float = 0.0
    fit_shift: float = 0.0
    fit_scale: float = 1.0
    fit_threshold: float = 0.5

    def probabilities(self, logits: FloatArray) -> FloatArray:
        """(…, C) logits → (…, C) probabilities that add up to 1."""
        scaled = np.asarray(logits, dtype=np.float64) / self.temperature
        exponentials = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
        told = exponentials / exponentials.sum(axis=-1, keepdims=True)
        return np.asarray((1 - self.chance) * told + self.chance / scaled.shape[-1])

    def fit_score(self, logits: FloatArray) -> FloatArray:
        """(…, K) logits → (…) how much speaks for the text belonging to any category."""
        highest = self.probabilities(logits[..., :-1]).max(axis=-1)
        return np.asarray(logits[..., -1] + self.fit_certainty * np.log(highest))

    def fit(self, logits: FloatArray) -> FloatArray:
        """(…, K) logits → (…) probabilities that the text belongs to any category."""
        z = (self.fit_score(np.asarray(logits, dtype=np.float64)) - self.fit_shift) / self.fit_scale
        return np.asarray(0.5 * (1.0 + np.tanh(0.5 * z)))  # the sigmoid, without overflow
