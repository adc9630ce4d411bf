"""The events of the Events API: which of them the app has subscribed to, and their wrapping."""

import secrets
import time

from bot.playground import credentials
from bot.playground.ids import new_id
from bot.playground.json_values import JsonObject, json_text
from bot.playground.model import Channel, Installation, Message
from bot.playground.wire import Wire
from bot.playground.workspace import Workspace

CHANNEL_TYPES = {"channel": "channel", "group": "group", "im": "im"}
MESSAGE_EVENTS = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def wrapped(event: JsonObject, installation: Installation) -> JsonObject:
    """An event in its `event_callback` envelope, with an id of its own."""
    return {
        "token": credentials.VERIFICATION_TOKEN,
        "team_id": installation.team_id,
        "context_team_id": installation.team_id,
        "context_enterprise_id": None,
        "api_app_id": credentials.APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": installation.team_id,
                "user_id": installation.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_urlsafe(40)}",
    }


class Events:
    """Says which events a change in the workspace causes for this app."""

    def __init__(self, workspace: Workspace, wire: Wire) -> None:
        self._workspace = workspace
        self._wire = wire

    def of_message(self, message: Message) -> list[JsonObject]:
        """`app_mention` and `message` for a new message, as far as they are subscribed to."""
        channel = self._workspace.channel(message.channel_id)
        if self._workspace.installation.bot_user_id not in channel.members:
            return []
        events: list[JsonObject] = []
        if self._is_mention(message, channel):
            events.append(self.app_mention(message))
        if self._subscribed(MESSAGE_EVENTS[channel.kind]):
            fields: JsonObject = {"type": "message", "channel_type": CHANNEL_TYPES[channel.kind]}
            if message.file_ids:
                fields["subtype"] = "file_share"
            if message.subtype:
                fields["subtype"] = message.subtype
            events.append(self._message_fields(message) | fields)
        return events

    def of_change(self, message: Message, before: JsonObject) -> list[JsonObject]:
        """`message_changed`; `before` is the message object as it was."""
        return self._hidden(
            message,
            {
                "subtype": "message_changed",
                "message": self._wire.message(message),
                "previous_message": before,
            },
        )

    def of_deletion(self, message: Message) -> list[JsonObject]:
        """`message_deleted`."""
        fields: JsonObject = {
            "subtype": "message_deleted",
            "deleted_ts": message.ts,
            "previous_message": self._wire.message(message),
        }
        return self._hidden(message, fields)

    def app_mention(self, message: Message) -> JsonObject:
        """The event of a mention; it never carries channel_type or subtype."""
        return self._message_fields(message) | {"type": "app_mention"}

    def app_home_opened(self, user_id: str, channel: Channel) -> list[JsonObject]:
        """`app_home_opened` with the Home tab as it stands, if there is one."""
        if not self._subscribed("app_home_opened"):
            return []
        event: JsonObject = {
            "type": "app_home_opened",
            "user": user_id,
            "channel": channel.id,
            "event_ts": self._workspace.timestamps.next(),
            "tab": "home",
        }
        home = self._workspace.home(user_id)
        return [event | ({"view": self._wire.view(home)} if home else {})]

    def _is_mention(self, message: Message, channel: Channel) -> bool:
        mentioned = f"<@{self._workspace.installation.bot_user_id}" in message.text
        by_itself = message.user_id == self._workspace.installation.bot_user_id
        subscribed = self._subscribed("app_mention")
        return mentioned and not by_itself and channel.kind != "im" and subscribed

    def _hidden(self, message: Message, fields: JsonObject) -> list[JsonObject]:
        channel = self._workspace.channel(message.channel_id)
        is_member = self._workspace.installation.bot_user_id in channel.members
        if not is_member or not self._subscribed(MESSAGE_EVENTS[channel.kind]):
            return []
        now = self._workspace.timestamps.next()
        common: JsonObject = {
            "type": "message",
            "hidden": True,
            "channel": channel.id,
            "channel_type": CHANNEL_TYPES[channel.kind],
            "ts": now,
            "event_ts": now,
        }
        return [common | fields]

    def _message_fields(self, message: Message) -> JsonObject:
        counts = ("reply_count", "reply_users_count", "reply_users", "latest_reply", "subscribed")
        fields = self._wire.message(message)
        kept = {key: item for key, item in fields.items() if key not in (*counts, "is_locked")}
        return kept | {"channel": message.channel_id, "event_ts": message.ts}

    def _subscribed(self, event: str) -> bool:
        return event in self._workspace.installation.subscriptions


def name_of(payload: JsonObject) -> str:
    """The event type in a wrapped event, for the log and for faults."""
    event = payload.get("event")
    return json_text(event.get("type")) if isinstance(event, dict) else ""
