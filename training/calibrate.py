"""Stage `calibrate`: on articles held out, how sure the network may be, and when nothing fits.

A network is trained without every tenth article, at the same settings as the one that is shipped;
what it says of those articles, and of open lines, sets the temperature and the threshold.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from classifier.calibration import Calibration
from classifier.tokenizer import Tokenizer
from training.additive import predict_logits
from training.confidence import best_calibration
from training.contenders import labels_of
from training.corpus import Sentence, whole_articles, windows, without_themes
from training.feedback import Feedback
from training.fit import fit_network
from training.folds import article_folds
from training.networks import TrainingNetwork
from training.open_text import OpenLine
from training.own_writing import NONE, POSTS, own_writing
from training.reading import chosen, labelled_texts
from training.settings import TrainingSettings
from training.stage import StageReport, described
from training.teacher import THEMED_SOURCES, read_open_lines
from training.workspace import Workspace

Logits = npt.NDArray[np.float64]

REFUSED = 0.04
"""Share of texts of the categories that may be called "none of these"."""

FIT_CERTAINTY = 0.5
"""With 2, at the threshold, posts of today were hardly ever refused and texts of none a quarter of
the time; with 0 four in a hundred and four in ten; between them two in a hundred and a third.
"""

LEAST_SLOPE = 0.01
"""Of the fit's probability over its score; at or below 0 a text would fit less the more it fits."""

NONE_TEXTS = 1000


def run(workspace: Workspace, settings: TrainingSettings) -> StageReport:
    """Writes the calibration, and what the held-out texts say of it, as JSON."""
    place = chosen(workspace, settings)
    labelled = labelled_texts(settings)
    fold = article_folds(labelled.sentences, seed=settings.seed)[0]
    train = tuple(labelled.sentences[index] for index in fold.train)
    learned = replace(labelled, sentences=train)
    by_kind = held_out_texts([labelled.sentences[index] for index in fold.test], settings.seed)
    held_out = [text for texts in by_kind.values() for text in texts]
    network = fit_network(place, learned, settings, seed=settings.seed, shown=True)
    tokenizer = Tokenizer.from_file(place.tokenizer)
    logits = predict_logits(network, tokenizer, [sentence.text for sentence in held_out])
    none = predict_logits(network, tokenizer, none_texts(read_open_lines(place), settings.seed))
    labels = labels_of(held_out, labelled.categories)
    calibration = calibrate(logits, labels, none)
    found = _findings(calibration, logits, labels, none)
    ends = np.cumsum([len(texts) for texts in by_kind.values()])[:-1]
    logits_of = dict(zip(by_kind, np.split(logits, ends), strict=True))
    known = {f"held-out {kind}": logits_of[kind] for kind in ("sentences", "articles")}
    found |= _on_own_writing(calibration, network, tokenizer, labelled.categories, known)
    if labelled.feedback:
        without = replace(learned, feedback=Feedback())
        network = fit_network(place, without, settings, seed=settings.seed, shown=True)
        logits = predict_logits(network, tokenizer, [sentence.text for sentence in held_out])
        found["without the corrections"] = _accuracy(logits, labels)
    workspace.calibration.write_text(
        json.dumps({"calibration": asdict(calibration), "figures": found}, indent=2),
        encoding="utf-8",
    )
    return StageReport(
        read=(f"{len(held_out):,} held-out texts of all lengths, {len(none):,} open lines",),
        wrote=(described(workspace.calibration, "calibration"),),
        findings=tuple(f"{name}: {value:.3f}" for name, value in found.items()),
    )


def held_out_texts(sentences: Sequence[Sentence], seed: int) -> dict[str, list[Sentence]]:
    """Sentences, passages and whole articles, without the theme in brackets."""
    plain = without_themes(sentences)
    return {
        "sentences": plain,
        "passages": windows(plain, per_article=5, longest=6, seed=seed),
        "articles": whole_articles(plain),
    }


def none_texts(lines: Sequence[OpenLine], seed: int) -> list[str]:
    """Open lines from collections that are about none of the categories, by and large."""
    others = [line.text for line in lines if line.source not in THEMED_SOURCES]
    draw = np.random.default_rng(seed)
    drawn = draw.choice(len(others), min(NONE_TEXTS, len(others)), replace=False)
    return [others[index] for index in drawn]


def calibrate(logits: Logits, labels: npt.NDArray[np.intp], none: Logits) -> Calibration:
    """Temperature and chance by likelihood, the fit by Platt's regression, then the threshold.

    Args:
        logits: (N, C + 1) of held-out texts.
        labels: (N,) their categories.
        none: (M, C + 1) of texts of no category.
    """
    raw = replace(best_calibration(logits[:, :-1], labels), fit_certainty=FIT_CERTAINTY)
    scores = np.concatenate([raw.fit_score(logits), raw.fit_score(none)])
    is_themed = np.concatenate([np.ones(len(logits)), np.zeros(len(none))])
    regression = LogisticRegression(C=1e6, class_weight="balanced")
    regression.fit(scores[:, np.newaxis], is_themed)
    # Few texts may say nothing about what fits, or the contrary: then the fit hardly counts.
    slope = max(float(regression.coef_[0, 0]), LEAST_SLOPE)
    intercept = float(regression.intercept_[0])
    scaled = replace(raw, fit_shift=-intercept / slope, fit_scale=1 / slope)
    return replace(scaled, fit_threshold=float(np.quantile(scaled.fit(logits), REFUSED)))


def _findings(
    calibration: Calibration, logits: Logits, labels: npt.NDArray[np.intp], none: Logits
) -> dict[str, float]:
    fit, none_fit = calibration.fit(logits), calibration.fit(none)
    return {
        "accuracy on the held-out texts": _accuracy(logits, labels),
        "temperature": calibration.temperature,
        "chance": calibration.chance,
        "texts of the categories refused": float((fit < calibration.fit_threshold).mean()),
        "open lines refused": float((none_fit < calibration.fit_threshold).mean()),
    }


def _accuracy(logits: Logits, labels: npt.NDArray[np.intp]) -> float:
    return float((logits[:, :-1].argmax(axis=1) == labels).mean())


def _on_own_writing(
    calibration: Calibration,
    network: TrainingNetwork,
    tokenizer: Tokenizer,
    categories: Sequence[str],
    known: Mapping[str, Logits],
) -> dict[str, float]:
    """How this network treats what people write today, and what is about none of the themes.

    Args:
        calibration: with the threshold.
        network: to ask.
        tokenizer: its own.
        categories: the labels.
        known: logits (N, C + 1) of held-out texts of the themes, by what they are called.
    """
    written = own_writing(categories)
    if not written.keys() >= {POSTS, NONE}:
        return {}
    logits = {
        view: predict_logits(network, tokenizer, [sentence.text for sentence in texts])
        for view, texts in written.items()
    }
    posts, none = calibration.fit(logits[POSTS]), calibration.fit(logits[NONE])
    labels = labels_of(written[POSTS], categories)
    themed = {"posts of today": posts} | {
        name: calibration.fit(each) for name, each in known.items()
    }
    return {
        "accuracy on posts of today": _accuracy(logits[POSTS], labels),
        "posts of today refused": float((posts < calibration.fit_threshold).mean()),
        "texts of none of the themes refused": float((none < calibration.fit_threshold).mean()),
    } | {
        f"AUROC, {name} against none of the themes": _auroc(fit, none)
        for name, fit in themed.items()
    }


def _auroc(themed: npt.NDArray[np.floating], none: npt.NDArray[np.floating]) -> float:
    is_themed = np.repeat([1, 0], [len(themed), len(none)])
    return float(roc_auc_score(is_themed, np.concatenate([themed, none])))
