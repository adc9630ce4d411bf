"""Text → SentencePiece pieces with offsets into the text as its author wrote it.

SentencePiece normalises (NFKC, white space) before it cuts, and says for every piece which code
points of the original it came from. What those offsets still lack (whole grapheme clusters, words
instead of pieces, no white space) is added in `words.py`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast

from sentencepiece import SentencePieceProcessor

from classifier.graphemes import Graphemes
from classifier.unread import readable_spans

_WHITE_SPACE_MARK = "▁"


class Piece(NamedTuple):
    """One SentencePiece piece and the code points it stands for.

    Attributes:
        id: row of the embedding.
        surface: the piece as the tokenizer spells it, normalised and without its leading ▁.
        start: offset of its first code point in the text as written.
        end: offset behind the last one. Equal to `start` where one character gave several
            pieces (㌔ → キ, ロ): all but the last of them are empty.
        known: whether it is in the vocabulary.
    """

    id: int
    surface: str
    start: int
    end: int
    known: bool

    @property
    def is_readable(self) -> bool:
        """Whether the model knows it and it holds a letter or a digit."""
        return self.known and any(character.isalnum() for character in self.surface)


class Tokenizer:
    """A SentencePiece model, and which stretches of a text it is shown.

    Args:
        model: the bytes of a SentencePiece model file.
    """

    def __init__(self, model: bytes) -> None:
        self._processor = SentencePieceProcessor(model_proto=model)
        self._unknown = self._processor.unk_id()

    @classmethod
    def from_file(cls, path: Path) -> "Tokenizer":
        """Reads a SentencePiece model file."""
        return cls(path.read_bytes())

    @property
    def vocabulary_size(self) -> int:
        """Number of pieces, hence rows of the embedding."""
        return int(self._processor.get_piece_size())

    def piece(self, piece_id: int) -> str:
        """The characters of a row of the embedding, ▁ for a space."""
        return str(self._processor.id_to_piece(piece_id))

    def encode(self, text: str, graphemes: Graphemes | None = None) -> list[Piece]:
        """The pieces of what the model reads of `text`, in order; URLs, mentions, code left out.

        Example: "パンABC" → Piece("パン", 0, 2), Piece("A", 2, 3), Piece("BC", 3, 5).
        """
        graphemes = graphemes or Graphemes(text)
        encodable = _encodable(text)
        return [
            piece
            for start, end in readable_spans(text, graphemes)
            for piece in self._encode_span(encodable[start:end], start)
        ]

    def ids(self, text: str) -> list[int]:
        """The piece ids the network is given for `text`: what training must feed it as well."""
        return [piece.id for piece in self.encode(text)]

    def _encode_span(self, span: str, offset: int) -> Iterator[Piece]:
        encoded = self._processor.encode(span, out_type="offset_mapping")
        ids = cast(list[int], encoded["ids"])
        surfaces = cast(list[str], encoded["pieces"])
        offsets = cast(list[tuple[int, int]], encoded["offsets"])
        for id_, surface, (start, end) in zip(ids, surfaces, offsets, strict=True):
            yield Piece(
                id=id_,
                surface=surface.lstrip(_WHITE_SPACE_MARK),
                start=offset + start,
                end=offset + end,
                known=id_ != self._unknown,
            )


def _encodable(text: str) -> str:
    """The same number of code points, with what UTF-8 or the model cannot take replaced.

    Lone surrogates come from broken JSON; NUL is the one control character that SentencePiece's
    normalisation lets through.
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if "\ud800" <= character <= "\udfff" else character
        for character in text.replace("\0", " ")
    )
