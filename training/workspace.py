"""The work folder: where each stage of the training leaves its files, and finds the others'."""

from dataclasses import dataclass
from pathlib import Path

DEFAULT_FOLDER = Path("build") / "training"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Names the files in a work folder; the stages create them.

    Attributes:
        folder: everything that the training writes lies below it, but for the artefact.
    """

    folder: Path = DEFAULT_FOLDER

    @property
    def open_text_only(self) -> "Workspace":
        """Tokenizer and vectors that saw no sentence of the corpus: for cross-validation."""
        return Workspace(self.folder / "open-text-only")

    @property
    def words(self) -> Path:
        """Training text of the tokenizer: a text a line, its words separated by tabs."""
        return self.folder / "words.txt"

    @property
    def seed_pieces(self) -> Path:
        """What SentencePiece begins with: a substring and its score a line."""
        return self.folder / "seed-pieces.tsv"

    @property
    def tokenizer(self) -> Path:
        """SentencePiece model."""
        return self.folder / "tokenizer.model"

    @property
    def vectors(self) -> Path:
        """(V, D) float32 word vectors, a row for each piece, row 0 for padding."""
        return self.folder / "vectors.npy"

    @property
    def features(self) -> Path:
        """(V, F) float32: word vectors and the teacher's view of each piece, side by side."""
        return self.folder / "features.npy"

    @property
    def content_shares(self) -> Path:
        """(V,) float32: in how many of a piece's occurrences a content word begins."""
        return self.folder / "content-shares.npy"

    @property
    def open_lines(self) -> Path:
        """The lines of open text that the teacher labels, one a line."""
        return self.folder / "open-lines.txt"

    @property
    def open_line_vectors(self) -> Path:
        """(N, 512) float16, the sentence encoder's vector of each of them."""
        return self.folder / "open-line-vectors.npy"

    @property
    def network(self) -> Path:
        """The additive network as it is served (`networks.folded`), in Keras' format."""
        return self.folder / "network.keras"

    @property
    def network_bias(self) -> Path:
        """(K,) its bias."""
        return self.folder / "network-bias.npy"

    @property
    def calibration(self) -> Path:
        """Temperature and "none of these", with the figures behind them, as JSON."""
        return self.folder / "calibration.json"

    @property
    def seed_network(self) -> Path:
        """The article's network in Keras' format, with `--network seed` or `lstm`."""
        return self.folder / "seed-network.keras"

    @property
    def attention_csv(self) -> Path:
        """The article's table of one text."""
        return self.folder / "attention-table.csv"

    @property
    def attention_picture(self) -> Path:
        """The same as a PNG."""
        return self.folder / "attention-table.png"

    @property
    def evaluation(self) -> Path:
        """Probabilities of every contender on every fold, and the report."""
        return self.folder / "evaluation"
