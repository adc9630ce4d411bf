"""What a benchmark found: figures beside their targets, as a table and as JSON."""

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    Attributes:
        name: of what.
        value: in `unit`.
        at_most: its target, inclusive; None where that is none.
        at_least: likewise.
    """

    name: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def target(self) -> str:
        """In words; empty where there is none."""
        bounds = (("≤", self.at_most), ("≥", self.at_least))
        return " ".join(f"{sign} {_shown(bound)}" for sign, bound in bounds if bound is not None)

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if not self.target:
            return None
        not_above = self.at_most is None or self.value <= self.at_most
        return not_above and (self.at_least is None or self.value >= self.at_least)


def times_ours(
    medians: Mapping[str, float], ours: str, label: str, at_least: Mapping[str, float]
) -> list[Figure]:
    """How many times as long as ours each of the others takes.

    Args:
        medians: of all, ours among them.
        ours: its name there.
        label: of what, behind the names.
        at_least: the targets, for those that have one.
    """
    return [
        Figure(f"{name} / ours, {label}", median / medians[ours], "×", at_least=at_least.get(name))
        for name, median in medians.items()
        if name != ours
    ]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one run, and where and when it ran.

    Attributes:
        quick: whether it was the small run, whose figures mean little.
        load: how many processes wanted a core on average in the last minute; what is above the
            benchmark's own was other work on the machine.
    """

    benchmark: str
    figures: tuple[Figure, ...]
    quick: bool
    at: str
    python: str
    machine: str
    cores: int
    load: float

    @classmethod
    def of(cls, benchmark: str, figures: Sequence[Figure], *, quick: bool) -> "Report":
        """A report of what has just been measured on this machine."""
        return cls(
            benchmark,
            tuple(figures),
            quick,
            datetime.now(UTC).isoformat(timespec="seconds"),
            platform.python_version(),
            f"{sys.platform} {platform.machine()}",
            os.cpu_count() or 1,
            round(os.getloadavg()[0], 2),
        )


def as_table(report: Report) -> str:
    """Markdown, the columns in line."""
    rows = [("", "measured", "target", "")]
    rows += [
        (figure.name, f"{_shown(figure.value)} {figure.unit}".strip(), figure.target, _met(figure))
        for figure in report.figures
    ]
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(4)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    size = ", quick: too small to mean much" if report.quick else ""
    where = f"{report.cores} cores, Python {report.python}, load {report.load}{size}"
    return "\n".join([f"{report.benchmark} ({where})", "", *lines])


def as_json(report: Report) -> str:
    """One line."""
    fields = asdict(report)
    fields["figures"] = [
        asdict(figure) | {"target": figure.target, "met": figure.is_met}
        for figure in report.figures
    ]
    return json.dumps(fields, ensure_ascii=False)


def _met(figure: Figure) -> str:
    return {True: "met", False: "MISSED", None: ""}[figure.is_met]


def _shown(value: float) -> str:
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
