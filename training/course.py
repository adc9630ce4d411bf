"""What the network is shown: labelled texts of all lengths, and open text with soft labels.

Letters used for shapes: B, N = texts, T = pieces, V = vocabulary, C = categories.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.tokenizer import Tokenizer
from training.contenders import labels_of
from training.corpus import Sentence, whole_articles, windows, without_themes
from training.counting import Evidence, counted_evidence
from training.gold_words import words_of_sentence
from training.pieces import UNKNOWN_ID
from training.reading import Labelled
from training.settings import TrainingSettings
from training.teacher import soft_labels
from training.workspace import Workspace

Ids = Sequence[int]
Targets = npt.NDArray[np.float32]

FIT_OF_LABELLED = 0.97
"""A labelled sentence belongs to a category, but some of them alone would fit anywhere."""

FIT_OF_OTHERS = 1 - FIT_OF_LABELLED


class Batch(NamedTuple):
    """Texts of like length.

    Attributes:
        ids: (B, T) piece ids, 0 for padding.
        in_function_words: (B, T) 1 for pieces that stand in a function word there.
        targets: (B, C + 1) probabilities of the categories, and that any fits.
    """

    ids: npt.NDArray[np.int32]
    in_function_words: npt.NDArray[np.int32]
    targets: Targets


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts to learn from.

    Attributes:
        ids: piece ids of each text.
        in_function_words: for each piece of each text, whether it stands in a function word; all
            0 where that is not known.
        targets: (N, C + 1) probabilities of the categories, and that any fits.
    """

    ids: list[Ids]
    in_function_words: list[Ids]
    targets: Targets

    def __add__(self, other: "Examples") -> "Examples":
        return Examples(
            self.ids + other.ids,
            self.in_function_words + other.in_function_words,
            np.vstack([self.targets, other.targets]),
        )

    def drawn(self, number: int, draw: np.random.Generator) -> "Examples":
        """So many of them, at random."""
        chosen_ones = draw.choice(len(self.ids), min(number, len(self.ids)), replace=False)
        return Examples(
            [self.ids[index] for index in chosen_ones],
            [self.in_function_words[index] for index in chosen_ones],
            self.targets[chosen_ones],
        )


class Course:
    """The batches of every epoch: texts of like length together, drawn anew for each epoch."""

    def __init__(
        self,
        place: Workspace,
        labelled: Labelled,
        settings: TrainingSettings,
        seed: int,
    ) -> None:
        self._settings = settings.additive
        self._sentences = (*labelled.sentences, *labelled.feedback.sentences)
        self._categories = labelled.categories
        self._gold_words = labelled.gold_words
        self._seed = seed
        self._draw = np.random.default_rng(seed)
        self._tokenizer = Tokenizer.from_file(place.tokenizer)
        self._known = self._labelled(self._sentences)
        untitled = without_themes(_titles(self._sentences))
        self._always = (
            self._known
            + self._labelled([*untitled, *whole_articles(self._sentences)])
            + self._others([*labelled.others, *labelled.feedback.others])
        )
        self._open = self._open_lines(place, settings)
        self._epoch = 0

    @property
    def batches_per_epoch(self) -> int:
        """About how many: the lengths of the drawn texts differ from epoch to epoch."""
        windowed = self._settings.windows_per_article * len(whole_articles(self._sentences))
        texts = len(self._always.ids) + windowed + self._settings.open_lines
        return -(-texts // self._settings.batch_size)

    def epoch(self) -> list[Batch]:
        """Draws windows, open lines and deletions: piece ids (B, T) and targets (B, C + 1)."""
        self._epoch += 1
        passages = windows(
            self._sentences,
            per_article=self._settings.windows_per_article,
            longest=self._settings.longest_window,
            seed=1000 * self._seed + self._epoch,
        )
        drawn = self._open.drawn(self._settings.open_lines, self._draw)
        examples = self._always + self._labelled(passages) + drawn
        return [
            self._batch(examples, indices)
            for indices in batches(examples.ids, self._settings.batch_size, self._draw)
        ]

    def counted_evidence(self, vocabulary_size: int) -> Evidence:
        """(V, C) by counting the labelled sentences, and the open lines as far as they fit."""
        labels = labels_of(self._sentences, self._categories)
        certain = np.eye(len(self._categories), dtype=np.float32)[labels]
        likely = self._open.targets[:, :-1] * self._open.targets[:, -1:]
        return counted_evidence(
            self._known.ids + self._open.ids,
            np.vstack([certain, self._settings.counted_open_lines * likely]),
            vocabulary_size,
            self._settings.counted_smoothing,
        )

    def _batch(self, examples: Examples, indices: npt.NDArray[np.intp]) -> Batch:
        kept = [self._kept(len(examples.ids[index])) for index in indices]

        def padded_values(of_texts: Sequence[Ids]) -> npt.NDArray[np.int32]:
            texts = zip(indices, kept, strict=True)
            return padded([[of_texts[index][place] for place in places] for index, places in texts])

        return Batch(
            padded_values(examples.ids),
            padded_values(examples.in_function_words),
            examples.targets[indices],
        )

    def _labelled(self, sentences: Sequence[Sentence]) -> Examples:
        smoothing = self._settings.label_smoothing
        number = len(self._categories)
        targets = np.full((len(sentences), number + 1), smoothing / number, np.float32)
        labels = labels_of(sentences, self._categories)
        targets[np.arange(len(sentences)), labels] += 1 - smoothing
        targets[:, -1] = FIT_OF_LABELLED
        read = [self._read(sentence) for sentence in sentences]
        return Examples([ids for ids, _ in read], [marks for _, marks in read], targets)

    def _others(self, texts: Sequence[str]) -> Examples:
        targets = np.full((len(texts), len(self._categories) + 1), FIT_OF_OTHERS, np.float32)
        targets[:, :-1] = 1 / len(self._categories)
        return self._unannotated(texts, targets)

    def _open_lines(self, place: Workspace, settings: TrainingSettings) -> Examples:
        labels = soft_labels(
            place,
            [sentence.text for sentence in self._sentences],
            labels_of(self._sentences, self._categories),
            settings.teacher,
            self._seed,
        )
        targets = np.hstack([labels.categories, labels.fit[:, np.newaxis]])
        return self._unannotated(labels.texts, targets)

    def _unannotated(self, texts: Sequence[str], targets: Targets) -> Examples:
        ids = [self._ids(text) for text in texts]
        return Examples(ids, [[0] * len(each) for each in ids], targets)

    def _ids(self, text: str) -> Ids:
        return readable_ids(self._tokenizer, text)

    def _read(self, sentence: Sentence) -> tuple[Ids, Ids]:
        """Piece ids, and 1 for each that stands in a function word; 0 where no gold words tell."""
        words = words_of_sentence(self._gold_words, sentence)
        pieces = self._tokenizer.encode(sentence.text)
        ids = [piece.id for piece in pieces] or [UNKNOWN_ID]
        if not pieces or not words:
            return ids, [0] * len(ids)
        content = {
            character
            for word in words
            if word.is_content
            for character in range(word.start, word.end)
        }
        marks = [content.isdisjoint(range(piece.start, piece.end)) for piece in pieces]
        return ids, [int(mark) for mark in marks]

    def _kept(self, length: int) -> Ids:
        """Places of a random stretch of a long text, some of its pieces deleted."""
        longest = self._settings.longest_text
        start = int(self._draw.integers(max(1, length - longest + 1)))
        stretch = np.arange(start, min(start + longest, length))
        kept = stretch[self._draw.random(len(stretch)) >= self._settings.deletion]
        return list(kept if len(kept) else stretch)


def readable_ids(tokenizer: Tokenizer, text: str) -> Ids:
    """The text's piece ids; one unknown piece where the tokenizer reads nothing of it."""
    return tokenizer.ids(text) or [UNKNOWN_ID]


def batches(
    texts: Sequence[Ids], size: int, draw: np.random.Generator
) -> list[npt.NDArray[np.intp]]:
    """Indices of texts of like length, batches in random order.

    Long texts are batched fewer at a time, so that no batch holds many more pieces than another.
    """
    lengths = np.array([len(ids) for ids in texts]) + draw.uniform(0, 4, len(texts))
    order = np.argsort(lengths)
    result, start = [], 0
    while start < len(order):
        longest = lengths[order[min(start + size, len(order)) - 1]]
        number = size if longest <= 64 else max(8, int(size * 64 / longest))
        result.append(order[start : start + number])
        start += number
    return [result[index] for index in draw.permutation(len(result))]


def padded(texts: Sequence[Ids]) -> npt.NDArray[np.int32]:
    """(B, T) with zeros at the end; T a multiple of 8: [[5], [6, 7]] → [[5, 0, …], [6, 7, …]]."""
    length = -(-max(len(ids) for ids in texts) // 8) * 8
    result = np.zeros((len(texts), length), np.int32)
    for row, ids in zip(result, texts, strict=True):
        row[: len(ids)] = ids
    return result


def _titles(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Lines that begin with the theme in brackets: learned with and without it."""
    return [sentence for sentence in sentences if sentence.is_title]
