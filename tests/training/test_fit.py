"""What the network is shown, and every stage from labelled texts to a served artefact."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from classifier import Classifier, render_heat_map
from classifier.tokenizer import Tokenizer
from training import calibrate, export, fit, teacher
from training.additive import predict_logits
from training.contenders import labels_of
from training.corpus import CATEGORIES, Sentence
from training.fit import category_and_fit_loss, fit_network, open_gates_loss
from training.own_data import read_own_data
from training.reading import Labelled
from training.settings import TrainingSettings
from training.workspace import Workspace

OWN_CATEGORIES = Path(__file__).resolve().parents[1] / "data" / "own_categories.csv"


@pytest.fixture(scope="module")
def exported(
    small_settings: TrainingSettings,
    small_workspace: Workspace,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """An artefact made by every stage, of a network that has learned hardly anything."""
    folder = tmp_path_factory.mktemp("artifact")
    settings = replace(small_settings, artifact=folder)
    for stage in (teacher, fit, calibrate, export):
        stage.run(small_workspace, settings)
    return folder


def test_the_stages_hand_over_an_artefact_that_the_classifier_serves(exported: Path) -> None:
    found = Classifier.load(exported).classify("駅前の店でうどんを食べた。")
    assert sum(found.probabilities.values()) == pytest.approx(1)
    assert {token.text for token in found.tokens} >= {"うどん"}


def test_the_model_card_quotes_the_figures_of_the_artefact(exported: Path) -> None:
    card = (exported / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "accuracy on the held-out texts" in card
    assert "グルメ, 携帯電話, 京都, スポーツ" in card


def test_the_same_seed_gives_the_same_network(
    small_settings: TrainingSettings, small_workspace: Workspace, sentences: list[Sentence]
) -> None:
    few = Labelled(CATEGORIES, tuple(sentences[::60]), "a few", ("会議は15時からです。",))
    texts = ["駅前の店でうどんを食べた。", "スマホを買った"]
    tokenizer = Tokenizer.from_file(small_workspace.tokenizer)
    first, second = (
        predict_logits(fit_network(small_workspace, few, small_settings, seed=3), tokenizer, texts)
        for _ in range(2)
    )
    np.testing.assert_allclose(first, second, atol=1e-5)


def test_corrections_are_learned_and_the_stages_say_what_they_changed(
    small_settings: TrainingSettings,
    small_workspace: Workspace,
    tmp_path: Path,
) -> None:
    corrections = tmp_path / "corrections.csv"
    corrections.write_text("text,label\n新しい端末を買った,携帯電話\n会議は15時から,\n", "utf-8")
    settings = replace(small_settings, feedback=corrections, artifact=tmp_path / "artifact")
    teacher.run(small_workspace, settings)
    reports = [stage.run(small_workspace, settings) for stage in (fit, calibrate, export)]
    assert "4,186 sentences of KNBC and 2 corrections" in reports[0].read
    assert any("without the corrections: " in line for line in reports[1].findings)
    assert any("of 2 corrections the model now agrees" in line for line in reports[2].findings)


def test_a_text_that_fits_nowhere_is_learned_as_undecided() -> None:
    undecided, decided = [[0.0, 0.0, -9.0]], [[9.0, 0.0, -9.0]]
    none = tf.constant([[0.5, 0.5, 0.0]])
    losses = [
        float(category_and_fit_loss(none, tf.constant(each))) for each in (undecided, decided)
    ]
    assert losses[0] < losses[1]


def test_an_undecided_network_has_nothing_to_learn_of_categories_from_such_a_text() -> None:
    logits = tf.Variable([[2.0, 2.0, -9.0]])
    with tf.GradientTape() as tape:
        loss = category_and_fit_loss(tf.constant([[0.9, 0.1, 0.0]]), logits)
    np.testing.assert_allclose(tape.gradient(loss, logits)[0, :-1], 0, atol=1e-6)


def test_an_open_gate_costs_only_where_it_ought_to_be_closed() -> None:
    gates = tf.constant([[0.9, 0.5, 1.0], [0.0, 0.2, 0.7]])
    to_close = tf.constant([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    found = float(open_gates_loss(to_close, gates))
    assert found == pytest.approx(np.log(2) / 2, abs=1e-4)
    assert np.isfinite(open_gates_loss(tf.ones_like(gates), tf.ones_like(gates)))


def test_what_was_counted_is_evidence_of_the_served_network(
    small_settings: TrainingSettings, small_workspace: Workspace, sentences: list[Sentence]
) -> None:
    few = Labelled(CATEGORIES, tuple(sentences[::20]), "a few")
    tokenizer = Tokenizer.from_file(small_workspace.tokenizer)
    texts = [each.text for each in few.sentences]
    labels = labels_of(few.sentences, CATEGORIES)

    def accuracy(counted: float) -> float:
        sizes = replace(small_settings.additive, counted=counted, epochs=1)
        network = fit_network(small_workspace, few, replace(small_settings, additive=sizes), seed=0)
        logits = predict_logits(network, tokenizer, texts)
        return float(np.mean(logits[:, :-1].argmax(axis=1) == labels))

    assert accuracy(3.0) > accuracy(0.0) + 0.1


def test_a_team_trains_on_three_categories_of_its_own(
    small_settings: TrainingSettings, small_workspace: Workspace, tmp_path: Path
) -> None:
    longer = replace(small_settings.additive, epochs=150, open_lines=0)
    settings = replace(
        small_settings, data=OWN_CATEGORIES, additive=longer, artifact=tmp_path / "artifact"
    )
    for stage in (teacher, fit, calibrate, export):
        stage.run(small_workspace, settings)
    own = Classifier.load(settings.artifact)
    assert own.categories == ("質問", "依頼", "雑談")
    texts = read_own_data(OWN_CATEGORIES)
    found = [own.classify(each.text) for each in texts]
    most_likely = [max(each.probabilities, key=each.probabilities.__getitem__) for each in found]
    assert (
        np.mean([guess == each.label for guess, each in zip(most_likely, texts, strict=True)]) > 0.8
    )
    assert render_heat_map(found[0], category="依頼").startswith(b"\x89PNG")
    card = (settings.artifact / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert f"{len(texts)} texts and their labels in `{OWN_CATEGORIES.name}`" in card
    assert "KNB" not in card
