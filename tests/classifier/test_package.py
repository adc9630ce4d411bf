"""Importing the package costs nothing; serving needs no training library and little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import classifier

REPOSITORY = Path(__file__).parents[2]

IMPORT_ONLY = """
import json, sys, classifier
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
CLASSIFY = """
import json, psutil, sys
from classifier import Classifier
Classifier.load().classify("駅前のパン屋")
modules = sorted({name.split(".")[0] for name in sys.modules})
print(json.dumps([modules, psutil.Process().memory_info().rss]))
"""


def python(program: str) -> object:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=REPOSITORY, check=True
    )
    return json.loads(done.stdout)


def test_importing_the_package_loads_neither_numpy_nor_the_runtime() -> None:
    modules = python(IMPORT_ONLY)
    assert isinstance(modules, list)
    assert not {"numpy", "ai_edge_litert", "sentencepiece", "PIL"} & set(modules)


def test_classifying_loads_no_training_library_and_stays_under_200_mb() -> None:
    answer = python(CLASSIFY)
    assert isinstance(answer, list)
    modules, memory = answer
    assert not {"tensorflow", "keras", "gensim", "training"} & set(modules)
    assert memory < 200_000_000


def test_every_public_name_is_there() -> None:
    assert all(getattr(classifier, name) is not None for name in classifier.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(classifier, "nothing")  # noqa: B009
