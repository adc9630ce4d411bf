"""What people do in the playground, and what Slack tells the bot of it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.delivery import interactions
from bot.playground.delivery.transport import Outcome, OutgoingRequest
from bot.playground.errors import SlackError
from bot.playground.ids import new_id
from bot.playground.json_values import JsonObject, json_text
from bot.playground.model import Channel, Message, User, View
from bot.playground.playground import Playground
from bot.playground.typed import as_written, rich_text
from bot.playground.web_api.arguments import Arguments
from bot.playground.web_api.chat import MAX_TEXT
from bot.playground.web_api.response_urls import address, respond
from bot.playground.workspace import SLACKBOT_ID


@dataclass(frozen=True)
class People:
    """Every verb returns what `sightings.Sent` reads."""

    playground: Playground

    def say(
        self,
        user: User,
        channel: Channel,
        text: str,
        *,
        thread_ts: str | None = None,
        as_sent: bool = False,
    ) -> JsonObject:
        """Post a message."""
        message = self._message(user, channel, text, thread_ts, as_sent)
        event_ids = self.playground.post(message)
        return self._posted(message, event_ids)

    def attach(
        self,
        user: User,
        channel: Channel,
        text: str,
        filename: str,
        content: bytes,
        thread_ts: str | None,
    ) -> JsonObject:
        """Post a message with a file."""
        workspace = self.playground.workspace
        file = workspace.add_file(filename, len(content), user.id)
        file.content, file.is_complete = content, True
        message = self._message(user, channel, text, thread_ts, False)
        workspace.share([file], message)
        return self._posted(message, self.playground.announce(message))

    def edit(self, message: Message, text: str) -> JsonObject:
        """Change one's message."""
        written = as_written(text, self.playground.workspace)

        def change() -> None:
            message.text = written
            message.blocks = rich_text(written, new_id("b"))

        return self._posted(message, self.playground.change(message, change))

    def delete(self, message: Message) -> JsonObject:
        """Delete a message."""
        return self._posted(message, self.playground.delete(message))

    def open_home(self, user: User) -> JsonObject:
        """Open the Home tab."""
        channel = self.playground.workspace.direct_channel(user.id)
        sequence = self._act("home", user, channel)
        events = self.playground.happenings.app_home_opened(user.id, channel)
        event_ids = self.playground.delivery.events(events)
        return {"channel": channel.id, "sequence": sequence, "event_ids": event_ids}

    def cause(self, event: JsonObject) -> JsonObject:
        """Deliver any event."""
        channel = json_text(event.get("channel"))
        sequence = self.playground.log.record("action", "event", event=event)
        event_ids = self.playground.delivery.events([event])
        return {"channel": channel, "sequence": sequence, "event_ids": event_ids}

    async def command(self, user: User, channel: Channel, command: str, text: str) -> JsonObject:
        """Type a slash command. Its message goes through without the bot being in the channel."""
        sequence = self._act("command", user, channel)
        playground = self.playground
        written = as_written(text, playground.workspace)
        response_url = playground.workspace.add_response_url(channel, user, None)
        url = address(playground, response_url)
        trigger_id = playground.workspace.add_trigger(user).id
        payload = interactions.command(user, channel, command, written, url, trigger_id)
        outcome = await playground.delivery.once(
            OutgoingRequest("slash_commands", "slash_commands", payload)
        )
        if outcome.accepted and outcome.body is not None:
            answer = outcome.body if isinstance(outcome.body, dict) else plain(outcome.body)
            self._respond(lambda: respond(playground, response_url, Arguments(answer)))
        if not outcome.accepted:
            self._tell(user, channel, failure(command, outcome))
        return self._acted(channel, sequence, outcome, url, trigger_id)

    async def shortcut(self, user: User, message: Message, callback_id: str) -> JsonObject:
        """Choose a message shortcut."""
        playground = self.playground
        channel = playground.workspace.channel(message.channel_id)
        sequence = self._act("shortcut", user, channel)
        response_url = playground.workspace.add_response_url(channel, user, message)
        payload = interactions.message_shortcut(
            user, channel, playground.wire.message(message), callback_id
        )
        return await self._interact(
            user, channel, sequence, payload, address(playground, response_url)
        )

    async def press(
        self, user: User, message: Message, action_id: str, value: str | None
    ) -> JsonObject:
        """Press a button, or choose from a menu, under a message."""
        playground = self.playground
        channel = playground.workspace.channel(message.channel_id)
        action = interactions.action(message.blocks, action_id, value)
        sequence = self._act("press", user, channel)
        response_url = playground.workspace.add_response_url(channel, user, message)
        written = playground.wire.message(message)
        hidden = bool(message.ephemeral_for)
        payload = interactions.message_action(user, channel, written, action, is_ephemeral=hidden)
        return await self._interact(
            user, channel, sequence, payload, address(playground, response_url)
        )

    async def press_in_view(
        self, user: User, view: View, action_id: str, value: str | None
    ) -> JsonObject:
        """Press a button, or choose from a menu, in a view."""
        blocks = interactions.blocks_of(view.definition)
        action = interactions.action(blocks, action_id, value)
        channel = self.playground.workspace.direct_channel(user.id)
        sequence = self._act("press", user, channel)
        payload = interactions.view_action(user, self.playground.wire.view(view), action)
        return await self._interact(user, channel, sequence, payload, "")

    async def submit(self, user: User, view: View, values: JsonObject) -> JsonObject:
        """Submit a modal; it closes unless the bot answers otherwise."""
        channel = self.playground.workspace.direct_channel(user.id)
        sequence = self._act("submit", user, channel)
        written = self.playground.wire.view(view) | {"state": {"values": values}}
        payload = interactions.view_submission(user, written)
        sent = await self._interact(user, channel, sequence, payload, "")
        interactions.after_submission(self.playground.workspace, view, sent)
        return sent

    async def _interact(
        self, user: User, channel: Channel, sequence: int, payload: JsonObject, url: str
    ) -> JsonObject:
        trigger_id = self.playground.workspace.add_trigger(user).id
        payload |= {"trigger_id": trigger_id} | ({"response_url": url} if url else {})
        outcome = await self.playground.delivery.once(
            OutgoingRequest("interactive", "interactive", payload)
        )
        return self._acted(channel, sequence, outcome, url, trigger_id)

    def _message(
        self, user: User, channel: Channel, text: str, thread_ts: str | None, as_sent: bool
    ) -> Message:
        workspace = self.playground.workspace
        if channel.is_archived:
            raise SlackError("is_archived")
        workspace.check_thread(channel, thread_ts)
        written = text if as_sent else as_written(text, workspace)
        if len(written) > MAX_TEXT:
            raise SlackError("msg_too_long")
        return Message(
            channel_id=channel.id,
            ts=workspace.timestamps.next(),
            user_id=user.id,
            text=written,
            sequence=0,
            thread_ts=thread_ts,
            blocks=rich_text(written, new_id("b")),
            client_msg_id=str(uuid.uuid4()),
        )

    def _act(self, what: str, user: User, channel: Channel) -> int:
        return self.playground.log.record("action", what, user=user.id, channel=channel.id)

    def _posted(self, message: Message, event_ids: list[str]) -> JsonObject:
        return {
            "channel": message.channel_id,
            "ts": message.ts,
            "thread_ts": message.thread_ts,
            "sequence": message.sequence,
            "event_ids": event_ids,
        }

    def _acted(
        self, channel: Channel, sequence: int, outcome: Outcome, url: str, trigger_id: str
    ) -> JsonObject:
        return {
            "channel": channel.id,
            "sequence": sequence,
            "acknowledgement": outcome.to_wire(),
            "response_url": url,
            "trigger_id": trigger_id,
        }

    def _respond(self, work: Callable[[], None]) -> None:
        try:
            work()
        except SlackError as error:
            self.playground.log.record("acknowledgement", "refused", error=error.code)

    def _tell(self, user: User, channel: Channel, text: str) -> None:
        """What Slackbot tells one person."""
        message = Message(
            channel.id, self.playground.workspace.timestamps.next(), SLACKBOT_ID, text, 0
        )
        message.ephemeral_for = user.id
        self.playground.workspace.post(message)


def failure(command: str, outcome: Outcome) -> str:
    """What Slack says of a command that the app did not acknowledge."""
    error = {"timeout": "operation_timeout"}.get(outcome.reason, "dispatch_failed")
    return f'{command} failed with the error "{error}"'


def plain(text: str) -> JsonObject:
    """A message of text only."""
    return {"text": text}
