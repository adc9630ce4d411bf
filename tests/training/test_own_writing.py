"""The texts written for testing (`tests/data/`) are sound: readable, balanced, varied, our own."""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from training.corpus import CATEGORIES, Sentence, without_theme
from training.reading import none_of_the_themes

DATA = Path(__file__).resolve().parents[1] / "data"
POSTS = "posts_of_today.csv"
NONE = "none_of_the_themes.csv"
DEMO = "demo_posts.csv"
NO_THEME = "none"
# Shorter ones (わかる、こんばんは) anyone writes; from here on an equal passage is a copied one.
COPIED_CHARACTERS = 9

Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    """The rows of one file; strict, so that a stray quote fails."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def normalized(text: str) -> str:
    """What makes two texts the same: NFKC without white space; ﾗｰﾒﾝ です → ラーメンです."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("name", [POSTS, NONE, DEMO])
def test_nothing_that_is_tested_on_has_been_learned(name: str) -> None:
    learned = {normalized(text) for text in none_of_the_themes()}
    tested = {normalized(row["text"]) for row in rows_of(name)}
    assert {text for text in learned & tested if len(text) >= COPIED_CHARACTERS} == set()


@pytest.fixture(scope="module")
def posts() -> list[Row]:
    return rows_of(POSTS)


@pytest.fixture(scope="module")
def none() -> list[Row]:
    return rows_of(NONE)


@pytest.mark.parametrize("name", [POSTS, NONE, DEMO])
def test_file_is_plain_utf_8_with_one_kind_of_line_end(name: str) -> None:
    content = (DATA / name).read_bytes()
    assert content.decode("utf-8").startswith("text,label,kind\n")
    assert b"\r" not in content
    assert b"\0" not in content
    assert "\ufffd" not in content.decode("utf-8")


@pytest.mark.parametrize("name", [POSTS, NONE, DEMO])
def test_every_row_is_complete(name: str) -> None:
    for row in rows_of(name):
        assert set(row) == {"text", "label", "kind"}, row
        assert all(value == value.strip() != "" for value in row.values()), row


def test_posts_of_today_hold_at_least_sixty_of_each_theme(posts: list[Row]) -> None:
    counts = Counter(row["label"] for row in posts)
    assert set(counts) == set(CATEGORIES)
    assert min(counts.values()) >= 60


def test_a_good_part_of_each_theme_names_no_keyword(posts: list[Row]) -> None:
    assert {row["kind"] for row in posts} == {"named", "implicit"}
    for category in CATEGORIES:
        kinds = Counter(row["kind"] for row in posts if row["label"] == category)
        assert 0.2 <= kinds["implicit"] / kinds.total() <= 0.35, category


def test_texts_of_none_of_the_themes_cover_many_areas(none: list[Row]) -> None:
    assert {row["label"] for row in none} == {NO_THEME}
    assert len(none) >= 330
    assert len({row["kind"] for row in none}) >= 20


def test_words_of_the_themes_in_another_sense_are_among_them(none: list[Row]) -> None:
    figurative = [row["text"] for row in none if row["kind"] == "figurative"]
    assert len(figurative) >= 40
    for word in ("ゴール", "味", "充電", "京", "清水"):
        assert any(word in text for text in figurative), word


def test_no_text_stands_twice() -> None:
    texts = [normalized(row["text"]) for name in (POSTS, NONE, DEMO) for row in rows_of(name)]
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_nothing_is_copied_from_knbc(sentences: list[Sentence]) -> None:
    published = {normalized(without_theme(sentence.text)) for sentence in sentences}
    passages = [text for text in published if len(text) >= COPIED_CHARACTERS]
    own = "\n".join(
        normalized(row["text"]) for name in (POSTS, NONE, DEMO) for row in rows_of(name)
    )
    assert [passage for passage in passages if passage in own] == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_theme_has_short_middling_and_long_posts(category: str, posts: list[Row]) -> None:
    lengths = [len(row["text"]) for row in posts if row["label"] == category]
    assert sum(length <= 15 for length in lengths) >= 12
    assert sum(15 < length < 100 for length in lengths) >= 25
    assert sum(length >= 100 for length in lengths) >= 8
    assert max(lengths) <= 300


def test_texts_of_none_of_the_themes_are_short_and_long(none: list[Row]) -> None:
    lengths = [len(row["text"]) for row in none]
    assert sum(length <= 15 for length in lengths) >= 80
    assert sum(length >= 100 for length in lengths) >= 20


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_theme_has_the_signs_of_a_chat(category: str, posts: list[Row]) -> None:
    texts = [row["text"] for row in posts if row["label"] == category]
    half_width = [text for text in texts if any("\uff66" <= sign <= "\uff9f" for sign in text)]
    emoji = [text for text in texts if any(unicodedata.category(sign) == "So" for sign in text)]
    assert len(half_width) >= 2
    assert len(emoji) >= 5
    assert any("#" in text for text in texts)
    assert any("https://" in text for text in texts)


def test_links_lead_nowhere() -> None:
    for name in (POSTS, NONE, DEMO):
        for row in rows_of(name):
            for rest in row["text"].split("https://")[1:]:
                assert rest.split("/")[0] in {"example.com", "example.jp"}, row["text"]


def test_demo_shows_every_theme_and_the_hard_kinds() -> None:
    demo = rows_of(DEMO)
    assert len(demo) == 12
    assert {row["label"] for row in demo if row["kind"] == "short"} == set(CATEGORIES)
    kinds = {row["kind"] for row in demo}
    assert kinds >= {"unsure", "none", "figurative", "implicit", "emoji_and_url", "long"}
    assert all(len(row["text"]) >= 600 for row in demo if row["kind"] == "long")


def test_demo_labels_are_themes_none_or_two_where_both_are_right() -> None:
    for row in rows_of(DEMO):
        labels = row["label"].split("|")
        assert set(labels) <= {*CATEGORIES, NO_THEME}
        assert len(labels) == (2 if row["kind"] == "unsure" else 1)
