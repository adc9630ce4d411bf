"""The real corpora, where they lie; KNBC is downloaded where it does not."""

from pathlib import Path

import pytest

from training.corpus import Sentence, read_corpus
from training.corpus_files import find_corpus


@pytest.fixture(scope="session")
def knbc() -> Path:
    return find_corpus()


@pytest.fixture(scope="session")
def sentences(knbc: Path) -> list[Sentence]:
    return read_corpus(knbc)
