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
from training.corpus import CATEGORIES, Sentence
from training.fit import batches, category_and_fit_loss, fit_network, padded
from training.own_data import read_own_data
from training.reading import Labelled
from training.settings import TrainingSettings
from training.workspace import Workspace

OWN_CATEGORIES = Path(__file__).resolve().parents[1] / "data" / "own_categories.csv"


def test_padded_texts_end_in_zeros_at_a_multiple_of_eight() -> None:
    result = padded([[5], list(range(1, 10))])
    assert result.shape == (2, 16)
    assert result[0].tolist() == [5] + [0] * 15


def test_every_text_is_in_exactly_one_batch_and_long_ones_are_batched_fewer() -> None:
    texts = [[1] * length for length in range(1, 400)]
    drawn = batches(texts, 64, np.random.default_rng(0))
    assert sorted(index for batch in drawn for index in batch) == list(range(399))
    assert all(len(batch) <= 64 for batch in drawn)
    assert max(len(batch) * max(len(texts[index]) for index in batch) for batch in drawn) < 5000


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
