"""`python -m training faithfulness`: is the heat map what the model used? All explainers, one run.

What is measured stands in `training/explaining/`; the table in docs/faithfulness.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from classifier.artifact import SHIPPED_ARTIFACT, read_artifact
from training.corpus import Sentence, without_themes
from training.explaining.comparison import FoldNetworks, compare, content_of_highest
from training.explaining.completeness import completeness_error
from training.explaining.readings import Kind, SampleSizes, draw_texts, read
from training.explaining.report import markdown, write_json
from training.explaining.results import FoldResult
from training.explaining.targets import Report
from training.folds import article_folds
from training.gold_words import GoldWord

GoldWords = dict[str, tuple[GoldWord, ...]]
TrainFold = Callable[[Sequence[Sentence], int], FoldNetworks]
"""Sentences of the training part and a seed → networks trained on them alone."""


@dataclass(frozen=True, slots=True)
class FaithfulnessSettings:
    """How much to measure.

    Attributes:
        runs: (fold, seed) pairs; the networks of each are trained anew.
        folds: into how many the articles are divided.
        sizes: texts drawn from each fold's test part.
    """

    runs: tuple[tuple[int, int], ...] = ((0, 0), (1, 1))
    folds: int = 10
    sizes: SampleSizes = field(default_factory=SampleSizes)


def measure_faithfulness(
    sentences: Sequence[Sentence],
    gold_words: GoldWords,
    train: TrainFold,
    folder: Path,
    settings: FaithfulnessSettings,
    artifact: Path = SHIPPED_ARTIFACT,
) -> Report:
    """Explains and deletes; a fold that is in `folder` already is not run again.

    Args:
        sentences: the corpus.
        gold_words: by sentence id.
        train: what a fold's networks are made with.
        folder: for the folds' results, and what they are put together to, `faithfulness.json`.
        settings: how much to measure.
        artifact: the model whose completeness is measured.
    """
    results = []
    for fold, seed in settings.runs:
        path = folder / f"fold-{fold}-seed-{seed}.json"
        if not path.exists():
            run_fold(sentences, gold_words, train, settings, fold, seed).write(path)
        results.append(FoldResult.read(path))
    report = Report(
        tuple(results), completeness_error(read_artifact(artifact), _texts(sentences, settings))
    )
    write_json(report, folder / "faithfulness.json")
    return report


def run_fold(
    sentences: Sequence[Sentence],
    gold_words: GoldWords,
    train: TrainFold,
    settings: FaithfulnessSettings,
    fold: int,
    seed: int,
) -> FoldResult:
    """Trains on the fold's training part and explains texts of its test part."""
    without = without_themes(sentences)
    split = article_folds(without, folds=settings.folds)[fold]
    networks = train([without[index] for index in split.train], seed)
    test = [without[index] for index in split.test]
    readings = read(networks.tokenizer, draw_texts(test, settings.sizes, seed))
    all_sentences = read(networks.tokenizer, ((Kind.SENTENCE, each) for each in test))
    return FoldResult(
        fold=fold,
        seed=seed,
        trials=tuple(compare(networks, readings, f"fold {fold}, seed {seed}")),
        content=content_of_highest(networks, all_sentences, gold_words),
    )


def write_document(report: Report, document: Path) -> None:
    """Writes the table; what stands in the document beside it is written there as well."""
    document.write_text(markdown(report), encoding="utf-8")


def _texts(sentences: Sequence[Sentence], settings: FaithfulnessSettings) -> list[str]:
    """Texts of all lengths for the completeness of the shipped model, which knows all articles."""
    return [text.text for _, text in draw_texts(without_themes(sentences), settings.sizes, seed=0)]
