"""Open text → a vector for each piece, by gensim's word2vec (stage `vectors`)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt
import sentencepiece
from gensim.models import Word2Vec
from tqdm import tqdm

from training.open_text import OpenLine
from training.pieces import PADDING_ID
from training.reading import chosen, unlabelled_texts
from training.settings import TrainingSettings, VectorSettings
from training.stage import StageReport, described, needed
from training.workspace import Workspace

Vectors = npt.NDArray[np.float32]
Document = list[str]
"""Piece ids as text, since gensim's words are."""


def run(workspace: Workspace, settings: TrainingSettings) -> StageReport:
    """Cuts the texts into pieces, trains word2vec and writes the vectors."""
    target = chosen(workspace, settings)
    tokenizer = needed(target.tokenizer, "pieces")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    lines = list(unlabelled_texts(settings))
    documents = pseudo_documents(lines, processor, settings.vectors.document_length)
    vectors = train_vectors(
        documents, processor.get_piece_size(), settings.vectors, seed=settings.seed
    )
    np.save(target.vectors, vectors, allow_pickle=False)
    num_pieces = sum(map(len, documents))
    return StageReport(
        read=(
            f"{len(lines):,} lines of text ({num_pieces:,} pieces)",
            described(tokenizer, "tokenizer"),
        ),
        wrote=(described(target.vectors, f"{len(vectors):,} vectors of {vectors.shape[1]}"),),
    )


def pseudo_documents(
    lines: Sequence[OpenLine], processor: sentencepiece.SentencePieceProcessor, length: int
) -> list[Document]:
    """Consecutive lines of one source in one document, until it has `length` pieces.

    A window then reaches over the ends of short sentences, and learns what they are about.
    """
    ids = processor.encode([line.text for line in lines])
    documents: list[Document] = []
    for _, group in groupby(zip(lines, ids, strict=True), key=lambda pair: pair[0].source):
        documents += _filled((pieces for _, pieces in group), length)
    return documents


def train_vectors(
    documents: Sequence[Document], vocabulary_size: int, settings: VectorSettings, *, seed: int
) -> Vectors:
    """(V, D) vectors, centred, of mean length 1; zeros for padding and for unseen pieces.

    Args:
        documents: piece ids.
        vocabulary_size: V.
        settings: word2vec's.
        seed: the same documents and seed give the same vectors, whatever PYTHONHASHSEED is: with
            one worker the order is fixed, and gensim draws from numpy, not from `hash`.
    """
    model = Word2Vec(
        sentences=_Shown(documents),
        vector_size=settings.dimensions,
        window=settings.window,
        min_count=1,
        sg=1,
        negative=settings.negative,
        sample=settings.sample,
        epochs=settings.epochs,
        workers=1,
        seed=seed,
    )
    rows = np.array([int(piece_id) for piece_id in model.wv.index_to_key])
    vectors = np.zeros((vocabulary_size, settings.dimensions), np.float32)
    vectors[rows] = _centred(np.asarray(model.wv.vectors, np.float32))
    vectors[PADDING_ID] = 0
    return vectors


class _Shown:
    """The documents, with a bar for each pass over them: one to count pieces, then the epochs."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._passes = 0

    def __iter__(self) -> Iterator[Document]:
        name = f"word2vec, epoch {self._passes}" if self._passes else "word2vec, counting"
        self._passes += 1
        return iter(
            tqdm(self._documents, desc=name, unit="document", unit_scale=True, disable=None)
        )


def _filled(lines: Iterable[Sequence[int]], length: int) -> Iterator[Document]:
    """Lines joined until they have `length` pieces; what is left over is a document, too."""
    document: Document = []
    for ids in lines:
        document += map(str, ids)
        if len(document) >= length:
            yield document
            document = []
    if document:
        yield document


def _centred(vectors: Vectors) -> Vectors:
    """What all vectors have in common taken away (Mu and Viswanath 2018), mean length 1."""
    centred = vectors - vectors.mean(axis=0)
    return np.asarray(centred / np.linalg.norm(centred, axis=1).mean(), np.float32)
