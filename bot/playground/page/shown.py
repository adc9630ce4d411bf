"""Messages as the templates show them: who, when, what, with what under it."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from bot.playground.json_values import JsonObject, json_objects, json_text
from bot.playground.model import Channel, File, Message, User
from bot.playground.page.markup import emoji_of, mrkdwn
from bot.playground.wire import mimetype_of
from bot.playground.workspace import Workspace

FILES = "/_playground/files"  # where the control API gives out bytes


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file under a message."""

    url: str
    title: str
    alt_txt: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class ShownReaction:
    """An emoji under a message, and who put it there."""

    sign: str
    name: str
    count: int
    people: str


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as one person sees it.

    Attributes:
        id: of its element; unique also where a thread shows the message once more.
        html: its text, where it has no blocks of its own.
        replies: how many stand in its thread.
    """

    id: str
    ts: str
    author: User
    at: str
    date: str
    html: Markup
    blocks: Sequence[JsonObject]
    files: Sequence[ShownFile]
    reactions: Sequence[ShownReaction]
    replies: int
    is_ephemeral: bool
    is_edited: bool
    is_reply: bool
    is_own: bool


@dataclass(frozen=True)
class Eyes:
    """What one person sees of a workspace, for the time of one page."""

    workspace: Workspace
    person: User

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Of users and channels, by id, as mentions show them."""
        users = {user.id: user.real_name for user in self.workspace.users.values()}
        return users | {c.id: c.name for c in self.workspace.channels.values()}

    def roots(self, channel: Channel) -> list[ShownMessage]:
        """The messages of the channel itself, oldest first, with what only this person sees."""
        everything = self._all(channel)
        seen = [m for m in everything if m.thread_ts is None or m.is_broadcast]
        return self._shown(seen, everything, "m")

    def thread(self, channel: Channel, root: Message) -> list[ShownMessage]:
        """A message and its replies."""
        everything = self._all(channel)
        replies = [m for m in everything if m.thread_ts == root.ts]
        return self._shown([root, *replies], everything, "t")

    def newest_thread(self, channel: Channel) -> Message | None:
        """The message that was answered last."""
        replies = [m for m in self._all(channel) if m.thread_ts in channel.messages]
        latest = replies[-1] if replies else None
        return channel.messages.get(latest.thread_ts or "") if latest else None

    def message(self, channel: Channel, ts: str) -> Message | None:
        """By its ts; None where this person sees no such message."""
        return next((m for m in self._all(channel) if m.ts == ts), None)

    def _all(self, channel: Channel) -> list[Message]:
        own = [
            message
            for message in self.workspace.ephemeral
            if message.channel_id == channel.id and message.ephemeral_for == self.person.id
        ]
        return sorted([*channel.messages.values(), *own], key=lambda message: message.ts)

    def _shown(
        self, messages: Sequence[Message], everything: Sequence[Message], place: str
    ) -> list[ShownMessage]:
        replies = Counter(message.thread_ts for message in everything)
        return [self._shown_message(each, replies[each.ts], place) for each in messages]

    def _shown_message(self, message: Message, replies: int, place: str) -> ShownMessage:
        when = time.localtime(float(message.ts))
        return ShownMessage(
            id=f"{place}-{message.ts.replace('.', '-')}",
            ts=message.ts,
            author=self.workspace.user(message.user_id),
            at=time.strftime("%H:%M", when),
            date=time.strftime("%Y-%m-%dT%H:%M:%S%z", when),
            html=mrkdwn(message.text, self.names),
            blocks=message.blocks,
            files=[_shown_file(self.workspace.files[i]) for i in message.file_ids],
            reactions=[self._reaction(name, ids) for name, ids in message.reactions.items()],
            replies=replies,
            is_ephemeral=bool(message.ephemeral_for),
            is_edited=bool(message.edited_ts),
            is_reply=message.thread_ts is not None,
            is_own=message.user_id == self.person.id and not message.ephemeral_for,
        )

    def _reaction(self, name: str, user_ids: Sequence[str]) -> ShownReaction:
        people = "、".join(self.names.get(user_id, user_id) for user_id in user_ids)
        return ShownReaction(emoji_of(name), name, len(user_ids), people)


def option_groups(element: JsonObject) -> list[tuple[str, list[JsonObject]]]:
    """(label, options) of a menu; plain options are one group without a label."""
    groups = [
        (_text_of(group.get("label")), json_objects(group.get("options")))
        for group in json_objects(element.get("option_groups"))
    ]
    return groups or [("", json_objects(element.get("options")))]


def _text_of(text_object: object) -> str:
    return json_text(text_object.get("text")) if isinstance(text_object, dict) else ""


def _shown_file(file: File) -> ShownFile:
    return ShownFile(
        url=f"{FILES}/{file.id}",
        title=file.title or file.name,
        alt_txt=file.alt_txt,
        is_picture=mimetype_of(file).startswith("image/"),
    )
