"""Slack's blocks as the answers use them."""

from collections.abc import Sequence

Block = dict[str, object]

_TEXT_CHARACTERS = 3_000  # Slack's limit for the text of a section


def section(mrkdwn: str) -> Block:
    """A paragraph of mrkdwn; `verbatim`: nothing in it turns into a link by itself."""
    return {"type": "section", "text": _mrkdwn(mrkdwn)}


def plain_section(text: str) -> Block:
    """A paragraph shown as it is: nothing in it pings, links or formats."""
    return {
        "type": "section",
        "text": {"type": "plain_text", "text": text[:_TEXT_CHARACTERS], "emoji": False},
    }


def context(lines: Sequence[str]) -> Block:
    """Small print, one mrkdwn element a line."""
    return {"type": "context", "elements": [_mrkdwn(line) for line in lines]}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text[:_TEXT_CHARACTERS], "verbatim": True}
