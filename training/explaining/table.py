"""From trials to the figures of the report: means, gap closure, costs, each against its target."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from training.explaining.eraser import Faithfulness
from training.explaining.results import Trial


@dataclass(frozen=True, slots=True)
class Row:
    """The mean of one explainer's trials.

    Attributes:
        network: "ours" or "seed".
        explainer: its name.
        texts: how many texts it explained.
        faithfulness: mean of the measures.
        gap_closure: (comprehensiveness − random) / (integrated gradients − random) on the same
            network; not a number where there is no such row, or no gap.
        forward: mean per explanation.
        backward: mean per explanation.
        milliseconds: mean per explanation.
    """

    network: str
    explainer: str
    texts: int
    faithfulness: Faithfulness
    gap_closure: float
    forward: float
    backward: float
    milliseconds: float


View = Callable[[Trial], Faithfulness]


def by_pieces(trial: Trial) -> Faithfulness:
    """Deleting pieces."""
    return trial.pieces


def by_words(trial: Trial) -> Faithfulness:
    """Deleting words as displayed."""
    return trial.words


REFERENCE = {"ours": "integrated gradients, 128 steps", "seed": "integrated gradients, 32 steps"}
RANDOM = "random"
_SMALLEST_GAP = 0.01
"""Of a network that deleting hardly moves, shares of the gap would be noise."""


def rows(trials: Iterable[Trial], view: View = by_pieces) -> list[Row]:
    """One row for each network and explainer, in the order in which they first come."""
    groups: dict[tuple[str, str], list[Trial]] = {}
    for trial in trials:
        groups.setdefault((trial.network, trial.explainer), []).append(trial)
    means = {key: mean([view(trial) for trial in group]) for key, group in groups.items()}
    return [
        Row(
            network=network,
            explainer=explainer,
            texts=len({trial.text_id for trial in group}),
            faithfulness=means[network, explainer],
            gap_closure=_gap_closure(means, network, explainer),
            forward=float(np.mean([trial.forward for trial in group])),
            backward=float(np.mean([trial.backward for trial in group])),
            milliseconds=float(np.mean([trial.milliseconds for trial in group])),
        )
        for (network, explainer), group in groups.items()
    ]


def find(table: Iterable[Row], network: str, explainer: str) -> Row:
    """The row of that name.

    Raises:
        KeyError: there is none.
    """
    for row in table:
        if (row.network, row.explainer) == (network, explainer):
            return row
    raise KeyError(f"{explainer} of {network}")


def mean(measured: Sequence[Faithfulness]) -> Faithfulness:
    """Over texts, measure by measure."""
    return Faithfulness(
        comprehensiveness=float(np.mean([each.comprehensiveness for each in measured])),
        sufficiency=float(np.mean([each.sufficiency for each in measured])),
        decision_flip=float(np.mean([each.decision_flip for each in measured])),
    )


def _gap_closure(means: dict[tuple[str, str], Faithfulness], network: str, explainer: str) -> float:
    reference = means.get((network, REFERENCE[network]))
    chance = means.get((network, RANDOM))
    if reference is None or chance is None:
        return float("nan")
    gap = reference.comprehensiveness - chance.comprehensiveness
    if gap < _SMALLEST_GAP:
        return float("nan")
    return (means[network, explainer].comprehensiveness - chance.comprehensiveness) / gap
