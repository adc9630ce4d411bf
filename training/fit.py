"""Stage `fit`: the additive network on labelled texts of all lengths and soft-labelled open text.

Letters used for shapes: B = texts, T = pieces, C = categories.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from tqdm import tqdm

from classifier.tokenizer import Tokenizer
from training.contenders import labels_of
from training.corpus import Sentence, whole_articles, windows, without_themes
from training.networks import TrainingNetwork, additive_network, folded
from training.pieces import UNKNOWN_ID
from training.reading import Labelled, chosen, labelled_texts
from training.settings import AdditiveSettings, TrainingSettings
from training.stage import StageReport, described
from training.teacher import soft_labels
from training.workspace import Workspace

Ids = Sequence[int]
Targets = npt.NDArray[np.float32]
TrainingStep = Callable[[npt.NDArray[np.int32], Targets], tf.Tensor]
Batch = tuple[npt.NDArray[np.int32], Targets]

FIT_OF_LABELLED = 0.97
"""A labelled sentence belongs to a category, but some of them alone would fit anywhere."""

FIT_OF_OTHERS = 1 - FIT_OF_LABELLED

WEIGHT_OF_NONE = 0.5
"""In the loss: being undecided where nothing fits, against being right where something does."""

WEIGHT_OF_FIT = 0.5


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts to learn from.

    Attributes:
        ids: piece ids of each text.
        targets: (N, C + 1) probabilities of the categories, and that any fits.
    """

    ids: list[Ids]
    targets: Targets

    def __add__(self, other: "Examples") -> "Examples":
        return Examples(self.ids + other.ids, np.vstack([self.targets, other.targets]))

    def drawn(self, number: int, draw: np.random.Generator) -> "Examples":
        """So many of them, at random."""
        chosen_ones = draw.choice(len(self.ids), min(number, len(self.ids)), replace=False)
        return Examples([self.ids[index] for index in chosen_ones], self.targets[chosen_ones])


def run(workspace: Workspace, settings: TrainingSettings) -> StageReport:
    """Trains on all labelled texts and saves the network as it is served."""
    place = chosen(workspace, settings)
    labelled = labelled_texts(settings)
    network = fit_network(place, labelled, settings, seed=settings.seed, shown=True)
    folded(network).save(workspace.network)
    np.save(workspace.network_bias, network.bias)
    return StageReport(
        read=(labelled.source, described(place.features, "features")),
        wrote=(described(workspace.network, "the network, folded"),),
        findings=(f"bias: {', '.join(f'{value:+.3f}' for value in network.bias)}",),
    )


def fit_network(
    place: Workspace,
    labelled: Labelled,
    settings: TrainingSettings,
    *,
    seed: int,
    shown: bool = False,
) -> TrainingNetwork:
    """The network after the last epoch.

    Args:
        place: where tokenizer, features and open lines lie.
        labelled: the texts, and no others: what is not in here has not been seen.
        settings: the network's and the teacher's.
        seed: of initial weights, order, deletion and windows.
        shown: show a progress bar.
    """
    keras.utils.set_random_seed(seed)
    sizes = settings.additive
    course = Course(place, labelled, settings, seed)
    features = sizes.feature_norm * np.load(place.features)
    is_evidence = _may_be_evidence(place, settings)
    network = additive_network(features, is_evidence, len(labelled.categories) + 1, sizes)
    step = _training_step(network, sizes, sizes.epochs * course.batches_per_epoch)
    for epoch in range(sizes.epochs):
        bar = tqdm(
            course.epoch(),
            desc=f"epoch {epoch + 1} of {sizes.epochs}",
            disable=None if shown else True,
        )
        for ids, targets in bar:
            bar.set_postfix(loss=f"{float(step(ids, targets)):.3f}", refresh=False)
    return network


def _may_be_evidence(place: Workspace, settings: TrainingSettings) -> npt.NDArray[np.float32]:
    """(V,) 1 for content words, with own categories for all: か？ tells questions from requests."""
    shares = np.load(place.content_shares)
    least = settings.additive.content_share if settings.data is None else 0.0
    return np.asarray(shares >= least, np.float32)


def _training_step(network: TrainingNetwork, sizes: AdditiveSettings, steps: int) -> TrainingStep:
    """One batch's step of Adam; traced once for texts of any length."""
    variables = network.model.trainable_variables
    schedule = keras.optimizers.schedules.CosineDecay(sizes.learning_rate, steps)
    optimizer = keras.optimizers.Adam(schedule)
    optimizer.build(variables)

    @tf.function(
        input_signature=[
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, network.num_outputs), tf.float32),
        ]
    )
    def step(ids: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = category_and_fit_loss(targets, network.model(ids, training=True))
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return loss

    return cast(TrainingStep, step)


def category_and_fit_loss(targets: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Cross-entropy of the category, plus that of the fit.

    A text that fits none is to leave the network undecided between all categories (outlier
    exposure, Hendrycks et al. 2019): a word that speaks for none of them then gets no evidence.

    Targets (B, C + 1) and logits (B, C + 1) → the mean over the batch.
    """
    fit = targets[:, -1:]
    undecided = WEIGHT_OF_NONE * (1 - fit) / tf.cast(tf.shape(targets)[1] - 1, tf.float32)
    wanted = fit * targets[:, :-1] + undecided
    # Not TensorFlow's own cross-entropy: its gradient takes every target's sum for 1.
    category = -tf.reduce_sum(wanted * tf.nn.log_softmax(logits[:, :-1]), axis=-1)
    any_fits = tf.nn.sigmoid_cross_entropy_with_logits(fit[:, 0], logits[:, -1])
    return tf.reduce_mean(category + WEIGHT_OF_FIT * any_fits)


class Course:
    """The batches of every epoch: texts of like length together, drawn anew for each epoch."""

    def __init__(
        self,
        place: Workspace,
        labelled: Labelled,
        settings: TrainingSettings,
        seed: int,
    ) -> None:
        self._settings = settings.additive
        self._sentences = (*labelled.sentences, *labelled.feedback.sentences)
        self._categories = labelled.categories
        self._seed = seed
        self._draw = np.random.default_rng(seed)
        self._tokenizer = Tokenizer.from_file(place.tokenizer)
        self._always = self._labelled(
            [
                *self._sentences,
                *without_themes(_titles(self._sentences)),
                *whole_articles(self._sentences),
            ]
        ) + self._others([*labelled.others, *labelled.feedback.others])
        self._open = self._open_lines(place, settings)
        self._epoch = 0

    @property
    def batches_per_epoch(self) -> int:
        """About how many: the lengths of the drawn texts differ from epoch to epoch."""
        windowed = self._settings.windows_per_article * len(whole_articles(self._sentences))
        texts = len(self._always.ids) + windowed + self._settings.open_lines
        return -(-texts // self._settings.batch_size)

    def epoch(self) -> list[Batch]:
        """Draws windows, open lines and deletions: piece ids (B, T) and targets (B, C + 1)."""
        self._epoch += 1
        passages = windows(
            self._sentences,
            per_article=self._settings.windows_per_article,
            longest=self._settings.longest_window,
            seed=1000 * self._seed + self._epoch,
        )
        drawn = self._open.drawn(self._settings.open_lines, self._draw)
        examples = self._always + self._labelled(passages) + drawn
        return [
            (
                padded([self._shortened(examples.ids[index]) for index in batch]),
                examples.targets[batch],
            )
            for batch in batches(examples.ids, self._settings.batch_size, self._draw)
        ]

    def _labelled(self, sentences: Sequence[Sentence]) -> Examples:
        smoothing = self._settings.label_smoothing
        number = len(self._categories)
        targets = np.full((len(sentences), number + 1), smoothing / number, np.float32)
        labels = labels_of(sentences, self._categories)
        targets[np.arange(len(sentences)), labels] += 1 - smoothing
        targets[:, -1] = FIT_OF_LABELLED
        return Examples([self._ids(sentence.text) for sentence in sentences], targets)

    def _others(self, texts: Sequence[str]) -> Examples:
        targets = np.full((len(texts), len(self._categories) + 1), FIT_OF_OTHERS, np.float32)
        targets[:, :-1] = 1 / len(self._categories)
        return Examples([self._ids(text) for text in texts], targets)

    def _open_lines(self, place: Workspace, settings: TrainingSettings) -> Examples:
        labels = soft_labels(
            place,
            [sentence.text for sentence in self._sentences],
            labels_of(self._sentences, self._categories),
            settings.teacher,
            self._seed,
        )
        targets = np.hstack([labels.categories, labels.fit[:, np.newaxis]])
        return Examples([self._ids(text) for text in labels.texts], targets)

    def _ids(self, text: str) -> Ids:
        return readable_ids(self._tokenizer, text)

    def _shortened(self, ids: Ids) -> Ids:
        """A random stretch of a long text, some of its pieces deleted."""
        longest = self._settings.longest_text
        start = int(self._draw.integers(max(1, len(ids) - longest + 1)))
        stretch = ids[start : start + longest]
        kept = self._draw.random(len(stretch)) >= self._settings.deletion
        return [piece for piece, keep in zip(stretch, kept, strict=True) if keep] or stretch


def readable_ids(tokenizer: Tokenizer, text: str) -> Ids:
    """The text's piece ids; one unknown piece where the tokenizer reads nothing of it."""
    return tokenizer.ids(text) or [UNKNOWN_ID]


def batches(
    texts: Sequence[Ids], size: int, draw: np.random.Generator
) -> list[npt.NDArray[np.intp]]:
    """Indices of texts of like length, batches in random order.

    Long texts are batched fewer at a time, so that no batch holds many more pieces than another.
    """
    lengths = np.array([len(ids) for ids in texts]) + draw.uniform(0, 4, len(texts))
    order = np.argsort(lengths)
    result, start = [], 0
    while start < len(order):
        longest = lengths[order[min(start + size, len(order)) - 1]]
        number = size if longest <= 64 else max(8, int(size * 64 / longest))
        result.append(order[start : start + number])
        start += number
    return [result[index] for index in draw.permutation(len(result))]


def padded(texts: Sequence[Ids]) -> npt.NDArray[np.int32]:
    """(B, T) with zeros at the end; T a multiple of 8: [[5], [6, 7]] → [[5, 0, …], [6, 7, …]]."""
    length = -(-max(len(ids) for ids in texts) // 8) * 8
    result = np.zeros((len(texts), length), np.int32)
    for row, ids in zip(result, texts, strict=True):
        row[: len(ids)] = ids
    return result


def _titles(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Lines that begin with the theme in brackets: learned with and without it."""
    return [sentence for sentence in sentences if sentence.is_title]
