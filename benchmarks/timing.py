"""Takes the time of several contenders in turn, so that a busy moment hits all of them alike."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass(slots=True)
class Samples:
    """Times of one contender, in milliseconds."""

    milliseconds: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """The median."""
        return percentile(self.milliseconds, 50)

    @property
    def p99(self) -> float:
        """What one in a hundred exceeds."""
        return percentile(self.milliseconds, 99)


def percentile(values: Sequence[float], percent: float) -> float:
    """Of the values, linearly between two; [1, 2, 3], 50 → 2."""
    return float(np.percentile(values, percent))


def compared(
    contenders: Mapping[str, Sequence[Callable[[], object]]], rounds: int
) -> dict[str, Samples]:
    """The times of each contender's calls; one call of each in turn, the first not counted.

    Args:
        contenders: by name, their calls, gone through from the start again when at their end.
        rounds: calls that are timed, of each.
    """
    samples = {name: Samples() for name in contenders}
    for number in range(-1, rounds):
        for name, calls in contenders.items():
            milliseconds = timed(calls[number % len(calls)])
            if number >= 0:
                samples[name].milliseconds.append(milliseconds)
    return samples


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def keep_to_one_core() -> None:
    """From now on this process runs on one core, where the system can be told so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
