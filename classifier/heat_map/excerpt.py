"""Chooses what of a long text is shown: windows around exactly the words of the table."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from classifier.classification import Classification
from classifier.graphemes import Graphemes
from classifier.heat_map.view import View

Span = tuple[int, int]

_NARROWEST_GAP = 6  # characters; less is shown rather than left out
_WIDEST_REACH = 128  # characters on each side of a word; no card has room for more
_ANCHOR_LENGTHS = (24, 10, 5)  # how much of a long word (an address, say) must be shown
_WHOLE_TOKEN = 12  # characters; a longer token may be cut by the edge of a window


class Excerpt:
    """The windows into one text around the strongest place of every row of the table."""

    def __init__(self, classification: Classification, view: View, graphemes: Graphemes) -> None:
        self._length = len(classification.text)
        self._tokens = classification.tokens
        self._starts = [token.start for token in classification.tokens]
        self._graphemes = graphemes
        self._words = [
            (classification.tokens[row.places[0]].start, classification.tokens[row.places[0]].end)
            for row in view.rows
        ] or [(0, 1)]

    def widest(self, fits: Callable[[Sequence[Span]], bool]) -> list[Span]:
        """The windows with most context that fit; if none do, the narrowest there are."""
        for anchor_length in _ANCHOR_LENGTHS:
            if fits(self.windows(0, anchor_length)):
                return self._widened(fits, anchor_length)
        return self.windows(0, _ANCHOR_LENGTHS[-1])

    def windows(self, reach: int, anchor_length: int) -> list[Span]:
        """Spans in the text's order, `reach` characters more on each side of a word."""
        spans: list[Span] = []
        for word_start, word_end in sorted(self._words):
            anchor_end = min(word_end, word_start + anchor_length)
            start = self._snapped_back(max(0, word_start - reach))
            end = self._snapped_on(min(self._length, anchor_end + reach))
            if spans and start - spans[-1][1] < _NARROWEST_GAP:
                start, end = spans[-1][0], max(end, spans[-1][1])
                spans.pop()
            spans.append((start, end))
        return self._stretched_to_edges(spans)

    def _widened(self, fits: Callable[[Sequence[Span]], bool], anchor_length: int) -> list[Span]:
        """By doubling, then bisection: the more reach, the more lines."""
        fitting, too_wide = 0, 8
        while too_wide < _WIDEST_REACH and fits(self.windows(too_wide, anchor_length)):
            fitting, too_wide = too_wide, 2 * too_wide
        while too_wide - fitting > 1:
            reach = (fitting + too_wide) // 2
            if fits(self.windows(reach, anchor_length)):
                fitting = reach
            else:
                too_wide = reach
        return self.windows(fitting, anchor_length)

    def _stretched_to_edges(self, spans: list[Span]) -> list[Span]:
        """A gap at the beginning or end is not worth its sign for a few characters."""
        if spans[0][0] < _NARROWEST_GAP:
            spans[0] = (0, spans[0][1])
        if self._length - spans[-1][1] < _NARROWEST_GAP:
            spans[-1] = (spans[-1][0], self._length)
        return spans

    def _snapped_back(self, position: int) -> int:
        token = self._token_across(position)
        if token is not None:
            return token[0]
        return self._graphemes.start_of(position) if position < self._length else position

    def _snapped_on(self, position: int) -> int:
        token = self._token_across(position)
        if token is not None:
            return token[1]
        return self._graphemes.end_of(position - 1) if position else position

    def _token_across(self, position: int) -> Span | None:
        """The short token that an edge at `position` would cut in two."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        start, end = self._tokens[index].start, self._tokens[index].end
        return (start, end) if start < position < end and end - start <= _WHOLE_TOKEN else None
