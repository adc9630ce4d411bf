"""The text of the card as it is laid out: kinsoku, whole tokens, everything that was written."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import Classification
from classifier.heat_map.fonts import shared_fonts
from classifier.heat_map.gallery_examples import EXAMPLES
from classifier.heat_map.line_breaking import NO_LINE_END, NO_LINE_START
from classifier.heat_map.running_text import GAP, LARGE, RETURN, Line, RunningText
from classifier.heat_map.typesetting import Typesetter
from classifier.heat_map.view import view_of
from tests.classifier.heat_map.handmade import classified

WIDTH = 332.0
SENTENCES = st.lists(
    st.sampled_from(
        [
            "駅前の",
            "パン屋、",
            "クロワッサン",
            "が「絶品」",
            "だった。",
            "っていう",
            "（笑）",
            "…",
            "！",
            "ABC ",
        ]
    ),
    min_size=1,
    max_size=40,
).map("".join)


def lines_of(classification: Classification) -> list[Line]:
    text = RunningText(classification, view_of(classification), Typesetter(shared_fonts(), scale=3))
    return text.lines([(0, len(classification.text))], LARGE, WIDTH)


def written(lines: list[Line]) -> str:
    return "".join(character.cluster for line in lines for character in line)


@settings(deadline=None)
@given(SENTENCES)
def test_ordinary_japanese_keeps_kinsoku_in_every_line(text: str) -> None:
    for before, after in pairwise(lines_of(classified(text))):
        assert after[0].cluster not in NO_LINE_START
        assert before[-1].cluster not in NO_LINE_END


@pytest.mark.parametrize("classification", [each.classification for each in EXAMPLES])
def test_no_line_is_wider_than_the_card(classification: Classification) -> None:
    for line in lines_of(classification):
        assert sum(character.width for character in line) <= WIDTH


@settings(deadline=None)
@given(SENTENCES)
def test_the_whole_text_is_shown_as_it_was_written(text: str) -> None:
    assert written(lines_of(classified(text))).replace(" ", "") == text.replace(" ", "")


def test_line_breaks_begin_a_paragraph_and_tabs_indent() -> None:
    first, second = lines_of(classified("麺\r\n\t汁"))
    assert [character.cluster for character in first] == ["麺"]
    assert [character.cluster for character in second] == [" ", "汁"]
    assert second[0].width == 2 * LARGE.font


def test_control_and_format_characters_do_not_come_between() -> None:
    assert written(lines_of(classified("麺\x00\u200bと\ufeff汁\x07"))) == "麺と汁"


def test_a_torn_word_is_rounded_at_its_true_ends_only() -> None:
    word = "スペシャルデラックスジャンボチョコレートパフェ"
    classification = classified(f"もっとも{word}だ", {word: (2.0, 0.0, 0.0, 0.0)})
    index = [token.text for token in classification.tokens].index(word)
    lines = lines_of(classification)
    cells = [[each for each in line if each.token == index] for line in lines]
    pieces = [cell for cell in cells if cell]
    assert len(pieces) == 2
    assert [(piece[0].begins, piece[-1].ends) for piece in pieces] == [(True, False), (False, True)]


def test_an_excerpt_shows_its_gaps_and_the_ends_of_paragraphs_by_signs() -> None:
    classification = classified("あいうえお\nかきくけこさしすせそ")
    text = RunningText(classification, view_of(classification), Typesetter(shared_fonts(), scale=3))
    (line,) = text.lines([(3, 7), (12, 14)], LARGE, WIDTH, dense=True)
    shown = [character.cluster for character in line]
    assert shown == [GAP, "え", "お", RETURN, "か", GAP, "し", "す", GAP]
