"""Twenty minutes at five messages a second: nothing may grow."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Figure
from benchmarks.stage import BOT, Footprint, Stage, footprint, stage
from benchmarks.texts import mixed
from benchmarks.timing import percentile
from benchmarks.traffic import Fate, Traffic
from tests.scenarios.processes import BotProcess

PER_SECOND = 5.0
CHANNELS = 20
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Look:
    """The bot at one moment of the run, and its database's bytes, log ahead of writing included."""

    footprint: Footprint
    database: int


def run(quick: bool) -> Sequence[Figure]:
    """The last minute beside the first."""
    seconds = 8.0 if quick else 20 * _MINUTE
    window = 3.0 if quick else _MINUTE
    with stage(CHANNELS) as on, on.running(BOT) as (bot,):
        traffic = Traffic(on.slack)
        looks: list[Look] = []
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(on, bot, traffic, window, looks, done))
        watcher.start()
        try:
            sender = Traffic(on.slack)
            sender.mention_at_rate(mixed(), on.channels, PER_SECOND, seconds)
        finally:
            done.set()
            watcher.join()
        traffic.wait_until_answered(timeout=120 + seconds)
        return _figures(traffic, looks, window)


def _watch(
    on: Stage,
    bot: BotProcess,
    traffic: Traffic,
    window: float,
    looks: list[Look],
    done: threading.Event,
) -> None:
    """Look at the end of each window; follow the log meanwhile, so that none of it piles up."""
    next_look = time.monotonic() + window
    while not done.wait(1.0):
        traffic.follow()
        if time.monotonic() >= next_look:
            looks.append(Look(footprint(bot), _database_bytes(on.folder)))
            next_look += window


def _database_bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("bot.sqlite*"))


def _figures(traffic: Traffic, looks: Sequence[Look], window: float) -> list[Figure]:
    fates = sorted(traffic.fates.values(), key=lambda fate: fate.sent_at)
    first, last = looks[0], looks[-1]
    early = _p95([fate for fate in fates if fate.sent_at <= fates[0].sent_at + window])
    late = _p95([fate for fate in fates if fate.sent_at >= fates[-1].sent_at - window])
    growth = last.footprint.megabytes - first.footprint.megabytes
    return [
        Figure("messages", len(fates)),
        Figure("without answer", sum(not fate.is_answered for fate in fates), at_most=0),
        Figure("memory after the first window", first.footprint.megabytes, "MB"),
        Figure("memory at the end", last.footprint.megabytes, "MB", at_most=200),
        Figure("memory grown", growth, "MB", at_most=5),
        Figure("threads, first window", first.footprint.threads),
        Figure("threads grown", last.footprint.threads - first.footprint.threads, at_most=0),
        Figure("file descriptors, first window", first.footprint.descriptors),
        Figure(
            "file descriptors grown",
            last.footprint.descriptors - first.footprint.descriptors,
            at_most=0,
        ),
        Figure("to the picture, p95, first window", early, "ms"),
        Figure("to the picture, p95, last window", late, "ms"),
        Figure("latency, last / first window", late / early, "×", at_most=1.2),
        Figure("database per message", last.database / len(fates) / 1000, "kB"),
    ]


def _p95(fates: Sequence[Fate]) -> float:
    return percentile([fate.to_picture for fate in fates], 95)
