"""What can be seen in the playground: by a person, and behind the scenes."""

import httpx

from bot.playground.client.connection import (
    DEFAULT_CHANNEL,
    DEFAULT_USER,
    Connection,
    PlaygroundError,
)
from bot.playground.json_values import JsonObject, json_object, json_objects, json_text
from bot.playground.sightings import LogEntry, Message, Sent


class Looking(Connection):
    """The eyes of a person, and the log."""

    def messages(self, channel: str = DEFAULT_CHANNEL) -> list[Message]:
        """Every message of a channel, threads included, oldest first."""
        found = self.get("/messages", {"channel": channel})
        return [Message.from_wire(item) for item in json_objects(found["messages"])]

    def thread(self, parent: Sent | Message) -> list[Message]:
        """The parent and its replies, oldest first; `parent` may be a reply itself."""
        root = parent.thread_ts or parent.ts
        return [
            message
            for message in self.messages(parent.channel_id)
            if root in (message.ts, message.thread_ts)
        ]

    def ephemeral(self, *, user: str = DEFAULT_USER) -> list[Message]:
        """What was shown to this user alone, oldest first; `Message.is_ephemeral` is set."""
        found = self.get("/ephemeral", {"user": user})
        return [Message.from_wire(item) for item in json_objects(found["messages"])]

    def home(self, *, user: str = DEFAULT_USER) -> JsonObject | None:
        """The Home tab published for this user, as `views.publish` returned it."""
        view = json_object(self.get("/views", {"user": user})).get("home")
        return json_object(view) if view is not None else None

    def modals(self, *, user: str = DEFAULT_USER) -> list[JsonObject]:
        """The modals open for this user, the top one last."""
        return json_objects(self.get("/views", {"user": user})["modals"])

    def names(self) -> dict[str, str]:
        """The names of all users and channels, by id."""
        state = self.get("/state")
        known = json_objects(state["users"]) + json_objects(state["channels"])
        return {json_text(item["id"]): json_text(item.get("name")) for item in known}

    def file_bytes(self, file_id: str) -> bytes:
        """The bytes of an uploaded file."""
        response = self.http.get(f"/files/{file_id}")
        if response.status_code != httpx.codes.OK:
            raise PlaygroundError(f"the playground has no file {file_id}")
        return response.content

    def log(
        self, *, kind: str | None = None, name: str | None = None, after: int = 0
    ) -> list[LogEntry]:
        """What happened since entry `after`: API calls, deliveries, actions, faults, sockets."""
        found = self.get("/log", {"after": str(after)})
        entries = [LogEntry.from_wire(item) for item in json_objects(found["entries"])]
        return [
            entry
            for entry in entries
            if (kind is None or entry.kind == kind) and (name is None or entry.name == name)
        ]

    def calls(self, method: str | None = None) -> list[LogEntry]:
        """The Web API calls the bot has made, oldest first; `response_url` counts as one."""
        return self.log(kind="api_call", name=method)

    def deliveries(self, name: str | None = None) -> list[LogEntry]:
        """Every attempt to hand something to the bot: event type, `slash_commands`, …"""
        return self.log(kind="delivery", name=name)
