"""Cuts a long text's pieces into segments that the network reads one at a time.

Self-attention grows with the square of the length; segments keep a long text linear.
"""

from collections.abc import Iterator, Sequence

import regex

from classifier.tokenizer import Piece

# The end of a sentence, with the brackets and quotation marks that close behind it.
_SENTENCE_END = regex.compile(r"(?:[。．！？!?…]++|\.(?=\s|\Z))[」』）)】］\]”\"'’]*+|\n")


def segments(text: str, pieces: Sequence[Piece], segment_length: int) -> Iterator[slice]:
    """Slices over `pieces`, in order and without gaps, each of at most `segment_length` pieces.

    Sentences are packed greedily; one longer than a segment is cut where the segment is full.
    """
    if len(pieces) <= segment_length:
        if pieces:
            yield slice(0, len(pieces))
        return
    start = 0
    sentence_ends = _sentence_ends(text, pieces)
    while start < len(pieces):
        end = _segment_end(start, sentence_ends, segment_length)
        yield slice(start, end)
        start = end


def _segment_end(start: int, sentence_ends: Sequence[bool], segment_length: int) -> int:
    """Behind the last sentence end that the segment holds; where there is none, when it is full."""
    full = min(start + segment_length, len(sentence_ends))
    if full == len(sentence_ends):
        return full
    return next((end for end in range(full, start, -1) if sentence_ends[end - 1]), full)


def _sentence_ends(text: str, pieces: Sequence[Piece]) -> list[bool]:
    """For each piece whether a sentence ends with it (or before the next piece begins)."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    following = [piece.start for piece in pieces[1:]] + [len(text)]
    flags, position = [], 0
    for next_start in following:
        is_end = False
        while position < len(ends) and ends[position] <= next_start:
            position, is_end = position + 1, True
        flags.append(is_end)
    return flags
