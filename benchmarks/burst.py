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


def run(quick: bool) -> Sequence[Figure]:
    """How long until all are answered, and how long each acknowledgement took meanwhile."""
    messages, channels = (20, 5) if quick else (500, 50)
    with stage(channels) as on, on.running(BOT):
        traffic = Traffic(on.slack)
        traffic.mention_at_rate(
            islice(mixed(), messages), on.channels, per_second=1e6, seconds=float("inf")
        )
        traffic.wait_until_answered(timeout=900)
        fates = list(traffic.fates.values())
    bound = messages / channels * _SECONDS_BETWEEN_POSTS
    taken = span(fates)
    sent_within = max(fate.sent_at for fate in fates) - min(fate.sent_at for fate in fates)
    return [
        Figure("messages", len(fates)),
        Figure("sent within", sent_within, "s"),
        Figure("bound of the rate limits", bound, "s"),
        Figure("all answered after", taken, "s"),
        Figure("times the bound", taken / bound, "×", at_most=1.25),
        Figure("answers a second", len(fates) / taken),
        Figure("acknowledged, p50", percentile(traffic.acknowledged_in, 50), "ms"),
        Figure("acknowledged, p99", percentile(traffic.acknowledged_in, 99), "ms", at_most=150),
        Figure("acknowledged at first delivery", len(traffic.acknowledged_in), at_least=messages),
        Figure("out of order", out_of_order(fates), at_most=0),
    ]
