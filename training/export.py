"""Keras model → LiteRT file → the artefact folder that the classifier serves, behind a parity gate.

Letters used for shapes: T = pieces of a text, K = categories and the fit score.
"""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

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
from classifier.network import Network, NetworkOutput
from training.errors import TrainingError

GATE_LENGTHS = (1, 2, 20, 66, 200, 512)
MAX_DIFFERENCE = 1e-4
MIN_LABEL_AGREEMENT = 0.995
MAX_ARTIFACT_BYTES = 20_000_000


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
        if precision is Precision.FLOAT32 and not self.max_difference <= MAX_DIFFERENCE:
            raise ExportError(
                f"The LiteRT network differs from Keras by {self.max_difference:.2e}; allowed are "
                f"{MAX_DIFFERENCE:.0e}. Look for operators that the converter miscompiles, such "
                "as c - transpose(x)."
            )
        if not self.label_agreement >= MIN_LABEL_AGREEMENT:
            raise ExportError(
                f"The {precision} network gives the same label to {self.label_agreement:.2%} of "
                f"{self.num_texts} texts; at least {MIN_LABEL_AGREEMENT:.1%} are needed. "
                "Export with a higher precision."
            )


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
        parity = measure_parity(model, staging / NETWORK_FILE, description, test_ids)
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

    @tf.function(input_signature=[tf.TensorSpec((1, None), tf.int32, name="piece_ids")])
    def serve(piece_ids: tf.Tensor) -> dict[str, tf.Tensor]:
        outputs = model(piece_ids, training=False)
        return {"contributions": outputs["contributions"], "gates": outputs["gates"]}

    frozen = convert_variables_to_constants_v2(serve.get_concrete_function())
    converter = tf.lite.TFLiteConverter.from_concrete_functions([frozen])
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS]
    if precision is not Precision.FLOAT32:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if precision is Precision.FLOAT16:
        converter.target_spec.supported_types = [tf.float16]
    return bytes(converter.convert())


def measure_parity(
    model: keras.Model,
    network_file: Path,
    description: ArtifactDescription,
    test_ids: Iterable[Sequence[int]],
) -> Parity:
    """Runs both networks on random ids of every gate length and on every text of the test set."""
    network = Network(network_file)
    texts = [*_random_ids(model), *(ids for ids in test_ids if len(ids) > 0)]
    differences, agreements = [], []
    for ids in texts:
        trained, exported = _run_keras(model, ids), network.run(ids)
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


def _random_ids(model: keras.Model) -> list[list[int]]:
    rng = np.random.default_rng(0)
    vocabulary_size = _vocabulary_size(model)
    return [rng.integers(0, vocabulary_size, length).tolist() for length in GATE_LENGTHS]


def _vocabulary_size(model: keras.Model) -> int:
    """Rows of the largest embedding."""
    layers = [
        layer for layer in model._flatten_layers() if isinstance(layer, keras.layers.Embedding)
    ]
    if not layers:
        raise ExportError(f"{model.name} has no Embedding layer: how many piece ids does it know?")
    return max(int(layer.input_dim) for layer in layers)


def _run_keras(model: keras.Model, ids: Sequence[int]) -> NetworkOutput:
    outputs = model(np.asarray(ids, dtype=np.int32)[np.newaxis, :], training=False)
    return NetworkOutput(
        contributions=np.asarray(outputs["contributions"], dtype=np.float32)[0],
        gates=np.asarray(outputs["gates"], dtype=np.float32)[0],
    )


def _probabilities(
    output: NetworkOutput, description: ArtifactDescription
) -> npt.NDArray[np.float64]:
    """(K,) category probabilities and the fit, of a text read as one segment."""
    scale = description.length_scale(len(output.contributions))
    contributions = output.contributions.astype(np.float64).sum(axis=0)
    logits = np.asarray(description.bias) + scale * contributions
    calibration = description.calibration
    return np.append(calibration.probabilities(logits[:-1]), calibration.fit(logits[-1]))


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
