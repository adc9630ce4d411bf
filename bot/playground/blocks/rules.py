"""What Slack accepts as a block, an element, a view: fields, lengths, counts.

Source: the Block Kit reference on docs.slack.dev. Left loose: inputs other than text and menus.
"""

from collections.abc import Mapping

from bot.playground.blocks.shapes import (
    Rule,
    anything,
    array,
    boolean,
    by_type,
    choice,
    fields,
    string,
)

ID = string(255)
URL = string(3000)


def kind(name: str) -> Rule:
    """The field `type`."""
    return choice(name)


def plain(max_length: int) -> Rule:
    """A plain text object."""
    return fields(
        {"type": kind("plain_text"), "text": string(max_length)},
        {"emoji": boolean},
    )


def text(max_length: int) -> Rule:
    """A plain or mrkdwn text object."""
    mrkdwn = fields(
        {"type": kind("mrkdwn"), "text": string(max_length)},
        {"verbatim": boolean},
    )
    return by_type({"plain_text": plain(max_length), "mrkdwn": mrkdwn})


CONFIRM = fields(
    {"title": plain(100), "text": text(300)},
    {"confirm": plain(30), "deny": plain(30), "style": choice("primary", "danger")},
)
OPTION = fields(
    {"text": text(75), "value": string(150)},
    {"description": text(75), "url": URL},
)
OPTION_GROUP = fields({"label": plain(75), "options": array(OPTION, 100)}, {})
SLACK_FILE = fields({}, {"id": string(255), "url": URL}, any_of=("id", "url"))
IMAGE_FIELDS: Mapping[str, Rule] = {"image_url": URL, "slack_file": SLACK_FILE}
IMAGE_ELEMENT = fields(
    {"type": kind("image"), "alt_text": string(2000)}, IMAGE_FIELDS, tuple(IMAGE_FIELDS)
)
BUTTON = fields(
    {"type": kind("button"), "text": plain(75)},
    {
        "action_id": ID,
        "url": URL,
        "value": string(2000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)


def menu(name: str, *, multiple: bool = False) -> Rule:
    """A static select menu."""
    optional: dict[str, Rule] = {
        "action_id": ID,
        "placeholder": plain(150),
        "options": array(OPTION, 100),
        "option_groups": array(OPTION_GROUP, 100),
        "confirm": CONFIRM,
        "focus_on_load": boolean,
        "initial_options" if multiple else "initial_option": anything,
    }
    if multiple:
        optional["max_selected_items"] = anything
    return fields({"type": kind(name)}, optional, any_of=("options", "option_groups"))


def choices(name: str, initial: str, max_options: int) -> Rule:
    """Radio buttons, checkboxes, an overflow menu."""
    return fields(
        {"type": kind(name), "options": array(OPTION, max_options)},
        {"action_id": ID, initial: anything, "confirm": CONFIRM, "focus_on_load": boolean},
    )


TEXT_INPUT = fields(
    {"type": kind("plain_text_input")},
    {
        "action_id": ID,
        "initial_value": string(3000, 0),
        "multiline": boolean,
        "min_length": anything,
        "max_length": anything,
        "dispatch_action_config": anything,
        "focus_on_load": boolean,
        "placeholder": plain(150),
    },
)
LOOSE = (
    "channels_select",
    "conversations_select",
    "datepicker",
    "datetimepicker",
    "email_text_input",
    "external_select",
    "file_input",
    "multi_channels_select",
    "multi_conversations_select",
    "multi_external_select",
    "multi_users_select",
    "number_input",
    "rich_text_input",
    "timepicker",
    "url_text_input",
    "users_select",
    "workflow_button",
)
INTERACTIVE: dict[str, Rule] = {
    "button": BUTTON,
    "static_select": menu("static_select"),
    "multi_static_select": menu("multi_static_select", multiple=True),
    "overflow": choices("overflow", "initial_option", 5),
    "radio_buttons": choices("radio_buttons", "initial_option", 10),
    "checkboxes": choices("checkboxes", "initial_options", 10),
    **dict.fromkeys(LOOSE, anything),
}
ELEMENT = by_type(INTERACTIVE)
ACCESSORY = by_type({**INTERACTIVE, "image": IMAGE_ELEMENT})
INPUT = by_type({**INTERACTIVE, "plain_text_input": TEXT_INPUT})
CONTEXT_ELEMENT = by_type({"image": IMAGE_ELEMENT, "plain_text": text(3000), "mrkdwn": text(3000)})
RICH_TEXT_PART = by_type(
    dict.fromkeys(
        ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"),
        anything,
    )
)


def block(
    name: str,
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule],
    any_of: tuple[str, ...] = (),
) -> Rule:
    """A block: its type, its fields, and a block id."""
    return fields({"type": kind(name), **required}, {"block_id": ID, **optional}, any_of)


SECTION = block(
    "section",
    {},
    {
        "text": text(3000),
        "fields": array(text(2000), 10),
        "accessory": ACCESSORY,
        "expand": boolean,
    },
    any_of=("text", "fields"),
)
EVERYWHERE: dict[str, Rule] = {
    "section": SECTION,
    "header": block("header", {"text": plain(150)}, {}),
    "divider": block("divider", {}, {}),
    "image": block(
        "image",
        {"alt_text": string(2000)},
        {"title": plain(2000), **IMAGE_FIELDS},
        tuple(IMAGE_FIELDS),
    ),
    "context": block("context", {"elements": array(CONTEXT_ELEMENT, 10)}, {}),
    "actions": block("actions", {"elements": array(ELEMENT, 25)}, {}),
    "input": block(
        "input",
        {"label": plain(2000), "element": INPUT},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": block("rich_text", {"elements": array(RICH_TEXT_PART, 100)}, {}),
    "video": anything,
}
IN_MESSAGES: dict[str, Rule] = {
    **EVERYWHERE,
    "markdown": block("markdown", {"text": string(12_000)}, {}),
    "table": anything,
    "context_actions": anything,
}

MESSAGE_BLOCKS = array(by_type(IN_MESSAGES), 50, 0)
VIEW_BLOCKS = array(by_type(EVERYWHERE), 100, 0)
VIEW_FIELDS: dict[str, Rule] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
HOME = fields({"type": kind("home"), "blocks": VIEW_BLOCKS}, VIEW_FIELDS)
MODAL = fields(
    {"type": kind("modal"), "title": plain(24), "blocks": VIEW_BLOCKS},
    {
        **VIEW_FIELDS,
        "close": plain(24),
        "submit": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
