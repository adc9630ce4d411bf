"""What the heat map must achieve, each demand beside what was measured."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.explaining.content_words import ContentShare
from training.explaining.own import SHOWN
from training.explaining.results import FoldResult, Trial
from training.explaining.table import RANDOM, REFERENCE, Row, find, rows
from training.word_boundaries import PieceAgreement

OURS = f"own contributions, against {SHOWN}"
SHAP = "KernelSHAP"
_NOT_OURS = ("own contributions", RANDOM)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was measured.

    Attributes:
        folds: the results of each run.
        completeness_error: of the shipped model, logit units.
        pieces: of the shipped tokenizer, against the gold words.
        words: the same as displayed.
    """

    folds: tuple[FoldResult, ...]
    completeness_error: float
    pieces: PieceAgreement
    words: PieceAgreement

    @property
    def trials(self) -> list[Trial]:
        """Of all runs."""
        return [trial for fold in self.folds for trial in fold.trials]

    def content(self, network: str) -> ContentShare:
        """Of all runs' sentences together."""
        return sum((fold.content[network] for fold in self.folds), ContentShare())


@dataclass(frozen=True, slots=True)
class Target:
    """One demand and what came of it."""

    demand: str
    measured: str
    met: bool


def targets(report: Report) -> list[Target]:
    """What the heat map must achieve, each with its figure."""
    table = rows(report.trials)
    ours, chance = find(table, "ours", OURS), find(table, "ours", RANDOM)
    reference, shap = find(table, "ours", REFERENCE["ours"]), find(table, "ours", SHAP)
    best = best_other(table)
    of_best = _gap(ours, chance) / _gap(best, chance)
    flip, flip_ig = ours.faithfulness.decision_flip, reference.faithfulness.decision_flip
    of_random = flip / chance.faithfulness.decision_flip
    sufficiency = ours.faithfulness.sufficiency - reference.faithfulness.sufficiency
    content, of_all = report.content("ours, coloured").share, report.content("ours").share
    cost = shap.milliseconds / ours.milliseconds
    return [
        Target(
            "gap closure ≥ 100 % of integrated gradients",
            f"{ours.gap_closure:.1%}",
            ours.gap_closure >= 1,
        ),
        Target(
            "≥ 95 % of the best other explanation",
            f"{of_best:.1%} of {best.explainer}",
            of_best >= 0.95,
        ),
        Target(
            "decision flip ≤ integrated gradients + .01",
            f"{flip:.3f} against {flip_ig:.3f}",
            flip <= flip_ig + 0.01,
        ),
        Target("decision flip ≤ .30 × random", f"{of_random:.3f} × random", of_random <= 0.30),
        Target(
            "sufficiency ≤ integrated gradients + .03",
            f"{sufficiency:+.3f}",
            sufficiency <= 0.03,
        ),
        Target(
            "completeness, shipped model: error < 1e-4",
            f"{report.completeness_error:.1e}",
            report.completeness_error < 1e-4,
        ),
        Target(
            "≥ 97 % of the three highest positive tokens, as displayed, hold a content word",
            f"{content:.1%}; with those that the picture leaves white {of_all:.1%} "
            f"(the seed's weight: {report.content('seed').share:.1%})",
            content >= 0.97,
        ),
        Target(
            "one forward pass, ≥ 50 × cheaper than SHAP at its default",
            f"{ours.forward:.0f} pass, {cost:,.0f} × cheaper",
            ours.forward == 1 and cost >= 50,
        ),
    ]


def best_other(table: Iterable[Row]) -> Row:
    """The most comprehensive explanation of our network that is not its own."""
    others = [
        row for row in table if row.network == "ours" and not row.explainer.startswith(_NOT_OURS)
    ]
    return max(others, key=lambda row: row.faithfulness.comprehensiveness)


def _gap(row: Row, chance: Row) -> float:
    return row.faithfulness.comprehensiveness - chance.faithfulness.comprehensiveness
