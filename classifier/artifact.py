"""The artefact folder that training hands over: its format, its version and its checksums.

    artifact/
    ├── artifact.json      this module's `ArtifactDescription`, as JSON
    ├── tokenizer.model    SentencePiece
    ├── network.tflite     LiteRT
    └── MODEL_CARD.md      for people; the runtime does not read it

Nothing in it is executable and nothing is a pickle.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from classifier.calibration import Calibration, LengthScale
from classifier.errors import ArtifactError

FORMAT_VERSION = 3
DESCRIPTION_FILE = "artifact.json"
TOKENIZER_FILE = "tokenizer.model"
NETWORK_FILE = "network.tflite"
MODEL_CARD_FILE = "MODEL_CARD.md"

SHIPPED_ARTIFACT = Path(__file__).parent / "artifact"

_REMEDY = (
    "Restore the folder from the repository, or make it anew with `python -m training export`."
)


@dataclass(frozen=True, slots=True)
class ArtifactDescription:
    """All that the runtime must know about a model beside its two files.

    Attributes:
        name: the model's name.
        version: the model's own version, for logs and answers.
        categories: (C,) labels in the order of the network's columns.
        bias: (K,) the part of each logit that no piece carries; the last is the fit score's.
        length_scale: how much one piece counts in a text of T pieces.
        calibration: from logits to probabilities.
        segment_length: most pieces the network reads at a time.
        figures: what was measured when the artefact was made, by name.
    """

    name: str
    version: str
    categories: tuple[str, ...]
    bias: tuple[float, ...]
    length_scale: LengthScale
    calibration: Calibration
    segment_length: int
    figures: Mapping[str, float | int | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self._problem()
        if problem:
            raise ArtifactError(f"The model {self.name!r} is described wrongly: {problem}.")

    def _problem(self) -> str:
        if len(self.categories) < 2 or len(set(self.categories)) != len(self.categories):
            return f"it needs two or more different categories, received {self.categories}"
        if len(self.bias) != len(self.categories) + 1:
            return (
                f"bias has {len(self.bias)} numbers for {len(self.categories)} categories "
                "and the fit score"
            )
        if self.segment_length < 1:
            return f"segment_length must be at least 1, received {self.segment_length}"
        if self.calibration.temperature <= 0 or self.calibration.fit_scale <= 0:
            return "temperature and fit_scale must be above 0"
        if not 0 <= self.calibration.chance < 1:
            return "chance must be at least 0 and less than 1"
        if self.length_scale.t0 < 0:
            return f"length_scale.t0 must not be negative, received {self.length_scale.t0}"
        return ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A checked artefact folder.

    Attributes:
        folder: where it lies.
        description: what artifact.json says.
    """

    folder: Path
    description: ArtifactDescription

    @property
    def tokenizer_path(self) -> Path:
        """The SentencePiece model."""
        return self.folder / TOKENIZER_FILE

    @property
    def network_path(self) -> Path:
        """The LiteRT network."""
        return self.folder / NETWORK_FILE


def read_artifact(folder: Path = SHIPPED_ARTIFACT) -> Artifact:
    """Reads the description and checks format version and checksums.

    Raises:
        ArtifactError: something is missing, damaged or of another version; says what to do.
    """
    fields = _read_json(folder / DESCRIPTION_FILE)
    _check_version(folder, fields)
    try:
        description = _description(fields)
        checksums = {str(name): str(value) for name, value in _object(fields, "files").items()}
    except (KeyError, TypeError, ValueError) as error:
        raise ArtifactError(
            f"{folder / DESCRIPTION_FILE} lacks or garbles a field ({error}). {_REMEDY}"
        ) from error
    for name in (TOKENIZER_FILE, NETWORK_FILE):
        _check_file(folder / name, checksums.get(name))
    return Artifact(folder, description)


def write_description(folder: Path, description: ArtifactDescription) -> Path:
    """Writes artifact.json beside the two files, with their checksums; returns its path."""
    calibration, scale = description.calibration, description.length_scale
    fields = {
        "format_version": FORMAT_VERSION,
        "name": description.name,
        "version": description.version,
        "categories": list(description.categories),
        "bias": list(description.bias),
        "length_scale": {"t0": scale.t0, "alpha": scale.alpha},
        "calibration": {
            "temperature": calibration.temperature,
            "chance": calibration.chance,
            "fit_certainty": calibration.fit_certainty,
            "fit_shift": calibration.fit_shift,
            "fit_scale": calibration.fit_scale,
            "fit_threshold": calibration.fit_threshold,
        },
        "segment_length": description.segment_length,
        "files": {name: sha256(folder / name) for name in (TOKENIZER_FILE, NETWORK_FILE)},
        "figures": dict(description.figures),
    }
    path = folder / DESCRIPTION_FILE
    path.write_text(json.dumps(fields, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def sha256(path: Path) -> str:
    """The file's SHA-256 in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_json(path: Path) -> dict[str, object]:
    try:
        fields: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ArtifactError(
            f"There is no model at {path.parent}: {path.name} is missing. {_REMEDY}"
        ) from error
    except (OSError, ValueError) as error:
        raise ArtifactError(f"{path} cannot be read: {error}. {_REMEDY}") from error
    if not isinstance(fields, dict):
        raise ArtifactError(f"{path} does not hold a JSON object. {_REMEDY}")
    return fields


def _check_version(folder: Path, fields: Mapping[str, object]) -> None:
    version = fields.get("format_version")
    if version != FORMAT_VERSION:
        raise ArtifactError(
            f"The model at {folder} has format version {version}; this program reads version "
            f"{FORMAT_VERSION}. Use the model that came with this version, or export it again "
            "with `python -m training export`."
        )


def _check_file(path: Path, expected: str | None) -> None:
    if not path.is_file():
        raise ArtifactError(f"{path} is missing. {_REMEDY}")
    received = sha256(path)
    if received != expected:
        raise ArtifactError(
            f"{path} is damaged or was exchanged: its SHA-256 is {received}, "
            f"{DESCRIPTION_FILE} says {expected}. {_REMEDY}"
        )


def _description(fields: Mapping[str, object]) -> ArtifactDescription:
    scale, calibration = _object(fields, "length_scale"), _object(fields, "calibration")
    return ArtifactDescription(
        name=str(fields["name"]),
        version=str(fields["version"]),
        categories=tuple(str(label) for label in _list(fields, "categories")),
        bias=tuple(_number(value) for value in _list(fields, "bias")),
        length_scale=LengthScale(t0=_number(scale["t0"]), alpha=_number(scale["alpha"])),
        calibration=Calibration(
            temperature=_number(calibration["temperature"]),
            chance=_number(calibration["chance"]),
            fit_certainty=_number(calibration["fit_certainty"]),
            fit_shift=_number(calibration["fit_shift"]),
            fit_scale=_number(calibration["fit_scale"]),
            fit_threshold=_number(calibration["fit_threshold"]),
        ),
        segment_length=int(_number(fields["segment_length"])),
        figures={
            name: value
            for name, value in _object(fields, "figures").items()
            if isinstance(value, float | int | str)
        },
    )


def _object(fields: Mapping[str, object], name: str) -> dict[str, object]:
    value = fields[name]
    if not isinstance(value, dict):
        raise TypeError(f"{name} must be an object, received {value!r}")
    return value


def _list(fields: Mapping[str, object], name: str) -> list[object]:
    value = fields[name]
    if not isinstance(value, list):
        raise TypeError(f"{name} must be a list, received {value!r}")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a number, received {value!r}")
    return float(value)
