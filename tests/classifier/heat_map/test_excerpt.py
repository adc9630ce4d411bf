"""A long text is shown in windows around exactly the words of the table."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from classifier import Classification
from classifier.graphemes import Graphemes
from classifier.heat_map.excerpt import Excerpt, Span
from classifier.heat_map.view import View, view_of
from tests.classifier.heat_map.handmade import classified, example

LONG = ["long", "long-unsure", "address"]


def excerpt_of(classification: Classification, view: View) -> Excerpt:
    return Excerpt(classification, view, Graphemes(classification.text))


def at_most(characters: int, spans: Sequence[Span]) -> bool:
    return sum(end - start for start, end in spans) <= characters


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("room", [60, 90, 140])
def test_every_row_of_the_table_is_in_the_excerpt(name: str, room: int) -> None:
    classification = example(name).classification
    view = view_of(classification, brief=True)
    spans = excerpt_of(classification, view).widest(lambda spans: at_most(room, spans))
    for row in view.rows:
        token = classification.tokens[row.places[0]]
        shown = min(token.end, token.start + 24)  # of an address, its beginning
        assert any(start <= token.start < shown <= end for start, end in spans)


@pytest.mark.parametrize("name", LONG)
def test_the_excerpt_fills_the_room_and_no_more(name: str) -> None:
    classification = example(name).classification
    excerpt = excerpt_of(classification, view_of(classification, brief=True))
    spans = excerpt.widest(lambda spans: at_most(100, spans))
    assert 75 <= sum(end - start for start, end in spans) <= 100


@pytest.mark.parametrize("name", LONG)
def test_windows_are_in_order_and_leave_out_more_than_the_sign_takes(name: str) -> None:
    classification = example(name).classification
    excerpt = excerpt_of(classification, view_of(classification, brief=True))
    for reach in (0, 1, 2, 5, 20, 60):
        spans = excerpt.windows(reach, 24)
        assert all(start < end for start, end in spans)
        gaps = [after[0] - before[1] for before, after in pairwise(spans)]
        assert all(gap >= 6 for gap in gaps)


def test_windows_cut_no_grapheme_cluster() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    classification = classified(family * 60 + "麺" + family * 60, {"麺": (1.0, 0.0, 0.0, 0.0)})
    excerpt = excerpt_of(classification, view_of(classification))
    for reach in range(20):
        for start, end in excerpt.windows(reach, 24):
            assert (classification.text[start], classification.text[end - 1]) in (
                ("👨", "👦"),
                ("麺", "麺"),
            )


def test_a_word_longer_than_the_room_is_shown_from_its_beginning() -> None:
    address = "https://example.com/" + "a" * 5000
    classification = classified(f"ここ {address} です。" * 2, {address: (2.0, 0.0, 0.0, 0.0)})
    excerpt = excerpt_of(classification, view_of(classification))
    spans = excerpt.widest(lambda spans: at_most(30, spans))
    assert at_most(30, spans)
    assert any(start <= 3 < end for start, end in spans)


def test_without_a_notable_word_the_beginning_is_shown() -> None:
    classification = classified("、。" * 500)
    spans = excerpt_of(classification, view_of(classification)).widest(
        lambda spans: at_most(50, spans)
    )
    assert spans[0][0] == 0
    assert 40 <= spans[0][1] <= 50
