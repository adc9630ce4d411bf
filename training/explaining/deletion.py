"""Explainers that see only what deleting pieces does to the category's probability."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from lime.lime_text import LimeTextExplainer  # type: ignore[import-untyped]

from training.explaining.text_network import FloatArray, IntArray, Predictor

with warnings.catch_warnings():  # shap 0.51 makes its colour maps in a way matplotlib will end
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    import shap  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class RandomOrder:
    """Says nothing about the text: the row that every explanation must beat."""

    seed: int
    name: str = "random"

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`; the same for the same text."""
        rng = np.random.default_rng([self.seed, *ids.tolist()])
        return rng.standard_normal(len(ids))  # so that the sum over a word has no bias


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """By how much the probability falls without the piece: Li et al. 2016, by "erasure"."""

    predictor: Predictor
    name: str = "leave-one-out"

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`."""
        without = [np.delete(ids, index) for index in range(len(ids))]
        return np.asarray(-self.predictor.probabilities(without)[:, category])


@dataclass(frozen=True, slots=True)
class KernelShap:
    """Lundberg and Lee 2017, "A Unified Approach to Interpreting Model Predictions", section 4.1.

    2 T + 2,048 deletions, the package's default; without its default of keeping ten pieces only,
    which would leave the ranks behind the tenth to chance.
    """

    predictor: Predictor
    name: str = "KernelSHAP"

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`."""

        def probability(masks: npt.NDArray[np.float64]) -> FloatArray:
            texts = [ids[mask > 0] for mask in masks]
            return np.asarray(self.predictor.probabilities(texts)[:, category])

        np.random.seed(len(ids))  # the package draws from numpy's global generator
        explainer = shap.KernelExplainer(probability, np.zeros((1, len(ids))))
        values = explainer.shap_values(np.ones(len(ids)), l1_reg=False, silent=True)
        return np.asarray(values, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Lime:
    """Ribeiro et al. 2016, "Why Should I Trust You?", section 3.4: a linear surrogate.

    The package's explainer of texts reads the positions of the pieces, "0 1 2 …", and cuts words
    out of that; all its other settings are its own.

    Attributes:
        predictor: what to explain.
        samples: how many texts with deletions the surrogate is fitted to.
    """

    predictor: Predictor
    samples: int = 5000

    @property
    def name(self) -> str:
        """See `Explainer`."""
        return f"LIME, {self.samples:,} samples"

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`."""

        def probabilities(texts: Sequence[str]) -> FloatArray:
            kept = [ids[[int(position) for position in text.split()]] for text in texts]
            return self.predictor.probabilities(kept)

        explainer = LimeTextExplainer(
            bow=False, mask_string="", feature_selection="none", random_state=0
        )
        explanation = explainer.explain_instance(
            " ".join(map(str, range(len(ids)))),
            probabilities,
            labels=(category,),
            num_features=len(ids),
            num_samples=self.samples,
        )
        scores = np.zeros(len(ids))
        for position, weight in explanation.local_exp[category]:
            scores[position] = weight
        return scores
