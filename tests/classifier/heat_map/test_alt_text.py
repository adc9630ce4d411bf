"""The picture in words: category, probability and top words, within Slack's limit."""

import pytest

from classifier.heat_map import alt_text
from classifier.heat_map.gallery_examples import EXAMPLES, Example
from tests.classifier.heat_map.handmade import classified, example


def test_it_names_category_probability_and_the_top_words_with_their_scores() -> None:
    text = alt_text(example("gourmet").classification)
    assert "「グルメ」" in text
    assert "99.8%" in text
    assert "うどん（+1.35）" in text
    assert "の目的（−0.60）" in text


def test_unsure_it_names_both_categories_with_their_words() -> None:
    text = alt_text(example("unsure").classification)
    assert "確度は低く" in text
    assert "「グルメ」寄りの語：パフェ" in text
    assert "「京都」寄りの語：祇園" in text


def test_where_nothing_fits_it_says_so_with_the_nearest_and_why() -> None:
    text = alt_text(example("nothing-fits").classification)
    assert "どのカテゴリにも当てはまりません" in text
    assert "「グルメ」71.0%" in text
    assert "32.4%" in text
    assert "50%" in text


def test_on_request_it_describes_another_categorys_view() -> None:
    text = alt_text(example("other-view").classification, category="京都")
    assert "「京都」（確率5.0%）から見た図" in text


def test_it_speaks_english_on_request() -> None:
    text = alt_text(example("english").classification, language="en")
    assert "Category “グルメ”, probability 85.0%" in text


@pytest.mark.parametrize("each", EXAMPLES, ids=lambda each: each.name)
def test_it_is_one_line_within_slacks_limit(each: Example) -> None:
    text = alt_text(each.classification, category=each.view)
    assert 0 < len(text) <= 1000
    assert "\n" not in text


def test_endless_names_and_words_do_not_burst_it() -> None:
    names = {f"{'とても長い名前' * 30}{number}": 0.1 for number in range(10)}
    word = "https://example.com/" + "a" * 3000
    classification = classified(word, {word: (2.0, *[0.0] * 9)}, names)
    assert len(alt_text(classification)) <= 1000
