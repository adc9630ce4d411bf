"""The article's network is the article's, layer for layer."""

import keras
import numpy as np
import pytest

from training.seed_network import (
    attention_rows,
    attention_table,
    build_seed_network,
    fit_seed_network,
    pad,
    predict,
)
from training.settings import SeedSettings

TINY = SeedSettings(length=8, dimensions=6, hidden=4, epochs=3, batch_size=16)

# Figures 1 and 2 of the article: weight, rank, normalized.
ARTICLE = {
    "▁": (4.46448, 6, 0),
    "もちろん": (4.86192, 3, 0.307639),
    "、": (4.21744, 13.5, 0),
    "おいしい": (5.47599, 2, 0.921704),
    "うどん": (4.24543, 11, 0),
    "を食べる": (5.50626, 1, 0.951978),
    "ことを": (4.46233, 7, 0),
    "、 again": (4.21744, 13.5, 0),
    "第一": (4.37251, 9, 0),
    "の目的": (4.22246, 12, 0),
    "に": (4.49446, 5, 0),
    "して行く": (4.31053, 10, 0),
    "のだが": (4.52285, 4, 0),
    "。": (4.3859, 8, 0),
}


def parameters(model: keras.Model) -> dict[str, int]:
    return {layer.name: layer.count_params() for layer in model.layers if layer.count_params()}


def test_each_layer_has_the_articles_number_of_parameters() -> None:
    vocabulary_size = 196_253
    model = build_seed_network(vocabulary_size, 4, SeedSettings())
    assert parameters(model) == {
        "embedding": 58_875_900,
        "attention": 19_265,
        "bidirectional": 1_871_136,
        "class": 2_852,
    }
    assert model.count_params() == 60_769_153
    assert model.input_shape == (None, 66)


def test_the_lstm_alone_lacks_only_the_attention() -> None:
    model = build_seed_network(100, 4, SeedSettings().without_attention())
    assert list(parameters(model)) == ["embedding", "bidirectional", "class"]
    assert parameters(model)["bidirectional"] == 1_871_136


def test_it_is_trained_as_the_article_trains_it() -> None:
    model = build_seed_network(100, 4, TINY)
    assert isinstance(model.optimizer, keras.optimizers.Nadam)
    assert model.loss == "categorical_crossentropy"
    assert (SeedSettings().batch_size, SeedSettings().patience, SeedSettings().epochs) == (
        256,
        5,
        50,
    )


def test_padding_stands_on_the_left_and_the_end_of_a_long_text_is_kept() -> None:
    assert pad([[5, 6], [1, 2, 3, 4]], 3).tolist() == [[0, 5, 6], [2, 3, 4]]


def test_word_vectors_fill_the_first_dimensions() -> None:
    vectors = np.arange(20, dtype=np.float32).reshape(5, 4)
    model = build_seed_network(5, 2, TINY, vectors)
    (weights,) = model.get_layer("embedding").get_weights()
    assert np.array_equal(weights[:, :4], vectors)
    assert not weights[:, 4:].any()


def test_it_learns_and_the_same_seed_gives_the_same_network() -> None:
    rng = np.random.default_rng(0)
    labels = np.arange(90) % 3
    ids = [(1 + label * 5 + rng.integers(0, 5, 6)).tolist() for label in labels]
    answers = []
    for _ in range(2):
        keras.utils.set_random_seed(7)
        model = build_seed_network(20, 3, SeedSettings(8, 16, 8, epochs=25, batch_size=16))
        fit_seed_network(model, ids, labels, SeedSettings(8, 16, 8, epochs=25, batch_size=16), 7)
        answers.append(predict(model, ids, 8))
    assert (answers[0].argmax(axis=1) == labels).mean() > 0.9
    assert np.array_equal(answers[0], answers[1])


def test_the_table_ranks_and_normalizes_as_in_the_article() -> None:
    weights = [weight for weight, _, _ in ARTICLE.values()]
    for row, (weight, rank, normalized) in zip(
        attention_rows(list(ARTICLE), weights), ARTICLE.values(), strict=True
    ):
        assert (row.weight, row.rank) == (weight, rank)
        assert row.normalized == pytest.approx(normalized, abs=2e-5)
        assert row.attention == (normalized > 0)


def test_the_table_has_a_row_for_each_piece() -> None:
    model = build_seed_network(20, 3, TINY)
    table = attention_table(model, ["京都", "へ", "行った"], [4, 5, 6])
    outputs = keras.Model(model.input, model.get_layer("attention").output)(pad([[4, 5, 6]], 8))
    assert [row.token for row in table] == ["京都", "へ", "行った"]
    assert [row.weight for row in table] == pytest.approx(
        np.asarray(outputs)[0, -3:].max(axis=1).tolist(), abs=1e-5
    )


def test_of_a_text_that_is_too_long_the_end_is_in_the_table() -> None:
    model = build_seed_network(20, 3, TINY)
    tokens = [str(number) for number in range(10)]
    assert [row.token for row in attention_table(model, tokens, list(range(10)))] == tokens[2:]


def test_a_text_without_pieces_has_an_empty_table() -> None:
    assert attention_table(build_seed_network(20, 3, TINY), [], []) == []
