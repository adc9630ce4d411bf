"""The parts of the playground put together, and what the Web API and the people in it share."""

import asyncio
import copy
from collections.abc import Callable, Sequence

from bot.playground import credentials
from bot.playground.delivery.events import Events, wrapped
from bot.playground.delivery.redelivery import Delivery
from bot.playground.delivery.socket_mode import SocketMode
from bot.playground.distribution import Distribution
from bot.playground.errors import SlackError
from bot.playground.faults import Faults
from bot.playground.json_values import JsonObject
from bot.playground.log import Log
from bot.playground.model import Channel, File, Installation, Message
from bot.playground.wire import Wire
from bot.playground.workspace import Workspace

SHARE_SECONDS = 0.3

DropConnection = Callable[[object], None]


class Playground:
    """One team's workspace, the app in it, the way to the app, and what goes wrong.

    The teams share everything but what is in them.

    Attributes:
        teams: every team by its id; the one that all starts with is the first.
        distribution: how the others get the app.
        drop_connection: closes the TCP connection of a client address without a word.
        silence_connection: leaves it open, and reads nothing of it any more.
        share_after: seconds from files.completeUploadExternal to the file's appearance.
    """

    def __init__(
        self, base_url: str, drop_connection: DropConnection, silence_connection: DropConnection
    ) -> None:
        self.base_url = base_url
        self.drop_connection = drop_connection
        self.silence_connection = silence_connection
        self._begin()

    def _begin(self) -> None:
        self.log = Log()
        self.faults = Faults()
        self.socket_mode = SocketMode(self.log, self.drop_connection, self.silence_connection)
        self.delivery = Delivery(self.socket_mode, self.log, self.faults)
        self.share_after = SHARE_SECONDS
        self.distribution = Distribution()
        self._settle(credentials.first_installation())
        second = copy.copy(self)
        second._settle(credentials.second_team())
        self.teams: dict[str, Playground] = {
            each.workspace.installation.team_id: each for each in (self, second)
        }
        second.teams = self.teams

    def _settle(self, installation: Installation) -> None:
        self.workspace = Workspace(self.log, installation)
        self.wire = Wire(self.workspace, self.base_url)
        self.happenings = Events(self.workspace, self.wire)

    def team_of_token(self, token: str) -> "Playground":
        """The team whose bot token this is; refused where it is none, or none any more."""
        for team in self.teams.values():
            installation = team.workspace.installation
            if token and token == installation.bot_token:
                return team
            if token in installation.ended_tokens:
                raise SlackError(installation.ended_tokens[token])
        raise SlackError("invalid_auth")

    async def start_over(self) -> None:
        """A new workspace, nobody connected, nothing under way."""
        self.delivery.stop()
        await self.socket_mode.disconnect("cut")
        self._begin()

    def post(self, message: Message) -> list[str]:
        """Post a message and deliver its events; returns their ids."""
        self.workspace.post(message)
        return self.announce(message)

    def tell(self, events: Sequence[JsonObject], **envelope: object) -> list[str]:
        """Deliver events to the app; returns their ids. `envelope` changes fields around them."""
        installation = self.workspace.installation
        if not installation.bot_token:
            return []
        return self.delivery.events([wrapped(e, installation) | envelope for e in events])

    def announce(self, message: Message) -> list[str]:
        """Deliver the events of a message that has just been posted."""
        return self.tell(self.happenings.of_message(message))

    def change(self, message: Message, change: Callable[[], None]) -> list[str]:
        """Change a message and deliver `message_changed`."""
        before = self.wire.message(message)
        change()
        message.edited_ts = self.workspace.timestamps.next()
        self.workspace.changed(message, "changed")
        return self.tell(self.happenings.of_change(message, before))

    def delete(self, message: Message) -> list[str]:
        """Delete a message and deliver `message_deleted`."""
        events = self.happenings.of_deletion(message)
        del self.workspace.channel(message.channel_id).messages[message.ts]
        self.workspace.changed(message, "deleted")
        return self.tell(events)

    def by_bot(self, channel: Channel, text: str, *, thread_ts: str | None = None) -> Message:
        """A message of the app, not yet posted."""
        return Message(
            channel_id=channel.id,
            ts=self.workspace.timestamps.next(),
            user_id=self.workspace.installation.bot_user_id,
            text=text,
            sequence=0,
            thread_ts=thread_ts,
            bot_id=self.workspace.installation.bot_id,
        )

    def share_later(self, files: list[File], message: Message) -> None:
        """Let files appear as `message` after a while, unless a fault keeps them back."""
        if self.faults.take("files.completeUploadExternal", "unshared_file"):
            self.log.record("share", "withheld", files=[file.id for file in files])
            return
        self.delivery.in_background(self._share(files, message))

    async def _share(self, files: list[File], message: Message) -> None:
        await asyncio.sleep(self.share_after)
        message.ts = self.workspace.timestamps.next()
        self.workspace.share(files, message)
        self.log.record("share", "appeared", files=[file.id for file in files], ts=message.ts)
        self.announce(message)
