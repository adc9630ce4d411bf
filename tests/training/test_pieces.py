"""The tokenizer's pieces are words where they can be, and the same every time."""

from dataclasses import replace
from pathlib import Path

import pytest
from sentencepiece import SentencePieceProcessor

from classifier.tokenizer import Tokenizer
from training import pieces
from training.settings import PieceSettings, TrainingSettings
from training.workspace import Workspace


@pytest.fixture(scope="module")
def processor(small_workspace: Workspace) -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(small_workspace.tokenizer))


def test_padding_is_the_first_piece_and_the_unknown_the_second(
    processor: SentencePieceProcessor,
) -> None:
    assert (processor.pad_id(), processor.unk_id()) == (0, 1)
    assert (processor.bos_id(), processor.eos_id()) == (-1, -1)


def test_a_text_does_not_begin_with_an_empty_piece(small_workspace: Workspace) -> None:
    first = Tokenizer.from_file(small_workspace.tokenizer).encode("携帯が古い")[0]
    assert (first.surface, first.start) == ("携帯", 0)


@pytest.mark.parametrize("word", ["携帯", "京都", "試合", "食べた", "紅葉"])
def test_frequent_words_are_pieces(processor: SentencePieceProcessor, word: str) -> None:
    """SentencePiece's own seeds, which count each distinct word once, cut 携帯 in two."""
    assert processor.encode(word, out_type=str) == [word]


def test_no_piece_reaches_over_a_word_boundary(processor: SentencePieceProcessor) -> None:
    assert processor.encode("京都へ行った", out_type=str) == ["京都", "へ", "行った"]


def test_the_model_tells_nothing_of_the_machine(small_workspace: Workspace) -> None:
    assert str(small_workspace.folder).encode() not in small_workspace.tokenizer.read_bytes()


def test_the_same_texts_give_the_same_model_byte_by_byte(
    small_workspace: Workspace, small_settings: TrainingSettings, tmp_path: Path
) -> None:
    pieces.run(Workspace(tmp_path), small_settings)
    assert Workspace(tmp_path).tokenizer.read_bytes() == small_workspace.tokenizer.read_bytes()


def test_for_cross_validation_the_labelled_texts_are_not_read(
    small_settings: TrainingSettings, tmp_path: Path
) -> None:
    settings = replace(small_settings, learn_labelled=False)
    report = pieces.run(Workspace(tmp_path), settings)
    assert report.read == ("120 lines of text",)
    assert Workspace(tmp_path).open_text_only.tokenizer.exists()
    assert not Workspace(tmp_path).tokenizer.exists()


def test_seed_pieces_count_running_text(tmp_path: Path) -> None:
    words, target = tmp_path / "words.txt", tmp_path / "seeds.tsv"
    words.write_text("携帯\t携帯\n携帯\t帯\n", encoding="utf-8")
    settings = PieceSettings(min_count=2)
    assert pieces.write_seed_pieces(words, target, settings) == 3
    assert target.read_text(encoding="utf-8").splitlines() == ["携帯\t6", "帯\t4", "携\t3"]


def test_words_stand_between_tabs_without_white_space(tmp_path: Path) -> None:
    target = tmp_path / "words.txt"
    pieces.write_words(["ｉＰｈｏｎｅ を買った", ""], target, processes=1)
    assert target.read_text(encoding="utf-8") == "iPhone\tを\t買った\n\n"


def test_several_processes_keep_the_order(tmp_path: Path) -> None:
    texts = [f"{number}円の店" for number in range(6_001)]
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    pieces.write_words(texts, one, processes=1)
    pieces.write_words(texts, two, processes=2)
    assert one.read_bytes() == two.read_bytes()
