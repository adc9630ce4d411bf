"""Stage `calibrate`: on articles held out, how sure the network may be, and when nothing fits.

A network is trained without every tenth article, at the same settings as the one that is shipped;
what it says of those articles, and of open lines, sets the temperature and the threshold.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from classifier.calibration import Calibration
from classifier.tokenizer import Tokenizer
from training.additive import predict_logits
from training.contenders import labels_of
from training.corpus import Sentence, whole_articles, windows, without_themes
from training.fit import fit_network
from training.folds import article_folds
from training.open_text import OpenLine
from training.reading import chosen, labelled_texts
from training.settings import TrainingSettings
from training.stage import StageReport, described
from training.teacher import THEMED_SOURCES, read_open_lines
from training.workspace import Workspace

Logits = npt.NDArray[np.float64]

REFUSED = 0.04
"""Share of texts of the categories that may be called "none of these"."""

NONE_TEXTS = 1000


def run(workspace: Workspace, settings: TrainingSettings) -> StageReport:
    """Writes the calibration, and what the held-out texts say of it, as JSON."""
    place = chosen(workspace, settings)
    labelled = labelled_texts(settings)
    fold = article_folds(labelled.sentences, seed=settings.seed)[0]
    train = [labelled.sentences[index] for index in fold.train]
    held_out = held_out_texts([labelled.sentences[index] for index in fold.test], settings.seed)
    network = fit_network(
        place, train, labelled.categories, settings, seed=settings.seed, shown=True
    )
    tokenizer = Tokenizer.from_file(place.tokenizer)
    logits = predict_logits(network, tokenizer, [sentence.text for sentence in held_out])
    none = predict_logits(network, tokenizer, none_texts(read_open_lines(place), settings.seed))
    labels = labels_of(held_out, labelled.categories)
    calibration = calibrate(logits, labels, none[:, -1])
    found = _findings(calibration, logits, labels, none)
    workspace.calibration.write_text(
        json.dumps({"calibration": asdict(calibration), "figures": found}, indent=2),
        encoding="utf-8",
    )
    return StageReport(
        read=(f"{len(held_out):,} held-out texts of all lengths, {len(none):,} open lines",),
        wrote=(described(workspace.calibration, "calibration"),),
        findings=tuple(f"{name}: {value:.3f}" for name, value in found.items()),
    )


def held_out_texts(sentences: Sequence[Sentence], seed: int) -> list[Sentence]:
    """Sentences, passages and whole articles, without the theme in brackets."""
    plain = without_themes(sentences)
    passages = windows(plain, per_article=5, longest=6, seed=seed)
    return [*plain, *passages, *whole_articles(plain)]


def none_texts(lines: Sequence[OpenLine], seed: int) -> list[str]:
    """Open lines from collections that are about none of the categories, by and large."""
    others = [line.text for line in lines if line.source not in THEMED_SOURCES]
    draw = np.random.default_rng(seed)
    drawn = draw.choice(len(others), min(NONE_TEXTS, len(others)), replace=False)
    return [others[index] for index in drawn]


def calibrate(
    logits: Logits, labels: npt.NDArray[np.intp], none_fit: npt.NDArray[np.float64]
) -> Calibration:
    """Temperature by likelihood, the fit by Platt's regression, the threshold by `REFUSED`.

    Args:
        logits: (N, C + 1) of held-out texts.
        labels: (N,) their categories.
        none_fit: (M,) fit logits of texts of no category.
    """
    temperature = _temperature(logits[:, :-1], labels)
    scores = np.concatenate([logits[:, -1], none_fit])
    is_themed = np.concatenate([np.ones(len(logits)), np.zeros(len(none_fit))])
    regression = LogisticRegression(C=1e6, class_weight="balanced")
    regression.fit(scores[:, np.newaxis], is_themed)
    slope, intercept = float(regression.coef_[0, 0]), float(regression.intercept_[0])
    scaled = Calibration(temperature, fit_shift=-intercept / slope, fit_scale=1 / slope)
    threshold = float(np.quantile(scaled.fit(logits[:, -1]), REFUSED))
    return Calibration(temperature, scaled.fit_shift, scaled.fit_scale, threshold)


def _temperature(logits: Logits, labels: npt.NDArray[np.intp]) -> float:
    """That makes the labels most likely (Guo et al. 2017)."""

    def loss(logarithm: float) -> float:
        probabilities = Calibration(float(np.exp(logarithm))).probabilities(logits)
        return float(-np.log(probabilities[np.arange(len(labels)), labels] + 1e-12).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def _findings(
    calibration: Calibration, logits: Logits, labels: npt.NDArray[np.intp], none: Logits
) -> dict[str, float]:
    right = logits[:, :-1].argmax(axis=1) == labels
    fit, none_fit = calibration.fit(logits[:, -1]), calibration.fit(none[:, -1])
    return {
        "accuracy on the held-out texts": float(right.mean()),
        "temperature": calibration.temperature,
        "texts of the categories refused": float((fit < calibration.fit_threshold).mean()),
        "open lines refused": float((none_fit < calibration.fit_threshold).mean()),
    }
