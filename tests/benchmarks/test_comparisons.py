"""Every comparison can be run; what it measures on a busy machine is not judged here."""

import pytest

from tests.benchmarks.commands import quick


@pytest.mark.parametrize("name", ["classify", "picture", "start", "memory", "nasty"])
def test_it_runs_and_measures_something(name: str) -> None:
    figures = quick(name)
    assert figures
    assert all(figure.value >= 0 or "grown" in figure.name for figure in figures)


def test_an_explanation_of_ours_takes_one_pass_through_the_network() -> None:
    (passes,) = [each for each in quick("explain") if each.name == "forward passes, ours"]
    assert passes.value == 1
