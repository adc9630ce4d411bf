"""The real corpora, where they lie; KNBC is downloaded where it does not."""

import lzma
from pathlib import Path

import pytest

from training import pieces, vectors
from training.corpus import Sentence, read_corpus
from training.corpus_files import find_corpus
from training.settings import TrainingSettings, as_small
from training.workspace import Workspace


@pytest.fixture(scope="session")
def knbc() -> Path:
    return find_corpus()


@pytest.fixture(scope="session")
def sentences(knbc: Path) -> list[Sentence]:
    return read_corpus(knbc)


@pytest.fixture(scope="session")
def small_open_text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A little open text of our own."""
    folder = tmp_path_factory.mktemp("open-text")
    lines = [
        f"{place}で{thing}を{act}。"
        for place in ("駅前", "京都", "寺", "店", "家", "スタジアム")
        for thing in ("うどん", "スマホ", "試合", "紅葉", "クロワッサン")
        for act in ("見た", "食べた", "買ってきた", "探している")
    ]
    (folder / "own.txt.xz").write_bytes(lzma.compress("\n".join(lines).encode()))
    return folder


@pytest.fixture(scope="session")
def small_settings(knbc: Path, small_open_text: Path) -> TrainingSettings:
    """KNBC and little open text: the stages then take seconds."""
    return as_small(TrainingSettings(knbc=knbc, open_text=small_open_text))


@pytest.fixture(scope="session")
def small_workspace(
    small_settings: TrainingSettings, tmp_path_factory: pytest.TempPathFactory
) -> Workspace:
    """What the stages `pieces` and `vectors` leave behind, on little text."""
    workspace = Workspace(tmp_path_factory.mktemp("work"))
    pieces.run(workspace, small_settings)
    vectors.run(workspace, small_settings)
    return workspace
