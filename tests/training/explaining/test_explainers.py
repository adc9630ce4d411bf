"""On a task whose telling pieces are known, explanations find them, and ours are exact."""

from collections.abc import Callable

import numpy as np
import pytest

from training.explaining.attention import AttentionReceived
from training.explaining.deletion import KernelShap, LeaveOneOut, Lime, RandomOrder
from training.explaining.eraser import Faithfulness, measure, predict
from training.explaining.explainer import Explainer
from training.explaining.gradients import GradientTimesInput, IntegratedGradients
from training.explaining.own import Against, OwnContributions
from training.explaining.table import mean
from training.explaining.text_network import FloatArray, IntArray, Passes

from .conftest import HEAD, KEYWORDS, Tiny

TEXT: IntArray = np.array([25, 26, KEYWORDS[1, 3], 27, 28, 29, 30], np.int32)

TELLING: dict[str, Callable[[Tiny], Explainer]] = {
    "own": lambda tiny: OwnContributions(tiny.contributions),
    "own, runner-up": lambda tiny: OwnContributions(tiny.contributions, Against.RUNNER_UP),
    "own, likely": lambda tiny: OwnContributions(tiny.contributions, Against.LIKELY),
    "gradient × input": lambda tiny: GradientTimesInput(tiny.network),
    "integrated gradients": lambda tiny: IntegratedGradients(tiny.network, 32),
    "leave-one-out": lambda tiny: LeaveOneOut(tiny.network),
    "KernelSHAP": lambda tiny: KernelShap(tiny.network),
    "LIME": lambda tiny: Lime(tiny.network, 200),
}


def faithfulness(tiny: Tiny, explainer: Explainer) -> Faithfulness:
    predictions = [predict(tiny.network, text) for text in tiny.texts]
    return mean(
        [
            measure(tiny.network, each, explainer.explain(each.ids, each.category))
            for each in predictions
        ]
    )


@pytest.mark.parametrize("name", TELLING)
def test_the_one_telling_piece_is_ranked_first(tiny: Tiny, name: str) -> None:
    scores = TELLING[name](tiny).explain(TEXT, predict(tiny.network, TEXT).category)
    assert scores.shape == TEXT.shape
    assert scores.argmax() == 2


@pytest.mark.parametrize("name", TELLING)
def test_a_text_of_one_piece_can_be_explained(tiny: Tiny, name: str) -> None:
    scores = TELLING[name](tiny).explain(TEXT[2:3], 1)
    assert scores.shape == (1,)
    assert np.isfinite(scores).all()


def test_the_tiny_network_has_learned_its_task(tiny: Tiny) -> None:
    guesses = tiny.network.probabilities(tiny.texts).argmax(axis=1)
    assert np.mean(guesses == tiny.labels) >= 0.95


@pytest.mark.parametrize("against", Against)
def test_our_contributions_are_three_times_as_comprehensive_as_chance(
    tiny: Tiny, against: Against
) -> None:
    ours = faithfulness(tiny, OwnContributions(tiny.contributions, against))
    chance = faithfulness(tiny, RandomOrder(0))
    assert ours.comprehensiveness >= 3 * chance.comprehensiveness
    assert ours.decision_flip <= 0.5 * chance.decision_flip
    assert ours.sufficiency < chance.sufficiency


def test_bias_and_contributions_are_the_prediction(tiny: Tiny) -> None:
    """Completeness: the heat map's numbers are all that the probabilities are made of."""
    for text in tiny.texts:
        logits = tiny.contributions.logits(tiny.contributions.of(text))
        expected = HEAD.calibration.probabilities(logits)
        np.testing.assert_allclose(tiny.network.probabilities([text])[0], expected, atol=1e-5)


def test_the_likely_others_make_the_derivative_of_the_log_odds(tiny: Tiny) -> None:
    contributions = tiny.contributions.of(TEXT)

    def log_odds(weights: FloatArray) -> float:
        logits = tiny.contributions.logits(weights[:, np.newaxis] * contributions)
        p = HEAD.calibration.probabilities(logits)[1]
        return float(HEAD.calibration.temperature * np.log(p / (1 - p)))

    scores = OwnContributions(tiny.contributions, Against.LIKELY).explain(TEXT, 1)
    for index in range(len(TEXT)):
        step = 1e-5 * np.eye(len(TEXT))[index]
        change = log_odds(np.ones(len(TEXT)) + step) - log_odds(np.ones(len(TEXT)) - step)
        assert scores[index] == pytest.approx(change / 2e-5, abs=1e-4)


def test_integrated_gradients_add_up_to_the_change_along_the_path(tiny: Tiny) -> None:
    explainer = IntegratedGradients(tiny.network, 128)
    for text in tiny.texts[:5]:
        prediction = predict(tiny.network, text)
        # The baseline's contributions are 0, as those of a text with nothing left.
        nothing = tiny.network.probabilities([np.empty(0, np.int32)])[0, prediction.category]
        total = explainer.explain(text, prediction.category).sum()
        assert total == pytest.approx(prediction.probability - nothing, abs=5e-3)


def test_shapley_values_add_up_as_well(tiny: Tiny) -> None:
    prediction = predict(tiny.network, TEXT)
    nothing = tiny.network.probabilities([np.empty(0, np.int32)])[0, prediction.category]
    total = KernelShap(tiny.network).explain(TEXT, prediction.category).sum()
    assert total == pytest.approx(prediction.probability - nothing, abs=1e-6)


def test_ours_cost_one_forward_pass_and_the_others_what_their_authors_say(tiny: Tiny) -> None:
    def passes(explainer: Explainer, text: IntArray) -> Passes:
        tiny.network.passes = Passes()
        explainer.explain(text, 1)
        return tiny.network.passes

    text = np.tile(TEXT, 6)
    assert passes(OwnContributions(tiny.contributions), text) == Passes(1, 0)
    assert passes(GradientTimesInput(tiny.network), text) == Passes(1, 1)
    assert passes(IntegratedGradients(tiny.network, 32), text) == Passes(32, 32)
    assert passes(LeaveOneOut(tiny.network), text) == Passes(len(text), 0)
    assert passes(Lime(tiny.network, 300), text) == Passes(300, 0)
    # Besides its 2 T + 2,048 deletions the text itself and the empty one.
    assert passes(KernelShap(tiny.network), text) == Passes(2 * len(text) + 2048 + 2, 0)


def test_chance_is_the_same_every_time_and_different_for_every_seed() -> None:
    first = RandomOrder(0).explain(TEXT, 0)
    assert RandomOrder(0).explain(TEXT, 1).tolist() == first.tolist()
    assert RandomOrder(1).explain(TEXT, 0).tolist() != first.tolist()


def test_attention_received_is_read_by_columns(tiny: Tiny) -> None:
    weights = np.array([[0.7, 0.3], [0.5, 0.5]])
    explainer = AttentionReceived(lambda ids: weights, tiny.network)
    assert explainer.explain(TEXT[:2], 0).tolist() == pytest.approx([0.6, 0.4])
