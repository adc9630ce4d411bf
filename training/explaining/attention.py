"""Attention taken for an explanation.

Jain and Wallace 2019, "Attention is not Explanation", say why it is none: rows to beat.
"""

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf

from training.explaining.text_network import FloatArray, IntArray, TextNetwork


def attention_weights(model: keras.Model, name: str) -> Callable[[IntArray], FloatArray]:
    """Piece ids (T,) → the weights (T, T) of a `KeyMaskedSelfAttention` layer.

    Without a mask, since one text alone needs none.

    Args:
        model: functional.
        name: of the layer.
    """
    layer = model.get_layer(name)
    before = keras.Model(model.input, keras.tree.flatten(layer.input)[0])

    @tf.function(input_signature=[tf.TensorSpec((1, None), tf.int32)])
    def weights(ids: tf.Tensor) -> tf.Tensor:
        return layer.weights_of(before(ids, training=False))[0]

    return lambda ids: np.asarray(weights(ids.astype(np.int32)[np.newaxis]))


@dataclass(frozen=True, slots=True)
class AttentionReceived:
    """How much attention all pieces together pay to each.

    Attributes:
        weights: piece ids (T,) → attention (T, T), rows are the ones who look and add up to 1.
        network: whose forward passes are counted.
    """

    weights: Callable[[IntArray], FloatArray]
    network: TextNetwork

    @property
    def name(self) -> str:
        """See `Explainer`."""
        return "attention received"

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`; the category makes no difference to it."""
        self.network.passes.forward += 1
        return np.asarray(self.weights(ids).mean(axis=0))


class SeedWeight:
    """The seed's heat map: the largest component of the attention layer's output at each piece.

    Args:
        network: the seed's.
        attention: name of its attention layer, (B, L, D).
    """

    name = "the seed's weight"

    def __init__(self, network: TextNetwork, attention: str = "attention") -> None:
        self._network = network
        layer = keras.Model(network.model.input, network.model.get_layer(attention).output)
        self._weights = tf.function(
            lambda ids: tf.reduce_max(layer(ids, training=False), axis=-1)[0],
            input_signature=[tf.TensorSpec((1, None), tf.int32)],
        )

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """See `Explainer`; the category makes no difference to it.

        What the network does not read of a long text comes last.
        """
        self._network.passes.forward += 1
        padded = self._network.padded(ids, len(ids))
        weights = self._weights(padded[np.newaxis]).numpy()[-len(ids) :]
        unread = np.full(len(ids) - len(weights), -np.inf)
        return np.concatenate([unread, weights])
