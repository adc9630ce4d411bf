"""Stage `fit`: trains the additive network on the batches of `training/course.py`.

Letters used for shapes: B = texts, T = pieces, V = vocabulary, C = categories.
"""

from collections.abc import Callable

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
from tqdm import tqdm

from training.course import Batch, Course
from training.networks import TrainingNetwork, add_evidence, additive_network, folded
from training.reading import Labelled, chosen, labelled_texts
from training.settings import AdditiveSettings, TrainingSettings
from training.stage import StageReport, described
from training.workspace import Workspace

WEIGHT_OF_NONE = 0.5
"""In the loss: being undecided where nothing fits, against being right where something does."""

WEIGHT_OF_FIT = 0.5

NEARLY_ONE = 1 - 1e-6
"""The widest that a gate is taken to be open, so that the logarithm of the rest is finite."""

TrainingStep = Callable[[Batch], tf.Tensor]


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
        for batch in bar:
            bar.set_postfix(loss=f"{float(step(batch)):.3f}", refresh=False)
    add_evidence(network, sizes.counted * course.counted_evidence(len(features)))
    return network


def _may_be_evidence(place: Workspace, settings: TrainingSettings) -> npt.NDArray[np.float32]:
    """(V,) 1 for content words, with own categories for all: か？ tells questions from requests."""
    shares = np.load(place.content_shares)
    least = settings.additive.content_share if settings.data is None else 0.0
    return np.asarray(shares >= least, np.float32)


def _training_step(network: TrainingNetwork, sizes: AdditiveSettings, steps: int) -> TrainingStep:
    """One batch's step of Adam; traced once for texts of any length."""
    gate = network.model.get_layer("gate").output
    gated = keras.Model(network.model.input, [network.model.output, gate])
    variables = network.model.trainable_variables
    schedule = keras.optimizers.schedules.CosineDecay(sizes.learning_rate, steps)
    optimizer = keras.optimizers.Adam(schedule)
    optimizer.build(variables)

    @tf.function(
        input_signature=[
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, network.num_outputs), tf.float32),
        ]
    )
    def step(ids: tf.Tensor, in_function_words: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        to_close = tf.cast(in_function_words, tf.float32) * tf.gather(network.is_content, ids)
        with tf.GradientTape() as tape:
            logits, gates = gated(ids, training=True)
            loss = category_and_fit_loss(targets, logits)
            loss += sizes.closing * open_gates_loss(to_close, gates[..., 0])
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return loss

    return lambda batch: step(*batch)


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


def open_gates_loss(to_close: tf.Tensor, gates: tf.Tensor) -> tf.Tensor:
    """Of gates (B, T) that are open where they ought not to be: − log(1 − gate), a text's summed.

    なる of 暗くなる is evidence by its looks, since elsewhere it is a verb; only the context tells.

    Args:
        to_close: (B, T) 1 for these.
        gates: (B, T) in [0, 1].

    Returns:
        The mean over the batch.
    """
    costs = -tf.math.log1p(-NEARLY_ONE * gates)
    return tf.reduce_mean(tf.reduce_sum(to_close * costs, axis=1))
