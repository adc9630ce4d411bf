"""Stage `fit` of `--network seed` and `--network lstm`: the article's network on all texts.

It is there to be looked at and compared, by `training/evaluate.py`; the bot does not serve it.
"""

import keras

from classifier.tokenizer import Tokenizer
from training.attention_table import EXAMPLE
from training.contenders import labels_of
from training.reading import chosen, labelled_texts
from training.seed_network import (
    AttentionRow,
    attention_table,
    build_seed_network,
    fit_seed_network,
)
from training.settings import NetworkKind, SeedSettings, TrainingSettings
from training.stage import StageReport, described, needed
from training.workspace import Workspace

SMALL = SeedSettings(length=24, dimensions=8, hidden=4, epochs=1)


def run(workspace: Workspace, settings: TrainingSettings) -> StageReport:
    """Trains the network, saves it in Keras' format and shows the article's table."""
    keras.utils.set_random_seed(settings.seed)
    sizes = _sizes(settings)
    labelled = labelled_texts(settings)
    tokenizer_file = needed(chosen(workspace, settings).tokenizer, "pieces")
    tokenizer = Tokenizer.from_file(tokenizer_file)
    model = build_seed_network(tokenizer.vocabulary_size, len(labelled.categories), sizes)
    history = fit_seed_network(
        model,
        [tokenizer.ids(sentence.text) for sentence in labelled.sentences],
        labels_of(labelled.sentences, labelled.categories),
        sizes,
        settings.seed,
        shown=True,
    )
    model.save(workspace.seed_network)
    best = max(history.history["val_acc"])
    return StageReport(
        read=(labelled.source, described(tokenizer_file, "tokenizer")),
        wrote=(described(workspace.seed_network, f"{model.count_params():,} parameters"),),
        findings=(
            f"best accuracy on the validation part: {best:.3f}",
            *_shown_table(model, tokenizer),
        ),
    )


def _sizes(settings: TrainingSettings) -> SeedSettings:
    with_attention = settings.network is not NetworkKind.LSTM
    full = SMALL if settings.small else SeedSettings()
    return full if with_attention else full.without_attention()


def _shown_table(model: keras.Model, tokenizer: Tokenizer) -> tuple[str, ...]:
    if "attention" not in {layer.name for layer in model.layers}:
        return ()
    pieces = tokenizer.encode(EXAMPLE)
    table = attention_table(
        model, [piece.surface for piece in pieces], [piece.id for piece in pieces]
    )
    return ("token, weight, rank, normalized, attention:", *map(_shown_row, table))


def _shown_row(row: AttentionRow) -> str:
    return f"{row.token}, {row.weight:.5f}, {row.rank:g}, {row.normalized:.6f}, {row.attention}"
