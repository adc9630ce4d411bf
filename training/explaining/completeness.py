"""Do the displayed contributions add up to the logits that the network computed?"""

from collections.abc import Iterable

import numpy as np

from classifier.artifact import Artifact
from classifier.classifier import Classifier
from classifier.graphemes import Graphemes
from classifier.network import Network
from classifier.segments import segments
from classifier.tokenizer import Tokenizer
from training.explaining.text_network import FloatArray


def completeness_error(artifact: Artifact, texts: Iterable[str]) -> float:
    """The largest |bias + Σ contributions − logit| over all texts, categories and the fit score.

    The sum is that of the words a `Classification` displays; the logit is computed from the
    network's output anew, in one sum over the pieces and without the classifier's way to words.

    Args:
        artifact: what is shipped.
        texts: such as can be classified.
    """
    classifier = Classifier.load(artifact.folder)
    logits = _Logits(artifact)
    return max(
        float(np.abs(_displayed_sum(classifier, text) - logits(text)).max()) for text in texts
    )


def _displayed_sum(classifier: Classifier, text: str) -> FloatArray:
    """(K,) what the reader of a heat map gets who adds up its numbers."""
    classification = classifier.classify(text)
    fit = classification.fit_bias + sum(token.fit_contribution for token in classification.tokens)
    return np.array([*classification.logits, fit])


class _Logits:
    """The network's logits of a text, and its fit score."""

    def __init__(self, artifact: Artifact) -> None:
        self._description = artifact.description
        self._tokenizer = Tokenizer.from_file(artifact.tokenizer_path)
        self._network = Network(artifact.network_path)

    def __call__(self, text: str) -> FloatArray:
        pieces = self._tokenizer.encode(text, Graphemes(text))
        ids = [piece.id for piece in pieces]
        total = sum(
            self._network.run(ids[segment]).contributions.sum(axis=0, dtype=np.float64)
            for segment in segments(text, pieces, self._description.segment_length)
        )
        scale = self._description.length_scale(len(ids))
        logits = np.array(self._description.bias) + scale * total
        return np.append(logits[:-1], self._description.calibration.fit_score(logits))
