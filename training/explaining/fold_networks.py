"""The networks of a fold: ours and the seed's, trained on its training part, kept on disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import keras
import numpy as np
from keras_self_attention import SeqSelfAttention

from classifier.tokenizer import Tokenizer
from training.contenders import fingerprint, labels_of
from training.corpus import Sentence
from training.explaining.attention import attention_weights
from training.explaining.comparison import FoldNetworks
from training.explaining.own import Contributions
from training.explaining.text_network import AdditiveHead, TextNetwork, softmax_head
from training.fit import fit_network
from training.networks import LENGTH_SCALE, folded
from training.reading import Labelled
from training.seed_network import build_seed_network, fit_seed_network
from training.settings import SeedSettings, TrainingSettings
from training.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FoldTrainer:
    """Trains both networks, or loads them where they have been trained before.

    Attributes:
        place: tokenizer, features and open lines; they saw nothing of the corpus.
        labelled: categories, texts of none of them, gold words; of the sentences a fold's alone.
        settings: of the additive network and its teacher.
        seed_settings: of the seed's network.
        kept: folder for the trained networks, each under the fingerprint of what it is made from.
    """

    place: Workspace
    labelled: Labelled
    settings: TrainingSettings
    seed_settings: SeedSettings
    kept: Path

    def fingerprint(self) -> str:
        """Of all that the networks depend on, besides the fold and the seed."""
        return fingerprint(self._made_from(), self.seed_settings)

    def train(
        self, sentences: Sequence[Sentence], seed: int, *, with_seed_network: bool
    ) -> FoldNetworks:
        """Networks that have seen these sentences alone.

        Args:
            sentences: of the fold's training part.
            seed: of everything random.
            with_seed_network: the article's network as well.
        """
        self.kept.mkdir(parents=True, exist_ok=True)
        head, model = self._ours(sentences, seed)
        ours = TextNetwork(model, head)
        return FoldNetworks(
            ours=ours,
            contributions=Contributions(ours, head),
            attention=attention_weights(model, "attention"),
            seed=self._seeds(sentences, seed) if with_seed_network else None,
            tokenizer=self._tokenizer(),
        )

    def _made_from(self) -> str:
        place, settings = self.place, self.settings
        files = (place.tokenizer, place.features, place.content_shares)
        lines = (place.open_lines, place.open_line_vectors)
        return fingerprint(
            self.labelled.categories,
            self.labelled.others,
            settings.additive,
            settings.teacher,
            *files,
            *lines,
        )

    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(self.place.tokenizer)

    def _ours(self, sentences: Sequence[Sentence], seed: int) -> tuple[AdditiveHead, keras.Model]:
        name = f"ours-{fingerprint(self._made_from(), sentences, seed)[:12]}"
        bias_file = self.kept / f"{name}-bias.npy"

        def trained() -> keras.Model:
            labelled = replace(self.labelled, sentences=tuple(sentences))
            network = fit_network(self.place, labelled, self.settings, seed=seed)
            np.save(bias_file, network.bias, allow_pickle=False)
            return folded(network)

        model = _kept(self.kept / f"{name}.keras", trained)
        bias = tuple(np.load(bias_file, allow_pickle=False).tolist())
        return AdditiveHead(bias, len(self.labelled.categories), LENGTH_SCALE), model

    def _seeds(self, sentences: Sequence[Sentence], seed: int) -> TextNetwork:
        settings = self.seed_settings

        def trained() -> keras.Model:
            keras.utils.set_random_seed(seed)
            tokenizer = self._tokenizer()
            model = build_seed_network(
                tokenizer.vocabulary_size, len(self.labelled.categories), settings
            )
            ids = [tokenizer.ids(sentence.text) for sentence in sentences]
            labels = labels_of(sentences, self.labelled.categories)
            fit_seed_network(model, ids, labels, settings, seed)
            return model

        made_from = fingerprint(
            settings, self.place.tokenizer, self.labelled.categories, sentences, seed
        )
        model = _kept(self.kept / f"seed-{made_from[:12]}.keras", trained)
        return TextNetwork(model, softmax_head, fixed_length=settings.length)


def _kept(file: Path, trained: Callable[[], keras.Model]) -> keras.Model:
    """From the file, or trained and written to it."""
    if not file.exists():
        model = trained()
        partial = file.with_name(f"unfinished-{file.name}")
        model.save(partial)
        partial.replace(file)
    return keras.models.load_model(
        file, custom_objects={"SeqSelfAttention": SeqSelfAttention}, compile=False
    )
