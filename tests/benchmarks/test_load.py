"""Load, outage and chaos in small: what must be none is none, whatever the machine has to do."""

import pytest

from tests.benchmarks.commands import quick

MUST_BE_NONE = (
    "without",
    "twice",
    "out of order",
)


@pytest.mark.parametrize("name", ["answer", "stages", "burst", "scale"])
def test_it_runs_and_measures_something(name: str) -> None:
    assert all(figure.value >= 0 or "beyond" in figure.name for figure in quick(name))


@pytest.mark.parametrize("name", ["chaos", "outage", "reconnect", "soak"])
def test_nothing_is_lost_nothing_comes_twice_and_the_order_is_kept(name: str) -> None:
    figures = [each for each in quick(name) if any(word in each.name for word in MUST_BE_NONE)]
    assert figures
    assert [figure for figure in figures if figure.value] == []
