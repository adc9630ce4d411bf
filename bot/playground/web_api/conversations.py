"""conversations.*: channels, their messages and threads."""

import math

from bot.playground.errors import SlackError, invalid
from bot.playground.json_values import JsonObject
from bot.playground.model import Channel, Message
from bot.playground.web_api.call import Call, Method
from bot.playground.web_api.pages import page

HISTORY_LIMIT = 100
REPLIES_LIMIT = 1000


def replies(call: Call) -> JsonObject:
    """A parent and its replies, oldest first; the ts of a reply gives that reply alone."""
    channel = _readable(call)
    ts = call.arguments.required("ts")
    first = channel.messages.get(ts)
    if first is None:
        raise SlackError("thread_not_found")
    thread = [first, *channel.thread(ts)]
    return _messages(call, [thread[0], *_between(call, thread[1:])], REPLIES_LIMIT)


def history(call: Call) -> JsonObject:
    """The messages of a channel without the replies, newest first."""
    channel = _readable(call)
    roots = [m for m in channel.messages.values() if m.thread_ts is None or m.is_broadcast]
    return _messages(call, _between(call, roots)[::-1], HISTORY_LIMIT)


def info(call: Call) -> JsonObject:
    """A channel; a private one the bot is not in does not exist for it."""
    channel = call.workspace.channel(call.arguments.required("channel"))
    call.need_channel_scope(channel, "read")
    if channel.kind != "channel" and call.installation.bot_user_id not in channel.members:
        raise SlackError("channel_not_found")
    return {"channel": call.playground.wire.channel(channel)}


def open_direct(call: Call) -> JsonObject:
    """The direct messages with one user (groups of users are not part of the playground)."""
    users = call.arguments.required("users").split(",")
    if len(users) != 1:
        raise invalid("invalid_arguments", ["the playground opens direct messages with one user"])
    known = set(call.workspace.channels)
    channel = call.workspace.direct_channel(call.workspace.user(users[0]).id)
    written = call.playground.wire.channel(channel)
    short: JsonObject = {"id": channel.id}
    was_open = channel.id in known
    return {
        "no_op": was_open,
        "already_open": was_open,
        "channel": written if call.arguments.flag("return_im") else short,
    }


def _readable(call: Call) -> Channel:
    channel = call.workspace.channel(call.arguments.required("channel"))
    call.need_channel_scope(channel, "history")
    return call.joined_channel(channel.id)


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest = _timestamp(call, "oldest", 0)
    latest = _timestamp(call, "latest", math.inf)
    if call.arguments.flag("inclusive"):
        return [m for m in messages if oldest <= float(m.ts) <= latest]
    return [m for m in messages if oldest < float(m.ts) < latest]


def _timestamp(call: Call, name: str, default: float) -> float:
    value = call.arguments.optional(name)
    if value is None:
        return default
    try:
        return float(value)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _messages(call: Call, messages: list[Message], limit: int) -> JsonObject:
    some, after = page(call.arguments, messages, limit)
    metadata = call.arguments.flag("include_all_metadata")
    written = [call.playground.wire.message(m, metadata=metadata) for m in some]
    has_more = bool(after["response_metadata"])
    return {"messages": written, "has_more": has_more} | (after if has_more else {})


METHODS = {
    "conversations.replies": Method(replies),
    "conversations.history": Method(history),
    "conversations.info": Method(info),
    "conversations.open": Method(open_direct, ("im:write", "channels:manage")),
}
