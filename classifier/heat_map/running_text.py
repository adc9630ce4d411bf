"""The text of the card: a cell behind every token, and badges on the table's words."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from classifier.classification import Classification
from classifier.graphemes import Graphemes, is_unseen
from classifier.heat_map import palette
from classifier.heat_map.canvas import Canvas
from classifier.heat_map.line_breaking import break_lines
from classifier.heat_map.marks import draw_badge, draw_cell
from classifier.heat_map.typesetting import Typesetter
from classifier.heat_map.view import View

Span = tuple[int, int]

GAP = "……"  # stands for what an excerpt leaves out
RETURN = "↵"
_GAP_SPACE = 5.0
_PARAGRAPH_ENDS = frozenset(("\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"))
_TAB_EMS = 2


@dataclass(frozen=True, slots=True)
class TextSize:
    """Sizes of the running text in logical pixels."""

    font: float
    pitch: float
    cell: float  # height of a cell


LARGE = TextSize(font=15, pitch=28.5, cell=23)
SMALL = TextSize(font=13, pitch=24.67, cell=20)


@dataclass(frozen=True, slots=True)
class Character:
    """A grapheme cluster of the running text.

    Attributes:
        cluster: its characters; "\\n" ends a paragraph.
        width: logical pixels.
        token: index of the token it belongs to.
        begins: whether the token begins here; its cell is then rounded.
        ends: whether it ends here.
    """

    cluster: str
    width: float
    token: int | None = None
    begins: bool = False
    ends: bool = False


Line = list[Character]


class RunningText:
    """Lays out spans of a classified text in lines, and draws them."""

    def __init__(self, classification: Classification, view: View, typesetter: Typesetter) -> None:
        self._classification = classification
        self._view = view
        self._typesetter = typesetter
        self._starts = [token.start for token in classification.tokens]

    @cached_property
    def graphemes(self) -> Graphemes:
        """Of the whole text."""
        return Graphemes(self._classification.text)

    def lines(
        self, spans: Sequence[Span], size: TextSize, width: float, *, dense: bool = False
    ) -> list[Line]:
        """The spans in lines; what lies between them is shown as a gap.

        `dense` shows the end of a paragraph by a sign, without a new line.
        """
        characters: list[Character] = []
        length = len(self._classification.text)
        position = 0
        for start, end in spans:
            if start > position:
                characters.append(self._gap(size))
            characters += self._span(start, end, size, dense=dense)
            position = end
        if position < length:
            characters.append(self._gap(size))
        return break_lines(characters, width)

    def draw(
        self,
        canvas: Canvas,
        x: float,
        y: float,
        lines: Sequence[Line],
        size: TextSize,
    ) -> None:
        """The lines from y on; badges last, so that no cell covers one."""
        badges: list[tuple[int, float, float]] = []
        for number, line in enumerate(lines):
            top = y + number * size.pitch
            pen = x
            for token, run in groupby(line, key=lambda character: character.token):
                characters = list(run)
                if token in self._view.ranks and characters[0].begins and token is not None:
                    badges.append((self._view.ranks[token], pen, top))
                self._draw_run(canvas, pen, top, token, characters, size)
                pen += sum(character.width for character in characters)
        for rank, left, top in badges:
            draw_badge(canvas, self._typesetter, left + 0.5, top + 0.5, rank)

    def _return(self, size: TextSize) -> Character:
        return Character(RETURN, self._typesetter.cluster_width(RETURN, size.font))

    def _gap(self, size: TextSize) -> Character:
        return Character(GAP, self._typesetter.width(GAP, size.font) + 2 * _GAP_SPACE)

    def _span(self, start: int, end: int, size: TextSize, *, dense: bool) -> Iterator[Character]:
        position, after_space = start, False
        while position < end:
            begin, position = position, self.graphemes.end_of(position)
            character = self._character(begin, position, size, dense=dense)
            is_space = character.cluster.isspace() and character.cluster != "\n"
            if character.width == 0 and character.cluster != "\n":
                continue  # control and format characters
            if not (is_space and after_space):
                yield character
            after_space = is_space

    def _character(self, start: int, end: int, size: TextSize, *, dense: bool) -> Character:
        cluster = self._classification.text[start:end]
        if cluster in _PARAGRAPH_ENDS:
            return self._return(size) if dense else Character("\n", 0.0)
        index = self._token_at(start)
        if cluster == "\t":
            return Character(" ", _TAB_EMS * size.font, index)
        bold = index is not None and palette.is_bold(self._view.steps[index])
        width = self._typesetter.cluster_width(cluster, size.font, bold=bold)
        if index is None:
            return Character(cluster, width)
        token = self._classification.tokens[index]
        return Character(cluster, width, index, token.start >= start, token.end <= end)

    def _token_at(self, position: int) -> int | None:
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self._classification.tokens[index].end:
            return index
        return None

    def _draw_run(
        self,
        canvas: Canvas,
        x: float,
        top: float,
        token: int | None,
        characters: Sequence[Character],
        size: TextSize,
    ) -> None:
        step = self._view.steps[token] if token is not None else 0
        if step:
            width = sum(character.width for character in characters)
            ends = (characters[0].begins, characters[-1].ends)
            draw_cell(canvas, x, top, width, size.cell, step, ends)
        baseline = top + size.cell / 2 + size.font * 0.38
        self._draw_letters(canvas, x, baseline, characters, size, step)

    def _draw_letters(
        self,
        canvas: Canvas,
        x: float,
        baseline: float,
        characters: Sequence[Character],
        size: TextSize,
        step: int,
    ) -> None:
        """In stretches, since a gap or a tab is wider than its letters."""
        bold, colour = palette.is_bold(step), palette.text_colour(step)
        letters: list[str] = []
        start = pen = x
        for character in characters:
            if character.cluster in (GAP, RETURN):
                space = _GAP_SPACE if character.cluster == GAP else 0.0
                canvas.text(pen + space, baseline, character.cluster, size.font, palette.GREY)
            elif not is_unseen(character.cluster):
                letters.append(character.cluster)
                pen += character.width
                continue
            canvas.text(start, baseline, "".join(letters), size.font, colour, bold=bold)
            pen += character.width
            start, letters = pen, []
        canvas.text(start, baseline, "".join(letters), size.font, colour, bold=bold)
