"""The additive network: context decides how much a piece counts, the piece decides for what.

    contribution[t] = gate(context of t) * evidence(piece t)
    logits          = bias + length_scale(T) * sum over t of contribution[t]

Only the fit score has a bias: a text that says nothing speaks for no category. The gate sees the
whole text (self-attention, then a convolution over neighbours); the evidence sees the piece alone,
and only content words are evidence at all. So the heat map is the network's own sum, not an
estimate of it.

Two forms of one network: `TrainingNetwork` computes evidence from fixed piece features;
`folded` turns all that depends on one piece alone into two lookup tables, which is what is served.

Letters used for shapes: B = texts, T = pieces, V = vocabulary, F = features of a piece,
G = gate channels, C = categories, K = C + 1 (the last column: does any category fit).
"""

from dataclasses import dataclass
from typing import cast

import keras
import numpy as np
import numpy.typing as npt
from keras import layers, ops

from classifier.calibration import LengthScale
from training.attention import KeyMaskedSelfAttention
from training.settings import AdditiveSettings

Features = npt.NDArray[np.float32]

LENGTH_SCALE = LengthScale(t0=8.0, alpha=0.5)
"""Between a sum, which is too sure of long texts, and a mean, which is never sure."""


GAIN = 5.0
"""Undoes the length scale at about 20 pieces, so that evidence is learned at its natural size."""


@dataclass(frozen=True, slots=True)
class TrainingNetwork:
    """What is fitted, and the parts of it that are folded into tables afterwards.

    Attributes:
        model: piece ids (B, T), 0 for padding → logits (B, K).
        features: (V, F), fixed.
        is_content: (V,) 1 for pieces that may be evidence, 0 for the others; fixed.
        num_outputs: K.
        settings: sizes.
    """

    model: keras.Model
    features: Features
    is_content: Features
    num_outputs: int
    settings: AdditiveSettings

    @property
    def bias(self) -> npt.NDArray[np.float32]:
        """(K,) what no piece carries: 0 but for the fit score."""
        (of_fit,) = self.model.get_layer("bias").get_weights()
        return np.pad(np.asarray(of_fit, np.float32), (self.num_outputs - 1, 0))


@keras.saving.register_keras_serializable(package="training")
class FitBias(layers.Layer):
    """Adds a trained number to the last column, the fit score: (B, K) → (B, K)."""

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        """One value."""
        self._before = cast(int, input_shape[-1]) - 1
        self.bias = self.add_weight(shape=(1,), initializer="zeros", name="bias")

    def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
        """(B, K) → (B, K)."""
        return inputs + ops.pad(self.bias, [[self._before, 0]])


def additive_network(
    features: Features, is_content: Features, num_outputs: int, settings: AdditiveSettings
) -> TrainingNetwork:
    """The network before training.

    Args:
        features: (V, F), row 0 zero.
        is_content: (V,) 1 for pieces that may be evidence, 0 for the others.
        num_outputs: K.
        settings: sizes and dropout.
    """
    vocabulary_size, width = features.shape
    ids = keras.Input((None,), dtype="int32", name="piece_ids")
    table = layers.Embedding(
        vocabulary_size, width, weights=[features], trainable=False, name="features"
    )
    piece = table(ids)
    projected = layers.Dense(settings.gate_channels, use_bias=False, name="project")(piece)
    gates = _gates(ids, layers.Dropout(settings.gate_dropout)(projected), settings)
    allowed = layers.Embedding(
        vocabulary_size, 1, weights=[is_content[:, np.newaxis]], trainable=False, name="is_content"
    )(ids)
    evidence = _evidence(ids, piece, vocabulary_size, num_outputs, settings)
    contributions = layers.Multiply(name="contributions")([gates, allowed, evidence])
    length = ops.sum(ops.cast(ops.not_equal(ids, 0), "float32"), axis=1, keepdims=True)
    scale = ops.power(ops.maximum(length, 1.0) + LENGTH_SCALE.t0, -LENGTH_SCALE.alpha)
    logits = FitBias(name="bias")(scale * ops.sum(contributions, axis=1))
    return TrainingNetwork(keras.Model(ids, logits), features, is_content, num_outputs, settings)


def add_evidence(network: TrainingNetwork, evidence: Features) -> None:
    """Adds (V, C) to what the pieces say of the categories; pieces that are no evidence stay so."""
    layer = network.model.get_layer("correction")
    (correction,) = layer.get_weights()
    correction[:, : evidence.shape[1]] += evidence / GAIN
    layer.set_weights([correction])


def folded(network: TrainingNetwork) -> keras.Model:
    """The same function with all that a piece decides alone looked up in two tables.

    Returns:
        Piece ids (B, T), 0 for padding → {"contributions": (B, T, K), "gates": (B, T)}.
    """
    ids = keras.Input((None,), dtype="int32", name="piece_ids")
    tables = {"project": _project_table(network), "evidence": _evidence_table(network)}
    looked_up = {
        name: layers.Embedding(*values.shape, weights=[values], name=f"{name}_table")(ids)
        for name, values in tables.items()
    }
    gates = _gates(ids, looked_up["project"], network.settings)
    contributions = ops.multiply(gates, looked_up["evidence"])
    model = keras.Model(ids, {"contributions": contributions, "gates": ops.squeeze(gates, -1)})
    for name in ("attention", "neighbours", "gate"):
        model.get_layer(name).set_weights(network.model.get_layer(name).get_weights())
    return model


def _gates(
    ids: keras.KerasTensor, projected: keras.KerasTensor, settings: AdditiveSettings
) -> keras.KerasTensor:
    """(B, T, G) → (B, T, 1) in [0, 1], and 0 on padding."""
    mask = ops.not_equal(ids, 0)
    is_piece = ops.expand_dims(ops.cast(mask, "float32"), -1)
    attended = KeyMaskedSelfAttention(
        attention_type=KeyMaskedSelfAttention.ATTENTION_TYPE_MUL, name="attention"
    )(projected, mask=mask)
    # Padding must be zero here: the convolution pads the ends of an unpadded text with zeros too.
    context = layers.Concatenate()([attended, projected]) * is_piece
    neighbours = layers.Conv1D(
        settings.gate_channels,
        settings.neighbourhood,
        padding="same",
        activation="relu",
        name="neighbours",
    )(context)
    dropped = layers.Dropout(settings.gate_dropout)(neighbours)
    return layers.Dense(1, activation="sigmoid", name="gate")(dropped) * is_piece


def _evidence(
    ids: keras.KerasTensor,
    piece: keras.KerasTensor,
    vocabulary_size: int,
    num_outputs: int,
    settings: AdditiveSettings,
) -> keras.KerasTensor:
    """(B, T, K): from the piece's features, and a free correction for each piece."""
    hidden = layers.Dropout(settings.dropout)(piece)
    hidden = layers.Dense(settings.hidden, activation="gelu", name="hidden")(hidden)
    hidden = layers.Dropout(settings.dropout)(hidden)
    general = layers.Dense(num_outputs, use_bias=False, name="evidence")(hidden)
    own = layers.Embedding(
        vocabulary_size, num_outputs, embeddings_initializer="zeros", name="correction"
    )(ids)
    return GAIN * layers.Add()([general, own])


def _project_table(network: TrainingNetwork) -> Features:
    (kernel,) = network.model.get_layer("project").get_weights()
    return np.asarray(network.features @ kernel, np.float32)


def _evidence_table(network: TrainingNetwork) -> Features:
    """(V, K) by the trained layers themselves, so that their activation is not written twice."""
    hidden = network.model.get_layer("hidden")(network.features)
    general = network.model.get_layer("evidence")(hidden)
    (own,) = network.model.get_layer("correction").get_weights()
    return np.asarray(
        GAIN * network.is_content[:, np.newaxis] * (np.asarray(general) + own), np.float32
    )
