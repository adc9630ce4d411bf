"""Long texts are cut at sentence ends where they have any, and never beyond what is allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.segments import segments
from classifier.tokenizer import Tokenizer

SENTENCE = "駅前のパン屋のクロワッサンが絶品すぎる。"


def cut(tokenizer: Tokenizer, text: str, segment_length: int) -> list[str]:
    pieces = tokenizer.encode(text)
    parts = (pieces[part] for part in segments(text, pieces, segment_length))
    return [text[part[0].start : part[-1].end] for part in parts]


def test_a_short_text_is_one_segment(tokenizer: Tokenizer) -> None:
    assert cut(tokenizer, SENTENCE * 2, 100) == [SENTENCE * 2]


@pytest.mark.parametrize("end", ["。", "！", "？", "!?", "。」", "……", "\n", "). "])
def test_segments_end_where_sentences_end(tokenizer: Tokenizer, end: str) -> None:
    sentence = f"駅前のパン屋が絶品{end}"
    length = len(tokenizer.encode(sentence * 2)) + 2
    parts = cut(tokenizer, sentence * 9, length)
    assert len(parts) >= 4
    assert all(part.strip().startswith("駅前") for part in parts)


def test_a_text_without_sentence_ends_is_cut_when_a_segment_is_full(tokenizer: Tokenizer) -> None:
    text = "駅前のパン屋" * 40
    pieces = tokenizer.encode(text)
    lengths = [part.stop - part.start for part in segments(text, pieces, 16)]
    assert set(lengths[:-1]) == {16}


def test_no_pieces_are_no_segments(tokenizer: Tokenizer) -> None:
    assert cut(tokenizer, "", 8) == []


@given(text=st.text(alphabet="京都のパン。！？\n a.」", max_size=120), length=st.integers(1, 20))
def test_segments_hold_every_piece_once(tokenizer: Tokenizer, text: str, length: int) -> None:
    pieces = tokenizer.encode(text)
    covered: list[int] = []
    for part in segments(text, pieces, length):
        assert 1 <= part.stop - part.start <= length
        covered += range(part.start, part.stop)
    assert covered == list(range(len(pieces)))
