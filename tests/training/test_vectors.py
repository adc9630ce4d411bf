"""Every piece has a vector; the same texts give the same vectors."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from sentencepiece import SentencePieceProcessor

from training.open_text import OpenLine
from training.settings import VectorSettings
from training.vectors import pseudo_documents, train_vectors
from training.workspace import Workspace

TRAIN_AND_PRINT = """
from training.settings import VectorSettings
from training.vectors import train_vectors
documents = [[str(number % 7 + 1) for number in range(start, start + 30)] for start in range(50)]
settings = VectorSettings(dimensions=4, epochs=1, sample=1.0)
print(train_vectors(documents, 9, settings, seed=3).tolist())
"""


@pytest.fixture(scope="module")
def vectors(small_workspace: Workspace) -> npt.NDArray[np.float32]:
    return np.asarray(np.load(small_workspace.vectors, allow_pickle=False))


@pytest.fixture(scope="module")
def processor(small_workspace: Workspace) -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(small_workspace.tokenizer))


def test_every_piece_has_a_row(
    vectors: npt.NDArray[np.float32], processor: SentencePieceProcessor
) -> None:
    assert vectors.shape == (processor.get_piece_size(), 16)
    assert vectors.dtype == np.float32


def test_padding_is_zero(vectors: npt.NDArray[np.float32]) -> None:
    assert not vectors[0].any()


def test_vectors_are_centred_and_of_length_one_on_average() -> None:
    documents = [["1", "2", "3", "4"] * 10] * 30
    found = train_vectors(documents, 6, VectorSettings(dimensions=8, sample=1.0), seed=0)
    assert np.abs(found[1:5].mean(axis=0)).max() < 1e-6
    assert np.linalg.norm(found[1:5], axis=1).mean() == pytest.approx(1, abs=1e-5)
    assert not found[[0, 5]].any()


def test_the_hash_seed_of_python_changes_nothing() -> None:
    root = Path(__file__).resolve().parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", TRAIN_AND_PRINT],
            cwd=root,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs != {""}


def test_documents_are_filled_with_lines_of_one_source(processor: SentencePieceProcessor) -> None:
    line = "京都へ行った"  # three pieces
    lines = [OpenLine(source, line) for source in "aaab"]
    lengths = [len(document) for document in pseudo_documents(lines, processor, 5)]
    assert lengths == [6, 3, 3]


def test_documents_hold_piece_ids(processor: SentencePieceProcessor) -> None:
    (document,) = pseudo_documents([OpenLine("a", "京都へ行った")], processor, 5)
    assert [int(piece_id) for piece_id in document] == processor.encode("京都へ行った")
