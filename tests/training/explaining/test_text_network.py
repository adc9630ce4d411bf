"""A batch gives every text what it gets alone, and the gradient is the probability's."""

import numpy as np
import pytest

from training.explaining.text_network import IntArray, Passes, TextNetwork

from .conftest import HEAD, NUM_CATEGORIES, Tiny

TEXT: IntArray = np.array([3, 30, 41, 9, 17], np.int32)


def test_texts_of_different_lengths_share_a_batch_without_a_trace(tiny: Tiny) -> None:
    together = tiny.network.probabilities(tiny.texts)
    alone = np.concatenate([tiny.network.probabilities([text]) for text in tiny.texts])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_a_text_with_nothing_left_gets_the_bias(tiny: Tiny) -> None:
    empty = np.empty(0, np.int32)
    bias = np.exp(np.array(HEAD.bias[:NUM_CATEGORIES]) / HEAD.calibration.temperature)
    np.testing.assert_allclose(tiny.network.probabilities([empty])[0], bias / bias.sum(), rtol=1e-5)


def test_the_gradient_predicts_a_small_step(tiny: Tiny) -> None:
    vectors = tiny.network.embed(TEXT)
    gradient = tiny.network.gradients(TEXT, vectors[np.newaxis], category=1)[0]
    step = 1e-2 * np.random.default_rng(0).standard_normal(vectors.shape)
    path = vectors + np.linspace(0, 1, 200)[:, np.newaxis, np.newaxis] * step
    total = (tiny.network.gradients(TEXT, path, category=1).mean(axis=0) * step).sum()
    assert total == pytest.approx((gradient * step).sum(), rel=0.1)


def test_passes_are_counted_text_by_text(tiny: Tiny) -> None:
    tiny.network.passes = Passes()
    tiny.network.probabilities([TEXT, TEXT[:2]])
    tiny.network.gradients(TEXT, np.zeros((7, len(TEXT), 12)), category=0)
    assert tiny.network.passes == Passes(forward=9, backward=7)


def test_a_fixed_length_pads_in_front_and_reads_the_end(tiny: Tiny) -> None:
    network = TextNetwork(tiny.network.model, HEAD, fixed_length=4)
    assert network.padded(TEXT, len(TEXT)).tolist() == [30, 41, 9, 17]
    assert network.padded(TEXT[:2], 2).tolist() == [0, 0, 3, 30]
    gradient = network.gradients(TEXT, network.embed(TEXT)[np.newaxis], category=0)[0]
    assert gradient.shape == (5, 12)
    assert not gradient[0].any()
    assert gradient[1:].any()
