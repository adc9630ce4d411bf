"""The colours of the heat map, shared by the picture and any page that shows the same data.

A word's cell has a step from -5 to +5: blue speaks for the category, orange against it, 0 is
white. The ten colours differ in lightness from each other as well as in hue, so that they stay
apart under every colour-vision deficiency and in grey; text on every cell has a contrast of at
least 6:1 (both are computed in the tests).
"""

from typing import NamedTuple

from classifier.classification import FAINTEST_SHARE, share_of_strongest


class Colour(NamedTuple):
    """An sRGB colour, each channel 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """As CSS writes it.

        Example: Colour(8, 48, 107).hex → "#08306b".
        """
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


def _colour(code: str) -> Colour:
    return Colour(*bytes.fromhex(code))


WHITE = _colour("ffffff")
BLACK = _colour("000000")
INK = _colour("1a1c20")  # running text
GREY = _colour("59606a")  # captions; 6.4:1 on white
BAR = _colour("83909e")  # the bars of the categories that lost
TRACK = _colour("e9edf1")  # what a bar runs in
RULE = _colour("d5dae0")  # rules between sections
BORDER = _colour("9aa3ad")
CAUTION = _colour("fdf0c4")  # the badge of an unsure answer
CAUTION_INK = _colour("5c3c00")
CAUTION_EDGE = _colour("b8902a")

SUPPORT = tuple(map(_colour, ("deebf7", "add1ed", "6db0de", "0f5cae", "08306b")))
OPPOSITION = tuple(map(_colour, ("fad3ab", "efab63", "db7f26", "853200", "6a2900")))
STEPS = len(SUPPORT)
ACCENT = SUPPORT[-1]  # the category's name and bar

# A step begins where |score| reaches this share of the strongest score.
_STEP_EDGES = (FAINTEST_SHARE, 0.2, 0.4, 0.6, 0.8)


def step(score: float, strongest: float) -> int:
    """The step from -5 to +5 that a score is painted in, relative to the strongest |score|.

    Example: step(0.62, 1.35) → 3; step(-0.05, 1.35) → 0.
    """
    share = share_of_strongest(score, strongest)
    size = sum(share >= edge for edge in _STEP_EDGES)
    return size if score >= 0 else -size


def cell_colour(step: int) -> Colour:
    """The background of a cell."""
    if step == 0:
        return WHITE
    return SUPPORT[step - 1] if step > 0 else OPPOSITION[-step - 1]


def text_colour(step: int) -> Colour:
    """What text on that cell is written in."""
    if step == 0:
        return INK
    return WHITE if abs(step) > 3 else BLACK


def is_bold(step: int) -> bool:
    """Strong cells carry bold text as well, so that strength does not hang on colour alone."""
    return abs(step) >= 3
