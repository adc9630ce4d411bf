"""A trained Keras network as the explainers see it: texts in, probabilities and gradients out.

Letters used for shapes: B = texts in a batch, L = length of a batch, T = pieces of one text,
D = dimensions of the embeddings, C = categories, K = C and the fit score, S = steps of a path.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from classifier.calibration import Calibration, LengthScale

IntArray = npt.NDArray[np.integer]
FloatArray = npt.NDArray[np.floating]

PAD = 0
# Additive attention makes a tensor of B × L × L × 32 numbers: at most 64 MB of them at a time.
_LARGEST_BATCH = 500_000
_MOST_TEXTS = 256


@dataclass(slots=True)
class Passes:
    """How many texts went through a network, forward and backward."""

    forward: int = 0
    backward: int = 0


class Predictor(Protocol):
    """All that an explainer which only deletes pieces needs to know of a network."""

    def probabilities(self, texts: Sequence[IntArray]) -> FloatArray:
        """B lists of piece ids, each (T,), empty ones too → (B, C)."""


class Head(Protocol):
    """From the outputs of the Keras model to probabilities, in TensorFlow, for the gradient."""

    def __call__(self, outputs: tf.Tensor | dict[str, tf.Tensor], lengths: tf.Tensor) -> tf.Tensor:
        """Outputs of a batch and the number of pieces (B,) of each text → probabilities (B, C)."""


@dataclass(frozen=True, slots=True)
class AdditiveHead:
    """Bias plus scaled contributions, through the calibrated softmax: what `Classifier` does.

    Attributes:
        bias: (K,) or (C,), as in the artefact's description.
        num_categories: C; what comes behind in the columns is the fit score.
        length_scale: how much one piece counts in a text of T pieces.
        calibration: its temperature is used.
    """

    bias: tuple[float, ...]
    num_categories: int
    length_scale: LengthScale = field(default_factory=LengthScale)
    calibration: Calibration = field(default_factory=Calibration)

    def __call__(self, outputs: tf.Tensor | dict[str, tf.Tensor], lengths: tf.Tensor) -> tf.Tensor:
        """See `Head`."""
        total = tf.reduce_sum(outputs["contributions"], axis=1)[:, : self.num_categories]
        pieces = tf.maximum(lengths, 1.0) + self.length_scale.t0
        scale = tf.pow(pieces, -self.length_scale.alpha)[:, tf.newaxis]
        logits = tf.constant(self.bias[: self.num_categories], tf.float32) + scale * total
        return tf.nn.softmax(logits / self.calibration.temperature)


def softmax_head(outputs: tf.Tensor | dict[str, tf.Tensor], lengths: tf.Tensor) -> tf.Tensor:
    """For a network that ends in its own softmax, as the seed's does."""
    return outputs


class TextNetwork:
    """Probabilities of any texts in as few batches as fit, and gradients at the embedding.

    Args:
        model: functional, int32 ids (B, L) → outputs that `head` understands; pad id 0. All its
            `Embedding` layers together are the input that gradients are taken at: nothing else
            about a piece, but whether it is padding, may reach the outputs.
        head: from these outputs to probabilities.
        fixed_length: None for a network that masks its padding: texts are padded at the end, which
            changes nothing. Otherwise as the seed's was trained: every text is padded in front to
            this length, and of a longer one only the end is read.
    """

    def __init__(
        self,
        model: keras.Model,
        head: Head,
        *,
        fixed_length: int | None = None,
    ) -> None:
        self.model = model
        self.passes = Passes()
        self._head = head
        self.fixed_length = fixed_length
        self._embeddings = [
            layer for layer in model.layers if isinstance(layer, keras.layers.Embedding)
        ]
        looked_up = [layer.output for layer in self._embeddings]
        behind = keras.Model([model.input, *looked_up], model.output)
        ids = tf.TensorSpec((None, None), tf.int32)
        lengths = tf.TensorSpec((None,), tf.float32)
        vectors = tf.TensorSpec((None, None, None), tf.float32)
        self._forward = tf.function(self._run, input_signature=[ids, lengths])
        self._backward = tf.function(
            lambda *inputs: self._differentiate(behind, *inputs),
            input_signature=[ids, vectors, lengths, tf.TensorSpec((), tf.int32)],
        )

    def probabilities(self, texts: Sequence[IntArray]) -> FloatArray:
        """See `Predictor`."""
        self.passes.forward += len(texts)
        result: list[FloatArray] = [np.empty(0)] * len(texts)
        for batch in self._batches(texts):
            ids = np.stack([self.padded(texts[index], batch.length) for index in batch.indices])
            lengths = np.array([len(texts[index]) for index in batch.indices], np.float32)
            for index, row in zip(batch.indices, self._forward(ids, lengths).numpy(), strict=True):
                result[index] = row
        return np.stack(result).astype(np.float64)

    def embed(self, ids: IntArray) -> FloatArray:
        """Piece ids (T,) → their vectors (T, D), those of several embeddings side by side."""
        vectors = [layer(ids.astype(np.int32)[np.newaxis])[0] for layer in self._embeddings]
        return np.concatenate([np.asarray(each) for each in vectors], axis=-1)

    def gradients(self, ids: IntArray, vectors: FloatArray, category: int) -> FloatArray:
        """Of the category's probability, at S places of the embedding space: (S, T, D) both.

        Args:
            ids: (T,) the text, which the network may need for its mask.
            vectors: (S, T, D) in the place of the embedding's output.
            category: index of the category.
        """
        self.passes.forward += len(vectors)
        self.passes.backward += len(vectors)
        unread = max(0, len(ids) - (self.fixed_length or len(ids)))
        padded = self.padded(ids, len(ids))
        padding = len(padded) - (len(ids) - unread)
        in_front = np.tile(self.embed(padded[:padding]), (len(vectors), 1, 1))
        whole = np.concatenate([in_front, vectors[:, unread:]], axis=1).astype(np.float32)
        size = _texts_that_fit(len(padded))
        parts = [whole[start : start + size] for start in range(0, len(whole), size)]
        gradients = [self._gradients_of(padded, part, len(ids), category) for part in parts]
        zeros = np.zeros((len(vectors), unread, vectors.shape[-1]))
        return np.concatenate([zeros, np.concatenate(gradients)[:, padding:]], axis=1)

    def padded(self, ids: IntArray, length: int) -> IntArray:
        """The ids with zeros behind them up to `length`, or in front up to the fixed length."""
        if self.fixed_length is None:
            return np.pad(ids, (0, length - len(ids)), constant_values=PAD).astype(np.int32)
        read = ids[-self.fixed_length :]
        padding = self.fixed_length - len(read)
        return np.pad(read, (padding, 0), constant_values=PAD).astype(np.int32)

    def _gradients_of(
        self, padded: IntArray, vectors: FloatArray, length: int, category: int
    ) -> FloatArray:
        ids = np.tile(padded, (len(vectors), 1))
        lengths = np.full(len(vectors), length, np.float32)
        return np.asarray(self._backward(ids, vectors, lengths, np.int32(category)))

    def _batches(self, texts: Sequence[IntArray]) -> "Iterator[_Batch]":
        """From the longest down, so that the first text of a batch says how many fit."""
        rest = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        while rest:
            longest = self.fixed_length or max(1, len(texts[rest[-1]]))
            size = _texts_that_fit(longest)
            yield _Batch(rest[-size:], longest)
            del rest[-size:]

    def _run(self, ids: tf.Tensor, lengths: tf.Tensor) -> tf.Tensor:
        return self._head(self.model(ids, training=False), lengths)

    def _differentiate(
        self,
        behind: keras.Model,
        ids: tf.Tensor,
        vectors: tf.Tensor,
        lengths: tf.Tensor,
        category: tf.Tensor,
    ) -> tf.Tensor:
        sizes = [layer.output.shape[-1] for layer in self._embeddings]
        with tf.GradientTape() as tape:
            tape.watch(vectors)
            looked_up = tf.split(vectors, sizes, axis=-1)
            outputs = behind([ids, *looked_up], training=False)
            probabilities = tf.gather(self._head(outputs, lengths), category, axis=1)
        return tape.gradient(probabilities, vectors)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts that are padded to one length, at least 1."""

    indices: list[int]
    length: int


def _texts_that_fit(length: int) -> int:
    return max(1, min(_MOST_TEXTS, _LARGEST_BATCH // max(1, length) ** 2))
