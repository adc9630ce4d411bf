"""Pictures of the cross-validation: confusion, calibration, accuracy against length."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.rcsetup import cycler
from sklearn.metrics import ConfusionMatrixDisplay

from classifier.heat_map.font_files import REGULAR
from training.confidence import calibrated_by_the_others
from training.contenders import Probabilities
from training.cross_validation import Result
from training.scores import Labels, pooled, reliability

VIEW = "sentences"
DARK = "#0f5cae"
# Characters at which the next group of texts begins.
LENGTHS = (0, 10, 20, 40, 60, 80, 10_000)
# Of matplotlib's tableau-colorblind10; whoever sees no colours goes by the marks.
OTHERS = cycler(color=["#FF800E", "#595959", "#5F9ED1", "#C85200"]) * cycler(
    linestyle=["--", ":"]
) + cycler(marker=["s", "^", "v", "D", "P", "X", "*", "p"])


def draw(results: Sequence[Result], categories: Sequence[str], folder: Path) -> dict[str, Path]:
    """Writes three PNGs about the articles held out; gives their paths by title.

    Confusion and calibration are shown of the last contender: in the report's order, ours.
    """
    own = [result for result in results if result.task.split == "articles"]
    by_title: dict[str, list[Result]] = {}
    for result in own:
        by_title.setdefault(result.task.contender.title, []).append(result)
    if not by_title:
        return {}
    last = list(by_title)[-1]
    folder.mkdir(parents=True, exist_ok=True)
    figures = {
        f"Confusion: {last}": ("confusion", confusion(by_title[last], categories)),
        f"Calibration: {last}": ("reliability", reliability_diagram(by_title[last], categories)),
        "Accuracy against length": ("length", accuracy_by_length(by_title, categories)),
    }
    paths = {}
    for title, (name, figure) in figures.items():
        paths[title] = folder / f"evaluation-{name}.png"
        # Without the date and the version of matplotlib, so that equal figures are equal files.
        figure.savefig(paths[title], dpi=150, metadata={"Software": None})
    return paths


def confusion(results: Sequence[Result], categories: Sequence[str]) -> Figure:
    """How often each category was taken for each other, of 100 sentences of it."""
    probabilities, labels = pooled(_answers(results, categories))
    figure = Figure(figsize=(5, 4.4), layout="constrained")
    axes = figure.subplots()
    ConfusionMatrixDisplay.from_predictions(
        labels,
        probabilities.argmax(axis=1),
        labels=range(len(categories)),
        display_labels=categories,
        normalize="true",
        values_format=".2f",
        cmap="Blues",
        im_kw={"vmin": 0, "vmax": 1},
        ax=axes,
    )
    axes.set(xlabel="predicted", ylabel="true")
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_japanese())
    return figure


def reliability_diagram(results: Sequence[Result], categories: Sequence[str]) -> Figure:
    """Share of right answers against the highest probability; on the line it means what it says.

    Calibrated on the other folds, as what is shipped is.
    """
    answers = calibrated_by_the_others(_answers(results, categories))
    confidence, right, count = reliability(*pooled(answers))
    figure = Figure(figsize=(5, 4.4), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.plot(confidence, right, color=DARK)
    axes.scatter(confidence, right, s=6 + 400 * count / count.sum(), color=DARK)
    axes.set(xlabel="highest probability", ylabel="share of right answers")
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
    axes.set_title("size of the dots: number of sentences", fontsize=9)
    return figure


def accuracy_by_length(
    by_title: Mapping[str, Sequence[Result]], categories: Sequence[str]
) -> Figure:
    """Each contender's share of right answers among sentences of about the same length."""
    figure = Figure(figsize=(7.5, 5.2), layout="constrained")
    axes = figure.subplots()
    *others, last = by_title
    axes.set_prop_cycle(OTHERS)
    for title in others:
        axes.plot(_shares_by_length(by_title[title], categories), label=title)
    # Drawn last and thick: it is the one the others are there for.
    axes.plot(
        _shares_by_length(by_title[last], categories),
        label=last,
        color=DARK,
        linestyle="-",
        linewidth=3,
        marker="o",
    )
    axes.set_xticks(range(len(LENGTHS) - 1), _length_names())
    axes.set(xlabel="characters in the sentence", ylabel="accuracy", ylim=(0, 1))
    figure.legend(fontsize=8, ncols=2, loc="outside lower center", handlelength=4)
    return figure


def _shares_by_length(results: Sequence[Result], categories: Sequence[str]) -> list[float]:
    """The share of right answers in each group of `LENGTHS`; not a number where there is none."""
    probabilities, labels = pooled(_answers(results, categories))
    lengths = [len(each.text) for result in results for each in result.task.views[VIEW]]
    group = np.digitize(lengths, LENGTHS[1:-1])
    right = probabilities.argmax(axis=1) == labels
    return [
        float(right[group == each].mean()) if (group == each).any() else np.nan
        for each in range(len(LENGTHS) - 1)
    ]


def _answers(
    results: Sequence[Result], categories: Sequence[str]
) -> list[tuple[Probabilities, Labels]]:
    return [(each.probabilities[VIEW], each.labels(VIEW, categories)) for each in results]


def _length_names() -> list[str]:
    names = [f"{start + 1}–{end}" for start, end in pairwise(LENGTHS)]
    return [*names[:-1], f"{LENGTHS[-2] + 1} and more"]


def _japanese() -> FontProperties:
    """The font of the heat map: matplotlib's own has no Japanese."""
    return FontProperties(fname=str(REGULAR.path), size=9)
