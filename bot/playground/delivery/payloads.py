"""The payloads of commands, shortcuts, buttons and modals, as Slack builds them."""

from dataclasses import dataclass

from bot.playground import credentials
from bot.playground.ids import Timestamps
from bot.playground.json_values import JsonObject, json_text
from bot.playground.model import Channel, Installation, User

CHANNEL_NAMES = {"im": "directmessage", "group": "privategroup"}
TIMESTAMPS = Timestamps()


@dataclass(frozen=True)
class Payloads:
    """Those of one user's acts, for the app installed in the user's team."""

    installation: Installation
    user: User

    def command(
        self, channel: Channel, name: str, text: str, response_url: str, trigger_id: str
    ) -> JsonObject:
        """A slash command: flat, without any timestamp."""
        return {
            "token": credentials.VERIFICATION_TOKEN,
            "team_id": self.installation.team_id,
            "team_domain": self.installation.team_domain,
            "channel_id": channel.id,
            "channel_name": _channel_name(channel),
            "user_id": self.user.id,
            "user_name": self.user.name,
            "command": name,
            "text": text,
            "api_app_id": credentials.APP_ID,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": trigger_id,
        }

    def message_shortcut(
        self, channel: Channel, message: JsonObject, callback_id: str
    ) -> JsonObject:
        """A shortcut chosen in the menu of a message; it carries the message itself."""
        return self._common("message_action") | {
            "action_ts": TIMESTAMPS.next(),
            "callback_id": callback_id,
            "channel": {"id": channel.id, "name": _channel_name(channel)},
            "message_ts": message["ts"],
            "message": message,
        }

    def message_action(
        self, channel: Channel, message: JsonObject, action: JsonObject, *, is_ephemeral: bool
    ) -> JsonObject:
        """A button or menu under a message."""
        container: JsonObject = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel.id,
            "is_ephemeral": is_ephemeral,
        }
        if "thread_ts" in message:
            container["thread_ts"] = message["thread_ts"]
        return self._common("block_actions") | {
            "container": container,
            "channel": {"id": channel.id, "name": _channel_name(channel)},
            "message": message,
            "state": {"values": _state(action)},
            "actions": [action],
        }

    def view_action(self, view: JsonObject, action: JsonObject) -> JsonObject:
        """A button or menu in a view."""
        return self._common("block_actions") | {
            "container": {"type": "view", "view_id": view["id"]},
            "view": view | {"state": {"values": _state(action)}},
            "actions": [action],
        }

    def view_submission(self, view: JsonObject, values: JsonObject) -> JsonObject:
        """A modal that is submitted with these values."""
        filled = view | {"state": {"values": values}}
        return self._common("view_submission") | {"view": filled, "response_urls": []}

    def _common(self, kind: str) -> JsonObject:
        team_id = self.installation.team_id
        return {
            "type": kind,
            "user": {
                "id": self.user.id,
                "username": self.user.name,
                "name": self.user.name,
                "team_id": team_id,
            },
            "api_app_id": credentials.APP_ID,
            "token": credentials.VERIFICATION_TOKEN,
            "team": {"id": team_id, "domain": self.installation.team_domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }


def _state(action: JsonObject) -> JsonObject:
    if action["type"] in ("button", "overflow"):
        return {}
    kept = {
        key: action[key]
        for key in ("type", "selected_option", "selected_options", "value")
        if key in action
    }
    return {json_text(action["block_id"]): {json_text(action["action_id"]): kept}}


def _channel_name(channel: Channel) -> str:
    return CHANNEL_NAMES.get(channel.kind, channel.name)
