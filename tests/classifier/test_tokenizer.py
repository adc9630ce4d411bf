"""What the model is shown of a text, and with which offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.tokenizer import Tokenizer
from tests.classifier.hard_texts import HARD_TEXTS


def read(tokenizer: Tokenizer, text: str) -> str:
    """All that the model is shown, as written, without white space."""
    pieces = tokenizer.encode(text)
    return "".join("".join(text[piece.start : piece.end] for piece in pieces).split())


def check_offsets(tokenizer: Tokenizer, text: str) -> None:
    position = 0
    for piece in tokenizer.encode(text):
        assert position <= piece.start <= piece.end <= len(text)
        position = piece.end


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_offsets_of_hard_texts_run_forward(tokenizer: Tokenizer, text: str) -> None:
    check_offsets(tokenizer, text)


@given(text=st.text())
def test_offsets_of_any_text_run_forward(tokenizer: Tokenizer, text: str) -> None:
    check_offsets(tokenizer, text)


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000"])
def test_white_space_has_no_pieces(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.encode(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("見て https://example.com/a?b=c#d すごい", "見てすごい"),
        ("見てhttps://example.com/a、すごい", "見て、すごい"),
        ("見て（http://a.jp/b）すごい", "見て（）すごい"),
        ("www.example.com/京都", "京都"),
        ("example.co.jp/abc を見た", "を見た"),
        ("tanaka.taro+1@example.co.jp へ送る", "へ送る"),
        ("@tanaka_1 うどん食べた", "うどん食べた"),
        ("<@U012AB3CD> うどん", "うどん"),
        ("<@U012AB3CD|taro> うどん", "うどん"),
        ("<!here> うどん", "うどん"),
        ("<#C012|general> うどん", "うどん"),
        ("<https://a.jp/b|うどんの店>", "うどんの店>"),
        ("`pip install x` を打つ", "を打つ"),
        ("```\nimport os\n京都\n``` の次", "の次"),
        ("うどん &amp; そば", "うどんそば"),
        ("1️⃣うどん", "うどん"),
    ],
)
def test_addresses_mentions_and_code_are_not_read(
    tokenizer: Tokenizer, text: str, expected: str
) -> None:
    assert read(tokenizer, text) == expected


@pytest.mark.parametrize(
    "text", ["15時@渋谷", "a.b.c", "3.14", "ASP.NET", "AT&T", "20:30に`", "うどん<そば", "C#とF#"]
)
def test_what_only_looks_like_an_address_is_read(tokenizer: Tokenizer, text: str) -> None:
    assert read(tokenizer, text) == text


@pytest.mark.parametrize(
    "text",
    ["a." * 20_000, "a" * 40_000, "<@" * 20_000, "`" * 39_999, "http:/" * 6_000, "@a" * 20_000],
    ids=["dots", "letters", "half mentions", "backticks", "half URLs", "mentions"],
)
def test_texts_made_to_stall_the_search_for_addresses_end(tokenizer: Tokenizer, text: str) -> None:
    assert all(piece.end <= len(text) for piece in tokenizer.encode(text))


def test_one_character_may_give_several_pieces(tokenizer: Tokenizer) -> None:
    assert {(piece.start, piece.end) for piece in tokenizer.encode("㌔")} <= {(0, 0), (0, 1)}


def test_ids_are_those_of_the_pieces(tokenizer: Tokenizer) -> None:
    text = "駅前のパン屋 https://a.jp"
    assert tokenizer.ids(text) == [piece.id for piece in tokenizer.encode(text)]
    assert max(tokenizer.ids(text)) < tokenizer.vocabulary_size
