"""Slack's payloads, read once at the edge: each becomes a request of ours or is left alone."""

import time
from collections.abc import Mapping
from typing import TypedDict

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from slack_bolt.request.internals import (
    extract_enterprise_id,
    extract_is_enterprise_install,
    extract_team_id,
)

from bot.answering.buttons import answer_job_id_of
from bot.answering.home import channel_of_example
from bot.listening.mrkdwn import escape
from bot.listening.requests import (
    AttachedFile,
    ClassificationRequest,
    Click,
    ClickKind,
    HomeOpened,
    RequestKind,
    Uninstalled,
)

Body = Mapping[str, object]

_SLACKBOT = "USLACKBOT"
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
    files: tuple[AttachedFile, ...] = ()

    @property
    def written_by_a_person(self) -> bool:
        return (
            self.bot_id is None
            and self.user is not None
            and not self.hidden
            and self.subtype in _SUBTYPES_OF_PEOPLE
        )


class _Authorization(_Payload):
    user_id: str | None = None
    is_bot: bool = False


class _EventBody(_Payload):
    event: _Message
    authorizations: list[_Authorization] | None = None

    @property
    def written_by_a_person(self) -> bool:
        ours = {each.user_id for each in self.authorizations or () if each.is_bot}
        return self.event.written_by_a_person and self.event.user not in {*ours, _SLACKBOT}


class _CommandBody(_Payload):
    channel_id: str
    user_id: str
    trigger_id: str
    text: str = ""
    response_url: str | None = None


class _Named(_Payload):
    id: str


class _Option(_Payload):
    value: str


class _Action(_Payload):
    action_id: str
    block_id: str = ""
    value: str | None = None
    selected_option: _Option | None = None

    @property
    def choice(self) -> str:
        return self.selected_option.value if self.selected_option else self.value or ""


class _Container(_Payload):
    message_ts: str | None = None
    thread_ts: str | None = None
    is_ephemeral: bool = False


class _HomeEvent(_Payload):
    user: str
    channel: str
    tab: str = "home"


class _HomeBody(_Payload):
    event: _HomeEvent
    event_id: str


class _HomeActionBody(_Payload):
    user: _Named
    trigger_id: str
    actions: list[_Action] = Field(default_factory=list)


class _InteractionBody(_Payload):
    user: _Named
    channel: _Named
    trigger_id: str
    response_url: str | None = None
    message: _Message = Field(default_factory=_Message)
    container: _Container = Field(default_factory=_Container)
    actions: list[_Action] = Field(default_factory=list)


class _RevokedTokens(_Payload):
    bot: list[str] = Field(default_factory=list)


class _GoneEvent(_Payload):
    type: str
    tokens: _RevokedTokens = Field(default_factory=_RevokedTokens)


class _GoneBody(_Payload):
    event: _GoneEvent
    event_id: str
    event_time: float


class _Owner(TypedDict):
    """The fields of a request that name the installation."""

    team_id: str
    enterprise_id: str | None
    is_enterprise_install: bool


def read_mention(body: Body) -> ClassificationRequest | None:
    """An `app_mention` as a request; None where a bot or Slack itself wrote it."""
    return _request_of(_EventBody.model_validate(body), _owner_of(body))


def read_direct_message(body: Body) -> ClassificationRequest | None:
    """A `message` in a DM as a request; None for every other message.

    In channels only mentions count, and those arrive as `app_mention` as well.
    """
    payload = _EventBody.model_validate(body)
    is_direct = payload.event.channel_type == "im"
    return _request_of(payload, _owner_of(body)) if is_direct else None


def read_command(body: Body) -> ClassificationRequest:
    """`/classify <text>` as a request that is answered in the channel."""
    payload = _CommandBody.model_validate(body)
    return ClassificationRequest(
        kind=RequestKind.COMMAND,
        delivery=payload.trigger_id,
        **_owner_of(body),
        channel_id=payload.channel_id,
        user_id=payload.user_id,
        text=payload.text,
        accepted_at=time.time(),
        response_url=payload.response_url,
    )


def read_message_shortcut(body: Body) -> ClassificationRequest:
    """A message shortcut as a request about the message it was used on, whoever wrote that."""
    payload = _InteractionBody.model_validate(body)
    message = payload.message
    return ClassificationRequest(
        kind=RequestKind.SHORTCUT,
        delivery=message.ts,
        **_owner_of(body),
        channel_id=payload.channel.id,
        user_id=payload.user.id,
        text=message.text or "",
        accepted_at=time.time(),
        message_ts=message.ts,
        thread_ts=message.thread_ts,
        answer_thread_ts=message.thread_ts or message.ts,
        response_url=payload.response_url,
        files=message.files,
    )


def read_click(body: Body) -> Click | None:
    """A click under one of our answers; None where it is on something else."""
    try:
        payload = _InteractionBody.model_validate(body)
    except ValidationError:
        return None  # a click in App Home or a modal: it has no channel
    action = payload.actions[0] if payload.actions else None
    answer_job_id = answer_job_id_of(action.block_id) if action else None
    if action is None or answer_job_id is None:
        return None
    return Click(
        kind=ClickKind(action.action_id),
        trigger_id=payload.trigger_id,
        answer_job_id=answer_job_id,
        value=action.choice,
        **_owner_of(body),
        channel_id=payload.channel.id,
        user_id=payload.user.id,
        accepted_at=time.time(),
        response_url=payload.response_url,
        thread_ts=_thread_of(payload),
    )


def read_home_opened(body: Body) -> HomeOpened | None:
    """The Home tab opened; None for the other tabs of the bot."""
    payload = _HomeBody.model_validate(body)
    if payload.event.tab != "home":
        return None
    return HomeOpened(
        delivery=payload.event_id,
        **_owner_of(body),
        channel_id=payload.event.channel,
        user_id=payload.event.user,
        accepted_at=time.time(),
    )


def read_uninstalled(body: Body) -> Uninstalled | None:
    """`app_uninstalled` or `tokens_revoked`; None where only tokens of users were revoked."""
    payload = _GoneBody.model_validate(body)
    is_revoked = payload.event.type == "tokens_revoked"
    if is_revoked and not payload.event.tokens.bot:
        return None
    return Uninstalled(
        delivery=payload.event_id,
        **_owner_of(body),
        channel_id="",
        user_id="",
        accepted_at=time.time(),
        happened_at=payload.event_time,
        code="token_revoked" if is_revoked else "account_inactive",
    )


def read_example(body: Body) -> ClassificationRequest | None:
    """An example tried in the Home tab: as if it had been typed as a command in the DM."""
    payload = _HomeActionBody.model_validate(body)
    action = payload.actions[0] if payload.actions else None
    channel_id = channel_of_example(action.block_id) if action else None
    if action is None or not channel_id:
        return None
    return ClassificationRequest(
        kind=RequestKind.COMMAND,
        delivery=payload.trigger_id,
        **_owner_of(body),
        channel_id=channel_id,
        user_id=payload.user.id,
        text=escape(action.choice),
        accepted_at=time.time(),
    )


def _thread_of(payload: _InteractionBody) -> str | None:
    """The thread of the message clicked on; an ephemeral message has none of its own."""
    container = payload.container
    thread_ts = payload.message.thread_ts or container.thread_ts
    return thread_ts or (None if container.is_ephemeral else container.message_ts)


def _owner_of(body: Body) -> _Owner:
    """The installation that a payload is meant for, as Bolt finds it.

    In a channel shared between workspaces the outer `team_id` can be another's; then
    `authorizations` names ours.
    """
    payload = dict(body)
    enterprise_id = extract_enterprise_id(payload)
    is_enterprise_install = bool(extract_is_enterprise_install(payload))
    team_id = None if is_enterprise_install else extract_team_id(payload)
    return {
        "team_id": team_id or enterprise_id or "",
        "enterprise_id": enterprise_id,
        "is_enterprise_install": is_enterprise_install,
    }


def _request_of(payload: _EventBody, owner: _Owner) -> ClassificationRequest | None:
    message = payload.event
    if not (payload.written_by_a_person and message.channel and message.ts):
        return None
    return ClassificationRequest(
        kind=RequestKind.MESSAGE,
        delivery=message.ts,
        **owner,
        channel_id=message.channel,
        user_id=message.user or "",
        text=message.text or "",
        accepted_at=time.time(),
        message_ts=message.ts,
        thread_ts=message.thread_ts,
        answer_thread_ts=message.thread_ts or message.ts,
        files=message.files,
    )
