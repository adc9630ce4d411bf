"""Keras model → LiteRT file → the artefact folder that the classifier serves, behind a parity gate.

Letters used for shapes: T = pieces of a text, K = categories and the fit score.
"""

import json
import math
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol, cast

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from classifier.artifact import (
    MODEL_CARD_FILE,
    NETWORK_FILE,
    TOKENIZER_FILE,
    ArtifactDescription,
    write_description,
)
from classifier.calibration import Calibration
from classifier.network import Network, NetworkOutput
from classifier.tokenizer import Tokenizer
from training.errors import TrainingError
from training.feedback import Feedback, followed
from training.model_card import model_card
from training.networks import LENGTH_SCALE
from training.reading import chosen, labelled_texts
from training.settings import TrainingSettings
from training.stage import StageReport, described, needed
from training.workspace import Workspace

NAME = "knbc-additive"
VERSION = "1.1.0"
SEGMENT_LENGTH = 256

GATE_LENGTHS = (1, 2, 20, 66, 200, 512)
MAX_DIFFERENCE = 1e-4
MIN_LABEL_AGREEMENT = 0.995
MAX_ARTIFACT_BYTES = 20_000_000


class ServingFunction(Protocol):
    """What `tf.function` makes of the model."""

    def __call__(self, piece_ids: tf.Tensor) -> Mapping[str, tf.Tensor]:
        """(1, T) piece ids → contributions (1, T, K) and gates (1, T)."""

    def get_concrete_function(self) -> object:
        """The traced graph."""


class ExportError(TrainingError):
    """The exported network is not the one that was trained, or the artefact grew too large."""


class Precision(StrEnum):
    """How the weights are stored."""

    FLOAT32 = "float32"
    FLOAT16 = "float16"
    INT8_DYNAMIC = "int8-dynamic"


@dataclass(frozen=True, slots=True)
class Parity:
    """How far the exported network is from the trained one, over all gate inputs.

    Attributes:
        max_difference: largest absolute difference of any contribution, gate or probability.
        label_agreement: share of the texts to which both give the same category.
        num_texts: how many texts were compared.
    """

    max_difference: float
    label_agreement: float
    num_texts: int

    def check(self, precision: Precision) -> None:
        """Lets float32 pass only if it is exact, the others only if the labels agree.

        Raises:
            ExportError: the export does not pass; says by how much.
        """
        allowed = MAX_DIFFERENCE if precision is Precision.FLOAT32 else math.inf
        if math.isnan(self.max_difference) or self.max_difference > allowed:
            raise ExportError(
                f"The LiteRT network differs from Keras by {self.max_difference:.2e}; allowed are "
                f"{allowed:.0e}. Look for operators that the converter miscompiles, such "
                "as c - transpose(x)."
            )
        if not self.label_agreement >= MIN_LABEL_AGREEMENT:
            raise ExportError(
                f"The {precision} network gives the same label to {self.label_agreement:.2%} of "
                f"{self.num_texts} texts; at least {MIN_LABEL_AGREEMENT:.1%} are needed. "
                "Export with a higher precision."
            )


def run(workspace: Workspace, settings: TrainingSettings) -> StageReport:
    """Exports the fitted network into the classifier package; the old one stays if it fails."""
    model = keras.saving.load_model(needed(workspace.network, "fit"))
    calibrated = json.loads(needed(workspace.calibration, "calibrate").read_text(encoding="utf-8"))
    labelled = labelled_texts(settings)
    place = chosen(workspace, settings)
    description = ArtifactDescription(
        name=NAME if settings.data is None else settings.data.stem,
        version=VERSION,
        categories=labelled.categories,
        bias=tuple(np.load(workspace.network_bias).tolist()),
        length_scale=LENGTH_SCALE,
        calibration=Calibration(**calibrated["calibration"]),
        segment_length=SEGMENT_LENGTH,
        figures=calibrated["figures"],
    )
    tokenizer = Tokenizer.from_file(place.tokenizer)
    followed_before = followed(settings.artifact, labelled.feedback) if labelled.feedback else None
    parity = export_artifact(
        model,
        tokenizer_file=place.tokenizer,
        description=description,
        model_card=model_card(description, settings, labelled),
        test_ids=[tokenizer.ids(sentence.text) for sentence in labelled.sentences],
        folder=settings.artifact,
        precision=Precision.FLOAT32,
    )
    size = sum(file.stat().st_size for file in settings.artifact.iterdir()) / 1e6
    return StageReport(
        read=(
            described(workspace.network, "network"),
            described(workspace.calibration, "how sure"),
        ),
        wrote=(f"the artefact: {settings.artifact} ({size:.1f} MB)",),
        findings=(
            f"largest difference from Keras over {parity.num_texts:,} texts: "
            f"{parity.max_difference:.1e}; same label for {parity.label_agreement:.2%}",
            *_on_feedback(followed_before, settings.artifact, labelled.feedback),
        ),
    )


def _on_feedback(before: int | None, artifact: Path, feedback: Feedback) -> Iterator[str]:
    """What the corrections have changed, in words; nothing without any."""
    if feedback:
        was = "" if before is None else f", {before} before"
        now = followed(artifact, feedback)
        yield f"of {len(feedback):,} corrections the model now agrees with {now}{was}"


def export_artifact(
    model: keras.Model,
    *,
    tokenizer_file: Path,
    description: ArtifactDescription,
    model_card: str,
    test_ids: Sequence[Sequence[int]],
    folder: Path,
    precision: Precision = Precision.FLOAT32,
) -> Parity:
    """Writes the artefact folder; a folder that is there is replaced only when all is well.

    Args:
        model: int32 piece ids (B, T) → {"contributions": (B, T, K), "gates": (B, T)}.
        tokenizer_file: the SentencePiece model.
        description: what artifact.json will say; the parity figures are added to its figures.
        model_card: Markdown.
        test_ids: the piece ids of every text of the test set, for the gate.
        folder: where to write.
        precision: how the weights are stored.

    Raises:
        ExportError: the gate did not pass, or the artefact is larger than 20 MB.
    """
    with tempfile.TemporaryDirectory() as temporary:
        staging = Path(temporary)
        (staging / NETWORK_FILE).write_bytes(to_litert(model, precision))
        gate_ids = [*random_ids(tokenizer_file), *test_ids]
        parity = measure_parity(model, staging / NETWORK_FILE, description, gate_ids)
        parity.check(precision)
        shutil.copyfile(tokenizer_file, staging / TOKENIZER_FILE)
        (staging / MODEL_CARD_FILE).write_text(model_card, encoding="utf-8")
        write_description(staging, _with_parity(description, precision, parity))
        _check_size(staging)
        folder.mkdir(parents=True, exist_ok=True)
        for file in staging.iterdir():
            shutil.copyfile(file, folder / file.name)
    return parity


def to_litert(model: keras.Model, precision: Precision = Precision.FLOAT32) -> bytes:
    """The network as a LiteRT file: batch of one, any length, no mask, built-in operators only.

    The variables are frozen into constants first: without that the converter writes a file that
    holds no weights, and only fails when it is run.
    """

    frozen = convert_variables_to_constants_v2(_serving_function(model).get_concrete_function())
    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen])
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS]
    if precision is not Precision.FLOAT32:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if precision is Precision.FLOAT16:
        converter.target_spec.supported_types = [tf.float16]
    return bytes(converter.convert())


def random_ids(tokenizer_file: Path) -> list[list[int]]:
    """A text of random pieces for each of `GATE_LENGTHS`; the same ones every time."""
    vocabulary_size = Tokenizer.from_file(tokenizer_file).vocabulary_size
    rng = np.random.default_rng(0)
    return [rng.integers(0, vocabulary_size, length).tolist() for length in GATE_LENGTHS]


def measure_parity(
    model: keras.Model,
    network_file: Path,
    description: ArtifactDescription,
    ids_of_texts: Iterable[Sequence[int]],
) -> Parity:
    """Runs both networks on every text and compares; a text without pieces is passed over."""
    network, trained_network = Network(network_file), _serving_function(model)
    texts = [ids for ids in ids_of_texts if len(ids) > 0]
    differences, agreements = [], []
    for ids in texts:
        trained, exported = _run_keras(trained_network, ids), network.run(ids)
        trained_p = _probabilities(trained, description)
        exported_p = _probabilities(exported, description)
        differences.append(
            max(
                np.abs(trained.contributions - exported.contributions).max(),
                np.abs(trained.gates - exported.gates).max(),
                np.abs(trained_p - exported_p).max(),
            )
        )
        agreements.append(trained_p[:-1].argmax() == exported_p[:-1].argmax())
    return Parity(float(np.max(differences)), float(np.mean(agreements)), len(texts))


def _serving_function(model: keras.Model) -> ServingFunction:
    """The model for one text of any length, (1, T), without a mask; a graph, so that it is fast."""

    @tf.function(input_signature=[tf.TensorSpec((1, None), tf.int32, name="piece_ids")])
    def serve(piece_ids: tf.Tensor) -> dict[str, tf.Tensor]:
        outputs = model(piece_ids, training=False)
        return {"contributions": outputs["contributions"], "gates": outputs["gates"]}

    return cast(ServingFunction, serve)


def _run_keras(network: ServingFunction, ids: Sequence[int]) -> NetworkOutput:
    outputs = network(tf.constant([list(ids)], dtype=tf.int32))
    return NetworkOutput(
        contributions=outputs["contributions"].numpy()[0].astype(np.float32),
        gates=outputs["gates"].numpy()[0].astype(np.float32),
    )


def _probabilities(
    output: NetworkOutput, description: ArtifactDescription
) -> npt.NDArray[np.float64]:
    """(K,) category probabilities and the fit, of a text read as one segment."""
    scale = description.length_scale(len(output.contributions))
    contributions = output.contributions.astype(np.float64).sum(axis=0)
    logits = np.asarray(description.bias) + scale * contributions
    calibration = description.calibration
    return np.append(calibration.probabilities(logits[:-1]), calibration.fit(logits))


def _with_parity(
    description: ArtifactDescription, precision: Precision, parity: Parity
) -> ArtifactDescription:
    figures = {
        **description.figures,
        "precision": precision.value,
        "parity_max_difference": parity.max_difference,
        "parity_label_agreement": parity.label_agreement,
        "parity_num_texts": parity.num_texts,
    }
    return replace(description, figures=figures)


def _check_size(folder: Path) -> None:
    size = sum(file.stat().st_size for file in folder.iterdir())
    if size > MAX_ARTIFACT_BYTES:
        raise ExportError(
            f"The artefact has {size:,} bytes; at most {MAX_ARTIFACT_BYTES:,} are allowed. "
            "Export as float16 or int8-dynamic, or train a smaller vocabulary."
        )
