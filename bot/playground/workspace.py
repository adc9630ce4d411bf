"""The state of the workspace: who is there, what was written, what was shown to whom."""

import secrets
import time
from collections.abc import Iterator

from bot.playground.errors import SlackError
from bot.playground.ids import Timestamps, new_id
from bot.playground.json_values import JsonObject
from bot.playground.log import Log
from bot.playground.model import (
    Channel,
    File,
    Installation,
    Message,
    ResponseUrl,
    Share,
    Trigger,
    User,
    View,
    ViewKind,
)

SLACKBOT_ID = "USLACKBOT"
PEOPLE = (
    User("U0HANAKO00", "hanako", "花子"),
    User("U0TARO0000", "taro", "太郎"),
    User("U0ALICE000", "alice", "Alice", locale="en-US"),
)


class Workspace:
    """One team in which the app is installed.

    Lookups by id raise `SlackError` with Slack's code; `find_*` also take names, for people.
    """

    def __init__(self, log: Log, installation: Installation) -> None:
        self.log = log
        self.installation = installation
        self.timestamps = Timestamps()
        self.users = {user.id: user for user in first_users(installation)}
        self.channels = {channel.id: channel for channel in first_channels(installation)}
        self.ephemeral: list[Message] = []
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.triggers: dict[str, Trigger] = {}

    # Users and channels

    def user(self, user_id: str) -> User:
        """By id."""
        if user_id not in self.users:
            raise SlackError("user_not_found")
        return self.users[user_id]

    def find_user(self, name_or_id: str) -> User:
        """By id or name."""
        by_name = (user for user in self.users.values() if user.name == name_or_id)
        return self.users.get(name_or_id) or next(by_name, None) or self.user(name_or_id)

    def channel(self, channel_id: str) -> Channel:
        """By id."""
        if channel_id not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[channel_id]

    def find_channel(self, name_or_id: str) -> Channel:
        """By id, by name, or `@user` for the bot's direct messages with that user."""
        if name_or_id.startswith("@"):
            return self.direct_channel(self.find_user(name_or_id[1:]).id)
        name = name_or_id.removeprefix("#")
        by_name = (c for c in self.channels.values() if c.name == name and c.kind != "im")
        return self.channels.get(name) or next(by_name, None) or self.channel(name)

    def direct_channel(self, user_id: str) -> Channel:
        """The direct messages between the bot and this user; opened where there are none yet."""
        members = {user_id, self.installation.bot_user_id}
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == members:
                return channel
        channel = Channel(new_id("D"), "", "im", members)
        self.channels[channel.id] = channel
        return channel

    # Messages

    def post(self, message: Message) -> Message:
        """Add a message to its channel, or to what one user sees; numbers it in the log."""
        message.sequence = self.log.record(
            "message",
            "posted",
            channel=message.channel_id,
            ts=message.ts,
            thread_ts=message.thread_ts,
            user=message.user_id,
            ephemeral_for=message.ephemeral_for,
        )
        if message.ephemeral_for:
            self.ephemeral.append(message)
        else:
            self.channel(message.channel_id).messages[message.ts] = message
        return message

    def message(self, channel_id: str, ts: str) -> Message:
        """A message of a channel, by its ts."""
        found = self.channel(channel_id).messages.get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def changed(self, message: Message, how: str) -> None:
        """Note in the log that a message was changed, deleted or reacted to."""
        self.log.record("message", how, channel=message.channel_id, ts=message.ts)

    def check_thread(self, channel: Channel, thread_ts: str | None) -> None:
        """A reply needs a parent: a message of the channel that is no reply itself."""
        if thread_ts is None:
            return
        parent = channel.messages.get(thread_ts)
        if parent is None or parent.thread_ts is not None:
            raise SlackError("thread_not_found")
        if parent.subtype in ("channel_join", "channel_leave"):
            raise SlackError("cannot_reply_to_message")

    # Files

    def file(self, file_id: str) -> File:
        """By id."""
        if file_id not in self.files:
            raise SlackError("file_not_found")
        return self.files[file_id]

    def add_file(self, name: str, length: int, user_id: str, alt_txt: str = "") -> File:
        """Announce a file; its bytes come to its upload URL."""
        key = secrets.token_hex(16)
        file = File(new_id("F"), name, name, length, user_id, alt_txt, upload_key=key)
        self.files[file.id] = file
        return file

    def share(self, files: list[File], message: Message) -> Message:
        """Let files appear as a message."""
        message.file_ids = tuple(file.id for file in files)
        posted = self.post(message)
        for file in files:
            file.shares.append(Share(posted.channel_id, posted.ts, posted.thread_ts))
        return posted

    # Views, response URLs, triggers

    def home(self, user_id: str) -> View | None:
        """The Home tab published for this user."""
        return next((v for v in self._views_of(user_id) if v.kind == "home"), None)

    def modals(self, user_id: str) -> list[View]:
        """The open modals of this user, the top one last."""
        return [view for view in self._views_of(user_id) if view.kind == "modal"]

    def add_view(
        self, kind: ViewKind, user_id: str, definition: JsonObject, previous: View | None = None
    ) -> View:
        """Show a view."""
        view_id = new_id("V")
        root = previous.root_id if previous else view_id
        previous_id = previous.id if previous else None
        view = View(view_id, kind, user_id, definition, self.new_hash(), root, previous_id)
        self.views[view_id] = view
        return view

    def new_hash(self) -> str:
        """What Slack uses against two updates of a view that cross each other."""
        return f"{self.timestamps.next()}.{secrets.token_hex(4)}"

    def add_response_url(
        self, channel: Channel, user: User, message: Message | None
    ) -> ResponseUrl:
        """A response URL for an act of this user."""
        key = secrets.token_urlsafe(18)
        ts, thread_ts = (message.ts, message.thread_ts) if message else (None, None)
        self.response_urls[key] = ResponseUrl(key, channel.id, user.id, ts, thread_ts)
        return self.response_urls[key]

    def add_trigger(self, user: User) -> Trigger:
        """A trigger for an act of this user."""
        number = self.timestamps.next().replace(".", "")
        trigger = Trigger(f"{number}.{number[-9:]}.{secrets.token_hex(16)}", user.id)
        self.triggers[trigger.id] = trigger
        return trigger

    def use_trigger(self, trigger_id: str) -> Trigger:
        """Take a trigger for a modal; each works once, for three seconds."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if time.time() > trigger.expires_at:
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger

    def _views_of(self, user_id: str) -> Iterator[View]:
        return (view for view in self.views.values() if view.user_id == user_id)


def first_users(installation: Installation) -> list[User]:
    """The people of a new workspace, Slackbot and the app's bot user."""
    people = [User(**vars(person)) for person in PEOPLE]
    bot = User(
        installation.bot_user_id, installation.bot_name, installation.bot_real_name, is_bot=True
    )
    return [*people, User(SLACKBOT_ID, "slackbot", "Slackbot"), bot]


def first_channels(installation: Installation) -> list[Channel]:
    """The channels of a new workspace; the bot is in #general, #random and a private one."""
    people = {person.id for person in PEOPLE}
    with_bot = people | {installation.bot_user_id}
    return [
        Channel("C0GENERAL0", "general", "channel", set(with_bot)),
        Channel("C0RANDOM00", "random", "channel", set(with_bot)),
        Channel("C0NOBOT000", "no-bot", "channel", set(people)),
        Channel("C0ARCHIVED", "archived", "channel", set(with_bot), is_archived=True),
        Channel("C0PRIVATE0", "private", "group", set(with_bot)),
        Channel("C0SECRET00", "secret", "group", set(people)),
    ]
