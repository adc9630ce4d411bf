"""What the playground's client sees, as plain data: messages, files, log entries and the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot.playground.json_values import (
    JsonObject,
    json_number,
    json_object,
    json_objects,
    json_text,
    json_texts,
)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """How the bot took a delivery.

    Attributes:
        accepted: within the time Slack allows, with a 2xx or an envelope acknowledgement.
        reason: why not: `timeout`, `http_error`, `connection_failed`; empty when accepted.
        status: the HTTP status, None over Socket Mode.
        body: what the acknowledgement carried (a JSON object or text), None for nothing.
    """

    accepted: bool
    reason: str = ""
    status: int | None = None
    body: JsonObject | str | None = None

    @classmethod
    def from_wire(cls, fields: JsonObject) -> Self:
        """Read what the control API returns."""
        status, body = fields.get("status"), fields.get("body")
        return cls(
            accepted=fields.get("accepted") is True,
            reason=json_text(fields.get("reason")),
            status=status if isinstance(status, int) else None,
            body=body if isinstance(body, str) else json_object(body) or None,
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """Something a person did: where it stands, and which events told the bot of it.

    Attributes:
        sequence: everything with a higher `sequence` came later.
        ts: None for a command, a shortcut, a button.
        event_ids: the ids of the events delivered for it, in order.
        acknowledgement: of a command, shortcut, button or view; None for events (they are
            delivered, and delivered again, in the background: see `PlaygroundClient.deliveries`).
    """

    channel_id: str
    sequence: int
    ts: str | None = None
    thread_ts: str | None = None
    event_ids: tuple[str, ...] = ()
    acknowledgement: Acknowledgement | None = None
    response_url: str = ""
    trigger_id: str = ""

    @classmethod
    def from_wire(cls, fields: JsonObject) -> Self:
        """Read what the control API returns."""
        acknowledgement = fields.get("acknowledgement")
        return cls(
            channel_id=json_text(fields.get("channel")),
            sequence=int(json_number(fields.get("sequence"))),
            ts=json_text(fields.get("ts")) or None,
            thread_ts=json_text(fields.get("thread_ts")) or None,
            event_ids=tuple(json_texts(fields.get("event_ids"))),
            acknowledgement=Acknowledgement.from_wire(json_object(acknowledgement))
            if acknowledgement is not None
            else None,
            response_url=json_text(fields.get("response_url")),
            trigger_id=json_text(fields.get("trigger_id")),
        )


@dataclass(frozen=True, slots=True)
class File:
    """A file under a message."""

    id: str
    name: str
    title: str
    mimetype: str
    size: int
    alt_txt: str

    @classmethod
    def from_wire(cls, fields: JsonObject) -> Self:
        """Read Slack's file object."""
        return cls(
            id=json_text(fields.get("id")),
            name=json_text(fields.get("name")),
            title=json_text(fields.get("title")),
            mimetype=json_text(fields.get("mimetype")),
            size=int(json_number(fields.get("size"))),
            alt_txt=json_text(fields.get("alt_txt")),
        )


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands in the channel now.

    Attributes:
        text: with Slack's markup and escapes, as on the wire.
        bot_id: empty for people.
        reactions: users by the name of the emoji.
        wire: Slack's message object, with `metadata`.
    """

    channel_id: str
    ts: str
    thread_ts: str | None
    user_id: str
    bot_id: str
    text: str
    blocks: tuple[JsonObject, ...]
    files: tuple[File, ...]
    reactions: Mapping[str, tuple[str, ...]]
    is_ephemeral: bool
    sequence: int
    wire: JsonObject

    @classmethod
    def from_wire(cls, fields: JsonObject) -> Self:
        """Read Slack's message object, with the fields that the control API adds."""
        thread_ts, ts = json_text(fields.get("thread_ts")), json_text(fields.get("ts"))
        return cls(
            channel_id=json_text(fields.get("channel")),
            ts=ts,
            thread_ts=thread_ts if thread_ts not in ("", ts) else None,
            user_id=json_text(fields.get("user")),
            bot_id=json_text(fields.get("bot_id")),
            text=json_text(fields.get("text")),
            blocks=tuple(json_objects(fields.get("blocks"))),
            files=tuple(File.from_wire(item) for item in json_objects(fields.get("files"))),
            reactions={
                json_text(item.get("name")): tuple(json_texts(item.get("users")))
                for item in json_objects(fields.get("reactions"))
            },
            is_ephemeral=fields.get("is_ephemeral") is True,
            sequence=int(json_number(fields.get("_sequence"))),
            wire=fields,
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a thread, with its bytes."""

    file: File
    message: Message
    png: bytes


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that happened.

    Attributes:
        sequence: 1, 2, 3, …
        at: seconds since 1970.
        kind: `api_call`, `delivery`, `action` (of a person), `share`, `socket`, `fault`, `setting`.
        name: the Web API method, the event type, the action.
        detail: for `api_call` `{arguments, status, response, milliseconds}`; for `delivery`
            `{event_id, attempt, retry_reason, payload, accepted, reason, status, milliseconds}`.
    """

    sequence: int
    at: float
    kind: str
    name: str
    detail: JsonObject

    @classmethod
    def from_wire(cls, fields: JsonObject) -> Self:
        """Read what the control API returns."""
        return cls(
            sequence=int(json_number(fields.get("sequence"))),
            at=json_number(fields.get("at")),
            kind=json_text(fields.get("kind")),
            name=json_text(fields.get("name")),
            detail=json_object(fields.get("detail")),
        )

    @property
    def arguments(self) -> JsonObject:
        """Those of an API call, without the token."""
        return json_object(self.detail.get("arguments"))

    @property
    def payload(self) -> JsonObject:
        """What a delivery carried."""
        return json_object(self.detail.get("payload"))

    def __str__(self) -> str:
        outcome = {
            key: self.detail[key]
            for key in ("error", "event_id", "attempt", "accepted", "reason", "fault")
            if self.detail.get(key) not in (None, "")
        }
        return f"{self.sequence} {self.kind} {self.name} {outcome or ''}".rstrip()
