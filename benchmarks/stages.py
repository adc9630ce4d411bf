"""Where the time goes between a mention and its picture, read off the stand-in Slack's log."""

import time
from collections.abc import Mapping, Sequence

from benchmarks.report import Figure
from benchmarks.stage import BOT, stage
from benchmarks.texts import SENTENCES
from benchmarks.timing import percentile
from bot.playground.client import LogEntry, PlaygroundClient

# Each way-mark is the end of something that the stand-in Slack saw, one after the other; the
# reaction is none of them, since it is set beside the way.
_MARKS = {
    ("delivery", "app_mention"): "stored and acknowledged",
    ("api_call", "chat.postMessage"): "taken from the queue, classified, text posted",
    ("api_call", "files.getUploadURLExternal"): "picture drawn, upload announced",
    ("api_call", "upload"): "bytes uploaded",
    ("api_call", "files.completeUploadExternal"): "share asked for",
    ("share", "appeared"): "picture appeared",
}


def run(quick: bool) -> Sequence[Figure]:
    """One message at a time: the median of each stage, then of the calls' own time within them."""
    messages = 3 if quick else 60
    with stage(4) as on, on.running(BOT):
        for channel in on.channels:  # the first ones ask Slack who is who, once
            on.slack.wait_for_picture(on.slack.mention(SENTENCES[0], channel=channel))
        journeys = [
            _journey(on.slack, SENTENCES[number % len(SENTENCES)], on.channels[number % 4])
            for number in range(messages)
        ]
    stages = {mark: [each[mark] for each in journeys] for mark in _MARKS.values()}
    whole = [sum(each.values()) for each in journeys]
    return [
        *(Figure(mark, percentile(taken, 50), "ms") for mark, taken in stages.items()),
        Figure("event to picture, p50", percentile(whole, 50), "ms"),
        Figure("event to picture, p95", percentile(whole, 95), "ms"),
    ]


def _journey(slack: PlaygroundClient, text: str, channel: str) -> Mapping[str, float]:
    """Milliseconds of each stage of one mention."""
    time.sleep(0.4)  # past the limit of one post a second and channel, whose wait is on purpose
    sent = slack.mention(text, channel=channel)
    slack.wait_for_picture(sent)
    entries = slack.log(after=sent.sequence - 1)
    stages, before = {}, entries[0].at
    for (kind, name), mark in _MARKS.items():
        entry = _first(entries, kind, name)
        stages[mark] = (entry.at - before) * 1000
        before = entry.at
    return stages


def _first(entries: Sequence[LogEntry], kind: str, name: str) -> LogEntry:
    return next(entry for entry in entries if (entry.kind, entry.name) == (kind, name))
