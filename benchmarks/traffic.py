"""Messages sent to the bot, and what came of each, read off the stand-in Slack's log."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.playground import credentials
from bot.playground.client import LogEntry, PlaygroundClient, Sent, StillWaiting
from bot.playground.json_values import json_number, json_object, json_text

_LOOK_EVERY = 0.25  # seconds; looking costs the playground time
TEXT_AND_PICTURE = 2


@dataclass(slots=True)
class Fate:
    """What came of one message.

    Attributes:
        sent_at: seconds since 1970.
        accepted_at: when the stand-in Slack saw it acknowledged; None as long as it did not.
        posted_at: of each of the bot's messages in its thread: the text, then the picture.
    """

    sent_at: float
    channel_id: str
    accepted_at: float | None = None
    posted_at: list[float] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Whether text and picture stand in the thread."""
        return len(self.posted_at) >= TEXT_AND_PICTURE

    @property
    def to_text(self) -> float:
        """Milliseconds from the event to the text."""
        return (self.posted_at[0] - self.sent_at) * 1000

    @property
    def to_picture(self) -> float:
        """Milliseconds from the event to the picture."""
        return (self.posted_at[1] - self.sent_at) * 1000


class Traffic:
    """Sends mentions, and follows the log; what it holds grows with the messages alone."""

    def __init__(self, slack: PlaygroundClient) -> None:
        self.slack = slack
        self.fates: dict[str, Fate] = {}
        self.acknowledged_in: list[float] = []
        """Milliseconds of each event that was accepted at its first delivery."""
        self._seen = 0

    def mention(self, text: str, channel: str) -> Sent:
        """A person mentions the bot."""
        sent = self.slack.mention(text, channel=channel)
        self.fates.setdefault(sent.ts or "", Fate(time.time(), sent.channel_id))
        return sent

    def mention_at_rate(
        self, texts: Iterable[str], channels: Sequence[str], per_second: float, seconds: float
    ) -> None:
        """Mentions in all channels in turn, evenly over the time."""
        start = time.monotonic()
        for number, text in enumerate(texts):
            due = start + number / per_second
            if due - start >= seconds:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            self.mention(text, channels[number % len(channels)])

    def follow(self) -> None:
        """Take in what the log has got since the last time."""
        for entry in self.slack.log(after=self._seen):
            self._seen = entry.sequence
            if entry.kind == "message" and entry.name == "posted":
                self._note_message(entry)
            elif entry.kind == "delivery" and entry.name == "app_mention":
                self._note_delivery(entry)

    def wait_until_answered(self, timeout: float) -> None:
        """Until text and picture stand in every thread.

        Raises:
            StillWaiting: they do not within `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while True:
            self.follow()
            waiting = sum(not fate.is_answered for fate in self.fates.values())
            if not waiting:
                return
            if time.monotonic() > end:
                raise StillWaiting(f"{waiting} of {len(self.fates)} still have no picture")
            time.sleep(_LOOK_EVERY)

    def _note_message(self, entry: LogEntry) -> None:
        thread_ts = json_text(entry.detail.get("thread_ts"))
        by_bot = entry.detail.get("user") == credentials.BOT_USER_ID
        if by_bot and thread_ts in self.fates:
            self.fates[thread_ts].posted_at.append(entry.at)
        elif not by_bot and not thread_ts:
            ts, channel = json_text(entry.detail.get("ts")), json_text(entry.detail.get("channel"))
            # The log's own time is nearer to the event than the sender's, which waits for its call.
            self.fates.setdefault(ts, Fate(entry.at, channel)).sent_at = entry.at

    def _note_delivery(self, entry: LogEntry) -> None:
        if entry.detail.get("accepted") is not True:
            return
        ts = json_text(json_object(entry.payload.get("event")).get("ts"))
        if ts in self.fates:
            self.fates[ts].accepted_at = entry.at
        if not entry.detail.get("attempt"):
            self.acknowledged_in.append(json_number(entry.detail.get("milliseconds")))


def out_of_order(fates: Iterable[Fate]) -> int:
    """How many texts overtook one of their channel that was asked for and accepted earlier.

    An event that is accepted later than its follower, since the bot was down when it came, may be
    answered later as well.
    """
    by_channel: dict[str, list[Fate]] = defaultdict(list)
    for fate in sorted(fates, key=lambda fate: fate.sent_at):
        by_channel[fate.channel_id].append(fate)
    return sum(
        any(_was_overtaken(earlier, later) for earlier in channel[:index])
        for channel in by_channel.values()
        for index, later in enumerate(channel)
    )


def _was_overtaken(earlier: Fate, later: Fate) -> bool:
    if earlier.accepted_at is None or later.accepted_at is None:
        return False
    if not (earlier.posted_at and later.posted_at):
        return False
    return earlier.accepted_at < later.accepted_at and earlier.posted_at[0] > later.posted_at[0]
