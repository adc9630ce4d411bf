"""500 messages over 50 channels at once, against the bound that the rate limits set."""

from collections.abc import Sequence
from itertools import islice

from benchmarks.load import span
from benchmarks.report import Figure
from benchmarks.stage import BOT, stage
from benchmarks.texts import mixed
from benchmarks.timing import percentile
from benchmarks.traffic import Traffic, out_of_order

_SECONDS_BETWEEN_POSTS = 1.0  # in one channel, as the worker sets it for SQLite


_STEADY = 15.0  # messages a second: about what one process answers


def run(quick: bool) -> Sequence[Figure]:
    """How long until all are answered, and how long each acknowledgement took meanwhile.

    Twice: all sent at once, and evenly at about the pace at which they are answered.
    """
    messages, channels = (20, 5) if quick else (500, 50)
    at_once = _sent(messages, channels, per_second=1e6)
    steadily = _sent(messages, channels, per_second=_STEADY)
    bound = messages / channels * _SECONDS_BETWEEN_POSTS
    taken = span(list(at_once.fates.values()))
    return [
        Figure("messages", messages),
        Figure("bound of the rate limits", bound, "s"),
        Figure("all answered after", taken, "s"),
        Figure("times the bound", taken / bound, "×", at_most=1.25),
        Figure("answers a second", messages / taken),
        *_acknowledged(at_once, "at once"),
        *_acknowledged(steadily, f"{_STEADY:.0f} a second"),
    ]


def _sent(messages: int, channels: int, per_second: float) -> Traffic:
    """Everything sent and answered."""
    with stage(channels) as on, on.running(BOT):
        traffic = Traffic(on.slack)
        traffic.mention_at_rate(
            islice(mixed(), messages), on.channels, per_second=per_second, seconds=float("inf")
        )
        traffic.wait_until_answered(timeout=900)
    return traffic


def _acknowledged(traffic: Traffic, how: str) -> Sequence[Figure]:
    taken, fates = traffic.acknowledged_in, traffic.fates.values()
    return [
        Figure(f"{how}: acknowledged, p50", percentile(taken, 50), "ms"),
        Figure(f"{how}: acknowledged, p99", percentile(taken, 99), "ms", at_most=150),
        Figure(f"{how}: acknowledged at first delivery", len(taken), at_least=len(fates)),
        Figure(f"{how}: out of order", out_of_order(fates), at_most=0),
    ]
