"""Every setting of the training, typed; the command line makes it once, the stages read it."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from classifier.artifact import SHIPPED_ARTIFACT


class NetworkKind(StrEnum):
    """Which network to train; only the additive one explains itself and can be exported."""

    ADDITIVE = "additive"
    SEED = "seed"
    LSTM = "lstm"


@dataclass(frozen=True, slots=True)
class PieceSettings:
    """The tokenizer's.

    Attributes:
        vocabulary_size: pieces, with the two for padding and the unknown.
        longest_piece: characters.
        min_count: occurrences of a substring in the text for it to be a seed piece.
        num_seeds: at most so many seed pieces, the best.
        num_lines: lines that SentencePiece itself reads; the seed pieces are counted in all.
        num_threads: fixed, since the sums, and so the pieces, depend on it.
    """

    vocabulary_size: int = 48_000
    longest_piece: int = 12
    min_count: int = 5
    num_seeds: int = 600_000
    num_lines: int = 400_000
    num_threads: int = 2


@dataclass(frozen=True, slots=True)
class VectorSettings:
    """Of word2vec (skip-gram with negative sampling, Mikolov et al. 2013).

    Attributes:
        dimensions: D.
        window: neighbours to each side.
        epochs: passes over the text.
        sample: threshold above which frequent pieces are thinned out.
        negative: noise pieces for each neighbour.
        document_length: pieces at which a pseudo-document ends; see `training/vectors.py`.
    """

    dimensions: int = 200
    window: int = 10
    epochs: int = 3
    sample: float = 1e-4
    negative: int = 5
    document_length: int = 60


@dataclass(frozen=True, slots=True)
class TeacherSettings:
    """Of what is learned from the sentence encoder (`training/teacher.py`).

    Attributes:
        piece_dimensions: principal components kept of the encoder's vector of each piece.
        piece_weight: how much they count beside the word vectors.
        num_lines: lines of open text that the encoder reads, for soft labels and for "none".
        shortest: characters of such a line.
        longest: characters of such a line.
        penalty: inverse regularisation of the logistic regression on the encoder's vectors.
    """

    piece_dimensions: int = 100
    piece_weight: float = 0.7
    num_lines: int = 40_000
    shortest: int = 8
    longest: int = 90
    penalty: float = 8.0


@dataclass(frozen=True, slots=True)
class AdditiveSettings:
    """Of the additive network (`training/networks.py`) and how it is fitted.

    Attributes:
        gate_channels: G.
        neighbourhood: pieces that the gate's convolution sees.
        hidden: units between a piece's features and its evidence.
        dropout: on the way to the evidence.
        gate_dropout: on the way to the gate.
        feature_norm: mean length of a piece's features.
        epochs: passes; the last one counts, none is chosen.
        batch_size: texts.
        learning_rate: at the start; it falls to 0 along a cosine.
        deletion: probability that a piece is left out of a text, so that deleting pieces, as the
            measures of faithfulness do, is nothing new to the network.
        label_smoothing: of the labelled texts.
        windows_per_article: passages of several sentences, drawn anew for each epoch.
        longest_window: sentences.
        open_lines: lines of open text in each epoch, with the teacher's soft labels.
        longest_text: pieces; of a longer text a random stretch is read.
        content_share: a piece may be evidence if it holds a part of a content word in at least
            this share of its occurrences.
        closing: weight, in the loss, of closing the gate where the gold words have a function word.
        counted: weight of the evidence by counting (`training/counting.py`).
        counted_smoothing: of these counts.
        counted_open_lines: how much an open line counts beside a labelled text.
    """

    gate_channels: int = 64
    neighbourhood: int = 5
    hidden: int = 128
    dropout: float = 0.3
    gate_dropout: float = 0.2
    feature_norm: float = 3.0
    epochs: int = 6
    batch_size: int = 64
    learning_rate: float = 2e-3
    deletion: float = 0.05
    label_smoothing: float = 0.05
    windows_per_article: int = 3
    longest_window: int = 6
    open_lines: int = 4_000
    longest_text: int = 300
    content_share: float = 0.5
    closing: float = 0.4
    counted: float = 3.0
    counted_smoothing: float = 0.1
    counted_open_lines: float = 0.5


@dataclass(frozen=True, slots=True)
class SeedSettings:
    """Of the article's network (`training/seed_network.py`); only the tests want others.

    Attributes:
        length: T, pieces a text is padded or cut to.
        dimensions: of the word vectors.
        hidden: units of the LSTM, in each direction.
        attention: without it, it is the LSTM alone.
        epochs: at most.
        patience: epochs without a better validation accuracy before it stops.
        batch_size: texts.
        validation_share: of the training part, held out to choose the epoch. The article chose it
            on its test set, which makes its figure too good.
    """

    length: int = 66
    dimensions: int = 300
    hidden: int = 356
    attention: bool = True
    epochs: int = 50
    patience: int = 5
    batch_size: int = 256
    validation_share: float = 0.1

    def without_attention(self) -> "SeedSettings":
        """The LSTM alone."""
        return replace(self, attention=False)


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """What the command line says.

    Attributes:
        knbc: folder or archive; `None` looks where `corpus_files.find_corpus` looks.
        open_text: folder; `None` looks where `open_text.find_open_text` looks.
        data: own texts and labels to train on instead of KNBC.
        feedback: corrections from Slack, learned beside the rest.
        network: which one.
        seed: of everything that is drawn at random.
        small: a quick run that proves the way is open; its model is worth nothing.
        max_open_lines: read only the first so many lines of the open text; `None` reads all.
        learn_labelled: whether the tokenizer and the vectors may see the labelled texts; not for
            cross-validation.
        artifact: folder that the export stage writes.
        pieces: the tokenizer's.
        vectors: the word vectors'.
        teacher: the sentence encoder's.
        additive: the network's.
    """

    knbc: Path | None = None
    open_text: Path | None = None
    data: Path | None = None
    feedback: Path | None = None
    network: NetworkKind = NetworkKind.ADDITIVE
    seed: int = 0
    small: bool = False
    max_open_lines: int | None = None
    learn_labelled: bool = True
    artifact: Path = SHIPPED_ARTIFACT
    pieces: PieceSettings = field(default_factory=PieceSettings)
    vectors: VectorSettings = field(default_factory=VectorSettings)
    teacher: TeacherSettings = field(default_factory=TeacherSettings)
    additive: AdditiveSettings = field(default_factory=AdditiveSettings)


def as_small(settings: TrainingSettings) -> TrainingSettings:
    """The same on a few thousand lines, in seconds."""
    return replace(
        settings,
        small=True,
        max_open_lines=3_000,
        pieces=replace(settings.pieces, vocabulary_size=4_000, min_count=2, num_lines=3_000),
        vectors=replace(settings.vectors, dimensions=16, epochs=1),
        teacher=replace(settings.teacher, piece_dimensions=8, num_lines=400),
        additive=replace(settings.additive, gate_channels=8, hidden=16, epochs=2, open_lines=200),
    )
