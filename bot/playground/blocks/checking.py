"""Blocks and views as an app sends them: refused where Slack refuses them, else completed."""

import secrets
from collections import Counter
from collections.abc import Iterator

from bot.playground.blocks.elements import elements_of
from bot.playground.blocks.rules import HOME, MESSAGE_BLOCKS, MODAL
from bot.playground.blocks.shapes import problem
from bot.playground.errors import SlackError, invalid
from bot.playground.json_values import JsonObject, json_object, json_objects, json_text
from bot.playground.model import ViewKind


def checked_blocks(blocks: object) -> list[JsonObject]:
    """The blocks of a message, with ids where the app gave none.

    Raises:
        SlackError: `invalid_blocks`, with what is wrong and where.
    """
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = [*MESSAGE_BLOCKS(blocks, "/blocks"), *_duplicates(blocks)]
    if problems:
        raise invalid("invalid_blocks", problems)
    return _completed(blocks)


def checked_view(view: JsonObject, kind: ViewKind) -> JsonObject:
    """A view's definition, with ids where the app gave none.

    Raises:
        SlackError: `invalid_arguments`, with what is wrong and where.
    """
    rule = HOME if kind == "home" else MODAL
    blocks = view.get("blocks")
    listed = blocks if isinstance(blocks, list) else []
    problems = [*rule(view, "/view"), *_duplicates(listed, "/view/blocks")]
    if problems:
        raise invalid("invalid_arguments", problems)
    return view | {"blocks": _completed(listed)}


def length_of_blocks(blocks: list[JsonObject]) -> int:
    """The characters that are shown: every `text`, `alt_text` and title in them."""
    return sum(_length(block) for block in blocks)


def _length(value: object) -> int:
    if isinstance(value, dict):
        own = sum(len(json_text(value.get(key))) for key in ("text", "alt_text"))
        return own + sum(_length(item) for item in value.values())
    return sum(_length(item) for item in value) if isinstance(value, list) else 0


def _duplicates(blocks: list[object], pointer: str = "/blocks") -> Iterator[str]:
    given = [json_text(json_object(block).get("block_id")) for block in blocks]
    for block_id, count in Counter(filter(None, given)).items():
        if count > 1:
            yield problem(f"`block_id` {block_id} already exists", pointer)
    for index, block in enumerate(blocks):
        ids = [json_text(e.get("action_id")) for e in elements_of(json_object(block))]
        for action_id, count in Counter(filter(None, ids)).items():
            if count > 1:
                yield problem(f"`action_id` {action_id} already exists", f"{pointer}/{index}")


def _completed(blocks: list[object]) -> list[JsonObject]:
    return [_with_ids(json_object(block)) for block in blocks]


def _with_ids(block: JsonObject) -> JsonObject:
    complete: JsonObject = {"block_id": _random_id()} | block
    if block.get("type") == "actions":
        elements = json_objects(block.get("elements"))
        complete["elements"] = [{"action_id": _random_id()} | element for element in elements]
    for place in ("accessory", "element"):
        if place in block and json_object(block[place]).get("type") != "image":
            complete[place] = {"action_id": _random_id()} | json_object(block[place])
    return complete


def _random_id() -> str:
    return secrets.token_urlsafe(4)
