"""Joins neighbouring pieces of one word for display; their contributions are added, the sum kept.

Two steps: pieces are widened to whole grapheme clusters and trimmed of white space; then
neighbours that touch are joined where one of `JOIN_RULES` says so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from classifier.graphemes import Graphemes, unseen_positions
from classifier.tokenizer import Piece


class Word(NamedTuple):
    """A stretch of the text as written, and the pieces that make it up.

    Attributes:
        start: offset of its first code point.
        end: offset behind its last one.
        first_piece: index of its first piece.
        last_piece: index of its last piece; all between belong to it.
    """

    start: int
    end: int
    first_piece: int
    last_piece: int


class Boundary(NamedTuple):
    """The place where two words touch, as a rule sees it.

    Attributes:
        left: the word so far; of a long one the last `_WINDOW` code points.
        right: the word that touches it.
        following: what the text goes on with behind `right`, at most `_WINDOW` code points.
    """

    left: str
    right: str
    following: str


JoinRule = Callable[[Boundary], bool]
"""Whether left and right are one word."""

_WINDOW = 32  # so that a text that is one endless word is still joined in linear time


_KATAKANA = r"[\p{Katakana}ー\uFF70\uFF9E\uFF9F]"
_KATAKANA_END = regex.compile(rf"{_KATAKANA}[\u3099\u309A]*\Z")
_KATAKANA_START = regex.compile(_KATAKANA)
_LATIN = r"[\p{Latin}\p{Nd}]"  # half and full width; accents belong to the letter before them
_LATIN_END = regex.compile(rf"{_LATIN}\p{{Mn}}*\Z")
_LATIN_START = regex.compile(_LATIN)
_DIGIT_END = regex.compile(r"\p{Nd}\Z")
_DIGIT_START = regex.compile(r"\p{Nd}")
_RANGE = "[〜～~]"
_RANGE_START = regex.compile(_RANGE)
_SIGN = "[.．,，:：/／]"
_SIGN_DIGIT_START = regex.compile(rf"{_SIGN}\p{{Nd}}")
_DIGIT_SIGN_END = regex.compile(rf"\p{{Nd}}(?:{_RANGE}|{_SIGN})\Z")
_HYPHEN = r"[-\u2010\u2011\u2212\uFF0D]"
_LATIN_HYPHEN_END = regex.compile(rf"{_LATIN}{_HYPHEN}\Z")
_HYPHEN_LATIN_START = regex.compile(rf"{_HYPHEN}{_LATIN}")
_KANJI = r"[\p{Han}々]"
_KANJI_END = regex.compile(rf"{_KANJI}\Z")
_KANJI_START = regex.compile(_KANJI)
_COUNTERS = "番年月日時分秒円人回個枚軒件度階"  # never the beginning of the next word
_NUMERAL = r"[\p{Nd}〇一二三四五六七八九十百千万億何数]"
_NUMBER_END = regex.compile(rf"(?:\A|[^\p{{Han}}]){_NUMERAL}+\Z")
_COUNTER = (
    rf"[{_COUNTERS}台本名位点歳才匹冊杯割倍つ万千百億％%]"
    r"|時間|[ヶケか箇]月|週間|年生|回生|人前|丁目|千円|万円|メートル|キロ|センチ|ミリ|グラム|パーセント|パケット"
)
_COUNTER_ALONE = regex.compile(_COUNTER)
_NAME = r"[\p{Han}々\p{Katakana}ー\p{Latin}]"
_NAME_END = regex.compile(rf"{_NAME}\Z")
_PERSON = "さん|さま|ちゃん|くん|たち"
_PERSON_ALONE = regex.compile(_PERSON)
_LETTER_END = regex.compile(r"\p{L}\Z")
_SMALL_KANA = "[ぁぃぅぇぉっゃゅょゎー]"
_SMALL_KANA_START = regex.compile(_SMALL_KANA)
# Kana with which no particle, no copula and no common auxiliary begins.
_OKURIGANA = "[いえきぎぐけげじずせぜづびぶべみむめりるれろ]"
_OKURIGANA_START = regex.compile(_OKURIGANA)


def joins_katakana(boundary: Boundary) -> bool:
    """クロ + ワッサン, ラ + ー + メン."""
    return bool(_KATAKANA_END.search(boundary.left) and _KATAKANA_START.match(boundary.right))


def joins_latin(boundary: Boundary) -> bool:
    """i + Phone + 15, Ｗｉ + − + Ｆｉ."""
    if _LATIN_END.search(boundary.left):
        return bool(
            _LATIN_START.match(boundary.right)
            or _HYPHEN_LATIN_START.match(boundary.right + boundary.following)
        )
    return bool(_LATIN_HYPHEN_END.search(boundary.left) and _LATIN_START.match(boundary.right))


def joins_numbers(boundary: Boundary) -> bool:
    """10 + 〜 + 20, 3 + . + 5, 1 + , + 000: a range, or a number with its signs."""
    if _DIGIT_END.search(boundary.left):
        return bool(
            _RANGE_START.match(boundary.right)
            or _SIGN_DIGIT_START.match(boundary.right + boundary.following)
        )
    return bool(_DIGIT_SIGN_END.search(boundary.left) and _DIGIT_START.match(boundary.right))


def joins_single_kanji(boundary: Boundary) -> bool:
    """銀 + 閣, 品 + 揃え: a kanji alone is mostly a part of the word beside it."""
    if _KANJI_START.fullmatch(boundary.left):
        return boundary.left not in _COUNTERS and bool(_KANJI_START.match(boundary.right))
    return bool(_KANJI_END.search(boundary.left) and _KANJI_START.fullmatch(boundary.right))


def joins_counter(boundary: Boundary) -> bool:
    """500 + 円, ２ + キロ, 三 + 人前: a number and what it counts."""
    return bool(_COUNTER_ALONE.fullmatch(boundary.right) and _NUMBER_END.search(boundary.left))


def joins_person(boundary: Boundary) -> bool:
    """学生 + さん, 私 + たち."""
    return bool(_PERSON_ALONE.fullmatch(boundary.right) and _NAME_END.search(boundary.left))


def joins_okurigana(boundary: Boundary) -> bool:
    """走 + り, 寄 + れば; not 麺 + を."""
    return bool(_KANJI_START.fullmatch(boundary.left) and _OKURIGANA_START.match(boundary.right))


def joins_small_kana(boundary: Boundary) -> bool:
    """ど + ぉ, うま + ー: no word begins with these."""
    return bool(_LETTER_END.search(boundary.left) and _SMALL_KANA_START.match(boundary.right))


# Where at least one rule might say yes, by the two code points that touch: one search over the
# text in place of a dozen at each of its boundaries.
_WORTH_ASKING = regex.compile(
    rf"""(?:
      (?<={_KATAKANA}|[\u3099\u309A])(?={_KATAKANA})
    | (?<={_LATIN}|\p{{Mn}})(?={_LATIN}|{_HYPHEN})
    | (?<={_HYPHEN})(?={_LATIN})
    | (?<=\p{{Nd}})(?={_RANGE}|{_SIGN})
    | (?<={_RANGE}|{_SIGN})(?=\p{{Nd}})
    | (?={_COUNTER})(?<={_NUMERAL})
    | (?<={_KANJI})(?={_KANJI}|{_OKURIGANA})
    | (?={_PERSON})(?<={_NAME})
    | (?<=\p{{L}})(?={_SMALL_KANA})
    )""",
    regex.VERBOSE,
)

JOIN_RULES: tuple[JoinRule, ...] = (
    joins_katakana,
    joins_latin,
    joins_numbers,
    joins_single_kanji,
    joins_counter,
    joins_person,
    joins_okurigana,
    joins_small_kana,
)


def words_of(
    text: str,
    pieces: Sequence[Piece],
    graphemes: Graphemes,
    rules: Sequence[JoinRule] = JOIN_RULES,
) -> list[Word]:
    """The words to show, in order, not overlapping; pieces of which nothing shows are in none."""
    seen = _trimmed(text, _whole_clusters(pieces, graphemes), graphemes)
    return list(_joined(text, seen, rules))


def _whole_clusters(pieces: Iterable[Piece], graphemes: Graphemes) -> Iterator[Word]:
    """Each piece widened to the clusters it touches; pieces that share a cluster become one."""
    word: Word | None = None
    for index, piece in enumerate(pieces):
        start = graphemes.start_of(piece.start)
        end = graphemes.end_of(max(piece.start, piece.end - 1))
        if word is not None and start < word.end:
            word = Word(word.start, max(word.end, end), word.first_piece, index)
            continue
        if word is not None:
            yield word
        word = Word(start, end, index, index)
    if word is not None:
        yield word


def _trimmed(text: str, words: Iterable[Word], graphemes: Graphemes) -> Iterator[Word]:
    """The words without the white space around them, cluster by cluster."""
    unseen = unseen_positions(text)

    def is_unseen(start: int, end: int) -> bool:
        return all(position in unseen for position in range(start, end))

    for word in words:
        start, end = word.start, word.end
        while start < end and is_unseen(start, graphemes.end_of(start)):
            start = graphemes.end_of(start)
        while start < end and is_unseen(graphemes.start_of(end - 1), end):
            end = graphemes.start_of(end - 1)
        if start < end:
            yield Word(start, end, word.first_piece, word.last_piece)


def _joined(text: str, words: Iterable[Word], rules: Sequence[JoinRule]) -> Iterator[Word]:
    worth_asking = {match.start() for match in _WORTH_ASKING.finditer(text)}
    word: Word | None = None
    for right in words:
        if (
            word is not None
            and right.start in worth_asking
            and _belong_together(text, word, right, rules)
        ):
            word = Word(word.start, right.end, word.first_piece, right.last_piece)
            continue
        if word is not None:
            yield word
        word = right
    if word is not None:
        yield word


def _belong_together(text: str, left: Word, right: Word, rules: Sequence[JoinRule]) -> bool:
    if left.end != right.start:
        return False
    boundary = Boundary(
        left=text[max(left.start, left.end - _WINDOW) : left.end],
        right=text[right.start : right.end],
        following=text[right.end : right.end + _WINDOW],
    )
    return any(rule(boundary) for rule in rules)
