"""The payloads of commands, shortcuts, buttons and modals, as Slack builds them."""

from bot.playground import credentials
from bot.playground.errors import ActionError
from bot.playground.ids import Timestamps
from bot.playground.json_values import JsonObject, json_object, json_objects, json_text
from bot.playground.model import Channel, User, View
from bot.playground.workspace import Workspace

CHANNEL_NAMES = {"im": "directmessage", "group": "privategroup"}
TIMESTAMPS = Timestamps()


def command(
    user: User, channel: Channel, name: str, text: str, response_url: str, trigger_id: str
) -> JsonObject:
    """A slash command: flat, without any timestamp."""
    return {
        "token": credentials.VERIFICATION_TOKEN,
        "team_id": credentials.TEAM_ID,
        "team_domain": credentials.TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": credentials.APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def message_shortcut(
    user: User, channel: Channel, message: JsonObject, callback_id: str
) -> JsonObject:
    """A shortcut chosen in the menu of a message; it carries the message itself."""
    return _common("message_action", user) | {
        "action_ts": TIMESTAMPS.next(),
        "callback_id": callback_id,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message_ts": message["ts"],
        "message": message,
    }


def message_action(
    user: User,
    channel: Channel,
    message: JsonObject,
    action: JsonObject,
    *,
    is_ephemeral: bool,
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
    return _common("block_actions", user) | {
        "container": container,
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": message,
        "state": {"values": _state(action)},
        "actions": [action],
    }


def view_action(user: User, view: JsonObject, action: JsonObject) -> JsonObject:
    """A button or menu in a view."""
    return _common("block_actions", user) | {
        "container": {"type": "view", "view_id": view["id"]},
        "view": view | {"state": {"values": _state(action)}},
        "actions": [action],
    }


def view_submission(user: User, view: JsonObject) -> JsonObject:
    """A modal that is submitted."""
    return _common("view_submission", user) | {"view": view, "response_urls": []}


def after_submission(workspace: Workspace, view: View, sent: JsonObject) -> None:
    """Close the modal, or do what the bot's acknowledgement asks for."""
    acknowledgement = json_object(sent.get("acknowledgement"))
    answer = json_object(acknowledgement.get("body"))
    if acknowledgement.get("accepted") is not True:
        return
    match answer.get("response_action"):
        case "errors":
            return
        case "update":
            view.definition = json_object(answer.get("view"))
        case "push":
            workspace.add_view("modal", view.user_id, json_object(answer.get("view")), view)
        case "clear":
            for open_view in workspace.modals(view.user_id):
                del workspace.views[open_view.id]
        case _:
            del workspace.views[view.id]


def action(blocks: list[JsonObject], action_id: str, value: str | None) -> JsonObject:
    """The element with this action id as it is when pressed, or with `value` chosen.

    Raises:
        ActionError: there is no such element, or it does not offer `value`.
    """
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id:
                return _pressed(block, element, value)
    known = [json_text(e.get("action_id")) for block in blocks for e in elements_of(block)]
    raise ActionError(f"no element with the action id {action_id!r}; there are {known}")


def elements_of(block: JsonObject) -> list[JsonObject]:
    """What can be pressed in a block."""
    single = [json_object(block[key]) for key in ("accessory", "element") if key in block]
    return single + json_objects(block.get("elements"))


def blocks_of(view: JsonObject) -> list[JsonObject]:
    """The blocks of a view's definition."""
    return json_objects(view.get("blocks"))


def _pressed(block: JsonObject, element: JsonObject, value: str | None) -> JsonObject:
    fields: JsonObject = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block.get("block_id", ""),
        "action_ts": TIMESTAMPS.next(),
    }
    match element["type"]:
        case "button":
            return fields | {
                key: element[key] for key in ("text", "value", "style") if key in element
            }
        case "checkboxes" | "multi_static_select":
            return fields | {"selected_options": [_option(element, value)]}
        case "plain_text_input":
            return fields | {"value": value}
        case _:
            return fields | {"selected_option": _option(element, value)}


def _option(element: JsonObject, value: str | None) -> JsonObject:
    groups = json_objects(element.get("option_groups"))
    grouped = [option for group in groups for option in json_objects(group.get("options"))]
    options = json_objects(element.get("options")) + grouped
    for option in options:
        if option.get("value") == value:
            return option
    offered = [json_text(option.get("value")) for option in options]
    raise ActionError(f"{element['action_id']} does not offer {value!r}, but {offered}")


def _state(action: JsonObject) -> JsonObject:
    if action["type"] in ("button", "overflow"):
        return {}
    kept = {
        key: action[key]
        for key in ("type", "selected_option", "selected_options", "value")
        if key in action
    }
    return {json_text(action["block_id"]): {json_text(action["action_id"]): kept}}


def _common(kind: str, user: User) -> JsonObject:
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": credentials.TEAM_ID,
        },
        "api_app_id": credentials.APP_ID,
        "token": credentials.VERIFICATION_TOKEN,
        "team": {"id": credentials.TEAM_ID, "domain": credentials.TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel_name(channel: Channel) -> str:
    return CHANNEL_NAMES.get(channel.kind, channel.name)
