"""The additive network's own contributions: read off the forward pass that classifies."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import scipy.special
import tensorflow as tf

from training.explaining.text_network import AdditiveHead, FloatArray, IntArray, TextNetwork


class Against(StrEnum):
    """What a category's contributions are compared with."""

    MEAN = "the mean of the others"
    RUNNER_UP = "the runner-up"
    LIKELY = "the others by their probability"  # the derivative of log(p / (1 − p))


SHOWN = Against.LIKELY
"""What `Classification.scores` computes and the heat map shows."""


class Contributions:
    """Logits and contributions of one text in one forward pass.

    Args:
        network: whose Keras model gives {"contributions": (B, T, K), …}.
        head: its bias and length scale.
    """

    def __init__(self, network: TextNetwork, head: AdditiveHead) -> None:
        self._network = network
        self._head = head
        self._run = tf.function(
            lambda ids: network.model(ids, training=False)["contributions"][0],
            input_signature=[tf.TensorSpec((1, None), tf.int32)],
        )

    def of(self, ids: IntArray) -> FloatArray:
        """Piece ids (T,) → (T, C) what each adds to each logit, length scale included."""
        self._network.passes.forward += 1
        contributions = self._run(ids.astype(np.int32)[np.newaxis]).numpy().astype(np.float64)
        scale = self._head.length_scale(len(ids))
        return np.asarray(scale * contributions[:, : self._head.num_categories])

    def logits(self, contributions: FloatArray) -> FloatArray:
        """(T, C) → (C,) bias plus their sum, before the calibration's temperature."""
        bias = np.array(self._head.bias[: self._head.num_categories])
        return np.asarray(bias + contributions.sum(axis=0))

    @property
    def temperature(self) -> float:
        """Of the calibrated softmax."""
        return self._head.calibration.temperature


@dataclass(frozen=True, slots=True)
class OwnContributions:
    """The heat map's score: what a piece adds to the category less what it adds to others.

    Attributes:
        contributions: of the network.
        against: which others.
    """

    contributions: Contributions
    against: Against = SHOWN

    @property
    def name(self) -> str:
        """See `Explainer`."""
        return f"own contributions, against {self.against}"

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`."""
        contributions = self.contributions.of(ids)
        logits = np.delete(self.contributions.logits(contributions), category)
        shares = _shares(logits / self.contributions.temperature, self.against)
        others = np.delete(contributions, category, axis=1) @ shares
        return np.asarray(contributions[:, category] - others)


def _shares(logits: FloatArray, against: Against) -> FloatArray:
    """Logits of the other categories (C − 1,) → how much each counts; they add up to 1."""
    if against is Against.MEAN:
        return np.full(len(logits), 1 / len(logits))
    if against is Against.RUNNER_UP:
        return np.asarray(np.arange(len(logits)) == logits.argmax(), np.float64)
    return np.asarray(scipy.special.softmax(logits))
