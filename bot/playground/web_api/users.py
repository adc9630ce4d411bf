"""users.* and bots.info: people, and where the bot is."""

from bot.playground import credentials
from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject
from bot.playground.model import Channel
from bot.playground.web_api.call import Call, Method
from bot.playground.web_api.pages import page

TYPES = {"channel": "public_channel", "group": "private_channel", "im": "im"}
READ_SCOPES = ("channels:read", "groups:read", "im:read")


def info(call: Call) -> JsonObject:
    """A user; with `include_locale` also the language."""
    user = call.workspace.user(call.arguments.required("user"))
    locale = call.arguments.flag("include_locale")
    return {"user": call.playground.wire.user(user, locale=locale)}


def conversations(call: Call) -> JsonObject:
    """The channels that the bot (or `user`) is in."""
    user_id = call.arguments.optional("user") or call.installation.bot_user_id
    types = (call.arguments.optional("types") or "public_channel").split(",")
    archived = not call.arguments.flag("exclude_archived")

    def wanted(channel: Channel) -> bool:
        is_type = TYPES[channel.kind] in types
        return user_id in channel.members and is_type and (archived or not channel.is_archived)

    found = [channel for channel in call.workspace.channels.values() if wanted(channel)]
    some, after = page(call.arguments, found, default_limit=100)
    return {"channels": [call.playground.wire.channel(c) for c in some]} | after


def bots_info(call: Call) -> JsonObject:
    """The bot behind a bot id."""
    if call.arguments.optional("bot") != call.installation.bot_id:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": call.installation.bot_id,
            "deleted": False,
            "name": call.installation.bot_name,
            "updated": 0,
            "app_id": credentials.APP_ID,
            "user_id": call.installation.bot_user_id,
            "icons": {},
        }
    }


METHODS = {
    "users.info": Method(info, ("users:read",)),
    "users.conversations": Method(conversations, READ_SCOPES),
    "bots.info": Method(bots_info, ("users:read",)),
}
