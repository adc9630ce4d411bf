"""What a person does in the playground: write, type commands, press buttons, open the Home tab."""

from bot.playground import credentials
from bot.playground.client.connection import DEFAULT_CHANNEL, DEFAULT_USER, Connection
from bot.playground.json_values import JsonObject
from bot.playground.sightings import Message, Sent


class Acting(Connection):
    """The verbs of a person. Channels may be given by name or id; users too."""

    def say(
        self,
        text: str,
        *,
        channel: str = DEFAULT_CHANNEL,
        user: str = DEFAULT_USER,
        thread_ts: str | None = None,
        as_sent: bool = False,
    ) -> Sent:
        """Post a message as a person.

        The text is turned into Slack's markup as the composer does: `@name`, `#channel`, `@here`
        and links become `<…>`, the signs `& < >` are escaped. With `as_sent` it goes out as given.
        """
        fields: JsonObject = {
            "channel": channel,
            "user": user,
            "text": text,
            "thread_ts": thread_ts,
            "as_sent": as_sent,
        }
        return Sent.from_wire(self.post("/messages", fields))

    def mention(
        self,
        text: str = "",
        *,
        channel: str = DEFAULT_CHANNEL,
        user: str = DEFAULT_USER,
        thread_ts: str | None = None,
    ) -> Sent:
        """Post `@classifier text`; without text a bare mention."""
        typed = f"@{credentials.BOT_NAME} {text}".rstrip()
        return self.say(typed, channel=channel, user=user, thread_ts=thread_ts)

    def direct_message(
        self, text: str, *, user: str = DEFAULT_USER, thread_ts: str | None = None
    ) -> Sent:
        """Post to the bot in the direct message channel of `user`."""
        return self.say(text, channel=f"@{user}", user=user, thread_ts=thread_ts)

    def attach(
        self,
        filename: str,
        content: bytes,
        *,
        text: str = "",
        channel: str = DEFAULT_CHANNEL,
        user: str = DEFAULT_USER,
        thread_ts: str | None = None,
    ) -> Sent:
        """Post a message with a file as a person (the event has the subtype `file_share`)."""
        fields = {"channel": channel, "user": user, "text": text, "filename": filename}
        if thread_ts is not None:
            fields["thread_ts"] = thread_ts
        response = self.http.post("/files", params=fields, content=content)
        return Sent.from_wire(self.checked(response))

    def command(
        self,
        text: str = "",
        *,
        command: str = "/classify",
        channel: str = DEFAULT_CHANNEL,
        user: str = DEFAULT_USER,
    ) -> Sent:
        """Type a slash command; returns when the bot has acknowledged it or failed to.

        `Sent.ts` is None: a command has none. `Sent.acknowledgement` says how it went.
        """
        fields: JsonObject = {"channel": channel, "user": user, "command": command, "text": text}
        return Sent.from_wire(self.post("/commands", fields))

    def message_shortcut(
        self, message: Sent | Message, *, callback_id: str, user: str = DEFAULT_USER
    ) -> Sent:
        """Choose a message shortcut in the menu of `message`."""
        fields: JsonObject = {
            "channel": message.channel_id,
            "ts": message.ts,
            "callback_id": callback_id,
            "user": user,
        }
        return Sent.from_wire(self.post("/shortcuts", fields))

    def press(
        self,
        message: Message,
        action_id: str,
        *,
        value: str | None = None,
        user: str = DEFAULT_USER,
    ) -> Sent:
        """Press the button, or choose `value` in the menu, `action_id` under a message."""
        fields: JsonObject = {
            "channel": message.channel_id,
            "ts": message.ts,
            "action_id": action_id,
            "value": value,
            "user": user,
        }
        return Sent.from_wire(self.post("/actions", fields))

    def press_in_view(
        self,
        view: JsonObject,
        action_id: str,
        *,
        value: str | None = None,
        user: str = DEFAULT_USER,
    ) -> Sent:
        """Press a button, or choose `value` in a menu, of App Home or of an open modal."""
        fields: JsonObject = {
            "view_id": view["id"],
            "action_id": action_id,
            "value": value,
            "user": user,
        }
        return Sent.from_wire(self.post("/actions", fields))

    def submit_view(
        self, view: JsonObject, values: JsonObject, *, user: str = DEFAULT_USER
    ) -> Sent:
        """Submit an open modal; `values` is `{block_id: {action_id: {…}}}` as in Slack's state."""
        fields: JsonObject = {"view_id": view["id"], "values": values, "user": user}
        return Sent.from_wire(self.post("/view-submissions", fields))

    def open_home(self, *, user: str = DEFAULT_USER) -> Sent:
        """Open the Home tab of the app."""
        return Sent.from_wire(self.post("/home", {"user": user}))

    def edit(self, message: Sent | Message, text: str) -> Sent:
        """Change the text of a message (event subtype `message_changed`)."""
        fields: JsonObject = {"channel": message.channel_id, "ts": message.ts, "text": text}
        return Sent.from_wire(self.post("/messages/edit", fields))

    def delete(self, message: Sent | Message) -> Sent:
        """Delete a message (event subtype `message_deleted`)."""
        fields: JsonObject = {"channel": message.channel_id, "ts": message.ts}
        return Sent.from_wire(self.post("/messages/delete", fields))

    def deliver_event(self, event: JsonObject, **envelope: object) -> Sent:
        """Deliver any event as Slack would wrap it; for events this client has no verb for.

        `envelope` changes the fields around it, such as `team_id` or `is_ext_shared_channel`.
        """
        return Sent.from_wire(self.post("/events", {"event": event, "envelope": envelope}))
