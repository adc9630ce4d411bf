"""The batches: every text once, marks beside their pieces, deletions drawn alike for both."""

from dataclasses import replace

import numpy as np
import pytest

from classifier.tokenizer import Tokenizer
from training import teacher
from training.corpus import CATEGORIES, Sentence
from training.course import Course, batches, padded
from training.gold_words import GoldWords
from training.reading import Labelled, labelled_texts
from training.settings import TrainingSettings
from training.workspace import Workspace


def test_padded_texts_end_in_zeros_at_a_multiple_of_eight() -> None:
    result = padded([[5], list(range(1, 10))])
    assert result.shape == (2, 16)
    assert result[0].tolist() == [5] + [0] * 15


def test_every_text_is_in_exactly_one_batch_and_long_ones_are_batched_fewer() -> None:
    texts = [[1] * length for length in range(1, 400)]
    drawn = batches(texts, 64, np.random.default_rng(0))
    assert sorted(index for batch in drawn for index in batch) == list(range(399))
    assert all(len(batch) <= 64 for batch in drawn)
    assert max(len(batch) * max(len(texts[index]) for index in batch) for batch in drawn) < 5000


@pytest.fixture(scope="module")
def gold_words(small_settings: TrainingSettings) -> GoldWords:
    return labelled_texts(small_settings).gold_words


@pytest.fixture(scope="module")
def place(small_settings: TrainingSettings, small_workspace: Workspace) -> Workspace:
    teacher.run(small_workspace, small_settings)
    return small_workspace


def course(
    place: Workspace, labelled: Labelled, settings: TrainingSettings, *, deletion: float
) -> Course:
    """Of labelled texts alone."""
    sizes = replace(settings.additive, deletion=deletion, open_lines=0, windows_per_article=0)
    return Course(place, labelled, replace(settings, additive=sizes), seed=0)


def test_pieces_in_function_words_are_marked_by_the_gold_words(
    place: Workspace,
    small_settings: TrainingSettings,
    sentences: list[Sentence],
    gold_words: GoldWords,
) -> None:
    few = [each for each in sentences if len(each.text) < 40][::150]
    labelled = Labelled(CATEGORIES, tuple(few), "a few", gold_words=gold_words)
    tokenizer = Tokenizer.from_file(place.tokenizer)
    marked, unmarked = set[str](), set[str]()
    for batch in course(place, labelled, small_settings, deletion=0).epoch():
        assert batch.ids.shape == batch.in_function_words.shape
        assert not batch.in_function_words[batch.ids == 0].any()
        for ids, marks in zip(batch.ids, batch.in_function_words, strict=True):
            if marks.any():  # whole articles and titles without their theme have no gold words
                marked |= {tokenizer.piece(int(each)) for each in ids[marks == 1]}
                unmarked |= {tokenizer.piece(int(each)) for each in ids[marks == 0] if each}
    assert {"は", "が", "を"} <= marked
    assert "京都" in unmarked - marked


def test_without_gold_words_nothing_is_marked(
    place: Workspace, small_settings: TrainingSettings, sentences: list[Sentence]
) -> None:
    labelled = Labelled(CATEGORIES, tuple(sentences[::200]), "a few")
    for batch in course(place, labelled, small_settings, deletion=0.3).epoch():
        assert batch.ids.shape == batch.in_function_words.shape
        assert not batch.in_function_words.any()
