"""The additive network as one of the contenders of `training/evaluate.py`, and its predictions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf

from classifier.calibration import Calibration
from classifier.tokenizer import Tokenizer
from training.contenders import Context, Probabilities
from training.corpus import Sentence
from training.course import padded, readable_ids
from training.fit import fit_network
from training.networks import TrainingNetwork
from training.reading import Labelled
from training.settings import TrainingSettings
from training.workspace import Workspace

PIECES_PER_BATCH = 4096


@dataclass(frozen=True, slots=True)
class AdditiveContender:
    """The network that is shipped, trained on the fold's training part."""

    context: Context
    settings: TrainingSettings = field(default_factory=TrainingSettings)
    name: str = "additive"
    title: str = "The additive network (ours)"

    @property
    def place(self) -> Workspace:
        """Where the files lie that saw nothing of the corpus."""
        return Workspace(self.context.tokenizer.parent)

    def inputs(self) -> Sequence[object]:
        """Sizes, tokenizer, features and open lines."""
        place = self.place
        return [
            self.context.categories,
            self.context.others,
            self.settings.additive,
            self.settings.teacher,
            *(place.tokenizer, place.features, place.content_shares),
            *(place.open_lines, place.open_line_vectors),
        ]

    def fit_predict(
        self, train: Sequence[Sentence], texts: Sequence[str], seed: int
    ) -> Probabilities:
        """The last epoch's network, without a temperature."""
        given = self.context
        labelled = Labelled(
            given.categories, tuple(train), "a fold", given.others, gold_words=given.gold_words
        )
        network = fit_network(self.place, labelled, self.settings, seed=seed)
        logits = predict_logits(network, Tokenizer.from_file(self.place.tokenizer), texts)
        categories = logits[:, : len(labelled.categories)]
        return np.asarray(Calibration().probabilities(categories), np.float64)


def predict_logits(
    network: TrainingNetwork, tokenizer: Tokenizer, texts: Sequence[str]
) -> Probabilities:
    """(N, K) logits of texts of any length."""
    ids = [readable_ids(tokenizer, text) for text in texts]
    forward = tf.function(
        lambda batch: network.model(batch, training=False),
        input_signature=[tf.TensorSpec((None, None), tf.int32)],
    )
    logits = np.zeros((len(ids), network.num_outputs))
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    while order:
        # The longest first: the batch is then no longer than its first text.
        size = max(1, PIECES_PER_BATCH // len(ids[order[-1]]))
        batch, order = order[-size:], order[:-size]
        logits[batch] = forward(padded([ids[index] for index in batch])).numpy()
    return logits
