"""The network takes any length, in any order, and forgets the one before."""

import numpy as np
import pytest

from classifier.artifact import Artifact
from classifier.network import Network


@pytest.fixture(scope="module")
def network(artifact: Artifact) -> Network:
    return Network(artifact.network_path)


@pytest.mark.parametrize("length", [1, 2, 20, 66, 200, 512])
def test_every_piece_has_a_gate_and_a_contribution_to_each_column(
    network: Network, artifact: Artifact, length: int
) -> None:
    output = network.run([5] * length)
    assert output.contributions.shape == (length, len(artifact.description.bias))
    assert output.gates.shape == (length,)
    assert np.isfinite(output.contributions).all()


def test_an_answer_does_not_depend_on_the_text_before(network: Network) -> None:
    ids = [7, 11, 13, 17]
    first = network.run(ids).contributions
    network.run(list(range(2, 300)))
    network.run([3])
    assert np.array_equal(network.run(ids).contributions, first)


def test_an_answer_is_a_copy_that_later_texts_leave_alone(network: Network) -> None:
    output = network.run([7, 11, 13])
    kept = output.contributions.copy()
    network.run([2, 3, 5])
    assert np.array_equal(output.contributions, kept)
