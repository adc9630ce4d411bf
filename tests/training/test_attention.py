"""The key mask: nothing looks at padding, and the layer is otherwise the library's."""

import numpy as np
import tensorflow as tf
from keras_self_attention import SeqSelfAttention

from training.attention import KeyMaskedSelfAttention

INPUTS = tf.constant(np.random.default_rng(0).normal(size=(2, 4, 3)), tf.float32)


def test_nothing_attends_to_padding() -> None:
    layer = KeyMaskedSelfAttention(units=5)
    layer.build((None, None, 3))
    mask = np.array([[True, True, False, False], [True, True, True, True]])
    weights = np.asarray(layer.weights_of(INPUTS, mask))
    assert not weights[0, :, 2:].any()
    np.testing.assert_allclose(weights.sum(axis=-1), 1, atol=1e-6)


def test_without_a_mask_it_is_the_layer_of_the_library() -> None:
    for kind in (SeqSelfAttention.ATTENTION_TYPE_ADD, SeqSelfAttention.ATTENTION_TYPE_MUL):
        ours = KeyMaskedSelfAttention(attention_type=kind)
        theirs = SeqSelfAttention(attention_type=kind)
        ours.build((None, None, 3))
        theirs.build((None, None, 3))
        theirs.set_weights(ours.get_weights())
        np.testing.assert_allclose(ours(INPUTS), theirs(INPUTS), atol=1e-5)
