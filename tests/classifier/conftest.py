"""What the classifier's tests share: the shipped model, loaded once, and its parts."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from classifier.artifact import SHIPPED_ARTIFACT, Artifact, read_artifact
from classifier.classification import Classification
from classifier.classifier import Classifier
from classifier.tokenizer import Tokenizer

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")

BAKERY = "駅前のパン屋のクロワッサンが絶品すぎる。"


@pytest.fixture(scope="session")
def artifact() -> Artifact:
    return read_artifact()


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return Classifier.load()


@pytest.fixture(scope="session")
def tokenizer(artifact: Artifact) -> Tokenizer:
    return Tokenizer.from_file(artifact.tokenizer_path)


@pytest.fixture(scope="session")
def classification(classifier: Classifier) -> Classification:
    """A short text about food."""
    return classifier.classify(BAKERY)


@pytest.fixture
def artifact_folder(tmp_path: Path) -> Path:
    """A copy of the shipped artefact, to be damaged."""
    return Path(shutil.copytree(SHIPPED_ARTIFACT, tmp_path / "artifact"))
