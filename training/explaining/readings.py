"""The texts that explanations are judged on: of all lengths, from the articles of a test fold.

Letters used for shapes: T = pieces.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from classifier.graphemes import Graphemes
from classifier.tokenizer import Piece, Tokenizer
from classifier.words import Word, words_of
from training.corpus import Sentence, whole_articles, windows
from training.explaining.text_network import FloatArray, IntArray

MOST_PIECES = 256  # what the network reads at a time


class Kind(StrEnum):
    """How long a text is."""

    SENTENCE = "sentence"
    PASSAGE = "passage of 2 to 6 sentences"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class SampleSizes:
    """How many texts of each kind are drawn from a fold, at most."""

    sentences: int = 124
    passages: int = 22
    articles: int = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the network reads it and as its words are displayed.

    Attributes:
        sentence: the text, where it comes from and its label.
        kind: its length.
        ids: (T,) piece ids, T ≥ 1.
        spans: (T,) start and end of each piece in the text.
        words: as displayed.
        word_of_piece: (T,) ascending from 0; pieces that no word shows are words of their own.
    """

    sentence: Sentence
    kind: Kind
    ids: IntArray
    spans: tuple[tuple[int, int], ...]
    words: tuple[Word, ...]
    word_of_piece: npt.NDArray[np.intp]

    def sum_by_word(self, scores: FloatArray) -> FloatArray:
        """(T,) scores of the pieces → one score for each of `words`."""
        return np.array(
            [scores[word.first_piece : word.last_piece + 1].sum() for word in self.words]
        )


def draw_texts(
    sentences: Sequence[Sentence], sizes: SampleSizes, seed: int
) -> list[tuple[Kind, Sentence]]:
    """Sentences, passages and whole articles, drawn at random.

    Args:
        sentences: all of a test fold, in order.
        sizes: how many of each.
        seed: the same seed draws the same texts.
    """
    draw = random.Random(seed)
    passages = windows(sentences, per_article=3, longest=6, seed=seed)
    of_kind = (
        (Kind.SENTENCE, sentences, sizes.sentences),
        (Kind.PASSAGE, passages, sizes.passages),
        (Kind.ARTICLE, whole_articles(sentences), sizes.articles),
    )
    return [
        (kind, text)
        for kind, texts, size in of_kind
        for text in draw.sample(list(texts), min(size, len(texts)))
    ]


def read(tokenizer: Tokenizer, texts: Iterable[tuple[Kind, Sentence]]) -> list[Reading]:
    """The texts cut into pieces and words; those without a piece are left out."""
    readings = (_reading(tokenizer, kind, sentence) for kind, sentence in texts)
    return [reading for reading in readings if len(reading.ids)]


def _reading(tokenizer: Tokenizer, kind: Kind, sentence: Sentence) -> Reading:
    graphemes = Graphemes(sentence.text)
    pieces = tokenizer.encode(sentence.text, graphemes)[:MOST_PIECES]
    words = words_of(sentence.text, pieces, graphemes)
    return Reading(
        sentence=sentence,
        kind=kind,
        ids=np.array([piece.id for piece in pieces], np.int32),
        spans=tuple((piece.start, piece.end) for piece in pieces),
        words=tuple(words),
        word_of_piece=_word_of_piece(pieces, words),
    )


def _word_of_piece(pieces: Sequence[Piece], words: Sequence[Word]) -> npt.NDArray[np.intp]:
    """Two pieces in a word, one in none, one in a word: (0, 0, 1, 2)."""
    begins_word = np.ones(len(pieces), np.intp)
    for word in words:
        begins_word[word.first_piece + 1 : word.last_piece + 1] = 0
    return np.cumsum(begins_word) - 1
