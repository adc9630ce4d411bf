"""The things of a workspace: users, channels, messages, files, views."""

import time
from dataclasses import dataclass, field
from typing import Literal

from bot.playground.json_values import JsonObject

ChannelKind = Literal["channel", "group", "im"]
ViewKind = Literal["home", "modal"]

RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60
TRIGGER_SECONDS = 3.0


@dataclass
class User:
    """A person or a bot user."""

    id: str
    name: str
    real_name: str
    locale: str = "ja-JP"
    is_bot: bool = False


@dataclass
class Message:
    """A message as it stands now; `subtype` is that of its event, empty for ordinary ones.

    Attributes:
        thread_ts: the parent's ts; None for a message of the channel itself.
        sequence: number of the log entry of its posting.
        ephemeral_for: the only user who sees it; empty for everyone.
    """

    channel_id: str
    ts: str
    user_id: str
    text: str
    sequence: int
    thread_ts: str | None = None
    bot_id: str = ""
    blocks: list[JsonObject] = field(default_factory=list)
    attachments: list[JsonObject] = field(default_factory=list)
    metadata: JsonObject | None = None
    file_ids: tuple[str, ...] = ()
    reactions: dict[str, list[str]] = field(default_factory=dict)
    subtype: str = ""
    edited_ts: str = ""
    ephemeral_for: str = ""
    client_msg_id: str = ""
    is_broadcast: bool = False


@dataclass
class Channel:
    """A conversation; `messages` by ts, oldest first, replies among them."""

    id: str
    name: str
    kind: ChannelKind = "channel"
    members: set[str] = field(default_factory=set)
    is_archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def thread(self, parent_ts: str) -> list[Message]:
        """The replies under a parent, oldest first."""
        return [m for m in self.messages.values() if m.thread_ts == parent_ts]


@dataclass(frozen=True)
class Share:
    """Where a file has appeared."""

    channel_id: str
    ts: str
    thread_ts: str | None


@dataclass
class File:
    """An upload: announced, then filled with bytes, then completed, then shared."""

    id: str
    name: str
    title: str
    length: int
    user_id: str
    alt_txt: str = ""
    upload_key: str = ""
    content: bytes | None = None
    is_complete: bool = False
    created: int = field(default_factory=lambda: int(time.time()))
    shares: list[Share] = field(default_factory=list)


@dataclass
class View:
    """A Home tab or a modal, as the app defined it."""

    id: str
    kind: ViewKind
    user_id: str
    definition: JsonObject
    hash: str
    root_id: str
    previous_id: str | None = None


@dataclass
class ResponseUrl:
    """A URL that lets the app answer a command or an action, five times within 30 minutes."""

    key: str
    channel_id: str
    user_id: str
    message_ts: str | None
    thread_ts: str | None = None
    expires_at: float = field(default_factory=lambda: time.time() + RESPONSE_URL_SECONDS)
    uses_left: int = RESPONSE_URL_USES


@dataclass
class Trigger:
    """A user's act, which for three seconds allows the app to open one modal."""

    id: str
    user_id: str
    expires_at: float = field(default_factory=lambda: time.time() + TRIGGER_SECONDS)
    is_used: bool = False


@dataclass
class Installation:
    """The app as it is installed in one team: its bot user, its token, its scopes, its events.

    Attributes:
        bot_token: empty where the app is not installed.
        token_error: what the token is refused with; empty while it is valid.
        refresh_token: what the next token is had for; empty without token rotation.
        ended_tokens: former tokens, and what each is refused with.
    """

    team_id: str
    team_name: str
    team_domain: str
    bot_user_id: str
    bot_id: str
    bot_name: str
    bot_real_name: str
    bot_token: str
    scopes: frozenset[str]
    subscriptions: frozenset[str]
    token_error: str = ""
    refresh_token: str = ""
    ended_tokens: dict[str, str] = field(default_factory=dict)
