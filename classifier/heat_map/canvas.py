"""A picture of palette indices: every shape and letter is a coverage mask blended into it.

Drawing straight into the palette spares the costly reduction from true colour, and keeps the
PNG small.
"""

import io
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from classifier.heat_map import palette
from classifier.heat_map.fonts import Fonts, Mask, joined
from classifier.heat_map.palette import Colour
from classifier.heat_map.typesetting import clusters

_LEVELS = 5  # of coverage, from none to full: enough for smooth edges at three pixels a point
_LEVEL = ((np.arange(256) * (_LEVELS - 1) + 127) // 255).astype(np.uint8)  # coverage → level

_COMPRESSION = 4  # zlib's; 6 takes almost twice as long for 8 % less

_CELLS = (*palette.SUPPORT, *palette.OPPOSITION)
_LIGHT_CELLS = (*palette.SUPPORT[:3], *palette.OPPOSITION[:3])
_DARK_CELLS = (*palette.SUPPORT[3:], *palette.OPPOSITION[3:])

# (background, ink) whose mixtures the palette holds; others take the nearest colour it has.
_MIXTURES = (
    *((palette.WHITE, cell) for cell in _CELLS),
    *((cell, palette.BLACK) for cell in _LIGHT_CELLS),
    *((cell, palette.WHITE) for cell in _DARK_CELLS),
    *((palette.WHITE, ink) for ink in (palette.INK, palette.GREY, palette.BAR, palette.TRACK)),
    (palette.WHITE, palette.CAUTION_EDGE),
    (palette.CAUTION_EDGE, palette.CAUTION),
    (palette.CAUTION, palette.CAUTION_INK),
)
_PLAIN = (palette.WHITE, palette.BLACK, palette.RULE, palette.BORDER)


def _mix(background: Colour, ink: Colour, share: float) -> Colour:
    return Colour(*(round(b + (i - b) * share) for b, i in zip(background, ink, strict=True)))


def _palette_colours() -> tuple[Colour, ...]:
    """(P,) every colour a picture may hold, white first."""
    shares = [level / (_LEVELS - 1) for level in range(_LEVELS)]
    mixed = [_mix(*pair, share) for pair in _MIXTURES for share in shares]
    return tuple(dict.fromkeys((*_PLAIN, *mixed)))


COLOURS = _palette_colours()
_INDEX = {colour: index for index, colour in enumerate(COLOURS)}


@cache
def _blend_table(ink: Colour) -> npt.NDArray[np.uint8]:
    """(P, levels) palette index of a background → index after `ink` covers it at each level."""
    colours = np.array(COLOURS, np.float32)  # (P, 3)
    shares = np.linspace(0, 1, _LEVELS, dtype=np.float32)[None, :, None]
    mixed = colours[:, None, :] * (1 - shares) + np.array(ink, np.float32) * shares
    distances = ((mixed[:, :, None, :] - colours) ** 2).sum(axis=-1)  # (P, levels, P)
    nearest: npt.NDArray[np.uint8] = distances.argmin(axis=-1).astype(np.uint8)
    nearest[:, 0] = np.arange(len(COLOURS))
    return nearest


@lru_cache(maxsize=64)
def _disc_quarter(radius: int) -> Mask:
    """(radius, radius) coverage of a disc's upper left quarter."""
    fine = 4
    ticks = (np.arange(radius * fine) + 0.5) / fine
    inside = (radius - ticks[:, None]) ** 2 + (radius - ticks[None, :]) ** 2 <= radius**2
    shares = inside.reshape(radius, fine, radius, fine).mean(axis=(1, 3))
    return np.asarray(np.round(shares * 255), np.uint8)


class Canvas:
    """An opaque white picture, drawn on in logical pixels, `scale` real ones each.

    Text and shapes that reach over an edge are cut off there.
    """

    def __init__(self, width: float, height: float, scale: int, fonts: Fonts) -> None:
        self._scale = scale
        self._fonts = fonts
        self._pixels = np.zeros((round(height * scale), round(width * scale)), np.uint8)

    def rectangle(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        left, top, right, bottom = self._box(x, y, width, height)
        self._pixels[max(0, top) : bottom, max(0, left) : right] = _INDEX[colour]

    def rounded(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        *,
        radius: float,
        ends: tuple[bool, bool] = (True, True),
    ) -> None:
        """A filled rectangle whose (left, right) end is rounded."""
        left, top, right, bottom = self._box(x, y, width, height)
        mask = np.full((max(1, bottom - top), max(1, right - left)), 255, np.uint8)
        size = min(round(radius * self._scale), mask.shape[0] // 2, mask.shape[1] // 2)
        if size:
            _round_corners(mask, _disc_quarter(size), ends)
        self._blend(_LEVEL[mask], left, top, colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle around (x, y)."""
        self.rounded(x - radius, y - radius, 2 * radius, 2 * radius, colour, radius=radius)

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        colour: Colour,
        *,
        bold: bool = False,
    ) -> None:
        """A text on one line, from x on."""
        pixels = round(size * self._scale)
        glyphs = [self._fonts.glyph(cluster, pixels, bold=bold) for cluster in clusters(text)]
        if glyphs:
            run = joined(glyphs)
            left, base = round(x * self._scale), round(baseline * self._scale)
            self._blend(_LEVEL[run.mask], left + run.left, base + run.top, colour)

    def png(self) -> bytes:
        """The picture as a PNG with a palette."""
        height, width = self._pixels.shape
        image = Image.frombuffer("P", (width, height), self._pixels.tobytes(), "raw", "P", 0, 1)
        image.putpalette([channel for colour in COLOURS for channel in colour])
        stream = io.BytesIO()
        image.save(stream, "PNG", compress_level=_COMPRESSION)
        return stream.getvalue()

    def _box(self, x: float, y: float, width: float, height: float) -> tuple[int, int, int, int]:
        scale = self._scale
        right, bottom = round((x + width) * scale), round((y + height) * scale)
        return round(x * scale), round(y * scale), right, bottom

    def _blend(self, levels: Mask, x: int, y: int, colour: Colour) -> None:
        height, width = self._pixels.shape
        top, left = max(0, -y), max(0, -x)
        bottom, right = min(levels.shape[0], height - y), min(levels.shape[1], width - x)
        if bottom <= top or right <= left:
            return
        part = self._pixels[y + top : y + bottom, x + left : x + right]
        part[...] = _blend_table(colour)[part, levels[top:bottom, left:right]]


def _round_corners(mask: Mask, quarter: Mask, ends: tuple[bool, bool]) -> None:
    size = quarter.shape[0]
    if ends[0]:
        mask[:size, :size] = quarter
        mask[-size:, :size] = quarter[::-1]
    if ends[1]:
        mask[:size, -size:] = quarter[:, ::-1]
        mask[-size:, -size:] = quarter[::-1, ::-1]
