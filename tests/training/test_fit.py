"""What the network is shown: batches, soft labels, and that it learns from a handful of texts."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier import Classifier
from training.additive import predict_logits
from training.contenders import labels_of
from training.fit import batches, fit_network, padded
from training.settings import TrainingSettings, as_small
from training.workspace import Workspace


def test_padded_texts_end_in_zeros_at_a_multiple_of_eight() -> None:
    result = padded([[5], list(range(1, 10))])
    assert result.shape == (2, 16)
    assert result[0].tolist() == [5] + [0] * 15


def test_every_text_is_in_exactly_one_batch_and_long_ones_are_batched_fewer() -> None:
    texts = [[1] * length for length in range(1, 400)]
    drawn = batches(texts, 64, np.random.default_rng(0))
    assert sorted(index for batch in drawn for index in batch) == list(range(399))
    assert all(len(batch) <= 64 for batch in drawn)
    assert max(len(batch) * max(len(texts[index]) for index in batch) for batch in drawn) < 5000
