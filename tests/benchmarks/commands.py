"""Runs a benchmark as a person does."""

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.scenarios.processes import ROOT


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure of the last line."""

    name: str
    value: float
    is_met: bool | None


def quick(name: str) -> list[Shown]:
    """The figures of the small run; it must end well and show a table above them."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", name, "--quick"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    *table, last = ran.stdout.splitlines()
    figures = json.loads(last)["figures"]
    assert sum(line.startswith("| ") for line in table) == len(figures) + 2
    return [Shown(each["name"], each["value"], each["met"]) for each in figures]
