"""reactions.*: emoji under messages."""

import re

from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject
from bot.playground.model import Message
from bot.playground.web_api.call import Call, Method

EMOJI_NAME = re.compile(r"[a-z0-9_+'\-]+(::skin-tone-[2-6])?", re.ASCII)


def add(call: Call) -> JsonObject:
    """React as the bot, once with each emoji."""
    name, message = _name(call), _message(call)
    users = message.reactions.setdefault(name, [])
    if call.installation.bot_user_id in users:
        raise SlackError("already_reacted")
    users.append(call.installation.bot_user_id)
    call.workspace.changed(message, "reaction_added")
    return {}


def remove(call: Call) -> JsonObject:
    """Take a reaction back."""
    name, message = _name(call), _message(call)
    users = message.reactions.get(name, [])
    if call.installation.bot_user_id not in users:
        raise SlackError("no_reaction")
    users.remove(call.installation.bot_user_id)
    if not users:
        del message.reactions[name]
    call.workspace.changed(message, "reaction_removed")
    return {}


def get(call: Call) -> JsonObject:
    """A message with its reactions."""
    message = _message(call)
    written = call.playground.wire.message(message)
    return {"type": "message", "channel": message.channel_id, "message": written}


def _name(call: Call) -> str:
    name = call.arguments.required("name").strip(":")
    if not EMOJI_NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _message(call: Call) -> Message:
    channel_id = call.arguments.optional("channel")
    ts = call.arguments.optional("timestamp")
    if channel_id is None or ts is None:
        raise SlackError("no_item_specified")
    channel = call.open_channel(channel_id)
    if re.fullmatch(r"\d+\.\d{6}", ts) is None:
        raise SlackError("bad_timestamp")
    return call.workspace.message(channel.id, ts)


METHODS = {
    "reactions.add": Method(add, ("reactions:write",)),
    "reactions.remove": Method(remove, ("reactions:write",)),
    "reactions.get": Method(get, ("reactions:read",)),
}
