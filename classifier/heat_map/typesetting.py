"""Measures and shortens text in logical pixels, the unit the card is laid out in."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from classifier.heat_map.fonts import Fonts
from classifier.heat_map.line_breaking import break_lines

_CLUSTER = regex.compile(r"\X")
_ELLIPSIS = "…"
_LONGEST_LABEL = 200  # characters; more of a label is never looked at


@dataclass(frozen=True, slots=True)
class Character:
    """A grapheme cluster with its width in logical pixels."""

    cluster: str
    width: float


class Typesetter:
    """Widths of text as the canvas of the same fonts and scale will draw it."""

    def __init__(self, fonts: Fonts, scale: int) -> None:
        self._fonts = fonts
        self._scale = scale

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Of a text on one line."""
        return sum(character.width for character in self.characters(text, size, bold=bold))

    def cluster_width(self, cluster: str, size: float, *, bold: bool = False) -> float:
        """Of one grapheme cluster; 0 where nothing of it shows."""
        pixels = round(size * self._scale)
        return self._fonts.glyph(cluster, pixels, bold=bold).advance / self._scale

    def characters(self, text: str, size: float, *, bold: bool = False) -> list[Character]:
        """The grapheme clusters of a text."""
        return [
            Character(cluster, self.cluster_width(cluster, size, bold=bold))
            for cluster in clusters(text)
        ]

    def shortened(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        """The text on one line, with … where it does not fit."""
        characters = self.characters(" ".join(text[:_LONGEST_LABEL].split()), size, bold=bold)
        if len(text) <= _LONGEST_LABEL and _total(characters) <= width:
            return "".join(character.cluster for character in characters)
        room = width - self.cluster_width(_ELLIPSIS, size, bold=bold)
        while characters and _total(characters) > room:
            characters.pop()
        return "".join(character.cluster for character in characters).rstrip() + _ELLIPSIS

    def lines(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """The text broken into lines."""
        broken = break_lines(self.characters(text, size, bold=bold), width)
        return ["".join(character.cluster for character in line) for line in broken]


def clusters(text: str) -> list[str]:
    """Grapheme clusters: what a reader takes for one character."""
    found: list[str] = _CLUSTER.findall(text)
    return found


def _total(characters: Sequence[Character]) -> float:
    return sum(character.width for character in characters)
