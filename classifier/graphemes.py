"""Grapheme clusters: what a reader takes for one character, and no token may cut in two.

Source: Unicode Standard Annex 29, extended grapheme clusters, as the `regex` package finds them.
"""

import regex

_CLUSTER = regex.compile(r"\X")
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Z}]++")


class Graphemes:
    """Where the grapheme clusters of one text begin and end, in code points.

    Example: "か\\u3099き" (が in two code points, き) → clusters (0, 2) and (2, 3).
    """

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for match in _CLUSTER.finditer(text):
            start, end = match.span()
            self._starts += [start] * (end - start)
            self._ends += [end] * (end - start)

    def start_of(self, position: int) -> int:
        """Where the cluster that holds the code point at `position` begins."""
        return self._starts[position]

    def end_of(self, position: int) -> int:
        """Where the cluster that holds the code point at `position` ends."""
        return self._ends[position]


def is_unseen(characters: str) -> bool:
    """Whether nothing of it shows: white space, control and format characters only."""
    return not characters or _UNSEEN.fullmatch(characters) is not None


def unseen_positions(text: str) -> frozenset[int]:
    """Offsets of the code points that do not show by themselves."""
    return frozenset(
        position for match in _UNSEEN.finditer(text) for position in range(*match.span())
    )
