"""The exported network is the trained one, or it is not exported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
import pytest
import sentencepiece

from classifier.artifact import NETWORK_FILE, ArtifactDescription, read_artifact
from classifier.calibration import Calibration, LengthScale
from classifier.classifier import Classifier
from training import export
from training.export import ExportError, Parity, Precision, export_artifact

CATEGORIES = ("グルメ", "携帯電話", "京都")
NUM_COLUMNS = len(CATEGORIES) + 1
SENTENCES = [
    f"{word}{tail}"
    for word in ("うどん", "パン", "メール", "料金", "清水寺", "紅葉", "カレー", "機種")
    for tail in ("を食べた。", "がとてもよかった。", "の話をした。", "を見に行った！", "は高い？")
]


class AdditiveNetwork(keras.Model):
    """logit = Σ gate · evidence, the gate from self-attention over the text and a BiLSTM."""

    def __init__(self, vocabulary_size: int = 1_000, dim: int = 32) -> None:
        super().__init__()
        self.embedding = keras.layers.Embedding(vocabulary_size, dim)
        self.evidence = keras.layers.Dense(NUM_COLUMNS)
        self.query = keras.layers.Dense(dim)
        self.key = keras.layers.Dense(dim)
        self.context = keras.layers.Bidirectional(keras.layers.LSTM(6, return_sequences=True))
        self.gate = keras.layers.Dense(1, activation="sigmoid")

    def call(self, piece_ids: keras.KerasTensor, training: bool = False) -> dict[str, object]:
        x = self.embedding(piece_ids)
        scores = keras.ops.einsum("bid,bjd->bij", self.query(x), self.key(x))
        weights = keras.ops.exp(scores - keras.ops.max(scores, axis=-1, keepdims=True))
        attended = keras.ops.matmul(weights / keras.ops.sum(weights, axis=-1, keepdims=True), x)
        gates = self.gate(self.context(attended, training=training))
        return {
            "contributions": gates * self.evidence(x),
            "gates": keras.ops.squeeze(gates, -1),
        }


@pytest.fixture(scope="module")
def tokenizer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    prefix = tmp_path_factory.mktemp("tokenizer") / "tokenizer"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES),
        model_prefix=str(prefix),
        vocab_size=100,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return prefix.with_suffix(".model")


@pytest.fixture(scope="module")
def test_ids(tokenizer_file: Path) -> list[list[int]]:
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer_file))
    return [processor.encode(sentence) for sentence in SENTENCES]


DESCRIPTION = ArtifactDescription(
    name="tiny",
    version="1.2.3",
    categories=CATEGORIES,
    bias=(0.1, -0.2, 0.3, 0.4),
    length_scale=LengthScale(t0=3.0, alpha=0.5),
    calibration=Calibration(temperature=0.7, fit_shift=0.2, fit_scale=1.5, fit_threshold=0.1),
    segment_length=64,
    figures={"accuracy": 0.9},
)


def built(seed: int) -> keras.Model:
    keras.utils.set_random_seed(seed)
    network = AdditiveNetwork()
    network(np.zeros((1, 3), dtype=np.int32))
    return network


@dataclass(frozen=True)
class Export:
    """One model, exported once at each precision: the converter takes seconds."""

    model: keras.Model
    folders: Mapping[Precision, Path]
    parities: Mapping[Precision, Parity]


def export_to(
    folder: Path,
    model: keras.Model,
    tokenizer_file: Path,
    test_ids: Sequence[Sequence[int]],
    precision: Precision = Precision.FLOAT32,
) -> Parity:
    return export_artifact(
        model,
        tokenizer_file=tokenizer_file,
        description=DESCRIPTION,
        model_card="# tiny\n",
        test_ids=test_ids,
        folder=folder,
        precision=precision,
    )


@pytest.fixture(scope="module")
def exported(
    tokenizer_file: Path, test_ids: list[list[int]], tmp_path_factory: pytest.TempPathFactory
) -> Export:
    model = built(seed=7)
    folders = {precision: tmp_path_factory.mktemp(precision) for precision in Precision}
    parities = {
        precision: export_to(folder, model, tokenizer_file, test_ids, precision)
        for precision, folder in folders.items()
    }
    return Export(model, folders, parities)


def test_float32_is_exact_and_the_figures_say_so(exported: Export) -> None:
    parity = exported.parities[Precision.FLOAT32]
    assert parity.max_difference <= 1e-4
    assert parity.num_texts == len(SENTENCES) + len(export.GATE_LENGTHS)
    shipped = read_artifact(exported.folders[Precision.FLOAT32]).description
    assert replace(shipped, figures={}) == replace(DESCRIPTION, figures={})
    assert shipped.figures["parity_max_difference"] == parity.max_difference
    assert shipped.figures["accuracy"] == 0.9


@pytest.mark.parametrize("precision", Precision)
def test_the_classifier_serves_what_keras_computes(
    exported: Export, test_ids: list[list[int]], precision: Precision
) -> None:
    classifier = Classifier.load(exported.folders[precision])
    tolerance = 1e-4 if precision is Precision.FLOAT32 else 0.05
    for sentence, ids in zip(SENTENCES, test_ids, strict=True):
        outputs = exported.model(np.array([ids], dtype=np.int32), training=False)
        total = np.asarray(outputs["contributions"])[0].sum(axis=0)
        logits = np.asarray(DESCRIPTION.bias) + DESCRIPTION.length_scale(len(ids)) * total
        served = classifier.classify(sentence)
        expected = DESCRIPTION.calibration.probabilities(logits[:-1])
        assert list(served.probabilities.values()) == pytest.approx(expected, abs=tolerance)
        assert served.logits == pytest.approx(logits[:-1], abs=tolerance)
        assert served.model == "tiny 1.2.3"


def test_lower_precision_is_smaller(exported: Export) -> None:
    sizes = [(exported.folders[p] / NETWORK_FILE).stat().st_size for p in Precision]
    assert sizes == sorted(sizes, reverse=True)


def test_the_file_of_another_network_does_not_pass_the_gate(
    exported: Export, test_ids: list[list[int]]
) -> None:
    file = exported.folders[Precision.FLOAT32] / NETWORK_FILE
    parity = export.measure_parity(built(seed=8), file, DESCRIPTION, test_ids)
    with pytest.raises(ExportError, match="differs from Keras"):
        parity.check(Precision.FLOAT32)


@pytest.mark.parametrize("precision", [Precision.FLOAT16, Precision.INT8_DYNAMIC])
def test_a_quantised_network_that_changes_labels_does_not_pass(precision: Precision) -> None:
    Parity(max_difference=0.01, label_agreement=0.995, num_texts=1000).check(precision)
    with pytest.raises(ExportError, match=r"99\.40%.*higher precision"):
        Parity(max_difference=0.01, label_agreement=0.994, num_texts=1000).check(precision)


@pytest.mark.parametrize("precision", Precision)
def test_not_a_number_does_not_pass(precision: Precision) -> None:
    with pytest.raises(ExportError):
        Parity(max_difference=float("nan"), label_agreement=1.0, num_texts=9).check(precision)


def test_an_export_that_is_refused_leaves_the_old_artefact_alone(
    exported: Export,
    tokenizer_file: Path,
    test_ids: list[list[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = exported.folders[Precision.FLOAT32]
    before = read_artifact(folder)
    monkeypatch.setattr(export, "MAX_ARTIFACT_BYTES", 1000)
    with pytest.raises(ExportError, match="at most 1,000 are allowed"):
        export_to(folder, exported.model, tokenizer_file, test_ids, Precision.FLOAT16)
    assert read_artifact(folder) == before
