"""The head of the card: what it is, how sure, and the bars of all categories."""

from dataclasses import dataclass

from classifier.classification import Classification
from classifier.heat_map import palette
from classifier.heat_map.canvas import Canvas
from classifier.heat_map.palette import Colour
from classifier.heat_map.typesetting import Typesetter
from classifier.heat_map.view import View, ViewKind, is_unsure
from classifier.heat_map.wording import Wording, percent

_MOST_BARS = 6
_LEAST_HEIGHT = 73.0
_ROW = 17.5
_LABEL_SIZE = 12
_WIDEST_LABEL = 88.0
_SHARE_WIDTH = 48.0
_GUTTER = 12.0
_NAME_SIZES = (28, 22, 16)


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    probability: float
    is_best: bool


class Header:
    """Draws the head of a card that is `width` logical pixels wide."""

    def __init__(
        self,
        classification: Classification,
        view: View,
        wording: Wording,
        typesetter: Typesetter,
        width: float,
    ) -> None:
        self._classification = classification
        self._view = view
        self._wording = wording
        self._typesetter = typesetter
        self._width = width
        self._bars = self._bars_shown()
        widest = max(typesetter.width(bar.label, _LABEL_SIZE, bold=True) for bar in self._bars)
        self._label_width = min(widest, _WIDEST_LABEL)
        self._bar_width = max(60.0, 148.0 - self._label_width)

    @property
    def height(self) -> float:
        """In logical pixels."""
        return max(_LEAST_HEIGHT, len(self._bars) * _ROW + 1)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """With its upper left corner at (x, y)."""
        self._draw_bars(canvas, x + self._width, y)
        if self._view.kind is ViewKind.FIT:
            self._draw_refusal(canvas, x, y)
        else:
            self._draw_answer(canvas, x, y)

    @property
    def _left_width(self) -> float:
        taken = self._label_width + 6 + self._bar_width + _SHARE_WIDTH
        return self._width - taken - _GUTTER

    def _bars_shown(self) -> list[_Bar]:
        """All categories, or the best with the one in view, and the rest as one."""
        ranking = list(self._classification.ranking)
        rest = ranking[_MOST_BARS - 1 :] if len(ranking) > _MOST_BARS else []
        shown = ranking[: len(ranking) - len(rest)]
        in_view = [pair for pair in rest if pair[0] == self._view.category]
        if in_view:
            rest = [shown.pop(), *(pair for pair in rest if pair not in in_view)]
            shown += in_view
        best = self._classification.category
        bars = [_Bar(category, share, category == best) for category, share in shown]
        if rest:
            label = self._wording.others.format(count=len(rest))
            bars.append(_Bar(label, sum(share for _, share in rest), False))
        return bars

    def _draw_bars(self, canvas: Canvas, right: float, y: float) -> None:
        for number, bar in enumerate(self._bars):
            self._draw_bar(canvas, right, y + number * _ROW, bar)

    def _draw_bar(self, canvas: Canvas, right: float, y: float, bar: _Bar) -> None:
        bold, ink = bar.is_best, palette.INK if bar.is_best else palette.GREY
        left = right - _SHARE_WIDTH - self._bar_width
        label = self._shortened(bar.label, self._label_width, _LABEL_SIZE, bold=bold)
        self._right_aligned(canvas, left - 6, y + 14, label, ink, bold=bold)
        self._right_aligned(canvas, right, y + 14, percent(bar.probability), ink, bold=bold)
        canvas.rectangle(left, y + 5, self._bar_width, 9, palette.TRACK)
        filled = self._bar_width * min(1.0, max(0.0, bar.probability))
        colour = palette.ACCENT if bar.is_best else palette.BAR
        canvas.rectangle(left, y + 5, filled, 9, colour)

    def _right_aligned(
        self, canvas: Canvas, right: float, baseline: float, text: str, ink: Colour, *, bold: bool
    ) -> None:
        width = self._typesetter.width(text, _LABEL_SIZE, bold=bold)
        canvas.text(right - width, baseline, text, _LABEL_SIZE, ink, bold=bold)

    def _draw_answer(self, canvas: Canvas, x: float, y: float) -> None:
        category = self._view.category
        is_prediction = category == self._classification.category
        caption = self._wording.predicted if is_prediction else self._wording.viewed
        self._draw_caption(canvas, x, y, caption)
        self._draw_name(canvas, x, y, category)
        share = percent(self._classification.probabilities[category])
        probability = self._wording.probability.format(share=share)
        baseline = y + (60 if is_prediction else 56)
        canvas.text(x, baseline, probability, 13, palette.INK, bold=True)
        if not is_prediction:
            self._draw_prediction(canvas, x, y)
        elif is_unsure(self._classification):
            end = x + self._typesetter.width(probability, 13, bold=True) + 7
            self._draw_unsure(canvas, end, y + 47)

    def _draw_refusal(self, canvas: Canvas, x: float, y: float) -> None:
        classification, wording = self._classification, self._wording
        self._draw_caption(canvas, x, y, wording.verdict)
        for number, line in enumerate(wording.nothing_fits):
            size = self._size(line, (16, 13))
            canvas.text(x, y + 30 + 19 * number, line, size, palette.INK, bold=True)
        fit = wording.fit.format(share=percent(classification.fit))
        canvas.text(x, y + 69, fit, 12, palette.INK)

    def _draw_caption(self, canvas: Canvas, x: float, y: float, caption: str) -> None:
        size = self._size(caption, (12, 10), bold=False)
        canvas.text(x, y + 11, caption, size, palette.GREY)

    def _draw_name(self, canvas: Canvas, x: float, y: float, name: str) -> None:
        """As large as the room allows; in two small lines where it does not fit in one."""
        size = self._size(name, _NAME_SIZES)
        if self._typesetter.width(name, size, bold=True) <= self._left_width:
            canvas.text(x, y + 39, name, size, palette.ACCENT, bold=True)
            return
        lines = self._typesetter.lines(" ".join(name.split()), self._left_width, 13, bold=True)
        if len(lines) > 2:
            lines[1] = self._shortened("".join(lines[1:]), self._left_width, 13, bold=True)
        for number, line in enumerate(lines[:2]):
            canvas.text(x, y + 28 + 16 * number, line, 13, palette.ACCENT, bold=True)

    def _draw_prediction(self, canvas: Canvas, x: float, y: float) -> None:
        """Under another category's view: what was predicted."""
        best, share = self._classification.ranking[0]
        wording = self._wording.prediction_none
        if self._classification.category is not None:
            wording = self._wording.prediction_is.format(category=best, share=percent(share))
        line = self._shortened(wording, self._left_width + 6, 10)
        canvas.text(x, y + 71, line, 10, palette.GREY)

    def _draw_unsure(self, canvas: Canvas, x: float, y: float) -> None:
        label = self._wording.unsure
        width = self._typesetter.width(label, 11, bold=True) + 12
        canvas.rounded(x, y, width, 17, palette.CAUTION_EDGE, radius=8.5)
        canvas.rounded(x + 0.67, y + 0.67, width - 1.33, 15.67, palette.CAUTION, radius=7.83)
        canvas.text(x + 6, y + 12.5, label, 11, palette.CAUTION_INK, bold=True)

    def _size(self, text: str, sizes: tuple[int, ...], *, bold: bool = True) -> int:
        """The largest size at which the text fits beside the bars, or the smallest."""
        for size in sizes:
            if self._typesetter.width(text, size, bold=bold) <= self._left_width:
                return size
        return sizes[-1]

    def _shortened(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        return self._typesetter.shortened(text, width, size, bold=bold)
