"""The network of the article this project began with, layer for layer: every report's baseline.

Embedding(V, 300) → SeqSelfAttention → Bidirectional(LSTM(356)) → Dense(C, softmax), texts padded
on the left to 66 pieces, without a mask. Letters used for shapes: B = texts, T = length,
V = pieces, C = categories.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt
from keras import layers
from keras.callbacks import EarlyStopping
from keras_self_attention import SeqSelfAttention
from scipy.stats import rankdata
from sklearn.model_selection import train_test_split

from training.settings import SeedSettings

Vectors = npt.NDArray[np.float32]
Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """One line of the article's table.

    Attributes:
        token: the piece.
        weight: the largest of the attention layer's outputs at that piece.
        rank: 1 for the largest weight; ties share the mean of their ranks.
        normalized: by how much the weight is above the mean, or 0.
    """

    token: str
    weight: float
    rank: float
    normalized: float

    @property
    def attention(self) -> bool:
        """Whether the article marks the piece."""
        return self.normalized > 0


def build_seed_network(
    vocabulary_size: int,
    num_classes: int,
    settings: SeedSettings,
    vectors: Vectors | None = None,
) -> keras.Model:
    """The compiled network: float32 piece ids (B, T) → probabilities (B, C).

    Args:
        vocabulary_size: V.
        num_classes: C.
        settings: sizes.
        vectors: (V, D) to begin with, D ≤ the settings' dimensions (zeros fill it up);
            `None` begins with random ones.
    """
    piece_ids = keras.Input((settings.length,), name="piece_ids")
    embedding = layers.Embedding(vocabulary_size, settings.dimensions, name="embedding")
    hidden = embedding(piece_ids)
    if settings.attention:
        hidden = SeqSelfAttention(name="attention")(hidden)
    hidden = layers.Bidirectional(layers.LSTM(settings.hidden), name="bidirectional")(hidden)
    output = layers.Dense(num_classes, activation="softmax", name="class")(hidden)
    model = keras.Model(piece_ids, output)
    if vectors is not None:
        widened = np.zeros((vocabulary_size, settings.dimensions), np.float32)
        widened[:, : vectors.shape[1]] = vectors
        embedding.set_weights([widened])
    model.compile(
        loss="categorical_crossentropy",
        optimizer="nadam",
        metrics=["acc"],
        jit_compile=False,  # no faster on a CPU, and 10 seconds to compile
    )
    return model


def fit_seed_network(
    model: keras.Model,
    ids: Sequence[Sequence[int]],
    labels: npt.NDArray[np.intp],
    settings: SeedSettings,
    seed: int,
    *,
    shown: bool = False,
) -> keras.callbacks.History:
    """Trains as the article does, in a fixed order, and keeps the best epoch's weights.

    Args:
        model: as `build_seed_network` gives it; changed.
        ids: the piece ids of each text.
        labels: (B,) index of each text's category.
        settings: as the model was built with.
        seed: draws the validation part and the order, which the article leaves to its data files.
        shown: print a line for each epoch.
    """
    order = np.random.default_rng(seed).permutation(len(labels))
    train, validation = train_test_split(
        order,
        test_size=settings.validation_share,
        stratify=labels[order],
        random_state=seed,
    )
    inputs = pad(ids, settings.length)
    targets = np.eye(model.output_shape[-1], dtype=np.float32)[labels]
    stop = EarlyStopping(
        monitor="val_acc", mode="max", patience=settings.patience, restore_best_weights=True
    )
    return model.fit(
        inputs[train],
        targets[train],
        validation_data=(inputs[validation], targets[validation]),
        epochs=settings.epochs,
        batch_size=settings.batch_size,
        shuffle=False,
        callbacks=[stop],
        verbose=2 if shown else 0,
    )


def predict(model: keras.Model, ids: Sequence[Sequence[int]], length: int) -> Probabilities:
    """(B, C) probabilities of the texts."""
    probabilities = model.predict(pad(ids, length), batch_size=256, verbose=0)
    return np.asarray(probabilities, np.float64)


def pad(ids: Sequence[Sequence[int]], length: int) -> npt.NDArray[np.int32]:
    """(B, T) ids with zeros on the left; of a longer text the end: [5, 6] → [0, 0, 5, 6]."""
    padded = keras.utils.pad_sequences(ids, maxlen=length, padding="pre", truncating="pre")
    return np.asarray(padded, np.int32)


def attention_table(
    model: keras.Model, tokens: Sequence[str], ids: Sequence[int]
) -> list[AttentionRow]:
    """The article's table of one text: of a text longer than T its last T pieces.

    Args:
        model: with its attention layer.
        tokens: the pieces as text.
        ids: their ids.
    """
    length = model.input_shape[1]
    attention = keras.Model(model.input, model.get_layer("attention").output)
    shown = tokens[-length:]
    outputs = attention.predict(pad([ids], length), verbose=0)[0, length - len(shown) :]
    return attention_rows(shown, outputs.max(axis=1).tolist())


def attention_rows(tokens: Sequence[str], weights: Sequence[float]) -> list[AttentionRow]:
    """The article's table of these weights: weights 3, 1 → ranks 1, 2, normalized 1, 0."""
    surplus = np.maximum(np.array(weights) - np.mean(weights), 0) if tokens else np.zeros(0)
    return [
        AttentionRow(token, weight, float(rank), float(normalized))
        for token, weight, rank, normalized in zip(
            tokens, weights, rankdata(np.negative(weights)), surplus, strict=True
        )
    ]
