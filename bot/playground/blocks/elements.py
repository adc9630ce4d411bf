"""What can be pressed or chosen in blocks, and what Slack says of it once it was."""

from bot.playground.errors import ActionError
from bot.playground.ids import Timestamps
from bot.playground.json_values import JsonObject, json_object, json_objects, json_text

TIMESTAMPS = Timestamps()


def pressed(blocks: list[JsonObject], action_id: str, value: str | None) -> JsonObject:
    """The element with this action id as it is when pressed, or with `value` chosen.

    Raises:
        ActionError: there is no such element, or it does not offer `value`.
    """
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id:
                return _result(block, element, value)
    known = [json_text(e.get("action_id")) for block in blocks for e in elements_of(block)]
    raise ActionError(f"no element with the action id {action_id!r}; there are {known}")


def elements_of(block: JsonObject) -> list[JsonObject]:
    """What can be pressed in a block."""
    single = [json_object(block[key]) for key in ("accessory", "element") if key in block]
    return single + json_objects(block.get("elements"))


def _result(block: JsonObject, element: JsonObject, value: str | None) -> JsonObject:
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
