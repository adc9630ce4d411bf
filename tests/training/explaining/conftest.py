"""A tiny additive network, trained in seconds on a task whose telling pieces are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
import pytest
import tensorflow as tf

from classifier.calibration import Calibration, LengthScale
from training.explaining.own import Contributions
from training.explaining.text_network import AdditiveHead, IntArray, TextNetwork

NUM_CATEGORIES = 3
KEYWORDS = np.arange(1, 25).reshape(NUM_CATEGORIES, 8)  # eight pieces that speak for each category
FILLERS = np.arange(25, 60)  # pieces that say nothing
VOCABULARY = 60
HEAD = AdditiveHead(
    bias=(0.1, -0.2, 0.05, 0.4),
    num_categories=NUM_CATEGORIES,
    length_scale=LengthScale(t0=2.0, alpha=0.3),
    calibration=Calibration(temperature=0.8),
)


@dataclass(frozen=True)
class Tiny:
    """The network, and texts that it has not seen with their labels."""

    network: TextNetwork
    contributions: Contributions
    texts: Sequence[IntArray]
    labels: Sequence[int]


def build_network() -> keras.Model:
    """Evidence from the piece alone, the gate from its neighbours; the last column is the fit."""
    ids = keras.Input((None,), dtype="int32")
    known = keras.ops.not_equal(ids, 0)
    vectors = keras.layers.Embedding(VOCABULARY, 8, name="embedding")(ids)
    known_column = keras.ops.expand_dims(keras.ops.cast(known, "float32"), -1)
    context = keras.layers.Conv1D(4, 3, padding="same", activation="relu")(vectors * known_column)
    gates = keras.layers.Dense(1, activation="sigmoid")(context) * known_column
    own = keras.layers.Embedding(VOCABULARY, NUM_CATEGORIES + 1, name="own")(ids)
    contributions = gates * (keras.layers.Dense(NUM_CATEGORIES + 1, use_bias=False)(vectors) + own)
    outputs = {"contributions": contributions, "gates": keras.ops.squeeze(gates, -1)}
    return keras.Model(ids, outputs)


def draw_text(rng: np.random.Generator) -> tuple[IntArray, int]:
    """Fillers, a few keywords of one category and sometimes one of another; 3 to 60 pieces."""
    label = int(rng.integers(NUM_CATEGORIES))
    fillers = rng.choice(FILLERS, rng.integers(2, 55))
    telling = rng.choice(KEYWORDS[label], rng.integers(1, 5))
    misleading = rng.choice(KEYWORDS[(label + 1) % NUM_CATEGORIES], rng.integers(0, 2))
    ids = rng.permutation(np.concatenate([fillers, telling, misleading])).astype(np.int32)
    return ids, label


def fit(model: keras.Model, rng: np.random.Generator, steps: int = 150) -> None:
    optimizer = keras.optimizers.Adam(0.03)
    optimizer.build(model.trainable_variables)

    @tf.function(input_signature=[tf.TensorSpec((None, None), tf.int32), tf.TensorSpec((None,))])
    def step(ids: tf.Tensor, labels: tf.Tensor) -> None:
        lengths = tf.math.count_nonzero(ids, axis=1, dtype=tf.float32)
        with tf.GradientTape() as tape:
            p = HEAD(model(ids, training=True), lengths)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, p))
        gradients = tape.gradient(loss, model.trainable_variables)
        pairs = zip(gradients, model.trainable_variables, strict=True)
        optimizer.apply_gradients((g, v) for g, v in pairs if g is not None)

    for _ in range(steps):
        texts, labels = zip(*(draw_text(rng) for _ in range(32)), strict=True)
        ids = keras.utils.pad_sequences(texts, padding="post")
        step(ids, np.array(labels, np.float32))


@pytest.fixture(scope="session")
def tiny() -> Tiny:
    keras.utils.set_random_seed(1)
    rng = np.random.default_rng(1)
    model = build_network()
    fit(model, rng)
    texts, labels = zip(*(draw_text(rng) for _ in range(60)), strict=True)
    network = TextNetwork(model, HEAD)
    return Tiny(network, Contributions(network, HEAD), texts, labels)
