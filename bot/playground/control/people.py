"""What people write in the playground, and what Slack tells the bot of it."""

import uuid
from dataclasses import dataclass

from bot.playground.errors import SlackError
from bot.playground.ids import new_id
from bot.playground.json_values import JsonObject, json_text
from bot.playground.model import Channel, Message, User
from bot.playground.playground import Playground
from bot.playground.typed import as_written, rich_text
from bot.playground.web_api.chat import MAX_TEXT


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
        sequence = self.playground.log.record("action", "home", user=user.id, channel=channel.id)
        events = self.playground.happenings.app_home_opened(user.id, channel)
        event_ids = self.playground.tell(events)
        return {"channel": channel.id, "sequence": sequence, "event_ids": event_ids}

    def cause(self, event: JsonObject, envelope: JsonObject) -> JsonObject:
        """Deliver any event, with any fields around it changed."""
        channel = json_text(event.get("channel"))
        sequence = self.playground.log.record("action", "event", event=event)
        event_ids = self.playground.tell([event], **envelope)
        return {"channel": channel, "sequence": sequence, "event_ids": event_ids}

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

    def _posted(self, message: Message, event_ids: list[str]) -> JsonObject:
        return {
            "channel": message.channel_id,
            "ts": message.ts,
            "thread_ts": message.thread_ts,
            "sequence": message.sequence,
            "event_ids": event_ids,
        }
