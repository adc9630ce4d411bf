"""The additive network: padding changes nothing, folding changes nothing, the sum is exact."""

import keras
import numpy as np
import pytest

from training.networks import (
    LENGTH_SCALE,
    TrainingNetwork,
    add_evidence,
    additive_network,
    folded,
)
from training.settings import AdditiveSettings

VOCABULARY, OUTPUTS = 40, 5
SIZES = AdditiveSettings(gate_channels=8, hidden=6)


@pytest.fixture(scope="module")
def network() -> TrainingNetwork:
    """A network with random weights in every layer, also in those that begin with zeros."""
    keras.utils.set_random_seed(0)
    draw = np.random.default_rng(0)
    features = draw.normal(size=(VOCABULARY, 7)).astype(np.float32)
    is_content = (draw.random(VOCABULARY) < 0.7).astype(np.float32)
    network = additive_network(features, is_content, OUTPUTS, SIZES)
    for name in ("correction", "bias"):
        layer = network.model.get_layer(name)
        layer.set_weights([draw.normal(size=weight.shape) for weight in layer.get_weights()])
    return network


def ids(length: int) -> np.ndarray:
    """(1, length) random pieces, none of them padding."""
    return np.random.default_rng(length).integers(1, VOCABULARY, (1, length)).astype(np.int32)


@pytest.mark.parametrize("length", [1, 2, 3, 20])
def test_padding_changes_nothing(network: TrainingNetwork, length: int) -> None:
    text = ids(length)
    padded = np.pad(text, ((0, 0), (0, 9)))
    served = folded(network)
    np.testing.assert_allclose(network.model(padded), network.model(text), atol=1e-5)
    np.testing.assert_allclose(
        served(padded)["contributions"][:, :length], served(text)["contributions"], atol=1e-5
    )
    assert not np.any(served(padded)["contributions"][:, length:])


@pytest.mark.parametrize("length", [1, 5, 33])
def test_bias_and_scaled_contributions_are_the_logits(
    network: TrainingNetwork, length: int
) -> None:
    text = ids(length)
    contributions = np.asarray(folded(network)(text)["contributions"])
    summed = network.bias + LENGTH_SCALE(length) * contributions.sum(axis=1)
    np.testing.assert_allclose(summed, network.model(text), atol=1e-4)


def test_a_piece_speaks_for_the_same_in_every_context(network: TrainingNetwork) -> None:
    served = folded(network)
    first, second = served(np.array([[7, 8, 9]])), served(np.array([[30, 7, 31, 32]]))
    alone = np.asarray(first["contributions"])[0, 0] / np.asarray(first["gates"])[0, 0]
    elsewhere = np.asarray(second["contributions"])[0, 1] / np.asarray(second["gates"])[0, 1]
    np.testing.assert_allclose(alone, elsewhere, rtol=1e-4)


def test_gates_depend_on_the_context(network: TrainingNetwork) -> None:
    served = folded(network)
    gates = [np.asarray(served(np.array([[7, other]]))["gates"])[0, 0] for other in (8, 9)]
    assert gates[0] != gates[1]


def test_only_content_pieces_are_evidence(network: TrainingNetwork) -> None:
    every_piece = np.arange(1, VOCABULARY, dtype=np.int32)[np.newaxis]
    contributions = np.asarray(folded(network)(every_piece)["contributions"])[0]
    speaks = np.any(contributions != 0, axis=1)
    np.testing.assert_array_equal(speaks, network.is_content[1:] > 0)


def test_the_served_network_can_be_saved_and_loaded(
    network: TrainingNetwork, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("network") / "network.keras"
    served = folded(network)
    served.save(file)
    loaded = keras.saving.load_model(file)
    np.testing.assert_array_equal(loaded(ids(6))["gates"], served(ids(6))["gates"])


def test_a_text_without_evidence_speaks_for_no_category(network: TrainingNetwork) -> None:
    silent = 1 + int(np.flatnonzero(network.is_content[1:] == 0)[0])
    logits = np.asarray(network.model(np.array([[silent]], np.int32)))[0]
    np.testing.assert_array_equal(logits[:-1], 0)
    assert logits[-1] == network.bias[-1] != 0


def test_added_evidence_counts_by_the_gate_and_for_content_pieces_alone() -> None:
    draw = np.random.default_rng(1)
    features = draw.normal(size=(VOCABULARY, 7)).astype(np.float32)
    is_content = (draw.random(VOCABULARY) < 0.5).astype(np.float32)
    network = additive_network(features, is_content, OUTPUTS, SIZES)
    every_piece = np.arange(1, VOCABULARY, dtype=np.int32)[np.newaxis]
    before = folded(network)(every_piece)
    added = draw.normal(size=(VOCABULARY, OUTPUTS - 1)).astype(np.float32)
    add_evidence(network, added)
    after = folded(network)(every_piece)
    gates = np.asarray(after["gates"])[0, :, np.newaxis]
    difference = np.asarray(after["contributions"] - before["contributions"])[0]
    expected = gates * is_content[1:, np.newaxis] * added[1:]
    np.testing.assert_allclose(difference[:, :-1], expected, atol=1e-4)
    np.testing.assert_allclose(difference[:, -1], 0, atol=1e-6)
