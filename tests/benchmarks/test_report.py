"""What a benchmark prints: a table for people, one line of JSON for programs."""

import json

import pytest

from benchmarks.report import Figure, Report, as_json, as_table
from benchmarks.timing import compared, percentile
from benchmarks.traffic import Fate, out_of_order


@pytest.mark.parametrize(
    ("figure", "target", "is_met"),
    [
        (Figure("a", 3.0, "ms"), "", None),
        (Figure("a", 3.0, "ms", at_most=3), "≤ 3", True),
        (Figure("a", 3.1, "ms", at_most=3), "≤ 3", False),
        (Figure("a", 5.0, "×", at_least=20), "≥ 20", False),
        (Figure("a", 5.0, "MB", at_most=5, at_least=-5), "≤ 5 ≥ -5", True),
    ],
)
def test_a_figure_knows_whether_its_target_is_met(
    figure: Figure, target: str, is_met: bool | None
) -> None:
    assert figure.target == target
    assert figure.is_met is is_met


def test_the_table_has_a_row_for_each_figure_and_the_json_is_one_line() -> None:
    report = Report.of("start", [Figure("ours", 1.5, "s", at_most=1)], quick=True)
    assert "| ours | 1.5 s    | ≤ 1    | MISSED |" in as_table(report)
    (line,) = as_json(report).splitlines()
    (figure,) = json.loads(line)["figures"]
    assert figure["met"] is False


def test_every_contender_has_its_turn_and_the_first_calls_do_not_count() -> None:
    calls: list[str] = []
    contenders = {"a": [lambda: calls.append("a")], "b": [lambda: calls.append("b")]}
    taken = compared(contenders, rounds=3)
    assert calls == ["a", "b"] * 4
    assert len(taken["a"].milliseconds) == 3


def test_a_percentile_lies_between_two_values() -> None:
    assert percentile([1.0, 2.0], 50) == 1.5


def test_only_what_was_accepted_earlier_can_be_overtaken() -> None:
    first = Fate(1.0, "C1", accepted_at=1.1, posted_at=[5.0])
    second = Fate(2.0, "C1", accepted_at=2.1, posted_at=[4.0])
    assert out_of_order([first, second]) == 1
    first.accepted_at = 3.0  # the bot was down when it came
    assert out_of_order([first, second]) == 0
    assert out_of_order([first, Fate(2.0, "C2", accepted_at=3.5, posted_at=[4.0])]) == 0
