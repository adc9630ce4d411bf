"""Long answers in pages, with Slack's cursors."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject
from bot.playground.web_api.arguments import Arguments

Item = TypeVar("Item")
MAX_LIMIT = 1000


def page(
    arguments: Arguments, items: Sequence[Item], default_limit: int
) -> tuple[list[Item], JsonObject]:
    """The items of the page asked for, and the fields that lead to the next one."""
    limit = arguments.integer("limit", default_limit) or default_limit
    if not 0 < limit <= MAX_LIMIT:
        raise SlackError("invalid_limit")
    start = _position(arguments.optional("cursor"))
    end = start + limit
    cursor: JsonObject = {}
    if end < len(items):
        cursor = {"next_cursor": base64.b64encode(f"next:{end}".encode()).decode()}
    return list(items[start:end]), {"response_metadata": cursor}


def _position(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
