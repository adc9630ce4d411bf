"""What the model's page shows is the text, whole, and the model's own sum."""

import pytest

from bot.demo.reading import read
from classifier.errors import TextError

TEXT = "駅前のパン屋の\nクロワッサンが絶品すぎる。🥐"


@pytest.mark.parametrize("text", [TEXT, "a b", "　前後に空白　", "京都" * 300])
def test_the_cells_are_the_text(text: str) -> None:
    assert "".join(cell.text for cell in read(text).cells) == text


def test_each_cell_knows_where_it_stands() -> None:
    assert all(TEXT[c.start : c.start + len(c.text)] == c.text for c in read(TEXT).cells)


def test_the_cells_scores_and_the_base_add_up_to_the_models_score() -> None:
    reading = read(TEXT)
    scores = sum(cell.score for cell in reading.cells)
    assert scores + reading.view.base == pytest.approx(reading.view.sum.total, abs=0.006)


def test_nothing_is_compared_with_the_same_text() -> None:
    assert [bar.change for bar in read(TEXT, compared_with=TEXT).bars] == [None] * 4


def test_another_text_is_compared_in_points() -> None:
    changes = [bar.change for bar in read(TEXT, compared_with="サッカーの試合").bars]
    assert sum(change or 0 for change in changes) == pytest.approx(0, abs=1e-6)
    assert max(change or 0 for change in changes) > 10


def test_an_unreadable_text_to_compare_with_is_left_out() -> None:
    assert read(TEXT, compared_with="！？").bars[0].change is None


def test_an_unknown_category_shows_the_answers_own_view() -> None:
    assert read(TEXT, category="天気").view == read(TEXT).view


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(TextError):
        read("！？")
