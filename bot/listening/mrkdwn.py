"""Slack's markup to plain text, and plain text back into Slack's markup.

Source: Slack, "Formatting text for app surfaces", section on retrieving formatted text.
"""

import re

_TAG = re.compile(r"<([^<>\n]*)>")
_FENCE = re.compile(r"```")
_INLINE_CODE = re.compile(r"`([^`\n]+)`")
_QUOTE_MARK = re.compile(r"^> ?", re.MULTILINE)
# Slack sends an emoji as its name between colons. A letter is asked for, and no letter or digit
# before it, so that the minutes of 12:30:45 and the port of a URL stay.
_EMOJI_NAME = re.compile(r"(?<![0-9A-Za-z:/])(?::(?=[^:\s]*[a-z]|[+-]1:)[a-z0-9_+'\-]+:)+")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("|".join(_ENTITIES))
_SURROUNDING_QUOTES = {'"': '"', "“": "”", "'": "'"}


def decode(text: str) -> str:
    """What a person typed, from what Slack sends of it.

    `<…>` is read first and the three entities after it, once: a typed `&lt;@U1&gt;` arrives as
    `&amp;lt;@U1&amp;gt;` and must not become a mention.

    "<@U1|mika> の <https://e.com|店> &amp; :sushi:" → "@mika の 店 & "
    """
    pieces = _TAG.split(text)
    # re.split with one group alternates: plain text, inside of a tag, plain text, …
    return "".join(
        _read_tag(piece) if index % 2 else _unescape(_EMOJI_NAME.sub("", piece))
        for index, piece in enumerate(pieces)
    )


def decode_message(text: str, bot_user_id: str | None = None) -> str:
    """The words to classify: decoded, without mentions of the bot, code fences and quote marks."""
    if bot_user_id is not None:
        text = re.sub(rf"<@{re.escape(bot_user_id)}(\|[^<>]*)?>", " ", text)
    plain = _QUOTE_MARK.sub("", decode(text))
    return _strip_quotes(_INLINE_CODE.sub(r"\1", _FENCE.sub("", plain)).strip())


def escape(text: str) -> str:
    """Plain text for a mrkdwn field: it is shown as it is, and can ping or link nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda match: _ENTITIES[match.group()], text)


def _read_tag(inside: str) -> str:
    """The visible part of one `<…>`: its label; of a link without label, the address."""
    address, _, label = inside.partition("|")
    if label:
        return _sign_of(address) + _unescape(label).lstrip("@#")
    if address.startswith(("@", "#")):
        return ""  # only an id such as @U012AB3CD: not a word anyone wrote
    if address.startswith("!"):
        return "" if "^" in address else f"@{address[1:]}"
    return _unescape(address.removeprefix("mailto:").removeprefix("tel:"))


def _sign_of(address: str) -> str:
    if address.startswith(("@", "!subteam")):
        return "@"
    return "#" if address.startswith("#") else ""


def _strip_quotes(text: str) -> str:
    """`"text"` → `text`; 「…」 stays, it is part of what was written."""
    if len(text) >= 2 and _SURROUNDING_QUOTES.get(text[0]) == text[-1]:
        inside = text[1:-1]
        if text[0] not in inside and text[-1] not in inside:
            return inside.strip()
    return text
