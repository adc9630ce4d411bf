"""Which of the highest tokens hold a content word."""

import numpy as np
import pytest

from training.explaining.content_words import ContentShare, coloured, content_share
from training.gold_words import GoldWord

# クロワッサンを食べて
GOLD = (
    GoldWord("クロワッサン", "名詞", "普通名詞", 0),
    GoldWord("を", "助詞", "格助詞", 6),
    GoldWord("食べて", "動詞", "*", 7),
)


def share(tokens: str, scores: list[float]) -> ContentShare:
    ends = np.cumsum([len(token) for token in tokens.split("|")]).tolist()
    return content_share(list(zip([0, *ends], ends, strict=False)), np.array(scores), GOLD)


@pytest.mark.parametrize(
    ("tokens", "scores", "expected"),
    [
        ("クロワッサン|を|食べて", [3, 1, 2], ContentShare(3, 2)),
        ("クロワッサン|を|食べて", [3, -1, 2], ContentShare(2, 2)),  # speaks against: not counted
        ("クロ|ワッサン|を|食べ|て", [0, 3, 0, 0, 2], ContentShare(2, 0)),  # fragments hold none
        ("クロワッサンを|食べ|て", [3, 2, 0], ContentShare(2, 2)),
        ("クロワッサン|を|食|べ|て", [5, 4, 3, 2, 1], ContentShare(3, 2)),  # three highest only
        ("クロワッサン|を|食べて", [0, 0, 0], ContentShare(0, 0)),
    ],
)
def test_a_token_holds_the_word_that_begins_in_it(
    tokens: str, scores: list[float], expected: ContentShare
) -> None:
    assert share(tokens, scores) == expected


def test_shares_are_added_token_by_token() -> None:
    assert (ContentShare(3, 2) + ContentShare(1, 1)).share == pytest.approx(3 / 4)


def test_words_that_the_picture_leaves_white_are_none_of_the_highest() -> None:
    np.testing.assert_array_equal(coloured(np.array([2.0, 0.01, -1.5])), [2.0, 0.0, -1.5])
    assert coloured(np.array([])).size == 0
