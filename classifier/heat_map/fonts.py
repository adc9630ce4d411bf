"""Glyphs for any text: never an empty box.

A character that the Japanese face lacks is looked for in the emoji face, then in the faces for
symbols and other scripts, then as its compatibility decomposition (NFKC), and at last becomes 〓.
Pillow's basic layout is used everywhere: raqm is absent on slim machines, and the picture must
not depend on it. So emoji joined by ZWJ stand side by side, and skin tones, which a monochrome
face cannot show, are left out.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt
import regex
from PIL import Image, ImageDraw

from classifier.heat_map.font_files import BOLD, FALLBACKS, REGULAR, FontFile

Mask = npt.NDArray[np.uint8]

MISSING = "〓"  # GETA MARK, the printer's sign for a character that is not at hand
_NO_CHARACTER = "\uffff"  # a noncharacter: every face draws its "missing" box for it
_CACHED_GLYPHS = 3000  # about 6 MB
_OPEN_FACES = 4  # a Japanese face takes up to 8 MB at each size; opening it takes about 1 ms
_CACHED_CHOICES = 4000
_PROBE_SIZE = 16  # pixels: large enough to tell a glyph from the "missing" box
_KEYCAP = "\u20e3"
_EMOJI_STYLE = "\ufe0f"
_TEXT_STYLE = "\ufe0e"
_UNDRAWN = regex.compile(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]")
_SURROGATE = regex.compile(r"\p{Cs}")  # half a pair is no character
_SKIN_TONE = regex.compile(r"(?<=\p{Emoji})[\U0001F3FB-\U0001F3FF]")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Emoji}.*[\u200d\u20e3]")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn grapheme cluster.

    Attributes:
        mask: (H, W) coverage, 0 to 255; H = W = 0 for white space.
        left: pixels from the pen to the mask's left edge.
        top: pixels from the base line up to the mask's top edge, negative upwards.
        advance: pixels the pen moves on.
    """

    mask: Mask
    left: int
    top: int
    advance: float


class _Face:
    """One font file at one size: draws a string, or says that it lacks a character of it."""

    def __init__(self, file: FontFile, size: int, bold: bool) -> None:
        self._file = file
        self._font = file.opened(size, bold=bold)
        self._missing = self._drawn(_NO_CHARACTER)
        self._lacks: dict[str, bool] = {}

    def glyph(self, characters: str) -> Glyph | None:
        """None if the face has no glyph for one of the characters."""
        drawn = self._drawn(characters)
        if len(characters) == 1:
            return None if self._is_missing(drawn) else drawn
        return None if any(map(self._lacks_character, characters)) else drawn

    def _lacks_character(self, character: str) -> bool:
        if character not in self._lacks:
            self._lacks[character] = self._is_missing(self._drawn(character))
        return self._lacks[character]

    def _is_missing(self, glyph: Glyph) -> bool:
        """Pillow shows no character map, so a missing glyph is known by its looks."""
        return glyph.advance == self._missing.advance and np.array_equal(
            glyph.mask, self._missing.mask
        )

    def _drawn(self, characters: str) -> Glyph:
        try:
            left, top, right, bottom = self._font.getbbox(characters, anchor="ls")
            image = Image.new("L", (max(0, int(right - left)), max(0, int(bottom - top))))
            if image.width and image.height:
                draw = ImageDraw.Draw(image)
                draw.text((-left, -top), characters, fill=255, font=self._font, anchor="ls")
            advance = self._font.getlength(characters)
        except OSError as error:
            raise self._file.unusable(f"it cannot be read ({error})") from error
        return Glyph(np.asarray(image), int(left), int(top), advance)


class Fonts:
    """The chain of faces, with the glyphs drawn so far. Share one; it is safe among threads."""

    def __init__(
        self,
        regular: FontFile = REGULAR,
        bold: FontFile = BOLD,
        fallbacks: Sequence[FontFile] = FALLBACKS,
    ) -> None:
        """Checks that every file is there.

        Raises:
            FontError: one is missing.
        """
        self._main = (regular, bold)
        self._fallbacks = tuple(fallbacks)
        for file in (*self._main, *self._fallbacks):
            _ = file.path
        self._face = lru_cache(maxsize=_OPEN_FACES)(_Face)
        self._probe = cache(_Face)
        self._fallback = lru_cache(maxsize=_CACHED_CHOICES)(self._find_fallback)
        self._glyph = lru_cache(maxsize=_CACHED_GLYPHS)(self._find)

    def glyph(self, cluster: str, size: int, *, bold: bool = False) -> Glyph:
        """A grapheme cluster at `size` pixels.

        Raises:
            FontError: a font file is damaged.
        """
        return self._glyph(cluster, size, bold)

    def width(self, clusters: Iterable[str], size: int, *, bold: bool = False) -> float:
        """Pixels that the clusters take side by side."""
        return sum(self._glyph(cluster, size, bold).advance for cluster in clusters)

    def _find(self, cluster: str, size: int, bold: bool) -> Glyph:
        is_emoji = _EMOJI.search(cluster) is not None and _TEXT_STYLE not in cluster
        characters = _drawable(cluster)
        if not characters:
            return Glyph(np.zeros((0, 0), np.uint8), 0, 0, 0.0)
        if len(characters) > 1 and characters.endswith(_KEYCAP):
            return self._keycap(characters[:-1], size, bold)
        whole = self._from_faces(characters, size, bold, is_emoji=is_emoji)
        if whole is not None or len(characters) == 1:
            return _clipped(whole or self._substitute(characters, size, bold), size)
        return _clipped(joined([self._find(each, size, bold) for each in characters]), size)

    def _from_faces(
        self, characters: str, size: int, bold: bool, *, is_emoji: bool
    ) -> Glyph | None:
        main = self._face(self._main[bold], size, bold)
        glyph = None if is_emoji else main.glyph(characters)
        if glyph is not None:
            return glyph
        file = self._fallback(characters)
        if file is not None:
            return self._face(file, size, bold).glyph(characters)
        return main.glyph(characters)

    def _find_fallback(self, characters: str) -> FontFile | None:
        """The first fallback with all the characters, tried at a size that costs little."""
        for file in self._fallbacks:
            if self._probe(file, _PROBE_SIZE, False).glyph(characters) is not None:
                return file
        return None

    def _substitute(self, character: str, size: int, bold: bool) -> Glyph:
        plain = unicodedata.normalize("NFKC", character)
        if plain != character:
            return joined([self._find(each, size, bold) for each in plain])
        return self._find(MISSING, size, bold)

    def _keycap(self, characters: str, size: int, bold: bool) -> Glyph:
        """The sign in the middle of an empty key, as 1️⃣ shows it."""
        key = self._find(_KEYCAP, size, bold)
        sign = self._find(characters, round(size * 0.72), bold)
        mask = key.mask.copy()
        x = max(0, (mask.shape[1] - sign.mask.shape[1]) // 2 - 1)
        y = max(0, (mask.shape[0] - sign.mask.shape[0]) // 2 - 1)
        lay(sign.mask, mask, x, y)
        return Glyph(mask, key.left, key.top, key.advance)


@lru_cache(maxsize=1)
def shared_fonts() -> Fonts:
    """The fonts of this process, opened at the first picture.

    Raises:
        FontError: a font file is missing.
    """
    return Fonts()


def _drawable(cluster: str) -> str:
    """The characters of a cluster that leave ink or take room, composed where possible."""
    characters = unicodedata.normalize("NFC", cluster)
    if characters.isspace():
        return " " if characters in "\t\r\n\v\f\x85" else characters[0]
    return _SURROGATE.sub(MISSING, _UNDRAWN.sub("", _SKIN_TONE.sub("", characters)))


def joined(glyphs: Sequence[Glyph]) -> Glyph:
    """One glyph or more, side by side, as one."""
    top = min(glyph.top for glyph in glyphs)
    bottom = max(glyph.top + glyph.mask.shape[0] for glyph in glyphs)
    pens = [0.0, *accumulate(glyph.advance for glyph in glyphs)]
    placed = list(zip(pens, glyphs, strict=False))
    left = min(round(pen) + glyph.left for pen, glyph in placed)
    right = max(round(pen) + glyph.left + glyph.mask.shape[1] for pen, glyph in placed)
    mask = np.zeros((bottom - top, max(0, right - left)), np.uint8)
    for pen, glyph in placed:
        lay(glyph.mask, mask, round(pen) + glyph.left - left, glyph.top - top)
    return Glyph(mask, left, top, pens[-1])


def lay(mask: Mask, onto: Mask, x: int, y: int) -> None:
    """Joins a mask into another at (x, y); what sticks out is cut off."""
    top, left = max(0, -y), max(0, -x)
    height = min(mask.shape[0], onto.shape[0] - y)
    width = min(mask.shape[1], onto.shape[1] - x)
    if height > top and width > left:
        part = onto[y + top : y + height, x + left : x + width]
        np.maximum(part, mask[top:height, left:width], out=part)


def _clipped(glyph: Glyph, size: int) -> Glyph:
    """Marks piled up without end must not run into the lines above and below."""
    above, below = round(-1.1 * size), round(0.4 * size)
    top = max(glyph.top, above)
    bottom = min(glyph.top + glyph.mask.shape[0], below)
    mask = glyph.mask[top - glyph.top : max(top, bottom) - glyph.top]
    return Glyph(mask, glyph.left, top, glyph.advance)
