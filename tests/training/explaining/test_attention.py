"""Attention weights are those that the layer used."""

import keras
import numpy as np

from training.attention import KeyMaskedSelfAttention
from training.explaining.attention import SeedWeight, attention_weights
from training.explaining.text_network import IntArray, TextNetwork, softmax_head
from training.seed_network import attention_table, build_seed_network
from training.settings import SeedSettings

TEXT: IntArray = np.array([3, 1, 4, 15, 9], np.int32)


def test_the_weights_times_the_inputs_are_the_layers_output() -> None:
    ids = keras.Input((None,), dtype="int32")
    vectors = keras.layers.Embedding(20, 6, name="embedding")(ids)
    model = keras.Model(ids, [vectors, KeyMaskedSelfAttention(name="attention")(vectors)])
    weights = attention_weights(model, "attention")(TEXT)
    inputs, outputs = (np.asarray(each[0]) for each in model(TEXT[np.newaxis]))
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(weights @ inputs, outputs, atol=1e-6)


def test_the_seeds_weight_is_that_of_its_table() -> None:
    settings = SeedSettings(length=4, dimensions=6, hidden=3)
    model = build_seed_network(20, 3, settings)
    network = TextNetwork(model, softmax_head, fixed_length=4)
    shown = SeedWeight(network).explain(TEXT, 0)
    table = attention_table(model, list("abcde"), TEXT.tolist())
    assert shown[0] == -np.inf  # the network reads the last four only
    np.testing.assert_allclose(shown[1:], [row.weight for row in table], atol=1e-6)
