"""Explainers that differentiate the category's probability at the embedding's output."""

from dataclasses import dataclass

import numpy as np

from training.explaining.text_network import FloatArray, IntArray, TextNetwork


@dataclass(frozen=True, slots=True)
class GradientTimesInput:
    """∂p/∂x · x of each piece: Shrikumar et al. 2016, "Not Just a Black Box"."""

    network: TextNetwork
    name: str = "gradient × input"

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`."""
        vectors = self.network.embed(ids)
        gradient = self.network.gradients(ids, vectors[np.newaxis], category)[0]
        return np.asarray((gradient * vectors).sum(axis=-1))


@dataclass(frozen=True, slots=True)
class IntegratedGradients:
    """Sundararajan et al. 2017, "Axiomatic Attribution for Deep Networks", equation 3.

    The path leads straight from the zero vector to the embedding's output; the integral is taken
    in the middle of each step, so that the scores add up to p(x) − p(zero vectors) but for a
    small error.

    Attributes:
        network: what to explain.
        steps: of the path.
    """

    network: TextNetwork
    steps: int

    @property
    def name(self) -> str:
        """See `Explainer`."""
        return f"integrated gradients, {self.steps} steps"

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`."""
        vectors = self.network.embed(ids)
        middles = (np.arange(self.steps) + 0.5) / self.steps
        path = middles[:, np.newaxis, np.newaxis] * vectors
        gradient = self.network.gradients(ids, path, category).mean(axis=0)
        return np.asarray((gradient * vectors).sum(axis=-1))
