"""Block Kit: what the stand-in takes and refuses, checked against slack_sdk's own models."""

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.playground.blocks.checking import checked_blocks, checked_view, length_of_blocks
from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject, json_object, json_texts

OPTIONS = [Option(text=PlainTextObject(text="グルメ"), value="gourmet")]
GOOD = [
    SectionBlock(text=MarkdownTextObject(text="*グルメ* 98 %"), block_id="answer"),
    SectionBlock(
        fields=[PlainTextObject(text="携帯電話"), MarkdownTextObject(text="1 %")],
        accessory=ButtonElement(text="なぜ", action_id="why", value="1"),
    ),
    HeaderBlock(text=PlainTextObject(text="分類", emoji=True)),
    DividerBlock(),
    ImageBlock(image_url="https://example.com/a.png", alt_text="熱図", title="熱図"),
    ContextBlock(elements=[MarkdownTextObject(text="v1")]),
    ActionsBlock(
        elements=[
            ButtonElement(text="正しい", action_id="right", style="primary"),
            StaticSelectElement(
                placeholder=PlainTextObject(text="違う"), options=OPTIONS, action_id="wrong"
            ),
        ]
    ),
    InputBlock(label=PlainTextObject(text="本文"), element=PlainTextInputElement(action_id="text")),
]


def refusal(blocks: object) -> list[str]:
    with pytest.raises(SlackError) as refused:
        checked_blocks(blocks)
    assert refused.value.code == "invalid_blocks"
    return json_texts(json_object(refused.value.details["response_metadata"])["messages"])


@pytest.mark.parametrize("block", GOOD, ids=lambda block: str(block.type))
def test_blocks_of_the_sdk_are_taken(block: Block) -> None:
    (taken,) = checked_blocks([block.to_dict()])
    assert taken["type"] == block.type
    assert taken["block_id"]


def section(text: object) -> JsonObject:
    return {"type": "section", "text": text}


def mrkdwn(text: str) -> JsonObject:
    return {"type": "mrkdwn", "text": text}


IMAGE: JsonObject = {"type": "image", "image_url": "https://example.com/a.png"}
BUTTON: JsonObject = {"type": "button", "text": {"type": "plain_text", "text": "x"}}
BAD: list[tuple[object, str]] = [
    ({"type": "sektion"}, "unsupported type: sektion [json-pointer:/blocks/0]"),
    ("text", "unsupported type: none [json-pointer:/blocks/0]"),
    ({"type": "section"}, "missing one of: text, fields [json-pointer:/blocks/0]"),
    (section("x"), "unsupported type: none [json-pointer:/blocks/0/text]"),
    (section(mrkdwn("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (
        section(mrkdwn("x" * 3001)),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "header", "text": mrkdwn("x")},
        "must be one of plain_text [json-pointer:/blocks/0/text/type]",
    ),
    (IMAGE, "missing required field: alt_text [json-pointer:/blocks/0]"),
    (
        IMAGE | {"alt_text": "x" * 2001},
        "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]",
    ),
    (
        {"type": "image", "alt_text": "x"},
        "missing one of: image_url, slack_file [json-pointer:/blocks/0]",
    ),
    (
        {"type": "actions", "elements": []},
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        {"type": "actions", "elements": [BUTTON | {"value": "x" * 2001}]},
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        {"type": "actions", "elements": [BUTTON | {"action_id": "a"}] * 2},
        "`action_id` a already exists [json-pointer:/blocks/0]",
    ),
    (
        section(mrkdwn("x")) | {"colour": "red"},
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
]


@pytest.mark.parametrize(("block", "message"), BAD)
def test_a_bad_block_is_refused_with_its_place(block: object, message: str) -> None:
    assert f"[ERROR] {message}" in refusal([block])


def test_fifty_blocks_are_the_most() -> None:
    divider = {"type": "divider"}
    assert len(checked_blocks([divider] * 50)) == 50
    assert "no more than 50 items allowed" in refusal([divider] * 51)[0]


def test_block_ids_are_unique() -> None:
    block = {"type": "divider", "block_id": "same"}
    assert "`block_id` same already exists" in refusal([block, block])[0]


@pytest.mark.parametrize(
    "block",
    [
        section(mrkdwn("x" * 3001)),
        {"type": "section"},
        IMAGE | {"alt_text": "x" * 2001},
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "actions", "elements": [BUTTON | {"action_id": f"a{n}"} for n in range(26)]},
        {"type": "context", "elements": [mrkdwn("x")] * 11},
    ],
    ids=lambda block: str(block["type"]),
)
def test_what_the_sdk_refuses_to_send_is_refused(block: JsonObject) -> None:
    parsed = Block.parse(block)
    assert parsed is not None
    with pytest.raises(SlackObjectFormationError):
        parsed.to_dict()
    assert refusal([block])


def test_views_of_the_sdk_are_taken() -> None:
    home = View(type="home", blocks=[DividerBlock()])
    assert checked_view(home.to_dict(), "home")["type"] == "home"
    modal = View(type="modal", title="訂正", submit="送る", blocks=[DividerBlock()])
    assert checked_view(modal.to_dict(), "modal")["title"]


def test_a_title_of_a_modal_has_at_most_24_characters() -> None:
    view: JsonObject = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "x" * 25},
        "blocks": [],
    }
    with pytest.raises(SlackError) as refused:
        checked_view(view, "modal")
    assert refused.value.code == "invalid_arguments"


def test_the_length_of_blocks_counts_what_is_shown() -> None:
    blocks = checked_blocks([section(mrkdwn("abc")), IMAGE | {"alt_text": "de"}])
    assert length_of_blocks(blocks) == 5
