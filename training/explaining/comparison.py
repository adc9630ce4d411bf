"""Runs every explainer over the same texts of one fold and writes down what each achieved."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from tqdm import tqdm

from classifier.tokenizer import Tokenizer
from training.explaining.attention import AttentionReceived, SeedWeight
from training.explaining.content_words import ContentShare, coloured, content_share
from training.explaining.deletion import KernelShap, LeaveOneOut, Lime, RandomOrder
from training.explaining.eraser import Prediction, measure, predict
from training.explaining.explainer import Explainer
from training.explaining.gradients import GradientTimesInput, IntegratedGradients
from training.explaining.own import Against, Contributions, OwnContributions
from training.explaining.readings import Reading
from training.explaining.results import Trial
from training.explaining.text_network import FloatArray, IntArray, Passes, TextNetwork
from training.gold_words import GoldWords, words_of_sentence

RANDOM_ORDERS = 3
LIME_SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class FoldNetworks:
    """What was trained on the training part of a fold.

    Attributes:
        ours: the additive network.
        contributions: its own.
        attention: piece ids (T,) → the attention (T, T) that its pieces pay to each other.
        seed: the article's network, where it is measured too.
        tokenizer: of both.
    """

    ours: TextNetwork
    contributions: Contributions
    attention: Callable[[IntArray], FloatArray]
    seed: TextNetwork | None
    tokenizer: Tokenizer


def explainers_of_ours(networks: FoldNetworks) -> list[Explainer]:
    """Every row of the table that explains the additive network."""
    ours = networks.ours
    return [
        *(OwnContributions(networks.contributions, against) for against in Against),
        AttentionReceived(networks.attention, ours),
        GradientTimesInput(ours),
        IntegratedGradients(ours, 32),
        IntegratedGradients(ours, 128),
        LeaveOneOut(ours),
        KernelShap(ours),
        Lime(ours, LIME_SAMPLES),
        *(RandomOrder(seed) for seed in range(RANDOM_ORDERS)),
    ]


def explainers_of_the_seed(network: TextNetwork) -> list[Explainer]:
    """The seed's picture, beside the best and the worst one could do for its network."""
    return [
        SeedWeight(network),
        IntegratedGradients(network, 32),
        *(RandomOrder(seed) for seed in range(RANDOM_ORDERS)),
    ]


def compare(networks: FoldNetworks, readings: Sequence[Reading], title: str) -> list[Trial]:
    """Each text explained by each explainer.

    Args:
        networks: of the fold.
        readings: texts of its test part.
        title: of the progress bar.
    """
    contenders = [("ours", networks.ours, explainers_of_ours(networks))]
    if networks.seed is not None:
        contenders.append(("seed", networks.seed, explainers_of_the_seed(networks.seed)))
    for _, network, explainers in contenders:
        _warm_up(network, explainers, readings[0])
    return [
        trial
        for reading in tqdm(readings, desc=title, disable=None)
        for name, network, explainers in contenders
        for trial in _trials(name, network, explainers, reading)
    ]


def content_of_highest(
    networks: FoldNetworks,
    readings: Iterable[Reading],
    gold_words: GoldWords,
) -> dict[str, ContentShare]:
    """Of the highest tokens as displayed, how many hold a content word: ours and the seed's.

    Of ours also those alone that the picture colours: a word of +0.01 is left white.

    Only sentences that have gold words and are the annotated text, character by character.
    """
    own = OwnContributions(networks.contributions)
    seed = None if networks.seed is None else SeedWeight(networks.seed)
    shares = {"ours": ContentShare(), "ours, coloured": ContentShare(), "seed": ContentShare()}
    for reading in readings:
        gold = words_of_sentence(gold_words, reading.sentence)
        if not gold:
            continue
        category = predict(networks.ours, reading.ids).category
        by_word = reading.sum_by_word(own.explain(reading.ids, category))
        words = [(word.start, word.end) for word in reading.words]
        shares["ours"] += content_share(words, by_word, gold)
        shares["ours, coloured"] += content_share(words, coloured(by_word), gold)
        if seed is not None:
            marked = seed.explain(reading.ids, category)
            shares["seed"] += content_share(reading.spans, marked, gold)
    return shares


def _warm_up(network: TextNetwork, explainers: Iterable[Explainer], reading: Reading) -> None:
    """The first call traces the graph, which is no part of an explanation's cost."""
    category = predict(network, reading.ids).category
    for explainer in explainers:
        explainer.explain(reading.ids, category)


def _trials(
    name: str, network: TextNetwork, explainers: Iterable[Explainer], reading: Reading
) -> list[Trial]:
    prediction = predict(network, reading.ids)
    return [_trial_of(name, network, explainer, reading, prediction) for explainer in explainers]


def _trial_of(
    name: str,
    network: TextNetwork,
    explainer: Explainer,
    reading: Reading,
    prediction: Prediction,
) -> Trial:
    network.passes = Passes()
    start = time.perf_counter()
    scores = explainer.explain(reading.ids, prediction.category)
    milliseconds = 1000 * (time.perf_counter() - start)
    passes = replace(network.passes)  # measuring runs the network too
    pieces = measure(network, prediction, scores)
    pieces_are_words = reading.word_of_piece[-1] == len(reading.ids) - 1
    return Trial(
        network=name,
        explainer=explainer.name,
        text_id=reading.sentence.id,
        kind=reading.kind,
        num_pieces=len(reading.ids),
        pieces=pieces,
        words=pieces
        if pieces_are_words
        else measure(network, prediction, scores, reading.word_of_piece),
        forward=passes.forward,
        backward=passes.backward,
        milliseconds=milliseconds,
    )
