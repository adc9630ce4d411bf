"""Each sentence is tested once, and what is held out is held out."""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from training.corpus import CATEGORIES, Sentence
from training.folds import Fold, article_folds, sentence_folds


@pytest.mark.parametrize("make", [article_folds, sentence_folds])
def test_every_sentence_is_tested_exactly_once(
    sentences: list[Sentence], make: Callable[..., list[Fold]]
) -> None:
    folds = make(sentences)
    assert len(folds) == 10
    assert sorted(np.concatenate([fold.test for fold in folds])) == list(range(len(sentences)))
    for fold in folds:
        assert sorted([*fold.train, *fold.test]) == list(range(len(sentences)))


def test_no_article_stands_on_both_sides(sentences: list[Sentence]) -> None:
    for fold in article_folds(sentences):
        train, test = ({sentences[index].article_id for index in side} for side in fold)
        assert train.isdisjoint(test)


def test_random_folds_hold_the_same_share_of_every_category(sentences: list[Sentence]) -> None:
    for fold in sentence_folds(sentences):
        counts = Counter(sentences[index].label for index in fold.test)
        assert counts["スポーツ"] in (52, 53)
        assert counts["京都"] in (149, 150)


def test_article_folds_hold_every_category(sentences: list[Sentence]) -> None:
    for fold in article_folds(sentences):
        assert {sentences[index].label for index in fold.test} == set(CATEGORIES)


@pytest.mark.parametrize("make", [article_folds, sentence_folds])
def test_the_seed_decides_the_folds(
    sentences: list[Sentence], make: Callable[..., list[Fold]]
) -> None:
    first, again, other = (make(sentences, seed=seed)[0].test for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
