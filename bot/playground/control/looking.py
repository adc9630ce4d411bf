"""Control requests for what can be seen; `client.Looking` is the other end."""

from bot.playground.control.asked import Asked
from bot.playground.json_values import JsonObject
from bot.playground.model import Message

MAX_WAIT = 30.0


def messages(asked: Asked) -> JsonObject:
    """All messages of a channel."""
    return {"messages": [_seen(asked, m) for m in asked.channel.messages.values()]}


def ephemeral(asked: Asked) -> JsonObject:
    """What only this user sees."""
    shown = [m for m in asked.playground.workspace.ephemeral if m.ephemeral_for == asked.user.id]
    return {"messages": [_seen(asked, m) for m in shown]}


def views(asked: Asked) -> JsonObject:
    """The Home tab and the modals of this user."""
    workspace, wire = asked.playground.workspace, asked.playground.wire
    home = workspace.home(asked.user.id)
    return {
        "home": wire.view(home) if home is not None else None,
        "modals": [wire.view(view) for view in workspace.modals(asked.user.id)],
    }


async def log(asked: Asked) -> JsonObject:
    """The log after an entry, waiting for the next one where asked to."""
    wait = min(asked.number("wait"), MAX_WAIT)
    entries = await asked.playground.log.after(int(asked.number("after")), wait)
    under_way = asked.playground.delivery.under_way
    return {"entries": [entry.to_wire() for entry in entries], "under_way": under_way}


def state(asked: Asked) -> JsonObject:
    """Who is there, and how things stand."""
    playground = asked.playground
    workspace = playground.workspace
    over_http = playground.delivery.transport is not playground.socket_mode
    connections = playground.socket_mode.open_connections
    return {
        "users": [playground.wire.user(u, locale=True) for u in workspace.users.values()],
        "channels": [playground.wire.channel(c) for c in workspace.channels.values()],
        "connections": connections,
        "has_way_to_bot": over_http or connections > 0,
        "last_entry": playground.log.last,
        "under_way": playground.delivery.under_way,
    }


def _seen(asked: Asked, message: Message) -> JsonObject:
    written = asked.playground.wire.message(message, metadata=True)
    return written | {
        "channel": message.channel_id,
        "is_ephemeral": bool(message.ephemeral_for),
        "_sequence": message.sequence,
    }
