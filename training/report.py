"""Results of the cross-validation → tables in Markdown, and the same figures as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

import numpy as np
from sklearn.metrics import roc_auc_score

from training.cross_validation import Result
from training.scores import Scores, score

# Split and view of each column: what a table shows of a contender.
Column = tuple[str, str]
MAIN: Mapping[str, Column] = {
    "sentences at random": ("sentences", "sentences"),
    "articles held out: sentences": ("articles", "sentences"),
    "articles held out: whole articles": ("articles", "articles"),
}
WITHOUT_THEMES: Mapping[str, Column] = {
    "sentences at random": ("sentences", "sentences-untitled"),
    "articles held out: sentences": ("articles", "sentences-untitled"),
    "articles held out: whole articles": ("articles", "articles-untitled"),
}
HONEST: Column = ("articles", "sentences")
POSTS: Column = ("articles", "posts")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """All there is to say of one contender.

    Attributes:
        name: as on the command line.
        title: as in the tables.
        scores: by split and view; only those that have results.
        none_auroc: how well the highest probability tells held-out sentences from texts of none
            of the themes (0.5: not at all); `None` without such texts.
        seconds: to train and answer one fold, mean; wall time, on a machine that did other things.
    """

    name: str
    title: str
    scores: Mapping[Column, Scores]
    none_auroc: float | None
    seconds: float


def rows(results: Iterable[Result], categories: Sequence[str]) -> list[Row]:
    """A row for each contender, in the order in which they come."""
    by_name: dict[str, list[Result]] = {}
    for result in results:
        by_name.setdefault(result.task.contender.name, []).append(result)
    return [_row(name, group, categories) for name, group in by_name.items()]


def on_common_folds(results: Sequence[Result]) -> list[Result]:
    """Only those folds and seeds that every contender has finished."""
    names = {result.task.contender.name for result in results}
    finished = {(_place(result), result.task.contender.name) for result in results}
    return [
        result for result in results if all((_place(result), name) in finished for name in names)
    ]


def markdown(results: Sequence[Result], categories: Sequence[str], folds: int) -> str:
    """The tables, with what the columns mean.

    Args:
        results: of all contenders.
        categories: in the order of the probabilities' columns.
        folds: how many there should be; what has fewer is marked.
    """
    table = rows(results, categories)
    parts = [
        "### Accuracy\n\n" + _accuracy_table(table, MAIN, folds),
        "### The same without the themes in the titles\n\n"
        "Every article begins with its theme in brackets, which gives the label away. Here the "
        "held-out texts lack them.\n\n" + _accuracy_table(table, WITHOUT_THEMES, folds),
        "### Calibration, texts from elsewhere, cost\n\n" + _other_table(table),
    ]
    if any(_unfinished(row, folds) for row in table):
        common = rows(on_common_folds(results), categories)
        parts.append(
            "### Only the folds that every contender has finished\n\n"
            + (_accuracy_table(common, MAIN, folds) if common else "None yet.")
        )
    return "\n\n".join(parts) + "\n"


def as_json(table: Iterable[Row]) -> list[dict[str, object]]:
    """The rows as plain data: scores under "split/view"."""
    return [
        {
            "contender": row.name,
            "title": row.title,
            "scores": {"/".join(column): asdict(found) for column, found in row.scores.items()},
            "none_auroc": row.none_auroc,
            "seconds_per_fold": row.seconds,
        }
        for row in table
    ]


def _place(result: Result) -> tuple[str, int, int]:
    return (result.task.split, result.task.fold, result.task.seed)


def _row(name: str, results: Sequence[Result], categories: Sequence[str]) -> Row:
    scores = {}
    by_split = sorted(results, key=lambda result: result.task.split)
    for split, group in groupby(by_split, key=lambda result: result.task.split):
        own = list(group)
        for view in own[0].probabilities:
            if view != NONE:
                scores[split, view] = score(
                    [(each.probabilities[view], each.labels(view, categories)) for each in own]
                )
    return Row(
        name=name,
        title=results[0].task.contender.title,
        scores=scores,
        none_auroc=_none_auroc(results),
        seconds=float(np.mean([result.seconds for result in results])),
    )


def _none_auroc(results: Iterable[Result]) -> float | None:
    split, view = HONEST
    found = []
    for result in results:
        if result.task.split == split and NONE in result.probabilities:
            held_out, none = (result.probabilities[each].max(axis=1) for each in (view, NONE))
            truth = np.repeat([1, 0], [len(held_out), len(none)])
            found.append(roc_auc_score(truth, np.concatenate([held_out, none])))
    return float(np.mean(found)) if found else None


def _accuracy_table(table: Sequence[Row], columns: Mapping[str, Column], folds: int) -> str:
    return _table(
        ["", *columns],
        [
            [
                row.title,
                *(_accuracy_cell(row.scores.get(column), folds) for column in columns.values()),
            ]
            for row in table
        ],
    )


def _accuracy_cell(scores: Scores | None, folds: int) -> str:
    if scores is None:
        return "–"
    spread = f" ± {_points(scores.accuracy_spread)}" if scores.folds > 1 else ""
    cell = f"{_points(scores.accuracy)}{spread} ({_points(scores.macro_f1)})"
    return cell if scores.folds >= folds else f"{cell}, {scores.folds} of {folds} folds"


def _other_table(table: Sequence[Row]) -> str:
    heads = [
        "",
        "calibration error",
        "calibrated on the other folds",
        "posts of today, accuracy",
        "none of the themes, AUROC by the highest probability",
        "seconds a fold",
    ]
    return _table(heads, [_other_cells(row) for row in table])


def _other_cells(row: Row) -> list[str]:
    honest, posts = row.scores.get(HONEST), row.scores.get(POSTS)
    found = (
        honest.calibration_error if honest else None,
        honest.scaled_calibration_error if honest else None,
        posts.accuracy if posts else None,
        row.none_auroc,
    )
    figures = ("–" if value is None else _points(value) for value in found)
    return [row.title, *figures, f"{row.seconds:.0f}"]


def _unfinished(row: Row, folds: int) -> bool:
    return any(found.folds < folds for found in row.scores.values())


def _points(value: float) -> str:
    """.785, as in the tables of the field; 1.000 where it is one."""
    return f"{value:.3f}".removeprefix("0")


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    shown = [heads, ["---"] * len(heads), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in shown)
