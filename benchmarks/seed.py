"""The article's network as a contender in time: its size and layers, weights at random.

What its weights are makes no difference to how long it takes.
"""

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from classifier.tokenizer import Tokenizer
from training.seed_network import build_seed_network, pad
from training.settings import SeedSettings

_NUM_CATEGORIES = 4
SETTINGS = SeedSettings()


def seed_model(tokenizer: Tokenizer) -> keras.Model:
    """The network for this tokenizer's pieces; reads 66 of them, as in the article."""
    return build_seed_network(tokenizer.vocabulary_size, _NUM_CATEGORIES, SETTINGS)


def by_predict(model: keras.Model, tokenizer: Tokenizer) -> Callable[[str], int]:
    """Text → category by `model.predict`, as in the article."""

    def classify(text: str) -> int:
        inputs = pad([tokenizer.ids(text)], SETTINGS.length)
        return int(model.predict(inputs, verbose=0).argmax())

    return classify


def by_function(model: keras.Model, tokenizer: Tokenizer) -> Callable[[str], int]:
    """Text → category by a traced `tf.function`: TensorFlow without predict's overhead."""
    forward = tf.function(
        lambda ids: model(ids, training=False),
        input_signature=[tf.TensorSpec((1, SETTINGS.length), tf.float32)],
    )

    def classify(text: str) -> int:
        inputs = pad([tokenizer.ids(text)], SETTINGS.length).astype(np.float32)
        return int(forward(inputs).numpy().argmax())

    return classify
