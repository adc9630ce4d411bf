"""What one picture shows of a classification: whose scores, and which words make its table.

Three views: one category against the others, which count by how probable they are; the two best
against each other, when the answer is unsure; and whether any category fits at all, when none does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import NamedTuple

from classifier.classification import Classification
from classifier.heat_map import palette

UNSURE_BELOW = 0.6  # the best category's probability
UNSURE_MARGIN = 0.2  # between the best and the second


class ViewKind(Enum):
    """Whose scores the picture shows."""

    CATEGORY = auto()
    PAIR = auto()
    FIT = auto()


_MOST_ROWS = {ViewKind.CATEGORY: 5, ViewKind.PAIR: 6, ViewKind.FIT: 4}
_MOST_ROWS_BRIEF = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A word in the table; the same word in several places is one row.

    Rows are ranked by the strongest place, not by the sum: in a long text the sum would bring up
    の and は, which say next to nothing each time but stand there often.

    Attributes:
        rank: 1 for the first; in the badges too.
        word: as written in the text.
        score: of its strongest place, logit units.
        share: |score| summed over its places, of the sum over all tokens.
        step: of its strongest place, -5 to 5.
        count: how often it stands in the text.
        places: indices of its tokens that are not white, the strongest first.
    """

    rank: int
    word: str
    score: float
    share: float
    step: int
    count: int
    places: tuple[int, ...]


class Sum(NamedTuple):
    """The view's score in two digits; `words + base = total` as they are shown, too.

    Attributes:
        words: of all tokens' scores.
        base: the rest.
        total: the model's score.
    """

    words: float
    base: float
    total: float


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a classification. T = number of tokens.

    Attributes:
        kind: whose scores.
        category: what blue speaks for (in a FIT view: the nearest category).
        opponent: what orange speaks for, in a PAIR view.
        scores: (T,) logit units.
        base: what the scores leave out: `sum(scores) + base` is the model's score.
        steps: (T,) -5 to 5, the colour of each token's cell.
        rows: of the table, words for before words against.
        ranks: token index → rank, for the badges.
    """

    kind: ViewKind
    category: str
    opponent: str | None
    scores: tuple[float, ...]
    base: float
    steps: tuple[int, ...]
    rows: tuple[Row, ...]
    ranks: Mapping[int, int]

    @property
    def sum(self) -> Sum:
        """The model's score and where it comes from."""
        exact = sum(self.scores)
        words, total = round(exact, 2), round(exact + self.base, 2)
        return Sum(words, round(total - words, 2), total)


def is_unsure(classification: Classification) -> bool:
    """Whether the best category is improbable, or the second close behind it."""
    best, second = (*(share for _, share in classification.ranking), 0.0)[:2]
    return best < UNSURE_BELOW or best - second < UNSURE_MARGIN


def view_of(
    classification: Classification, category: str | None = None, *, brief: bool = False
) -> View:
    """The view that answers best, or that of `category`; `brief` with fewer rows.

    Raises:
        ValueError: `category` is not one of the classification's categories.
    """
    kind = _kind(classification, category)
    chosen = category if category is not None else classification.nearest
    opponent = classification.ranking[1][0] if kind is ViewKind.PAIR else None
    scores, base = _scores(classification, kind, chosen, opponent)
    steps = _steps(scores)
    most_rows = _MOST_ROWS_BRIEF if brief else _MOST_ROWS[kind]
    rows = _rows(classification, scores, steps, most_rows, balanced=kind is ViewKind.PAIR)
    ranks = {place: row.rank for row in rows for place in row.places}
    return View(kind, chosen, opponent, scores, base, steps, rows, ranks)


def _kind(classification: Classification, category: str | None) -> ViewKind:
    if category is not None:
        return ViewKind.CATEGORY
    if classification.category is None:
        return ViewKind.FIT
    pair = is_unsure(classification) and len(classification.categories) > 1
    return ViewKind.PAIR if pair else ViewKind.CATEGORY


def _scores(
    classification: Classification, kind: ViewKind, category: str, opponent: str | None
) -> tuple[tuple[float, ...], float]:
    tokens, bias = classification.tokens, classification.bias
    if kind is ViewKind.FIT:
        return tuple(token.fit_contribution for token in tokens), classification.fit_bias
    if opponent is None:
        return classification.scores(category), classification.base(category)
    index, rival = classification.column(category), classification.column(opponent)
    scores = tuple(token.contributions[index] - token.contributions[rival] for token in tokens)
    return scores, bias[index] - bias[rival]


def _steps(scores: Sequence[float]) -> tuple[int, ...]:
    strongest = max(map(abs, scores), default=0.0)
    return tuple(palette.step(score, strongest) for score in scores)


def _rows(
    classification: Classification,
    scores: Sequence[float],
    steps: Sequence[int],
    most_rows: int,
    *,
    balanced: bool,
) -> tuple[Row, ...]:
    words = _words(classification, scores, steps)
    chosen = _chosen(words, most_rows, balanced=balanced)
    supporting = [row for row in chosen if row.score > 0]
    opposing = [row for row in chosen if row.score < 0]
    return tuple(
        replace(row, rank=rank) for rank, row in enumerate((*supporting, *opposing), start=1)
    )


def _words(
    classification: Classification, scores: Sequence[float], steps: Sequence[int]
) -> list[Row]:
    """Every word that is not painted white, the strongest first, yet without rank."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, token in enumerate(classification.tokens):
        places[token.text.strip()].append(index)
    everything = sum(map(abs, scores)) or 1.0
    rows = []
    for word, indices in places.items():
        visible = sorted(
            (index for index in indices if steps[index]), key=lambda index: -abs(scores[index])
        )
        if word and visible:
            first = visible[0]
            share = sum(abs(scores[index]) for index in indices) / everything
            count = len(indices)
            rows.append(Row(0, word, scores[first], share, steps[first], count, tuple(visible)))
    return sorted(rows, key=lambda row: -abs(row.score))


def _chosen(words: Sequence[Row], most_rows: int, *, balanced: bool) -> list[Row]:
    """The strongest words; of those for the category at least half, if there are so many.

    `balanced` grants the same to those against it. The order is kept.
    """
    granted = [row for row in words if row.score > 0][: (most_rows + 1) // 2]
    if balanced:
        granted += [row for row in words if row.score < 0][: most_rows // 2]
    others = [row for row in words if row not in granted]
    kept = {row.word for row in (granted + others)[:most_rows]}
    return [row for row in words if row.word in kept]
