"""Tokens as shown: offsets into the text as written, whole characters, whole words."""

import itertools

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from classifier.graphemes import Graphemes, is_unseen
from classifier.tokenizer import Tokenizer
from classifier.words import JOIN_RULES, Boundary, Word, words_of
from tests.classifier.hard_texts import HARD_TEXTS

SURPRISING = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"京都のパンーﾊﾟｶﾞ㌔①ﬃﷺＡ１a1 　\t\r\n\0\x01▁〜.@:/`<>",
                *"\u200b\u200d\ufe0f\u0301\u3099\u20e3\U0001f3fd",
                *("👍", "🇯", "🇵", "👩\u200d👧", "\ud800"),
                *("https://a.jp/", "@a", "`x`", "```", "<@U1>", "&lt;", "a.com", "1️⃣"),
            ]
        ),
        st.characters(),
    ),
    max_size=40,
).map("".join)


def words(tokenizer: Tokenizer, text: str) -> list[Word]:
    graphemes = Graphemes(text)
    return words_of(text, tokenizer.encode(text, graphemes), graphemes)


def shown(tokenizer: Tokenizer, text: str) -> list[str]:
    return [text[word.start : word.end] for word in words(tokenizer, text)]


def check_words(tokenizer: Tokenizer, text: str) -> None:
    boundaries = {0} | {match.end() for match in regex.finditer(r"\X", text)}
    found = words(tokenizer, text)
    for word in found:
        assert 0 <= word.start < word.end <= len(text)
        assert word.start in boundaries
        assert word.end in boundaries
        assert not is_unseen(text[word.start : word.end])
        assert word.first_piece <= word.last_piece
    for left, right in itertools.pairwise(found):
        assert left.end <= right.start
        assert left.last_piece < right.first_piece


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_words_of_hard_texts_are_in_order_and_whole(tokenizer: Tokenizer, text: str) -> None:
    assert words(tokenizer, text)
    check_words(tokenizer, text)


@given(text=SURPRISING)
@example(text="\U0001f1e6")
def test_words_of_any_text_are_in_order_and_whole(tokenizer: Tokenizer, text: str) -> None:
    check_words(tokenizer, text)


def joined_asking_everywhere(tokenizer: Tokenizer, text: str) -> list[str]:
    """As `words_of`, but every rule is asked at every boundary."""
    graphemes = Graphemes(text)
    apart = words_of(text, tokenizer.encode(text, graphemes), graphemes, rules=())
    found: list[tuple[int, int]] = []
    for word in apart:
        left = text[slice(*found[-1])] if found and found[-1][1] == word.start else ""
        boundary = Boundary(left, text[word.start : word.end], text[word.end :])
        if left and any(rule(boundary) for rule in JOIN_RULES):
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
    return [text[start:end] for start, end in found]


JOINABLE = st.text(
    alphabet="京都番食べりろーぅパｶﾞか\u3099aＡé\u0301１9.,：-−〜 。千円時間さんたち", max_size=30
)


@given(text=st.one_of(JOINABLE, SURPRISING))
def test_no_boundary_that_a_rule_would_join_is_left_unasked(
    tokenizer: Tokenizer, text: str
) -> None:
    assert shown(tokenizer, text) == joined_asking_everywhere(tokenizer, text)


@pytest.mark.parametrize(
    "text",
    [text for text in HARD_TEXTS.values() if not regex.search(r"[<@`\ud800]", text)],
)
def test_every_letter_is_shown_as_the_author_wrote_it(tokenizer: Tokenizer, text: str) -> None:
    letters = [character for character in text if character.isalpha()]
    assert [c for c in "".join(shown(tokenizer, text)) if c.isalpha()] == letters


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("朝からクロワッサンを", "クロワッサン"),
        ("このラーメンは", "ラーメン"),
        ("新しいｹｰﾀｲの", "ｹｰﾀｲ"),
        ("赤いiPhone15の", "iPhone15"),
        ("駅のＷｉＦｉが", "ＷｉＦｉ"),
        ("店のcafe\u0301は", "cafe\u0301"),
        ("夜は10〜20人で", "10〜20"),
        ("値段は1,000円", "1,000円"),
        ("あと３時間は", "３時間"),
        ("私たちが", "私たち"),
        ("家から3.5キロ", "3.5"),
        ("駅まで2㌔ある", "㌔"),
        ("みんなが👨\u200d👩\u200d👧\u200d👦で", "👨\u200d👩\u200d👧\u200d👦"),
    ],
)
def test_a_word_is_shown_in_one_piece(tokenizer: Tokenizer, text: str, word: str) -> None:
    assert any(token.startswith(word) for token in shown(tokenizer, text)), shown(tokenizer, text)


@pytest.mark.parametrize(
    "text", ["パン パン", "ab cd", "パン、パン", "10 20", "パン\nパン", "パンab"]
)
def test_different_words_stay_apart(tokenizer: Tokenizer, text: str) -> None:
    assert len(shown(tokenizer, text)) >= 2


@pytest.mark.parametrize(
    ("left", "right", "following", "one_word"),
    [
        ("銀", "閣", "寺", True),
        ("品", "揃え", "が", True),
        ("ご馳走", "様", "", True),
        ("京都", "観光", "", False),
        ("番", "好きな", "", False),
        ("走", "り", "ながら", True),
        ("寄", "れば", "", True),
        ("麺", "を", "食べ", False),
        ("寺", "まで", "", False),
        ("ど", "ぉ", "しても", True),
        ("うま", "ー", "い", True),
        ("。", "ー", "", False),
        ("Ｊ", "−", "ＰＨＯＮＥ", True),
        ("Ｊ−", "ＰＨＯＮＥ", "", True),
        ("3", "-", "x", True),
        ("京都", "−", "A", False),
        ("５００", "円", "で", True),
        ("3", "メートル", "先", True),
        ("三", "人前", "", True),
        ("京都", "時間", "", False),
        ("統一", "回生", "", False),
        ("3", "京都", "", False),
        ("学生", "さん", "が", True),
        ("サッカー", "くん", "", True),
        ("食べた", "さん", "", False),
        ("店", "さんざん", "", False),
    ],
)
def test_neighbours_are_one_word_by_their_script(
    left: str, right: str, following: str, one_word: bool
) -> None:
    boundary = Boundary(left, right, following)
    assert any(rule(boundary) for rule in JOIN_RULES) is one_word


def test_without_rules_only_characters_are_kept_whole(tokenizer: Tokenizer) -> None:
    text = "ｶﾞｷﾞｸﾞｹﾞｺﾞ"
    graphemes = Graphemes(text)
    found = words_of(text, tokenizer.encode(text, graphemes), graphemes, rules=())
    assert all((word.end - word.start) % 2 == 0 for word in found)
    assert JOIN_RULES


def test_no_piece_belongs_to_two_words(tokenizer: Tokenizer) -> None:
    text = "ﷺ㌔ﬃ京都①②"
    used = [
        index
        for word in words(tokenizer, text)
        for index in range(word.first_piece, word.last_piece + 1)
    ]
    assert len(used) == len(set(used))
