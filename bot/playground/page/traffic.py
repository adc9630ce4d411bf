"""What Slack and the bot said to each other about one message, read from the log.

An entry concerns a message where it names its thread (by timestamp), a file in it, or is the
command that the bot's message answers.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.playground.json_values import JsonObject, json_list, json_number, json_object, json_text
from bot.playground.log import Entry, Log
from bot.playground.model import Channel, Message

Direction = Literal["to_bot", "from_bot", "inside"]

_DIRECTIONS: dict[str, Direction] = {"delivery": "to_bot", "api_call": "from_bot"}
_SHOWN_KINDS = ("delivery", "api_call", "share")
_OUTCOME = ("fault", "error", "reason", "retry_reason")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One event, command, click or API call.

    Attributes:
        since: seconds since the first exchange began.
        milliseconds: from the request to its answer; None where nobody waited.
        outcome: what was out of the ordinary: a fault, a refusal, a retry.
        is_ok: whether it went through.
        parts: (name, JSON) of what was sent and answered.
    """

    sequence: int
    direction: Direction
    name: str
    since: float
    milliseconds: float | None
    outcome: str
    is_ok: bool
    parts: tuple[tuple[str, str], ...]

    @property
    def end(self) -> float:
        """Seconds from the first exchange's beginning to this one's end."""
        return self.since + (self.milliseconds or 0.0) / 1000


def traffic_of(message: Message, channel: Channel, log: Log) -> list[Exchange]:
    """The exchanges about the thread of a message, in the order in which they ended."""
    concerned = list(_entries(message, channel, log))
    if not concerned:
        return []
    start = min(_began(entry) for entry in concerned)
    return [_exchange(entry, start) for entry in concerned]


def _entries(message: Message, channel: Channel, log: Log) -> Iterator[Entry]:
    root_ts = message.thread_ts or message.ts
    root = channel.messages.get(root_ts, message)
    thread = [root, *channel.thread(root_ts)]
    keys = {each.ts for each in thread} | {i for each in thread for i in each.file_ids}
    command = _command_of(root, log) if root.bot_id else None
    for entry in log.entries:
        if entry is command or (entry.kind in _SHOWN_KINDS and _is_about(entry, keys)):
            yield entry


def _command_of(root: Message, log: Log) -> Entry | None:
    """The last command before the bot's message in its channel, not older than a minute."""
    posted = log.entries[root.sequence - 1].at if root.sequence else 0.0
    earlier = [
        entry
        for entry in log.entries[: root.sequence]
        if entry.kind == "delivery"
        and json_object(entry.detail.get("payload")).get("channel_id") == root.channel_id
        and posted - entry.at < 60
    ]
    return earlier[-1] if earlier else None


def _is_about(entry: Entry, keys: set[str]) -> bool:
    """By what was sent, or by the id of what came of it; a page of history names everything."""
    response = json_object(entry.detail.get("response"))
    sent = [entry.detail.get(part) for part in ("payload", "arguments", "files")]
    return names([*sent, response.get("ts"), response.get("file_id")], keys)


def names(value: object, keys: set[str]) -> bool:
    """Whether one of the keys stands anywhere in a JSON value."""
    if isinstance(value, str):
        return value in keys
    if isinstance(value, dict):
        return any(names(item, keys) for item in value.values())
    return any(names(item, keys) for item in json_list(value))


def _began(entry: Entry) -> float:
    return entry.at - json_number(entry.detail.get("milliseconds")) / 1000


def _exchange(entry: Entry, start: float) -> Exchange:
    detail = entry.detail
    took = detail.get("milliseconds")
    return Exchange(
        sequence=entry.sequence,
        direction=_DIRECTIONS.get(entry.kind, "inside"),
        name=entry.name,
        since=max(0.0, _began(entry) - start),
        milliseconds=json_number(took) if took is not None else None,
        outcome=" ".join(filter(None, (json_text(detail.get(key)) for key in _OUTCOME))),
        is_ok=not (detail.get("error") or detail.get("fault") or detail.get("accepted") is False),
        parts=tuple(_parts(detail)),
    )


def _parts(detail: JsonObject) -> Iterator[tuple[str, str]]:
    for name in ("payload", "arguments", "response", "body", "files"):
        if detail.get(name):
            yield name, json.dumps(_opened(detail[name]), ensure_ascii=False, indent=2)


def _opened(value: object) -> object:
    """Arguments that are JSON themselves (blocks, metadata) are shown as such."""
    if isinstance(value, dict):
        return {key: _opened(item) for key, item in value.items()}
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
