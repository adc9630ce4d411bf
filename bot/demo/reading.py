"""A classification as the page shows it: the text in cells, bars, the sum, and Slack's picture.

Colours, ranks and scores are those of the picture: same view, same palette.
"""

import base64
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from classifier.classification import Classification
from classifier.classifier import Classifier
from classifier.errors import TextError
from classifier.heat_map import alt_text, render_heat_map
from classifier.heat_map.view import View, view_of
from classifier.heat_map.wording import Language

_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the text: a word with its colour, or what stands between words.

    Attributes:
        index: of the token; None between words.
        step: -5 to 5, as `palette.step` gives it.
        rank: in the table; None for the others.
        score: in the view shown, logit units.
        contributions: (C,) to each category's logit.
        start: offset in the text, in code points.
    """

    text: str
    index: int | None
    step: int
    rank: int | None
    score: float
    contributions: tuple[float, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A category's probability, and what it was for the text compared with."""

    category: str
    probability: float
    before: float | None

    @property
    def change(self) -> float | None:
        """In points; None where nothing is compared."""
        return None if self.before is None else 100 * (self.probability - self.before)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the page shows of one text."""

    classification: Classification
    view: View
    cells: Sequence[Cell]
    bars: Sequence[Bar]
    picture: str
    alt_text: str

    @property
    def strongest(self) -> float:
        """The largest contribution of any word to any category."""
        return max((abs(c) for cell in self.cells for c in cell.contributions), default=1.0) or 1.0


def read(
    text: str, *, category: str | None = None, compared_with: str = "", language: Language = "ja"
) -> Reading:
    """Classify a text, and draw what Slack would get.

    Args:
        category: whose view to show; None, or one that there is not, for the answer's own.
        compared_with: another text, whose probabilities stand beside; empty for none.

    Raises:
        TextError: the text cannot be classified.
    """
    classifier = _classifier()
    classification = classifier.classify(text)
    shown = category if category in classification.categories else None
    view = view_of(classification, shown)
    picture = render_heat_map(classification, category=shown, language=language)
    return Reading(
        classification=classification,
        view=view,
        cells=list(_cells(classification, view)),
        bars=_bars(classification, classifier, compared_with),
        picture=f"data:image/png;base64,{base64.b64encode(picture).decode()}",
        alt_text=alt_text(classification, category=shown, language=language),
    )


def _classifier() -> Classifier:
    with _LOADING:  # the first two requests may come at once
        return _loaded()


@cache
def _loaded() -> Classifier:
    return Classifier.load()


def _cells(classification: Classification, view: View) -> Iterator[Cell]:
    text, position = classification.text, 0
    for index, token in enumerate(classification.tokens):
        if token.start > position:
            yield Cell(text[position : token.start], None, 0, None, 0.0, (), position)
        yield Cell(
            token.text,
            index,
            view.steps[index],
            view.ranks.get(index),
            view.scores[index],
            token.contributions,
            token.start,
        )
        position = token.end
    if position < len(text):
        yield Cell(text[position:], None, 0, None, 0.0, (), position)


def _bars(classification: Classification, classifier: Classifier, other: str) -> Sequence[Bar]:
    before: Mapping[str, float] = {}
    if other != classification.text:
        with suppress(TextError):  # what one compares with may be half a text
            before = classifier.classify(other).probabilities
    return [
        Bar(category, probability, before.get(category))
        for category, probability in classification.probabilities.items()
    ]
