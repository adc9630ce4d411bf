"""Slack away for ten minutes: nothing lost, nothing grown, afterwards all answered in order."""

import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, pairwise

from benchmarks.report import Figure
from benchmarks.stage import BOT, footprint, stage
from benchmarks.texts import mixed
from benchmarks.traffic import Fate, Traffic, out_of_order

_CHANNELS = 20
_LEAST_PAUSE = 0.7  # seconds between two texts in a channel, less what a clock of seconds is off


def run(quick: bool) -> Sequence[Figure]:
    """Events go on coming while every call of ours fails."""
    away, messages = (8.0, 12) if quick else (600.0, 300)
    with stage(_CHANNELS) as on, on.running(BOT) as (bot,):
        traffic = Traffic(on.slack)
        for channel in on.channels:
            traffic.mention("一つめのパン屋", channel)
        traffic.wait_until_answered(timeout=120)
        before = footprint(bot)
        on.slack.set_fault("server_error", times=None)
        begun = time.monotonic()
        traffic.mention_at_rate(islice(mixed(), messages), on.channels, messages / away, away)
        time.sleep(max(0.0, begun + away - time.monotonic()))
        during = footprint(bot)
        on.slack.clear_faults()
        back = time.time()
        traffic.wait_until_answered(timeout=900)
        fates = list(traffic.fates.values())
        on.slack.wait_until_quiet(timeout=60)
        traffic.follow()
    last = max(fate.posted_at[-1] for fate in fates)
    return [
        Figure("Slack away for", away, "s"),
        Figure("messages", len(fates)),
        Figure("answered twice", sum(len(fate.posted_at) > 2 for fate in fates), at_most=0),
        Figure("out of order", out_of_order(fates), at_most=0),
        Figure("texts too soon after another", _too_soon(fates), at_most=0),
        Figure("all answered after Slack was back", last - back, "s"),
        Figure("memory before", before.megabytes, "MB"),
        Figure("memory grown meanwhile", during.megabytes - before.megabytes, "MB", at_most=5),
        Figure("threads grown meanwhile", during.threads - before.threads),
    ]


def _too_soon(fates: Sequence[Fate]) -> int:
    """Texts that follow another of their channel faster than Slack likes."""
    texts: dict[str, list[float]] = defaultdict(list)
    for fate in fates:
        texts[fate.channel_id].append(fate.posted_at[0])
    gaps = [later - earlier for each in texts.values() for earlier, later in pairwise(sorted(each))]
    return sum(gap < _LEAST_PAUSE for gap in gaps)
