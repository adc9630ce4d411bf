"""Slack's payloads, read once at the edge: each becomes a request of ours or is left alone."""

import time
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from bot.listening.requests import ClassificationRequest, RequestKind

# A message without subtype is a person's. Of the others only these two are written by people too.
_SUBTYPES_OF_PEOPLE = frozenset({None, "file_share", "thread_broadcast"})


class _Payload(BaseModel):
    # An error of pydantic quotes its input; ours must never carry a message's text into a log.
    model_config = ConfigDict(hide_input_in_errors=True, extra="ignore")


class _Message(_Payload):
    channel: str = ""
    channel_type: str = ""
    user: str | None = None
    text: str | None = ""
    ts: str = ""
    thread_ts: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    hidden: bool = False

    @property
    def written_by_a_person(self) -> bool:
        return (
            self.bot_id is None
            and self.user is not None
            and not self.hidden
            and self.subtype in _SUBTYPES_OF_PEOPLE
        )


class _EventBody(_Payload):
    event: _Message
    team_id: str | None = None
    enterprise_id: str | None = None


class _CommandBody(_Payload):
    channel_id: str
    user_id: str
    trigger_id: str
    text: str = ""
    response_url: str | None = None
    team_id: str | None = None
    enterprise_id: str | None = None


def read_mention(body: Mapping[str, object]) -> ClassificationRequest | None:
    """An `app_mention` as a request; None where a bot or Slack itself wrote it."""
    return _request_of(_EventBody.model_validate(body))


def read_direct_message(body: Mapping[str, object]) -> ClassificationRequest | None:
    """A `message` in a DM as a request; None for every other message.

    In channels only mentions count, and those arrive as `app_mention` as well.
    """
    payload = _EventBody.model_validate(body)
    return _request_of(payload) if payload.event.channel_type == "im" else None


def read_command(body: Mapping[str, object]) -> ClassificationRequest:
    """`/classify <text>` as a request that is answered in the channel."""
    payload = _CommandBody.model_validate(body)
    return ClassificationRequest(
        kind=RequestKind.COMMAND,
        delivery=payload.trigger_id,
        team_id=payload.team_id or payload.enterprise_id or "",
        channel_id=payload.channel_id,
        user_id=payload.user_id,
        text=payload.text,
        accepted_at=time.time(),
        response_url=payload.response_url,
    )


def _request_of(payload: _EventBody) -> ClassificationRequest | None:
    message = payload.event
    if not (message.written_by_a_person and message.channel and message.ts):
        return None
    return ClassificationRequest(
        kind=RequestKind.MESSAGE,
        delivery=message.ts,
        team_id=payload.team_id or payload.enterprise_id or "",
        channel_id=message.channel,
        user_id=message.user or "",
        text=message.text or "",
        accepted_at=time.time(),
        message_ts=message.ts,
        thread_ts=message.thread_ts,
        answer_thread_ts=message.thread_ts or message.ts,
    )
