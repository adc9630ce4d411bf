"""Event in to text posted and picture shared, beside a Bolt app that echoes the text."""

import time
from collections.abc import Sequence

from benchmarks.load import slow_down
from benchmarks.report import Figure
from benchmarks.stage import BOT, Stage, stage
from benchmarks.texts import SENTENCES
from benchmarks.timing import percentile
from benchmarks.traffic import Fate, Traffic

ECHO = ("-m", "benchmarks.echo_app")
_CHANNELS = 4
_PAUSE = 0.4  # seconds; each channel's turn comes after the wait between two posts is over
# Calls to Slack that lie one after the other before the picture: the text, the upload's
# announcement, its bytes, the share. The echo makes one.
_CALLS_TO_PICTURE = 4
_CALLS_OF_ECHO = 1


def run(quick: bool) -> Sequence[Figure]:
    """The 95th percentiles, at both speeds of Slack."""
    messages = 4 if quick else 25
    figures = []
    for delay in (0.0, 0.2):
        echo = percentile([fate.to_text for fate in _answered(ECHO, delay, messages, 1)], 95)
        ours = _answered(BOT, delay, messages, 2)
        to_text = percentile([fate.to_text for fate in ours], 95)
        to_picture = percentile([fate.to_picture for fate in ours], 95)
        slack = (_CALLS_TO_PICTURE - _CALLS_OF_ECHO) * delay * 1000
        label = f"Slack's delay {delay * 1000:.0f} ms"
        figures += [
            Figure(f"echo to text, p95, {label}", echo, "ms"),
            Figure(f"ours to text, p95, {label}", to_text, "ms"),
            Figure(f"ours to picture, p95, {label}", to_picture, "ms"),
            Figure(f"beyond the echo, text, {label}", to_text - echo, "ms", at_most=60),
            Figure(
                f"beyond echo and delay, picture, {label}",
                to_picture - echo - slack,
                "ms",
                at_most=150,
            ),
        ]
    return figures


def _answered(command: Sequence[str], delay: float, messages: int, posts: int) -> list[Fate]:
    with stage(_CHANNELS) as on, on.running(command):
        if command == ECHO:
            on.slack.wait_for_connection()
        _one_by_one(on, _CHANNELS, posts)  # the first ones ask Slack who is who, once
        slow_down(on.slack, delay)
        return _one_by_one(on, messages, posts)


def _one_by_one(on: Stage, messages: int, posts: int) -> list[Fate]:
    """Each mention after the answer to the last one."""
    traffic = Traffic(on.slack)
    for number in range(messages):
        time.sleep(_PAUSE)
        text = SENTENCES[number % len(SENTENCES)]
        sent = traffic.mention(text, on.channels[number % len(on.channels)])
        (on.slack.wait_for_reply if posts == 1 else on.slack.wait_for_picture)(sent)
    traffic.follow()
    return list(traffic.fates.values())
