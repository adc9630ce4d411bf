"""How well words and pieces agree with the gold words: the figures in the tokenizer's report."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from classifier.graphemes import Graphemes
from classifier.tokenizer import Tokenizer
from classifier.words import words_of
from training.gold_words import GoldWord, surface_of

Span = tuple[int, int]
"""Offset of the first character, offset behind the last one."""


@dataclass(frozen=True, slots=True)
class WordAgreement:
    """Boundaries inside sentences, found and gold.

    Attributes:
        precision: share of the boundaries found that are gold.
        recall: share of the gold boundaries that are found.
    """

    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class PieceAgreement:
    """Pieces, or what is shown of them, against the gold words.

    Attributes:
        on_boundaries: share that begins and ends where gold words begin and end.
        shredded: share of the gold words that are cut into three or more.
        per_sentence: how many there are in a sentence on average.
    """

    on_boundaries: float
    shredded: float
    per_sentence: float

    def __str__(self) -> str:
        return (
            f"{self.on_boundaries:.1%} on gold word boundaries, {self.shredded:.1%} of the words "
            f"in 3 or more, {self.per_sentence:.1f} per sentence"
        )


def word_agreement(
    cut: Callable[[str], list[str]], sentences: Iterable[Sequence[GoldWord]]
) -> WordAgreement:
    """Precision and recall of a way to cut words, over sentences without white space in them."""
    right = found = gold = 0
    for words in sentences:
        text = surface_of(words)
        cuts = cut(text)
        if "".join(cuts) != text:
            continue
        found_ends, gold_ends = _ends(cuts), _ends([word.surface for word in words])
        right += len(found_ends & gold_ends)
        found += len(found_ends)
        gold += len(gold_ends)
    return WordAgreement(right / max(found, 1), right / max(gold, 1))


def piece_agreement(
    tokenizer: Tokenizer, sentences: Iterable[Sequence[GoldWord]], *, joined: bool
) -> PieceAgreement:
    """How the pieces of a tokenizer lie among the gold words.

    Args:
        tokenizer: to judge.
        sentences: the gold words of each.
        joined: judge what the heat map shows (pieces joined by `classifier/words.py`).
    """
    aligned = shredded = num_spans = num_words = num_sentences = 0
    for words in sentences:
        spans = (_shown_spans if joined else _piece_spans)(tokenizer, surface_of(words))
        boundaries = {0, *(word.end for word in words)}
        starts = {start for start, _ in spans}
        aligned += sum(start in boundaries and end in boundaries for start, end in spans)
        shredded += sum(_cuts(word, starts) >= 2 for word in words)
        num_spans += len(spans)
        num_words += len(words)
        num_sentences += 1
    return PieceAgreement(
        aligned / max(num_spans, 1), shredded / max(num_words, 1), num_spans / max(num_sentences, 1)
    )


def _ends(words: Iterable[str]) -> set[int]:
    ends, position = set(), 0
    for word in words:
        position += len(word)
        ends.add(position)
    return ends


def _cuts(word: GoldWord, starts: set[int]) -> int:
    """How often a word is cut: number of spans that begin inside it."""
    return sum(position in starts for position in range(word.start + 1, word.end))


def _piece_spans(tokenizer: Tokenizer, text: str) -> list[Span]:
    pieces = tokenizer.encode(text)
    return [(piece.start, piece.end) for piece in pieces if piece.start < piece.end]


def _shown_spans(tokenizer: Tokenizer, text: str) -> list[Span]:
    graphemes = Graphemes(text)
    words = words_of(text, tokenizer.encode(text, graphemes), graphemes)
    return [(word.start, word.end) for word in words]
