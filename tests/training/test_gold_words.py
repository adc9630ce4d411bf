"""Gold words lie where they stand in their sentence."""

from pathlib import Path

import pytest

from training.corpus import Sentence
from training.errors import CorpusError
from training.gold_words import GoldWord, read_gold_words


def test_words_cover_their_sentence(tmp_path: Path) -> None:
    path = tmp_path / "morphemes.tsv"
    path.write_text("A-1\tお/接頭辞/名詞接頭辞 店/名詞/普通名詞 。/特殊/句点\n", encoding="utf-8")
    (words,) = read_gold_words(path).values()
    assert [(word.surface, word.start, word.end) for word in words] == [
        ("お", 0, 1),
        ("店", 1, 2),
        ("。", 2, 3),
    ]
    assert [word.is_content_word for word in words] == [False, True, False]


def test_a_slash_may_be_a_word_itself(tmp_path: Path) -> None:
    path = tmp_path / "morphemes.tsv"
    path.write_text("A-1\t//特殊/記号\n", encoding="utf-8")
    assert read_gold_words(path) == {"A-1": (GoldWord("/", "特殊", "記号", 0),)}


def test_the_real_words_spell_the_real_sentences(knbc: Path, sentences: list[Sentence]) -> None:
    texts = {sentence.id: sentence.text for sentence in sentences}
    gold = read_gold_words(knbc / "morphemes.tsv")
    assert len(gold) == 4178
    assert all(
        "".join(word.surface for word in words) == texts[name] for name, words in gold.items()
    )


def test_a_line_of_another_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "morphemes.tsv"
    path.write_text("A-1\t店/名詞\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="sentence A-1 holds '店/名詞'"):
        read_gold_words(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="gold words cannot be read"):
        read_gold_words(tmp_path / "morphemes.tsv")
