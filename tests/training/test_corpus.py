"""KNBC's sentences, articles and passages are what its authors published."""

from collections import Counter

import pytest

from training.corpus import (
    CATEGORIES,
    Sentence,
    articles,
    passage,
    whole_articles,
    windows,
    without_theme,
    without_themes,
)


def test_every_published_sentence_is_read(sentences: list[Sentence]) -> None:
    counts = Counter(sentence.label for sentence in sentences)
    assert counts == {"グルメ": 888, "携帯電話": 1278, "京都": 1498, "スポーツ": 522}
    assert tuple(counts) == CATEGORIES


def test_articles_are_as_many_as_published(sentences: list[Sentence]) -> None:
    counts = Counter(article[0].label for article in articles(sentences))
    assert counts == {"グルメ": 57, "携帯電話": 79, "京都": 91, "スポーツ": 22}


def test_every_article_begins_with_its_only_title(sentences: list[Sentence]) -> None:
    for article in articles(sentences):
        assert [sentence.is_title for sentence in article] == [True] + [False] * (len(article) - 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("［グルメ］お店", "お店"),
        ("［京都観光］寺", "寺"),
        ("お店［グルメ］", "お店［グルメ］"),
        ("［笑］", "［笑］"),
    ],
)
def test_only_the_theme_at_the_beginning_is_taken_away(text: str, expected: str) -> None:
    assert without_theme(text) == expected


def test_no_title_gives_its_label_away(sentences: list[Sentence]) -> None:
    stripped = without_themes(sentences)
    assert not any(sentence.is_title for sentence in stripped)
    assert all(sentence.text for sentence in stripped)


def test_only_titles_that_are_nothing_but_a_theme_are_left_out(sentences: list[Sentence]) -> None:
    kept = {sentence.id for sentence in without_themes(sentences)}
    left_out = [sentence for sentence in sentences if sentence.id not in kept]
    assert left_out
    assert all(sentence.is_title and sentence.text.endswith("］") for sentence in left_out)


def test_a_passage_breaks_lines_where_no_mark_ends_the_sentence() -> None:
    lines = ["題", "行った。", "喫茶", "北山"]
    parts = [Sentence(f"A-{n}", "A", text, "京都") for n, text in enumerate(lines)]
    assert passage(parts) == Sentence("A-0..A-3", "A", "題\n行った。喫茶\n北山", "京都")


def test_windows_are_neighbours_of_one_article(sentences: list[Sentence]) -> None:
    texts = {article.article_id: article.text for article in whole_articles(sentences)}
    drawn = windows(sentences, per_article=3, longest=5, seed=0)
    assert len(drawn) == 3 * len(texts)
    assert all(window.text in texts[window.article_id] for window in drawn)


def test_windows_hold_two_sentences_to_the_longest(sentences: list[Sentence]) -> None:
    position = {each.id: n for n, each in enumerate(sentences)}
    bounds = [each.id.split("..") for each in windows(sentences, per_article=9, longest=5, seed=0)]
    lengths = {position[last] - position[first] + 1 for first, last in bounds}
    assert lengths == {2, 3, 4, 5}


def test_the_same_seed_draws_the_same_windows(sentences: list[Sentence]) -> None:
    first, again, other = (
        windows(sentences, per_article=2, longest=8, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again != other
