"""Evidence by counting: by hand, and by what must not matter."""

import numpy as np
import pytest

from training.counting import counted_evidence

COMMON, OF_FIRST, OF_SECOND, UNSEEN = 0, 1, 2, 3
TEXTS = [[COMMON, OF_FIRST], [COMMON, OF_FIRST], [COMMON, OF_SECOND], [COMMON, OF_SECOND]]
LABELS = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], float)


def test_a_piece_speaks_for_the_category_in_whose_texts_it_stands() -> None:
    evidence = counted_evidence(TEXTS, LABELS, 4, smoothing=0.1)
    assert evidence[OF_FIRST, 0] > 1 > -1 > evidence[OF_FIRST, 1]
    assert evidence[OF_SECOND, 1] > 1 > -1 > evidence[OF_SECOND, 0]
    np.testing.assert_allclose(evidence[[COMMON, UNSEEN]], 0, atol=1e-6)


def test_the_weights_are_those_of_complement_naive_bayes() -> None:
    share = 2 / np.sqrt(2)  # of each piece in the two texts of its category, of length 1
    smoothed = np.array([[0.1 + 2 * share / 2, 0.1, 0.1 + share, 0.1]])
    complement_of_first = smoothed[0, [0, 1, 2, 3]]
    total = complement_of_first.sum()
    of_first = -np.log(complement_of_first / total)
    of_second = -np.log(np.array([complement_of_first[0], 0.1 + share, 0.1, 0.1]) / total)
    mean = (of_first + of_second) / 2
    expected = np.stack([of_first - mean, of_second - mean], axis=1)
    expected[UNSEEN] = 0
    found = counted_evidence(TEXTS, LABELS, 4, smoothing=0.1)
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_a_text_counts_by_its_share_of_a_category() -> None:
    halved = [[OF_FIRST]]
    none = counted_evidence(TEXTS + halved, np.vstack([LABELS, [[0, 0]]]), 4, smoothing=0.1)
    np.testing.assert_allclose(none, counted_evidence(TEXTS, LABELS, 4, 0.1), atol=1e-6)
    against = counted_evidence(TEXTS + halved, np.vstack([LABELS, [[0, 0.5]]]), 4, smoothing=0.1)
    assert against[OF_FIRST, 0] < none[OF_FIRST, 0]


def test_evidence_is_against_the_mean_of_all_categories() -> None:
    draw = np.random.default_rng(0)
    texts = [draw.integers(0, 50, size=9).tolist() for _ in range(30)]
    evidence = counted_evidence(texts, draw.random((30, 5)), 50, smoothing=0.5)
    assert evidence.shape == (50, 5)
    assert evidence.sum(axis=1) == pytest.approx(0, abs=1e-4)
