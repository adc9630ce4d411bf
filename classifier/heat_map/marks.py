"""What marks a word: the coloured cell behind it, and the badge with its rank."""

from classifier.heat_map import palette
from classifier.heat_map.canvas import Canvas
from classifier.heat_map.typesetting import Typesetter


def draw_cell(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    step: int,
    ends: tuple[bool, bool] = (True, True),
) -> None:
    """A token's cell; one that opposes is underlined, so that it shows without colours too."""
    left, right = x + 0.33 * ends[0], x + width - 0.33 * ends[1]
    canvas.rounded(left, y, right - left, height, palette.cell_colour(step), radius=4, ends=ends)
    if step < 0:
        inset = 3.0 if right - left > 8 else 1.0
        start, stop = left + inset * ends[0], right - inset * ends[1]
        canvas.rectangle(start, y + height - 2, stop - start, 1, palette.text_colour(step))


def draw_badge(canvas: Canvas, typesetter: Typesetter, x: float, y: float, rank: int) -> None:
    """A rank in a disc around (x, y), ringed in white to stand off from cells and letters."""
    canvas.disc(x, y, 6, palette.WHITE)
    canvas.disc(x, y, 5.33, palette.BLACK)
    digits = str(rank)
    size = 9
    left = x - typesetter.width(digits, size, bold=True) / 2
    canvas.text(left, y + size * 0.37, digits, size, palette.WHITE, bold=True)
