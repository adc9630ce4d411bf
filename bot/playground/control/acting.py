"""Control requests for what people do; `client.Acting` is the other end."""

from bot.playground.control.asked import Asked
from bot.playground.json_values import JsonObject, json_object


def say(asked: Asked) -> JsonObject:
    """Post a message."""
    return asked.people.say(
        asked.user,
        asked.channel,
        asked.text("text"),
        thread_ts=asked.optional("thread_ts"),
        as_sent=asked.fields.get("as_sent") is True,
    )


def edit(asked: Asked) -> JsonObject:
    """Change a message."""
    return asked.people.edit(asked.message, asked.text("text"))


def delete(asked: Asked) -> JsonObject:
    """Delete a message."""
    return asked.people.delete(asked.message)


async def command(asked: Asked) -> JsonObject:
    """Type a slash command."""
    return await asked.acts.command(asked.channel, asked.text("command"), asked.text("text"))


async def shortcut(asked: Asked) -> JsonObject:
    """Choose a message shortcut."""
    return await asked.acts.shortcut(asked.message, asked.text("callback_id"))


async def press(asked: Asked) -> JsonObject:
    """Press a button, or choose from a menu, under a message or in a view."""
    action_id, value = asked.text("action_id"), asked.optional("value")
    if asked.text("view_id"):
        return await asked.acts.press_in_view(asked.view, action_id, value)
    return await asked.acts.press(asked.message, action_id, value)


async def submit(asked: Asked) -> JsonObject:
    """Submit a modal."""
    return await asked.acts.submit(asked.view, json_object(asked.fields.get("values")))


def open_home(asked: Asked) -> JsonObject:
    """Open the Home tab."""
    return asked.people.open_home(asked.user)


def cause(asked: Asked) -> JsonObject:
    """Deliver any event."""
    event, envelope = (json_object(asked.fields.get(name)) for name in ("event", "envelope"))
    return asked.people.cause(event, envelope)
