"""A category and every word's share in it: ours in one pass, the others by asking over and over."""

from collections.abc import Callable, Sequence
from functools import partial

import keras
import numpy as np

from benchmarks.report import Figure, times_ours
from benchmarks.texts import shipped_tokenizer, texts_of
from benchmarks.timing import Samples, compared, keep_to_one_core
from classifier import Classifier
from classifier.artifact import read_artifact
from classifier.network import Network, NetworkOutput
from classifier.tokenizer import Tokenizer
from training.explaining.deletion import KernelShap, Lime
from training.explaining.explainer import Explainer
from training.explaining.gradients import IntegratedGradients
from training.explaining.targets import SHAP
from training.explaining.text_network import AdditiveHead, TextNetwork
from training.networks import additive_network, folded
from training.settings import AdditiveSettings

LENGTHS = (20, 66)  # pieces
_OURS = "ours"
_FEATURES = 8  # they are folded away; the network that is left is as large as the served one


def run(quick: bool) -> Sequence[Figure]:
    """The median of each, and how many forward passes ours needs."""
    keep_to_one_core()
    explainers = _explainers(quick)
    classify = Classifier.load().classify
    figures: list[Figure] = [Figure("forward passes, ours", _passes(), at_most=1)]
    for length in LENGTHS[:1] if quick else LENGTHS:
        taken = _measured(explainers, classify, length, rounds=1 if quick else 8)
        medians = {name: each.p50 for name, each in taken.items()}
        figures += [
            Figure(f"{name}, {length} pieces", median, "ms") for name, median in medians.items()
        ]
        figures += times_ours(medians, _OURS, str(length), {SHAP: 100})
    return figures


def _measured(
    explainers: Sequence[Explainer],
    classify: Callable[[str], object],
    length: int,
    rounds: int,
) -> dict[str, Samples]:
    tokenizer = shipped_tokenizer()
    texts = texts_of(length, tokenizer)
    ids = [np.array(tokenizer.ids(text)) for text in texts]
    calls: dict[str, list[Callable[[], object]]] = {
        _OURS: [partial(classify, text) for text in texts]
    }
    for explainer in explainers:
        calls[explainer.name] = [partial(explainer.explain, each, 0) for each in ids]
    return compared(calls, rounds)


def _explainers(quick: bool) -> list[Explainer]:
    """The others at the settings that their packages or papers propose, on the same network."""
    network = _network_for_gradients()
    return [
        KernelShap(network),
        Lime(network, samples=200 if quick else 5000),
        IntegratedGradients(network, 128),
    ]


def _network_for_gradients() -> TextNetwork:
    """The additive network in Keras, weights at random: they make no difference to the time."""
    tokenizer, description = shipped_tokenizer(), read_artifact().description
    keras.utils.set_random_seed(0)
    size = tokenizer.vocabulary_size
    features = np.random.default_rng(0).normal(size=(size, _FEATURES)).astype(np.float32)
    num_outputs = len(description.categories) + 1
    network = additive_network(features, np.ones(size, np.float32), num_outputs, AdditiveSettings())
    head = AdditiveHead(description.bias, len(description.categories), description.length_scale)
    return TextNetwork(folded(network), head)


class _CountingNetwork(Network):
    """Counts its forward passes."""

    passes = 0

    def run(self, ids: Sequence[int]) -> NetworkOutput:
        """See `Network`."""
        self.passes += 1
        return super().run(ids)


def _passes() -> int:
    """How often the network runs for one text's category and all its contributions."""
    artifact = read_artifact()
    network = _CountingNetwork(artifact.network_path)
    tokenizer = Tokenizer.from_file(artifact.tokenizer_path)
    (text,) = texts_of(LENGTHS[-1], tokenizer, count=1)
    Classifier(tokenizer, network, artifact.description).classify(text)
    return network.passes
