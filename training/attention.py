"""keras-self-attention's layer with a key mask, so that padding is never attended to.

Its own mask only lowers the scores between padding and padding; real pieces would still look at
padding, and the result would depend on how far a text was padded.
"""

import keras
import tensorflow as tf
from keras_self_attention import SeqSelfAttention

MASKED_SCORE = -1e4
"""Added to the score of a masked key: e to this power is 0 in float32."""


@keras.saving.register_keras_serializable(package="training")
class KeyMaskedSelfAttention(SeqSelfAttention):
    """`SeqSelfAttention` in which padded positions are no keys.

    Shapes: inputs (B, T, D), mask (B, T) → (B, T, D). Without a mask it is the layer it extends.
    """

    def call(self, inputs: tf.Tensor, mask: tf.Tensor | None = None) -> tf.Tensor:
        """(B, T, D) → (B, T, D), each position the attention-weighted mean of all."""
        return tf.matmul(self.weights_of(inputs, mask), inputs)

    def weights_of(self, inputs: tf.Tensor, mask: tf.Tensor | None = None) -> tf.Tensor:
        """(B, T, T): how much each position (rows) attends to each other (columns)."""
        is_additive = self.attention_type == SeqSelfAttention.ATTENTION_TYPE_ADD
        emission = (
            self._call_additive_emission if is_additive else self._call_multiplicative_emission
        )
        scores = emission(inputs)
        if mask is not None:
            is_padding = 1.0 - tf.cast(mask, scores.dtype)
            scores += MASKED_SCORE * is_padding[:, tf.newaxis, :]
        return tf.nn.softmax(scores, axis=-1)
