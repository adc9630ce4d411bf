"""Breaks text into lines the Japanese way: kinsoku kept, ASCII words and addresses whole.

The signs that may not begin or end a line are those of JIS X 4051 (and JLREQ, section 3.1.7).
Works on items of known width and knows nothing of fonts, colours or tokens.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

NO_LINE_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々〻ー）〕］｝〉》」』】〙〗〟’”｠»"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "…‥〜～‐゠–—―％‰℃°′″‼⁇⁈⁉"
    "｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
    ",.!?:;)]}%/'\""
)
NO_LINE_END = frozenset("（〔［｛〈《「『【〘〖〝‘“｟«￥＄￡＃№｢([{$¥£#")
_INSEPARABLE = frozenset("…‥—―─")  # ……, ―― stay together
_ADDRESS_BREAKS = frozenset("/?&=#-_.,%+")  # an address too long for a line breaks behind these


class Item(Protocol):
    """What a line is made of: a grapheme cluster with its width."""

    @property
    def cluster(self) -> str:
        """The characters."""

    @property
    def width(self) -> float:
        """In the unit of the line's width."""


ItemT = TypeVar("ItemT", bound=Item)


def break_lines(items: Sequence[ItemT], width: float) -> list[list[ItemT]]:
    """Lines of at most `width`; spaces at their ends are dropped.

    A paragraph ends behind an item that is a line break ("\\n"), which is left out; empty
    paragraphs are dropped. Only an unbreakable chunk wider than a line is cut inside.
    """
    lines: list[list[ItemT]] = []
    for paragraph in _paragraphs(items):
        lines += _broken(paragraph, width)
    return lines


def may_break(before: str, after: str) -> bool:
    """Whether a line may end behind the cluster `before` and the next begin with `after`."""
    if after.isspace():
        return False  # spaces hang at the end of the line they follow
    if after[0] in NO_LINE_START or before[-1] in NO_LINE_END:
        return False
    if before[0] in _INSEPARABLE and after[0] in _INSEPARABLE:
        return False
    return before.isspace() or not (_is_western(before) and _is_western(after))


def _is_western(cluster: str) -> bool:
    """Whether it belongs to words that are set apart by spaces: Latin, Greek, digits, …"""
    character = cluster[0]
    return unicodedata.east_asian_width(character) in ("Na", "N") and unicodedata.category(
        character
    ) not in ("So", "Zs", "Cc")


def _paragraphs(items: Sequence[ItemT]) -> Iterator[list[ItemT]]:
    paragraph: list[ItemT] = []
    for item in items:
        if item.cluster == "\n":
            yield paragraph
            paragraph = []
        else:
            paragraph.append(item)
    yield paragraph


def _broken(paragraph: Sequence[ItemT], width: float) -> list[list[ItemT]]:
    lines: list[list[ItemT]] = []
    line: list[ItemT] = []
    used = 0.0
    for chunk in _chunks(paragraph):
        if line and used + _visible_width(chunk) > width:
            lines.append(line)
            line, used = [], 0.0
        while _visible_width(chunk) > width:
            end = _cut(chunk, width)
            lines.append(chunk[:end])
            chunk = chunk[end:]
        line += chunk
        used += sum(item.width for item in chunk)
    lines.append(line)
    return [line for line in map(_without_last_spaces, lines) if line]


def _without_last_spaces(line: list[ItemT]) -> list[ItemT]:
    end = len(line)
    while end and line[end - 1].cluster.isspace():
        end -= 1
    return line[:end]


def _chunks(items: Sequence[ItemT]) -> Iterator[list[ItemT]]:
    """The longest stretches without an opportunity to break."""
    chunk: list[ItemT] = []
    for item in items:
        if chunk and may_break(chunk[-1].cluster, item.cluster):
            yield chunk
            chunk = []
        chunk.append(item)
    if chunk:
        yield chunk


def _visible_width(items: list[ItemT]) -> float:
    return sum(item.width for item in _without_last_spaces(items))


def _cut(chunk: Sequence[ItemT], width: float) -> int:
    """Where to cut a chunk wider than a line: best where an address may break, at least at 1."""
    fitting, total = 0, 0.0
    for item in chunk:
        total += item.width
        if total > width:
            break
        fitting += 1
    addresses = (end for end in range(fitting, 1, -1) if chunk[end - 1].cluster in _ADDRESS_BREAKS)
    return next(addresses, max(1, fitting))
