"""What tests, the command line and the page do and see in the playground, beside Slack's own API.

`PlaygroundClient` is the other end; every route has its verb there.
"""

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground import credentials
from bot.playground.errors import ActionError, SlackError
from bot.playground.faults import KINDS, Fault
from bot.playground.http_delivery import HttpDelivery
from bot.playground.json_values import (
    JsonObject,
    json_list,
    json_number,
    json_object,
    json_text,
    json_texts,
)
from bot.playground.model import Channel, Message, User, View
from bot.playground.people import People
from bot.playground.playground import Playground
from bot.playground.uploads import bytes_of

PREFIX = "/_playground"
MAX_WAIT = 30.0

Verb = Callable[["Asked"], JsonObject | Awaitable[JsonObject]]


@dataclass(frozen=True)
class Asked:
    """The fields of one control request."""

    playground: Playground
    fields: JsonObject

    def text(self, name: str) -> str:
        """A string, empty where it is absent."""
        return json_text(self.fields.get(name))

    def number(self, name: str) -> float:
        """A number, also as a string of a query; 0 where it is absent."""
        value = self.fields.get(name)
        return float(value) if isinstance(value, str) and value else json_number(value)

    def optional(self, name: str) -> str | None:
        """A string or None."""
        return self.text(name) or None

    @property
    def user(self) -> User:
        """The one who acts or looks."""
        return self.playground.workspace.find_user(self.text("user"))

    @property
    def channel(self) -> Channel:
        """The channel, by name or id."""
        return self.playground.workspace.find_channel(self.text("channel"))

    @property
    def message(self) -> Message:
        """The message at `ts`, one that only one person sees included."""
        shown = {m.ts: m for m in self.playground.workspace.ephemeral}
        found = self.channel.messages.get(self.text("ts")) or shown.get(self.text("ts"))
        if found is None:
            raise ActionError(f"no message at {self.text('ts')}")
        return found

    @property
    def view(self) -> View:
        """The view at `view_id`."""
        view = self.playground.workspace.views.get(self.text("view_id"))
        if view is None:
            raise ActionError(f"no view {self.text('view_id')}")
        return view

    @property
    def people(self) -> People:
        """Those who act."""
        return People(self.playground)


# What a person does


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
    return await asked.people.command(
        asked.user, asked.channel, asked.text("command"), asked.text("text")
    )


async def shortcut(asked: Asked) -> JsonObject:
    """Choose a message shortcut."""
    return await asked.people.shortcut(asked.user, asked.message, asked.text("callback_id"))


async def press(asked: Asked) -> JsonObject:
    """Press a button, or choose from a menu, under a message or in a view."""
    action_id, value = asked.text("action_id"), asked.optional("value")
    if asked.text("view_id"):
        return await asked.people.press_in_view(asked.user, asked.view, action_id, value)
    return await asked.people.press(asked.user, asked.message, action_id, value)


async def submit(asked: Asked) -> JsonObject:
    """Submit a modal."""
    return await asked.people.submit(
        asked.user, asked.view, json_object(asked.fields.get("values"))
    )


def open_home(asked: Asked) -> JsonObject:
    """Open the Home tab."""
    return asked.people.open_home(asked.user)


def cause(asked: Asked) -> JsonObject:
    """Deliver any event."""
    return asked.people.cause(json_object(asked.fields.get("event")))


# What a person sees


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
    return {
        "users": [playground.wire.user(u, locale=True) for u in workspace.users.values()],
        "channels": [playground.wire.channel(c) for c in workspace.channels.values()],
        "connections": playground.socket_mode.open_connections,
        "last_entry": playground.log.last,
        "under_way": playground.delivery.under_way,
    }


# Setting the stage


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
    asked.channel.members.discard(credentials.BOT_USER_ID)
    return _set(asked, "bot_removed")


def invite_bot(asked: Asked) -> JsonObject:
    """Bring the bot into a channel."""
    asked.channel.members.add(credentials.BOT_USER_ID)
    return _set(asked, "bot_invited")


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


VERBS: dict[tuple[str, str], Verb] = {
    ("POST", "/messages"): say,
    ("GET", "/messages"): messages,
    ("POST", "/messages/edit"): edit,
    ("POST", "/messages/delete"): delete,
    ("POST", "/commands"): command,
    ("POST", "/shortcuts"): shortcut,
    ("POST", "/actions"): press,
    ("POST", "/view-submissions"): submit,
    ("POST", "/home"): open_home,
    ("POST", "/events"): cause,
    ("GET", "/ephemeral"): ephemeral,
    ("GET", "/views"): views,
    ("GET", "/log"): log,
    ("GET", "/state"): state,
    ("POST", "/transport"): transport,
    ("POST", "/settings"): settings,
    ("POST", "/faults"): set_fault,
    ("DELETE", "/faults"): clear_faults,
    ("POST", "/socket-mode/disconnect"): disconnect,
    ("POST", "/channels/remove-bot"): remove_bot,
    ("POST", "/channels/invite-bot"): invite_bot,
    ("POST", "/channels/archive"): archive,
    ("POST", "/users/locale"): locale,
    ("POST", "/token"): token,
    ("POST", "/response-urls/expire"): expire_response_url,
}


def routes(playground: Playground) -> list[Route]:
    """The routes of the control API, without their prefix."""
    verbs = [
        Route(path, _endpoint(playground, verb), methods=[method])
        for (method, path), verb in VERBS.items()
    ]

    async def attach(request: Request) -> Response:
        return await _attach(playground, request)

    async def file(request: Request) -> Response:
        return bytes_of(playground.workspace.file(str(request.path_params["file_id"])))

    return [*verbs, Route("/files", attach, methods=["POST"]), Route("/files/{file_id}", file)]


def _endpoint(playground: Playground, verb: Verb) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        body = await request.body()
        fields: JsonObject = dict(request.query_params) | json_object(json.loads(body or b"{}"))
        return await _answered(lambda: verb(Asked(playground, fields)))

    return endpoint


async def _attach(playground: Playground, request: Request) -> Response:
    content = await request.body()
    asked = Asked(playground, dict(request.query_params))
    return await _answered(
        lambda: asked.people.attach(
            asked.user,
            asked.channel,
            asked.text("text"),
            asked.text("filename"),
            content,
            asked.optional("thread_ts"),
        )
    )


async def _answered(work: Callable[[], JsonObject | Awaitable[JsonObject]]) -> Response:
    try:
        result = work()
        return JSONResponse(result if isinstance(result, dict) else await result)
    except (ActionError, SlackError) as error:
        return JSONResponse({"error": str(error)}, status_code=400)


def _seen(asked: Asked, message: Message) -> JsonObject:
    written = asked.playground.wire.message(message, metadata=True)
    return written | {
        "channel": message.channel_id,
        "is_ephemeral": bool(message.ephemeral_for),
        "_sequence": message.sequence,
    }


def _set(asked: Asked, what: str) -> JsonObject:
    asked.playground.log.record("setting", what, channel=asked.channel.id)
    return {}
