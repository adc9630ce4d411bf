"""Kinsoku is kept, words and addresses stay whole, no character is lost."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classifier.heat_map.line_breaking import (
    NO_LINE_END,
    NO_LINE_START,
    break_lines,
    may_break,
)

JAPANESE = "あア漢字、。ーっ「」（）！？…—・々A1 http://a.b/c?d=e'"


@dataclass(frozen=True)
class Item:
    cluster: str
    width: float = 1.0


def broken(text: str, width: float) -> list[str]:
    lines = break_lines([Item(character) for character in text], width)
    return ["".join(item.cluster for item in line) for line in lines]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("あいうえお", 3, ["あいう", "えお"]),
        ("あいう。えお", 3, ["あい", "う。え", "お"]),
        ("あい「うえ」お", 3, ["あい", "「う", "え」お"]),
        ("ちょっとまって", 3, ["ちょっ", "とまっ", "て"]),
        ("ラーメンとコーヒー", 4, ["ラーメン", "とコー", "ヒー"]),
        ("私はPython派", 6, ["私は", "Python", "派"]),
        ("I am hungry", 5, ["I am", "hungr", "y"]),
        ("見てhttps://a.jp/b/cdだ", 13, ["見て", "https://a.jp/", "b/cdだ"]),
        ("あ……い", 2, ["あ…", "…い"]),
        ("a\nb\n\nc", 5, ["a", "b", "c"]),
        ("あいう   えお", 3, ["あいう", "えお"]),
        ("", 3, []),
        ("   \n  ", 3, []),
    ],
)
def test_lines_end_where_a_japanese_reader_expects(
    text: str, width: float, lines: list[str]
) -> None:
    assert broken(text, width) == lines


@example("11111—1 1字", 8)
@given(st.text(alphabet=JAPANESE + "かきくけこ", max_size=80), st.integers(8, 20))
def test_kinsoku_is_kept_wherever_a_line_can_keep_it(text: str, width: int) -> None:
    for before, after in pairwise(with_their_spaces(broken(text, width), text)):
        if not may_break(before[-1], after[0]):
            assert cannot_be_kept(before, after, width), (before, after)


def with_their_spaces(lines: list[str], text: str) -> list[str]:
    """The lines with the spaces that were dropped at their ends: a line may end behind those.

    Without them "1 1" over two lines would look like a number that was torn apart.
    """
    starts, end = [], 0
    for line in lines:
        starts.append(text.index(line, end))
        end = starts[-1] + len(line)
    return [text[start:stop] for start, stop in pairwise([*starts, len(text)])]


def cannot_be_kept(before: str, after: str, width: int) -> bool:
    """Whether an unbreakable chunk wider than a line lies across the break."""
    around = before + after
    start = end = len(before)
    while start > 0 and not may_break(around[start - 1], around[start]):
        start -= 1
    while end < len(around) and not may_break(around[end - 1], around[end]):
        end += 1
    return end - start > width or start == 0 or end == len(around)


@given(st.text(alphabet=JAPANESE, max_size=60), st.integers(1, 12))
def test_no_character_is_lost_but_spaces_at_line_ends(text: str, width: int) -> None:
    assert "".join(broken(text, width)).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet=JAPANESE, max_size=60), st.integers(1, 12))
def test_no_line_is_wider_than_the_room(text: str, width: int) -> None:
    assert all(len(line) <= width for line in broken(text, width))


@pytest.mark.parametrize("sign", sorted(NO_LINE_START))
def test_a_sign_that_may_not_begin_a_line_follows_its_word(sign: str) -> None:
    assert not may_break("漢", sign)


@pytest.mark.parametrize("sign", sorted(NO_LINE_END))
def test_a_sign_that_may_not_end_a_line_goes_with_what_it_opens(sign: str) -> None:
    assert not may_break(sign, "漢")
