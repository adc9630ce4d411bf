"""ERASER's measures of faithfulness: what deleting the highest pieces does to the prediction.

Source: DeYoung et al. 2020, "ERASER: A Benchmark to Evaluate Rationalized NLP Models", section 4.2
(comprehensiveness, sufficiency, their area over the perturbation curve); the decision flip is
Nguyen 2018's and Serrano and Smith 2019's.

Letters used for shapes: T = tokens of the text, which are pieces or words of several pieces.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.explaining.text_network import FloatArray, IntArray, Predictor

FRACTIONS = (0.01, 0.05, 0.10, 0.20, 0.50)
_FIRST_DELETIONS = 8


@dataclass(frozen=True, slots=True)
class Faithfulness:
    """How faithful one explanation of one text is.

    Attributes:
        comprehensiveness: mean over `FRACTIONS` of p(x) − p(x without the top k); high is good.
        sufficiency: mean of p(x) − p(top k only); low is good.
        decision_flip: fewest tokens removed, best first, until the category changes, over T; 1 if
            it never does; low is good.
    """

    comprehensiveness: float
    sufficiency: float
    decision_flip: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """A text and what the network says of it.

    Attributes:
        ids: piece ids.
        category: index of the most probable category.
        probability: its probability.
    """

    ids: IntArray
    category: int
    probability: float


def predict(predictor: Predictor, ids: IntArray) -> Prediction:
    """The network's prediction on the full text."""
    probabilities = predictor.probabilities([ids])[0]
    category = int(probabilities.argmax())
    return Prediction(ids, category, float(probabilities[category]))


def top_k(fraction: float, num_tokens: int) -> int:
    """max(1, ⌈q T⌉): (0.2, 11) → 3."""
    # 0.1 * 30 is a little above 3 in binary, and must not become 4.
    return max(1, math.ceil(round(fraction * num_tokens, 9)))


def measure(
    predictor: Predictor,
    prediction: Prediction,
    scores: FloatArray,
    token_of_piece: npt.NDArray[np.intp] | None = None,
) -> Faithfulness:
    """Deletes pieces by the scores and looks at the probability of the predicted category.

    Args:
        predictor: the network that is explained.
        prediction: on the full text.
        scores: one for each piece; those of a token's pieces are added.
        token_of_piece: index of each piece's token, ascending from 0; None: each is its own.
    """
    pieces = np.arange(len(prediction.ids)) if token_of_piece is None else token_of_piece
    ranks = _ranks(_sums(scores, pieces))[pieces]
    comprehensiveness, sufficiency = _probability_drops(predictor, prediction, ranks)
    return Faithfulness(
        comprehensiveness, sufficiency, _decision_flip(predictor, prediction, ranks)
    )


def _sums(scores: FloatArray, tokens: npt.NDArray[np.intp]) -> FloatArray:
    sums = np.zeros(int(tokens.max()) + 1)
    np.add.at(sums, tokens, scores)
    return sums


def _ranks(scores: FloatArray) -> npt.NDArray[np.intp]:
    """0 for the highest: (.2, .9, .5) → (2, 0, 1)."""
    ranks = np.empty(len(scores), np.intp)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return ranks


def _probability_drops(
    predictor: Predictor, prediction: Prediction, ranks: npt.NDArray[np.intp]
) -> tuple[float, float]:
    counts = [top_k(fraction, ranks.max() + 1) for fraction in FRACTIONS]
    without = [prediction.ids[ranks >= count] for count in counts]
    only = [prediction.ids[ranks < count] for count in counts]
    probabilities = predictor.probabilities([*without, *only])[:, prediction.category]
    drops = prediction.probability - probabilities
    return float(drops[: len(counts)].mean()), float(drops[len(counts) :].mean())


def _decision_flip(
    predictor: Predictor, prediction: Prediction, ranks: npt.NDArray[np.intp]
) -> float:
    num_tokens = int(ranks.max()) + 1
    for removed in _growing_spans(num_tokens):
        texts = [prediction.ids[ranks >= count] for count in removed]
        changed = predictor.probabilities(texts).argmax(axis=1) != prediction.category
        if changed.any():
            return removed[int(changed.argmax())] / num_tokens
    return 1.0


def _growing_spans(num_tokens: int) -> Iterator[Sequence[int]]:
    """1…8, 9…24, 25…56, …: most explanations flip early, and the rest need not be run."""
    start, size = 1, _FIRST_DELETIONS
    while start <= num_tokens:
        yield range(start, min(start + size, num_tokens + 1))
        start, size = start + size, 2 * size
