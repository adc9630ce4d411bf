"""views.*: App Home and modals."""

from bot.playground.blocks.checking import checked_view
from bot.playground.errors import SlackError, invalid
from bot.playground.json_values import JsonObject, json_object
from bot.playground.model import View, ViewKind
from bot.playground.web_api.call import Call, Method


def publish(call: Call) -> JsonObject:
    """Show a Home tab to a user."""
    user = call.workspace.user(call.arguments.required("user_id"))
    definition = _definition(call, "home")
    home = call.workspace.home(user.id)
    if home is None:
        home = call.workspace.add_view("home", user.id, definition)
    else:
        _replace(call, home, definition)
    return _answer(call, home)


def open_modal(call: Call) -> JsonObject:
    """Open a modal for the user whose act gave the trigger."""
    definition = _definition(call, "modal")
    trigger = call.workspace.use_trigger(_trigger_id(call))
    return _answer(call, call.workspace.add_view("modal", trigger.user_id, definition))


def push(call: Call) -> JsonObject:
    """Put a modal on top of another, at most three high."""
    definition = _definition(call, "modal")
    trigger = call.workspace.use_trigger(_trigger_id(call))
    open_views = call.workspace.modals(trigger.user_id)
    if not open_views:
        raise SlackError("not_found")
    if len(open_views) >= 3:
        raise SlackError("push_limit_reached")
    view = call.workspace.add_view("modal", trigger.user_id, definition, open_views[-1])
    return _answer(call, view)


def update(call: Call) -> JsonObject:
    """Change an open view."""
    view = call.workspace.views.get(call.arguments.required("view_id"))
    if view is None:
        raise SlackError("not_found")
    _replace(call, view, _definition(call, view.kind))
    return _answer(call, view)


def _trigger_id(call: Call) -> str:
    return call.arguments.optional("trigger_id") or call.arguments.required("interactivity_pointer")


def _definition(call: Call, kind: ViewKind) -> JsonObject:
    given = call.arguments.json("view")
    if given is None:
        raise invalid("invalid_arguments", ["missing required field: view"])
    return checked_view(json_object(given), kind)


def _replace(call: Call, view: View, definition: JsonObject) -> None:
    expected = call.arguments.optional("hash")
    if expected is not None and expected != view.hash:
        raise SlackError("hash_conflict")
    view.definition, view.hash = definition, call.workspace.new_hash()


def _answer(call: Call, view: View) -> JsonObject:
    call.workspace.log.record("view", view.kind, view_id=view.id, user=view.user_id)
    return {"view": call.playground.wire.view(view)}


METHODS = {
    "views.publish": Method(publish),
    "views.open": Method(open_modal),
    "views.push": Method(push),
    "views.update": Method(update),
}
