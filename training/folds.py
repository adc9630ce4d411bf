"""Which sentences are held out in which fold, by whole articles or at random."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from training.corpus import Sentence


class Fold(NamedTuple):
    """Indices into the list of sentences, both in ascending order; together they are all of it."""

    train: NDArray[np.intp]
    test: NDArray[np.intp]


def article_folds(sentences: Sequence[Sentence], *, folds: int = 10, seed: int = 0) -> list[Fold]:
    """The honest way: an article is held out as a whole, each theme shared out evenly."""
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    groups = [sentence.article_id for sentence in sentences]
    return [Fold(*pair) for pair in splitter.split(groups, _labels(sentences), groups)]


def sentence_folds(sentences: Sequence[Sentence], *, folds: int = 10, seed: int = 0) -> list[Fold]:
    """The seed's way: sentences at random, so that neighbours stand on both sides."""
    splitter = StratifiedKFold(folds, shuffle=True, random_state=seed)
    labels = _labels(sentences)
    return [Fold(*pair) for pair in splitter.split(labels, labels)]


def _labels(sentences: Sequence[Sentence]) -> list[str]:
    return [sentence.label for sentence in sentences]
