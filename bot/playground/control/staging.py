"""Control requests that set the stage; `client.Staging` is the other end."""

import time

from bot.playground.control.asked import Asked
from bot.playground.delivery.signed_http import HttpDelivery
from bot.playground.distribution import end_token
from bot.playground.errors import ActionError
from bot.playground.faults import KINDS, Fault
from bot.playground.ids import new_id
from bot.playground.json_values import JsonObject, json_list, json_number, json_texts
from bot.playground.model import Channel


async def start_over(asked: Asked) -> JsonObject:
    """A new workspace."""
    await asked.playground.start_over()
    return {}


async def transport(asked: Asked) -> JsonObject:
    """Choose the way to the bot."""
    delivery = asked.playground.delivery
    if asked.text("kind") == "socket_mode":
        delivery.transport = asked.playground.socket_mode
        return {}
    http = HttpDelivery(asked.text("url"), asked.text("signing_secret"))
    if asked.fields.get("verify") is not False:
        await http.verify_url(delivery.acknowledge_within)
    delivery.transport = http
    return {}


def settings(asked: Asked) -> JsonObject:
    """Change what is given."""
    playground, fields = asked.playground, asked.fields
    installation = playground.workspace.installation
    if "acknowledge_within" in fields:
        playground.delivery.acknowledge_within = asked.number("acknowledge_within")
    if "redeliver_after" in fields:
        waits = json_list(fields["redeliver_after"])
        playground.delivery.redeliver_after = [json_number(wait) for wait in waits]
    if "share_after" in fields:
        playground.share_after = asked.number("share_after")
    if "redirect_url" in fields:
        playground.distribution.redirect_url = asked.text("redirect_url")
    if "token_seconds" in fields:
        playground.distribution.token_seconds = int(asked.number("token_seconds"))
    if "scopes" in fields:
        installation.scopes = frozenset(json_texts(fields["scopes"]))
    if "subscriptions" in fields:
        installation.subscriptions = frozenset(json_texts(fields["subscriptions"]))
    return {}


def set_fault(asked: Asked) -> JsonObject:
    """Put a fault in force."""
    kind = asked.text("kind")
    if kind not in KINDS:
        raise ActionError(f"unknown fault {kind!r}; there are {', '.join(KINDS)}")
    during = asked.fields.get("during")
    fault = Fault(
        kind,
        asked.text("target") or "*",
        times=int(asked.number("times")) if asked.fields.get("times") is not None else None,
        until=time.monotonic() + asked.number("during") if during is not None else None,
        skip=int(asked.number("skip")),
        seconds=asked.number("seconds"),
        code=asked.text("code") or "internal_error",
    )
    asked.playground.faults.add(fault)
    asked.playground.log.record("fault", kind, target=fault.target)
    return {}


def clear_faults(asked: Asked) -> JsonObject:
    """Mend everything."""
    asked.playground.faults.clear()
    return {}


async def disconnect(asked: Asked) -> JsonObject:
    """End the Socket Mode connections."""
    await asked.playground.socket_mode.disconnect(asked.text("reason"))
    return {}


def remove_bot(asked: Asked) -> JsonObject:
    """Take the bot out of a channel."""
    asked.channel.members.discard(asked.playground.workspace.installation.bot_user_id)
    return _set(asked, "bot_removed")


def invite_bot(asked: Asked) -> JsonObject:
    """Bring the bot into a channel."""
    asked.channel.members.add(asked.playground.workspace.installation.bot_user_id)
    return _set(asked, "bot_invited")


def add_channel(asked: Asked) -> JsonObject:
    """A public channel with everybody in it, the bot too."""
    workspace = asked.playground.workspace
    channel = Channel(new_id("C"), asked.text("name"), members=set(workspace.users))
    workspace.channels[channel.id] = channel
    return {"channel": channel.id}


def archive(asked: Asked) -> JsonObject:
    """Archive a channel."""
    asked.channel.is_archived = True
    return _set(asked, "archived")


def locale(asked: Asked) -> JsonObject:
    """Change a user's language."""
    asked.user.locale = asked.text("locale")
    return {}


def token(asked: Asked) -> JsonObject:
    """Let the bot token be refused."""
    asked.playground.workspace.installation.token_error = asked.text("error")
    return {}


def expire_response_url(asked: Asked) -> JsonObject:
    """Let a response URL's time be over."""
    key = asked.text("response_url").rpartition("/")[2]
    asked.playground.workspace.response_urls[key].expires_at = 0
    return {}


def uninstall(asked: Asked) -> JsonObject:
    """Remove the app from the team, or revoke its token; Slack tells the app afterwards."""
    installation = asked.playground.workspace.installation
    is_revoked = asked.text("how") == "tokens_revoked"
    event: JsonObject = {"type": asked.text("how")}
    if is_revoked:
        event["tokens"] = {"oauth": [], "bot": [installation.bot_user_id]}
    event_ids = asked.playground.tell([event])
    end_token(installation, "token_revoked" if is_revoked else "account_inactive")
    return {"event_ids": event_ids, "sequence": asked.playground.log.record("setting", "removed")}


def _set(asked: Asked, what: str) -> JsonObject:
    asked.playground.log.record("setting", what, channel=asked.channel.id)
    return {}
