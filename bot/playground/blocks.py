"""Stand-in until the rules are written: every array of objects passes."""

from typing import Literal

from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject, json_objects

Surface = Literal["message", "modal", "home"]


def checked_blocks(blocks: object, surface: Surface) -> list[JsonObject]:
    """The blocks."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    return json_objects(blocks)


def checked_view(view: JsonObject, kind: Surface) -> JsonObject:
    """The view."""
    return view


def length_of_blocks(blocks: list[JsonObject]) -> int:
    """Characters."""
    return 0
