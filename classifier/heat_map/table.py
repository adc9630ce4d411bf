"""Under the text: the legend of the colours, and the table of the words that counted most."""

from classifier.heat_map import palette
from classifier.heat_map.canvas import Canvas
from classifier.heat_map.marks import draw_badge, draw_cell
from classifier.heat_map.typesetting import Typesetter
from classifier.heat_map.view import Row, View, ViewKind
from classifier.heat_map.wording import Wording, signed

LEGEND_HEIGHT = 20.0
_HEAD = 19.0
_ROW = 18.5
_SWATCH = 11.0  # whole pixels, or gaps would show
_WIDEST_LABEL = 78.0
_LABEL_SIZE = 11
_WORD_SIZE = 13
_SHARE_RIGHT = 202.0
_BAR_LEFT = 214.0
_WORD_LEFT = 32.0


class Legend:
    """What the colours and the badges mean."""

    def __init__(self, view: View, wording: Wording, typesetter: Typesetter, width: float) -> None:
        self._view = view
        self._wording = wording
        self._typesetter = typesetter
        self._width = width

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """With its upper left corner at (x, y); `LEGEND_HEIGHT` high."""
        against, favour = (
            self._typesetter.shortened(label, _WIDEST_LABEL, _LABEL_SIZE)
            for label in self._labels()
        )
        baseline = y + 13.3
        canvas.text(x, baseline, against, _LABEL_SIZE, palette.GREY)
        left = x + self._typesetter.width(against, _LABEL_SIZE) + 5
        right = self._draw_swatches(canvas, left, y + 3)
        canvas.text(right + 5, baseline, favour, _LABEL_SIZE, palette.GREY)
        self._draw_rank_sign(canvas, x + self._width, baseline)

    def _labels(self) -> tuple[str, str]:
        wording, view = self._wording, self._view
        if view.kind is ViewKind.FIT:
            return wording.not_belongs, wording.belongs
        if view.opponent is not None:
            leaning = wording.leaning.format
            return leaning(category=view.opponent), leaning(category=view.category)
        return wording.opposes, wording.supports

    def _draw_swatches(self, canvas: Canvas, x: float, y: float) -> float:
        steps = [*range(-palette.STEPS, 0), *range(1, palette.STEPS + 1)]
        for number, step in enumerate(steps):
            left = x + number * _SWATCH
            ends = (number == 0, number == len(steps) - 1)
            draw_cell(canvas, left, y, _SWATCH, 13, step, ends)
        return x + len(steps) * _SWATCH

    def _draw_rank_sign(self, canvas: Canvas, right: float, baseline: float) -> None:
        width = self._typesetter.width(self._wording.rank_sign, _LABEL_SIZE)
        canvas.text(right - width, baseline, self._wording.rank_sign, _LABEL_SIZE, palette.GREY)
        draw_badge(canvas, self._typesetter, right - width - 7, baseline - 4, 1)


class Table:
    """One row for each of the view's words: rank, word, share, score with its bar."""

    def __init__(self, view: View, wording: Wording, typesetter: Typesetter, width: float) -> None:
        self._rows = view.rows
        self._wording = wording
        self._typesetter = typesetter
        self._width = width
        self._strongest = max((abs(row.score) for row in view.rows), default=1.0)

    @property
    def height(self) -> float:
        """In logical pixels."""
        return _HEAD + 3 + _ROW * max(1, len(self._rows))

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """With its upper left corner at (x, y)."""
        self._draw_head(canvas, x, y)
        top = y + _HEAD + 3
        for number, row in enumerate(self._rows):
            self._draw_row(canvas, x, top + number * _ROW, row)
        if not self._rows:
            canvas.text(x, top + 13, self._wording.no_words, 12, palette.GREY)

    def _draw_head(self, canvas: Canvas, x: float, y: float) -> None:
        wording, baseline = self._wording, y + 12.5
        canvas.text(x, baseline, wording.rank, _LABEL_SIZE, palette.GREY)
        canvas.text(x + _WORD_LEFT, baseline, wording.word, _LABEL_SIZE, palette.GREY)
        self._right_aligned(canvas, x + _SHARE_RIGHT, baseline, wording.share, _LABEL_SIZE)
        canvas.text(x + _BAR_LEFT, baseline, wording.score, _LABEL_SIZE, palette.GREY)
        canvas.rectangle(x, y + _HEAD - 2, self._width, 1, palette.RULE)

    def _draw_row(self, canvas: Canvas, x: float, y: float, row: Row) -> None:
        baseline = y + 13.3
        rank = str(row.rank)
        rank_left = x + 11 - self._typesetter.width(rank, 13, bold=True) / 2
        canvas.text(rank_left, baseline, rank, 13, palette.INK, bold=True)
        self._draw_word(canvas, x + _WORD_LEFT, baseline, row)
        self._right_aligned(canvas, x + _SHARE_RIGHT, baseline, f"{row.share:.0%}", 12)
        self._draw_score(canvas, x + _BAR_LEFT, y, row)

    def _draw_word(self, canvas: Canvas, x: float, baseline: float, row: Row) -> None:
        times = self._wording.times.format(count=row.count) if row.count > 1 else ""
        times_width = self._typesetter.width(times, _LABEL_SIZE) + 5 if times else 0
        room = _SHARE_RIGHT - _WORD_LEFT - 46 - times_width
        word = self._typesetter.shortened(row.word, room, _WORD_SIZE, bold=True)
        canvas.text(x, baseline, word, _WORD_SIZE, palette.INK, bold=True)
        if times:
            left = x + self._typesetter.width(word, _WORD_SIZE, bold=True) + 5
            canvas.text(left, baseline, times, _LABEL_SIZE, palette.GREY)

    def _draw_score(self, canvas: Canvas, x: float, y: float, row: Row) -> None:
        """The number inside its bar where it fits, else behind it."""
        length = max(2.0, (self._width - _BAR_LEFT) * abs(row.score) / self._strongest)
        canvas.rectangle(x, y + 1, length, 15, palette.cell_colour(row.step))
        number = signed(row.score)
        width = self._typesetter.width(number, 12, bold=True)
        inside = width + 10 <= length
        colour = palette.text_colour(row.step) if inside else palette.INK
        canvas.text(x + (5 if inside else length + 5), y + 13.3, number, 12, colour, bold=True)

    def _right_aligned(
        self, canvas: Canvas, right: float, baseline: float, text: str, size: float
    ) -> None:
        left = right - self._typesetter.width(text, size)
        canvas.text(left, baseline, text, size, palette.GREY)
