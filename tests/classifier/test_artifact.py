"""A damaged, missing or foreign artefact is refused with a sentence that says what to do."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from classifier.artifact import (
    DESCRIPTION_FILE,
    FORMAT_VERSION,
    NETWORK_FILE,
    TOKENIZER_FILE,
    Artifact,
    read_artifact,
    write_description,
)
from classifier.calibration import Calibration
from classifier.classifier import Classifier
from classifier.errors import ArtifactError
from classifier.network import Network

Fields = dict[str, object]


def change(folder: Path, edit: Callable[[Fields], object]) -> None:
    path = folder / DESCRIPTION_FILE
    fields = json.loads(path.read_text(encoding="utf-8"))
    edit(fields)
    path.write_text(json.dumps(fields), encoding="utf-8")


def test_what_is_written_is_read_back(artifact_folder: Path, artifact: Artifact) -> None:
    description = replace(artifact.description, name="other", figures={"accuracy": 0.8, "n": 3})
    write_description(artifact_folder, description)
    assert read_artifact(artifact_folder).description == description


def test_the_shipped_artefact_is_small_and_holds_no_pickle(artifact: Artifact) -> None:
    files = list(artifact.folder.iterdir())
    assert {file.name for file in files} == {
        DESCRIPTION_FILE,
        TOKENIZER_FILE,
        NETWORK_FILE,
        "MODEL_CARD.md",
    }
    assert sum(file.stat().st_size for file in files) <= 20_000_000


@pytest.mark.parametrize("name", [DESCRIPTION_FILE, TOKENIZER_FILE, NETWORK_FILE])
def test_a_missing_file_is_named(artifact_folder: Path, name: str) -> None:
    (artifact_folder / name).unlink()
    with pytest.raises(ArtifactError, match=rf"{name} is missing.*python -m training export"):
        Classifier.load(artifact_folder)


@pytest.mark.parametrize("name", [TOKENIZER_FILE, NETWORK_FILE])
def test_a_damaged_file_is_named(artifact_folder: Path, name: str) -> None:
    damaged = bytearray((artifact_folder / name).read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (artifact_folder / name).write_bytes(damaged)
    with pytest.raises(ArtifactError, match=rf"{name} is damaged.*Restore"):
        Classifier.load(artifact_folder)


def test_another_format_version_is_refused(artifact_folder: Path) -> None:
    change(artifact_folder, lambda fields: fields.update(format_version=FORMAT_VERSION + 1))
    with pytest.raises(ArtifactError, match=f"version {FORMAT_VERSION + 1}.*reads version"):
        Classifier.load(artifact_folder)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"format_version": %d}' % FORMAT_VERSION]
)
def test_a_garbled_description_is_refused(artifact_folder: Path, content: bytes) -> None:
    (artifact_folder / DESCRIPTION_FILE).write_bytes(content)
    with pytest.raises(ArtifactError, match=DESCRIPTION_FILE):
        Classifier.load(artifact_folder)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("categories", ["一"]),
        ("categories", ["一", "一", "二", "三"]),
        ("categories", "グルメ"),
        ("bias", [0.0]),
        ("bias", ["0", 0, 0, 0, 0]),
        ("segment_length", 0),
        ("segment_length", None),
        ("length_scale", {"t0": -1, "alpha": 0}),
        ("length_scale", {}),
        ("calibration", []),
        ("files", None),
        ("figures", 1),
    ],
)
def test_a_wrong_field_is_refused(artifact_folder: Path, field: str, value: object) -> None:
    change(artifact_folder, lambda fields: fields.update({field: value}))
    with pytest.raises(ArtifactError):
        Classifier.load(artifact_folder)


def test_a_temperature_of_zero_is_refused(artifact: Artifact) -> None:
    with pytest.raises(ArtifactError, match="temperature"):
        replace(artifact.description, calibration=Calibration(temperature=0.0))


@pytest.mark.parametrize("chance", [-0.1, 1.0])
def test_a_chance_that_is_no_share_is_refused(artifact: Artifact, chance: float) -> None:
    with pytest.raises(ArtifactError, match="chance"):
        replace(artifact.description, calibration=Calibration(chance=chance))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArtifactError, match="no model at"):
        Classifier.load(tmp_path / "nowhere")


def test_a_file_that_is_no_network_is_refused(tmp_path: Path) -> None:
    path = tmp_path / NETWORK_FILE
    path.write_bytes(b"not a network")
    with pytest.raises(ArtifactError, match="not a LiteRT network"):
        Network(path)
