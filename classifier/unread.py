"""Finds what the model must not read: addresses, mentions and code speak for no category."""

from collections.abc import Iterator

import regex

from classifier.graphemes import Graphemes

_ADDRESS_CHARACTERS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]"

# Each pattern starts where a run of its characters starts, so that a long run is scanned once.
_UNREAD = regex.compile(
    "|".join(
        (
            r"```.*?```",
            r"`[^`\n]++`",
            r"<[@#!][^<>\s|]++(?:\|[^<>]*+)?>",  # Slack's <@U…>, <#C…|name>, <!here>
            r"<(?:https?://|mailto:)[^<>|\s]++[|>]",  # Slack's <https://…|label>: read the label
            rf"(?:https?|ftp)://{_ADDRESS_CHARACTERS}++",
            rf"(?<![A-Za-z0-9])www\.{_ADDRESS_CHARACTERS}++",
            r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9.-]++",  # an e-mail address
            r"(?<![A-Za-z0-9.@-])(?:[A-Za-z0-9-]++\.)+(?:com|net|org|jp|io|dev|info)"
            rf"(?![A-Za-z0-9])(?:/{_ADDRESS_CHARACTERS}*+)?",
            r"(?<![A-Za-z0-9])@[A-Za-z0-9][A-Za-z0-9._-]*+",
            r"&(?:amp|lt|gt);",
            r"[0-9#*]\uFE0F?\u20E3",  # keycap emoji: the digit in it is no number
        )
    ),
    regex.DOTALL,
)


def unread_spans(text: str, graphemes: Graphemes) -> Iterator[tuple[int, int]]:
    """(start, end) of each stretch the model does not read, widened to whole grapheme clusters.

    Example: "見て https://example.com/a すごい" → (3, 24).
    """
    for match in _UNREAD.finditer(text):
        yield graphemes.start_of(match.start()), graphemes.end_of(match.end() - 1)


def readable_spans(text: str, graphemes: Graphemes) -> Iterator[tuple[int, int]]:
    """(start, end) of each non-empty stretch between what the model does not read."""
    position = 0
    for start, end in unread_spans(text, graphemes):
        if position < start:
            yield position, start
        position = max(position, end)
    if position < len(text):
        yield position, len(text)
