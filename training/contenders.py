"""What a classifier must offer to be compared by `training/evaluate.py`, and what it is given."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from training.corpus import Sentence
from training.gold_words import GoldWords

Probabilities = npt.NDArray[np.float64]
"""(N, C): a row for each text, a column for each category, in the order of the categories."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every contender may use besides the sentences of its fold.

    Attributes:
        categories: the labels; their order is that of the probabilities' columns.
        tokenizer: SentencePiece model, trained without the corpus.
        vectors: word vectors of its pieces, trained without the corpus.
        others: texts of none of the categories, to learn from.
        gold_words: annotated words of the sentences; a fold reads those of its training part.
    """

    categories: tuple[str, ...]
    tokenizer: Path
    vectors: Path
    others: tuple[str, ...] = ()
    gold_words: GoldWords = field(default_factory=dict)


class Contender(Protocol):
    """A way to train a classifier; must pickle, since every fold is a process of its own."""

    @property
    def name(self) -> str:
        """What it is called on the command line and in file names."""

    @property
    def title(self) -> str:
        """What it is called in the report."""

    def inputs(self) -> Sequence[object]:
        """All that its results depend on besides the sentences: settings, and paths of files."""

    def fit_predict(
        self, train: Sequence[Sentence], texts: Sequence[str], seed: int
    ) -> Probabilities:
        """Trains on the sentences and gives the probabilities of the texts.

        Args:
            train: a fold's training part, in the corpus' order.
            texts: N texts of any length, from one word to whole articles.
            seed: the same seed gives the same probabilities.
        """


def labels_of(sentences: Sequence[Sentence], categories: Sequence[str]) -> npt.NDArray[np.intp]:
    """(N,) index of each sentence's label in `categories`."""
    index = {category: position for position, category in enumerate(categories)}
    return np.array([index[sentence.label] for sentence in sentences], np.intp)


def fingerprint(*parts: object) -> str:
    """A checksum of settings (by what `repr` shows) and of files (by their bytes).

    Results carry it, so that those of another tokenizer or other settings are not taken for these.
    """
    digest = hashlib.sha256()
    for part in parts:
        shown = _checksum(part) if isinstance(part, Path) else repr(part)
        digest.update(f"{shown}\0".encode())
    return digest.hexdigest()


def _checksum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
