"""The heat map: one classification as a PNG card that reads at a glance.

From top to bottom: the header; for a text that fits no category the reason; the text with its
cells; the legend; the table of the strongest words; what the numbers mean.
"""

from collections.abc import Sequence
from typing import Self

from classifier.classification import Classification
from classifier.heat_map import palette
from classifier.heat_map.canvas import Canvas
from classifier.heat_map.excerpt import Excerpt, Span
from classifier.heat_map.fonts import shared_fonts
from classifier.heat_map.header import Header
from classifier.heat_map.palette import Colour
from classifier.heat_map.running_text import LARGE, SMALL, Line, RunningText
from classifier.heat_map.table import LEGEND_HEIGHT, Legend, Table
from classifier.heat_map.typesetting import Typesetter
from classifier.heat_map.view import View, ViewKind, view_of
from classifier.heat_map.wording import Language, Wording, percent, signed, wording

WIDTH = 360  # logical pixels
SCALE = 3
MOST_HEIGHT = 1.1 * WIDTH
MOST_PIXELS = 20_000_000  # a taller card is drawn at a smaller scale, to bound memory

_MARGIN = 14.0
_INNER = WIDTH - 2 * _MARGIN
_TEXT_GAP = 13.0  # above and below the text: room for badges
_NOTE_SIZE = 10.0
_NOTE_PITCH = 13.0
_REASON_SIZE = 12.0
_REASON_PITCH = 17.0
_FEWEST_LINES = 3
_SURELY_LONG = 300  # characters; no card has room for them


def render_heat_map(
    classification: Classification,
    *,
    category: str | None = None,
    full: bool = False,
    language: Language = "ja",
) -> bytes:
    """A PNG, 1080 pixels wide, of what the words of a text say for and against its category.

    Args:
        classification: what to show.
        category: whose view to show; None for the prediction's own, which sets the two best
            categories against each other where the answer is unsure, and shows why none fits
            where none does.
        full: show all of a long text, however tall (beyond 18,000 pixels at a smaller scale);
            else the card is at most 1.1 times as tall as wide, and a long text is excerpted
            around the words of the table.
        language: of the card's own wording.

    Raises:
        ValueError: there is no such category.
        FontError: a font file is missing or damaged.
    """
    typesetter = Typesetter(shared_fonts(), SCALE)

    def card(*, brief: bool) -> _Card:
        view = view_of(classification, category, brief=brief)
        return _Card(classification, view, wording(language), typesetter)

    if full:
        return card(brief=False).with_whole_text().png()
    if len(classification.text) <= _SURELY_LONG:
        for brief in (False, True):
            whole = card(brief=brief).with_whole_text()
            if whole.height <= MOST_HEIGHT:
                return whole.png()
    return card(brief=True).with_excerpt().png()


class _Card:
    """The parts of one card; first takes its text, then is drawn."""

    def __init__(
        self,
        classification: Classification,
        view: View,
        wording: Wording,
        typesetter: Typesetter,
    ) -> None:
        self._classification = classification
        self._view = view
        self._wording = wording
        self._typesetter = typesetter
        self._header = Header(classification, view, wording, typesetter, _INNER)
        self._text = RunningText(classification, view, typesetter)
        self._legend = Legend(view, wording, typesetter, _INNER)
        self._table = Table(view, wording, typesetter, _INNER)
        self._reason = typesetter.lines(self._reason_sentence(), _INNER, _REASON_SIZE)
        self._note = self._note_lines()
        self._size = LARGE
        self._lines: list[Line] = []

    def with_whole_text(self) -> Self:
        """Takes the whole text: in large letters if the card can hold them, else in small ones."""
        whole = [(0, len(self._classification.text))]
        for size in (LARGE, SMALL):
            self._size, self._lines = size, self._text.lines(whole, size, _INNER)
            if self.height <= MOST_HEIGHT:
                break
        return self

    def with_excerpt(self) -> Self:
        """Takes as much around the table's words as the card can hold."""
        length = len(self._classification.text)
        excerpt = Excerpt(self._classification, self._view, self._text.graphemes)
        self._size = SMALL
        self._note = self._note_lines(shown=length)  # as long as the real one, or longer
        room = MOST_HEIGHT - self._height_without_text
        most_lines = max(_FEWEST_LINES, int((room - SMALL.cell) / SMALL.pitch) + 1)

        def fits(spans: Sequence[Span]) -> bool:
            return len(self._text.lines(spans, SMALL, _INNER, dense=True)) <= most_lines

        spans = excerpt.widest(fits)
        self._lines = self._text.lines(spans, SMALL, _INNER, dense=True)
        shown = sum(end - start for start, end in spans)
        self._note = self._note_lines(shown=shown if shown < length else None)
        return self

    def png(self) -> bytes:
        """The card, drawn."""
        scale = SCALE
        while scale > 1 and WIDTH * self.height * scale**2 > MOST_PIXELS:
            scale -= 1
        canvas = Canvas(WIDTH, self.height, scale, shared_fonts())
        self._draw(canvas)
        return canvas.png()

    @property
    def _height_without_text(self) -> float:
        return (
            _MARGIN
            + self._header.height
            + len(self._reason) * _REASON_PITCH
            + 2 * _TEXT_GAP
            + LEGEND_HEIGHT
            + self._table.height
            + len(self._note) * _NOTE_PITCH
            + 9
        )

    @property
    def height(self) -> float:
        """In logical pixels."""
        if not self._lines:
            return self._height_without_text
        text = (len(self._lines) - 1) * self._size.pitch + self._size.cell
        return self._height_without_text + text

    def _draw(self, canvas: Canvas) -> None:
        self._draw_border(canvas)
        y = _MARGIN - 2
        self._header.draw(canvas, _MARGIN, y)
        y += self._header.height + 4
        canvas.rectangle(_MARGIN, y, _INNER, 1, palette.RULE)
        y = self._draw_lines(canvas, y, self._reason, _REASON_SIZE, _REASON_PITCH, palette.INK)
        y = self._draw_text(canvas, y + _TEXT_GAP - 2) + _TEXT_GAP - 3
        self._legend.draw(canvas, _MARGIN, y)
        y += LEGEND_HEIGHT
        self._table.draw(canvas, _MARGIN, y)
        y += self._table.height
        self._draw_lines(canvas, y, self._note, _NOTE_SIZE, _NOTE_PITCH, palette.GREY)

    def _draw_border(self, canvas: Canvas) -> None:
        thin = 1 / SCALE
        for x, y, width, height in (
            (0, 0, WIDTH, thin),
            (0, self.height - thin, WIDTH, thin),
            (0, 0, thin, self.height),
            (WIDTH - thin, 0, thin, self.height),
        ):
            canvas.rectangle(x, y, width, height, palette.BORDER)

    def _draw_text(self, canvas: Canvas, y: float) -> float:
        self._text.draw(canvas, _MARGIN, y, self._lines, self._size)
        return y + self.height - self._height_without_text

    def _draw_lines(
        self,
        canvas: Canvas,
        y: float,
        lines: Sequence[str],
        size: float,
        pitch: float,
        colour: Colour,
    ) -> float:
        for number, line in enumerate(lines, start=1):
            canvas.text(_MARGIN, y + number * pitch, line, size, colour)
        return y + len(lines) * pitch

    def _reason_sentence(self) -> str:
        if self._view.kind is not ViewKind.FIT:
            return ""
        classification = self._classification
        best, share = classification.ranking[0]
        return self._wording.nearest_but.format(
            category=best,
            share=percent(share),
            fit=percent(classification.fit),
            threshold=f"{classification.fit_threshold:.0%}",
        )

    def _note_lines(self, shown: int | None = None) -> list[str]:
        """What the numbers mean; before it, how many characters are `shown` of a long text."""
        length = len(self._classification.text)
        note = self._note_sentences()
        if shown is not None:
            note = self._wording.excerpt.format(total=f"{length:,}", shown=f"{shown:,}") + note
        return self._typesetter.lines(note, _INNER, _NOTE_SIZE)

    def _note_sentences(self) -> str:
        view = self._view
        note = {
            ViewKind.CATEGORY: self._wording.note_category,
            ViewKind.PAIR: self._wording.note_pair,
            ViewKind.FIT: self._wording.note_fit,
        }[view.kind].format(category=view.category, opponent=view.opponent)
        note += self._sum_sentence() + self._wording.note_share
        repeats = any(row.count > 1 for row in view.rows)
        return note + self._wording.note_times if repeats else note

    def _sum_sentence(self) -> str:
        """That the words add up to the model's score; a base only where there is one to see."""
        words, base, total = self._view.sum
        wording = self._wording.note_sum_with_base if base else self._wording.note_sum
        return wording.format(sum=signed(words), base=signed(base), total=signed(total))
