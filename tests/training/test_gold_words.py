"""Gold words lie where they stand in their sentence."""

from pathlib import Path

import pytest

from training.corpus import Sentence
from training.errors import CorpusError
from training.gold_words import GoldWord, find_gold_words, read_gold_words


def test_words_cover_their_sentence(tmp_path: Path) -> None:
    path = tmp_path / "morphemes.tsv"
    path.write_text("A-1\tお/接頭辞/名詞接頭辞 店/名詞/普通名詞 。/特殊/句点\n", encoding="utf-8")
    (words,) = read_gold_words(path).values()
    assert [(word.surface, word.start, word.end) for word in words] == [
        ("お", 0, 1),
        ("店", 1, 2),
        ("。", 2, 3),
    ]


def test_a_slash_may_be_a_word_itself(tmp_path: Path) -> None:
    path = tmp_path / "morphemes.tsv"
    path.write_text("A-1\t//特殊/記号\n", encoding="utf-8")
    assert read_gold_words(path) == {"A-1": (GoldWord("/", "特殊", "記号", 0),)}


def test_the_real_words_spell_the_real_sentences(knbc: Path, sentences: list[Sentence]) -> None:
    texts = {sentence.id: sentence.text for sentence in sentences}
    gold = find_gold_words(knbc)
    assert len(gold) >= 4178
    assert all(
        "".join(word.surface for word in words) == texts[name] for name, words in gold.items()
    )


KNP = """\
# S-ID:A-1-1-1-01 KNP:2006
* 1D <BGH:店>
+ 1D <rel type="ガ" target="店"/>
お お お 接頭辞 13 名詞接頭辞 1 * 0 * 0 NIL
店 みせ 店 名詞 6 普通名詞 1 * 0 * 0 NIL
* -1D
+ -1D
＊ ＊ ＊ 特殊 1 記号 5 * 0 * 0 NIL
EOS
"""


@pytest.mark.parametrize("encoding", ["euc_jp", "utf-8"])
def test_words_come_from_the_published_files_where_there_is_no_table(
    tmp_path: Path, encoding: str
) -> None:
    folder = tmp_path / "corpus1" / "A-1"
    folder.mkdir(parents=True)
    (folder / "A-1-1-1-01").write_bytes(KNP.encode(encoding))
    assert find_gold_words(tmp_path) == {
        "A-1-1-1-01": (
            GoldWord("お", "接頭辞", "名詞接頭辞", 0),
            GoldWord("店", "名詞", "普通名詞", 1),
            GoldWord("＊", "特殊", "記号", 2),
        )
    }


def test_a_corpus_without_gold_words_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"neither morphemes\.tsv nor corpus1/"):
        find_gold_words(tmp_path)


def test_a_line_of_another_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "morphemes.tsv"
    path.write_text("A-1\t店/名詞\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="sentence A-1 holds '店/名詞'"):
        read_gold_words(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="gold words cannot be read"):
        read_gold_words(tmp_path / "morphemes.tsv")
