"""A thousand Socket Mode reconnects, refreshed, cut, half-open: no event lost, no thread left."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

from benchmarks.report import Figure
from benchmarks.stage import BOT, footprint, stage
from benchmarks.texts import SENTENCES
from benchmarks.traffic import Traffic
from bot.playground.client import PlaygroundClient

Reason = Literal["refresh_requested", "warning", "cut", "half_open"]
_PATIENCE = 90.0  # seconds; a half-open connection is noticed after about 15


def run(quick: bool) -> Sequence[Figure]:
    """Events come in the very moment of a disconnect, one in ten times."""
    reconnects, every = (12, 4) if quick else (1_000, 10)
    with stage(4) as on, on.running(BOT) as (bot,):
        traffic = Traffic(on.slack)
        _reconnect(on.slack, "warning")
        before = footprint(bot)
        for number, reason in enumerate(islice(_reasons(), reconnects)):
            if number % every == 0:
                text = SENTENCES[number // every % len(SENTENCES)]
                traffic.mention(text, on.channels[number // every % len(on.channels)])
            _reconnect(on.slack, reason)
        traffic.wait_until_answered(timeout=300)
        on.slack.wait_until_quiet(seconds=5, timeout=120)
        traffic.follow()
        after = footprint(bot)
    fates = traffic.fates.values()
    return [
        Figure("reconnects", reconnects),
        Figure("events meanwhile", len(fates)),
        Figure("without answer", sum(not fate.is_answered for fate in fates), at_most=0),
        Figure("answered twice", sum(len(fate.posted_at) > 2 for fate in fates), at_most=0),
        Figure("threads before", before.threads),
        Figure("threads grown", after.threads - before.threads, at_most=3),
        Figure("file descriptors grown", after.descriptors - before.descriptors, at_most=3),
        Figure("memory grown", after.megabytes - before.megabytes, "MB"),
    ]


def _reasons() -> Iterator[Reason]:
    """Mostly those that Slack announces: a cut or half-open one takes seconds to notice."""
    number = 0
    while True:
        number += 1
        if number % 100 == 10:
            yield "half_open"
        elif number % 20 == 5:
            yield "cut"
        else:
            yield "refresh_requested" if number % 2 else "warning"


def _reconnect(slack: PlaygroundClient, reason: Reason) -> None:
    """End the connection, and wait until there is a new one."""
    seen = len(slack.log(kind="socket", name="connected"))
    slack.disconnect_socket_mode(reason)
    slack.wait_for(
        lambda: True if len(slack.log(kind="socket", name="connected")) > seen else None,
        timeout=_PATIENCE,
        what="a new connection",
    )
