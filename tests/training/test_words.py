"""Words are cut as KNBC's annotators cut them."""

from pathlib import Path

import pytest

from training.gold_words import read_gold_words
from training.word_boundaries import word_agreement
from training.words import WordCutter


@pytest.fixture(scope="module")
def cutter() -> WordCutter:
    return WordCutter()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("京都へ行った", "京都 へ 行った"),
        ("食べたら寝よう", "食べたら 寝よう"),
        ("歩いて行けば近い", "歩いて 行けば 近い"),
        ("静かな店", "静かな 店"),
        ("便利だった", "便利だった"),
        ("行くのだ", "行く のだ"),
        ("食べるんです", "食べる んです"),
        ("携帯が古い", "携帯 が 古い"),
    ],
)
def test_inflected_forms_stay_whole(cutter: WordCutter, text: str, words: str) -> None:
    assert cutter.words(text) == words.split()


def test_nothing_is_joined_over_white_space(cutter: WordCutter) -> None:
    assert cutter.words("行っ た") == ["行っ", "た"]


@pytest.mark.parametrize("text", ["", "　", "😭", "\x00"])
def test_hard_text_is_cut_without_complaint(cutter: WordCutter, text: str) -> None:
    assert "".join(cutter.words(text)) in text


def test_boundaries_agree_with_the_gold_words(cutter: WordCutter, knbc: Path) -> None:
    gold = read_gold_words(knbc / "morphemes.tsv").values()
    agreement = word_agreement(cutter.words, gold)
    assert agreement.precision > 0.95
    assert agreement.recall > 0.96
