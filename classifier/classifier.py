"""The runtime: a text becomes a category, calibrated probabilities, and every word's share in it.

Letters used for shapes: T = pieces, C = categories, K = C + 1 (the last column is the fit score).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier.artifact import SHIPPED_ARTIFACT, ArtifactDescription, read_artifact
from classifier.classification import Classification, Token
from classifier.errors import TextError, TextProblem
from classifier.graphemes import Graphemes, is_unseen
from classifier.network import Network
from classifier.segments import segments
from classifier.tokenizer import Piece, Tokenizer
from classifier.words import Word, words_of

MAX_CHARACTERS = 40_000  # Slack's own limit for a message
MAX_PIECES = MAX_CHARACTERS  # one character can be 18 (ﷺ); ordinary text has fewer than characters

Float64Array = npt.NDArray[np.float64]


class Classifier:
    """Classifies texts with one loaded model; safe to share between threads.

    Example:
        >>> classifier = Classifier.load()
        >>> classifier.classify("駅前のパン屋のクロワッサンが絶品すぎる。").category
        'グルメ'
    """

    max_characters = MAX_CHARACTERS

    def __init__(
        self, tokenizer: Tokenizer, network: Network, description: ArtifactDescription
    ) -> None:
        self._tokenizer = tokenizer
        self._network = network
        self._description = description

    @classmethod
    def load(cls, folder: Path = SHIPPED_ARTIFACT) -> "Classifier":
        """Loads the shipped model, or the one in `folder`.

        Raises:
            ArtifactError: the folder is missing, damaged or of another format version.
        """
        artifact = read_artifact(folder)
        return cls(
            Tokenizer.from_file(artifact.tokenizer_path),
            Network(artifact.network_path),
            artifact.description,
        )

    @property
    def categories(self) -> tuple[str, ...]:
        """(C,) the labels, in the order of `Token.contributions`."""
        return self._description.categories

    @property
    def model(self) -> str:
        """Name and version of the model."""
        return f"{self._description.name} {self._description.version}"

    def classify(self, text: str) -> Classification:
        """The category of `text`, how sure the model is, and which words decided.

        Raises:
            TextError: the text is empty, too long, or holds nothing that the model reads.
        """
        self._refuse_empty_or_long(text)
        graphemes = Graphemes(text)
        pieces = self._tokenizer.encode(text, graphemes)
        _refuse_unreadable_or_long(pieces)
        contributions = self._contributions(text, pieces)
        return self._classification(text, words_of(text, pieces, graphemes), contributions)

    def _refuse_empty_or_long(self, text: str) -> None:
        if len(text) > self.max_characters:
            raise TextError(
                TextProblem.TOO_LONG,
                f"The text has {len(text):,} characters; the model reads at most "
                f"{self.max_characters:,}. Shorten it.",
            )
        if is_unseen(text):
            raise TextError(TextProblem.EMPTY, "The text is empty. Write at least one word.")

    def _contributions(self, text: str, pieces: Sequence[Piece]) -> Float64Array:
        """(T, K) what each piece adds to each logit, length scale included."""
        ids = [piece.id for piece in pieces]
        outputs = [
            self._network.run(ids[segment]).contributions
            for segment in segments(text, pieces, self._description.segment_length)
        ]
        scale = self._description.length_scale(len(pieces))
        return np.concatenate(outputs).astype(np.float64) * scale

    def _classification(
        self, text: str, words: Sequence[Word], contributions: Float64Array
    ) -> Classification:
        by_word = _sum_by_word(words, contributions)
        logits = np.asarray(self._description.bias) + contributions.sum(axis=0)
        # White space carries pieces too: what no word shows counts as bias, so the sum stays exact.
        bias = logits[:-1] - by_word[:, :-1].sum(axis=0)
        calibration = self._description.calibration
        probabilities = calibration.probabilities(logits[:-1])
        fit = float(calibration.fit(logits))
        fits = fit >= calibration.fit_threshold
        return Classification(
            text=text,
            category=self.categories[int(probabilities.argmax())] if fits else None,
            probabilities=dict(zip(self.categories, probabilities.tolist(), strict=True)),
            fit=fit,
            fit_threshold=calibration.fit_threshold,
            tokens=_tokens(text, words, by_word),
            bias=tuple(bias.tolist()),
            fit_bias=float(calibration.fit_score(logits) - by_word[:, -1].sum()),
            model=self.model,
            chance=calibration.chance,
        )


def _refuse_unreadable_or_long(pieces: Sequence[Piece]) -> None:
    if len(pieces) > MAX_PIECES:
        raise TextError(
            TextProblem.TOO_LONG,
            f"The text has {len(pieces):,} pieces once its ligatures are spelled out; the model "
            f"reads at most {MAX_PIECES:,}. Shorten it.",
        )
    if not any(piece.is_readable for piece in pieces):
        raise TextError(
            TextProblem.NO_WORDS,
            "The text holds no word that the model reads (only emoji, URLs, mentions, signs "
            "or an unknown script). Write at least one word.",
        )


def _sum_by_word(words: Sequence[Word], contributions: Float64Array) -> Float64Array:
    """(words, K) the contributions of each word's pieces added up."""
    running = np.vstack([np.zeros(contributions.shape[1]), np.cumsum(contributions, axis=0)])
    first = np.array([word.first_piece for word in words], dtype=np.intp)
    behind = np.array([word.last_piece for word in words], dtype=np.intp) + 1
    return np.asarray(running[behind] - running[first], dtype=np.float64)


def _tokens(text: str, words: Sequence[Word], by_word: Float64Array) -> tuple[Token, ...]:
    return tuple(
        Token(
            text=text[word.start : word.end],
            start=word.start,
            end=word.end,
            contributions=tuple(row[:-1]),
            fit_contribution=row[-1],
        )
        for word, row in zip(words, by_word.tolist(), strict=True)
    )
