"""The whole run on tiny, untrained networks: every row is there, and no fold is run twice."""

import json
from collections.abc import Sequence
from pathlib import Path

import keras
import pytest

from classifier.artifact import SHIPPED_ARTIFACT, read_artifact
from classifier.tokenizer import Tokenizer
from training.attention import KeyMaskedSelfAttention
from training.corpus import Sentence
from training.explaining.attention import attention_weights
from training.explaining.comparison import FoldNetworks
from training.explaining.own import Contributions
from training.explaining.readings import Kind, SampleSizes, draw_texts, read
from training.explaining.report import markdown
from training.explaining.targets import Report, targets
from training.explaining.text_network import AdditiveHead, TextNetwork, softmax_head
from training.faithfulness import FaithfulnessSettings, measure_faithfulness, write
from training.gold_words import find_gold_words
from training.seed_network import build_seed_network
from training.settings import SeedSettings

SETTINGS = FaithfulnessSettings(runs=((0, 0),), sizes=SampleSizes(2, 1, 1), jobs=1)
TOKENIZER = Tokenizer.from_file(read_artifact(SHIPPED_ARTIFACT).tokenizer_path)
HEAD = AdditiveHead(bias=(0.0,) * 5, num_categories=4)


def additive(vocabulary_size: int) -> keras.Model:
    ids = keras.Input((None,), dtype="int32")
    known = keras.ops.expand_dims(keras.ops.cast(keras.ops.not_equal(ids, 0), "float32"), -1)
    vectors = keras.layers.Embedding(vocabulary_size, 4, name="embedding")(ids)
    layer = KeyMaskedSelfAttention(attention_type="multiplicative", name="attention")
    context = layer(vectors)
    gates = keras.layers.Dense(1, activation="sigmoid")(context) * known
    contributions = gates * keras.layers.Dense(5, use_bias=False)(vectors)
    return keras.Model(ids, {"contributions": contributions, "gates": gates[..., 0]})


class Untrained:
    """Networks as they are born, and a note of how often they were asked for."""

    def __init__(self) -> None:
        self.trained = 0

    def fingerprint(self) -> str:
        return "untrained"

    def train(
        self, sentences: Sequence[Sentence], seed: int, *, with_seed_network: bool
    ) -> FoldNetworks:
        self.trained += 1
        keras.utils.set_random_seed(seed)
        model = additive(TOKENIZER.vocabulary_size)
        small = SeedSettings(length=16, dimensions=4, hidden=2)
        seed_model = build_seed_network(TOKENIZER.vocabulary_size, 4, small)
        ours = TextNetwork(model, HEAD)
        return FoldNetworks(
            ours=ours,
            contributions=Contributions(ours, HEAD),
            attention=attention_weights(model, "attention"),
            seed=TextNetwork(seed_model, softmax_head, fixed_length=small.length)
            if with_seed_network
            else None,
            tokenizer=TOKENIZER,
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faithfulness")


@pytest.fixture(scope="module")
def report(folder: Path, sentences: list[Sentence], knbc: Path) -> Report:
    gold_words = find_gold_words(knbc)
    return measure_faithfulness(sentences, gold_words, Untrained(), folder, SETTINGS)


def test_every_explanation_of_every_text_is_there(report: Report) -> None:
    per_fold = 4 * (10 + 3 + 2 + 3)  # texts × (ours + random, the seed's + random)
    assert [len(fold.trials) for fold in report.folds] == [per_fold]
    assert {trial.kind for trial in report.trials} == set(Kind)
    assert all(fold.content["ours"].tokens for fold in report.folds)


def test_the_document_and_the_file_hold_the_table(report: Report, folder: Path) -> None:
    text = markdown(report)
    for row in (
        "| own contributions, against the mean of the others |",
        "| own contributions, against the runner-up |",
        "| attention received |",
        "| gradient × input |",
        "| integrated gradients, 32 steps |",
        "| integrated gradients, 128 steps |",
        "| leave-one-out |",
        "| KernelSHAP |",
        "| LIME, 1,000 samples |",
        "| random |",
        "| the seed's weight, on its network |",
    ):
        assert row in text
    document, figures_file = write(report, folder)
    assert document.read_text() == text
    figures = json.loads(figures_file.read_text())
    assert len(figures["pieces"]) == len(figures["words"]) == 14
    assert len(figures["targets"]) == len(targets(report))


def test_a_fold_that_was_done_is_read_and_not_run_again(
    report: Report, folder: Path, sentences: list[Sentence]
) -> None:
    trainer = Untrained()
    again = measure_faithfulness(sentences, {}, trainer, folder, SETTINGS)
    assert again.folds == report.folds
    assert trainer.trained == 0


def test_the_displayed_sum_of_the_shipped_model_is_its_logit(report: Report) -> None:
    assert report.completeness_error < 1e-4


def test_every_piece_belongs_to_one_word_in_order(sentences: list[Sentence]) -> None:
    texts = draw_texts(sentences[:200], SampleSizes(20, 10, 3), seed=0)
    for reading in read(TOKENIZER, texts):
        steps = reading.word_of_piece[1:] - reading.word_of_piece[:-1]
        assert reading.word_of_piece[0] == 0
        assert set(steps.tolist()) <= {0, 1}
        assert len(reading.spans) == len(reading.ids) == len(reading.word_of_piece)
