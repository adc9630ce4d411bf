"""`python -m training faithfulness`: is the heat map what the model used? All explainers, one run.

What is measured stands in `training/explaining/`; the table in docs/faithfulness.md.
"""

import multiprocessing
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from classifier.artifact import SHIPPED_ARTIFACT, read_artifact
from classifier.tokenizer import Tokenizer
from training.corpus import Sentence, without_themes
from training.evaluate import DOCS, prepare
from training.explaining.comparison import FoldNetworks, compare, content_of_highest
from training.explaining.completeness import completeness_error
from training.explaining.readings import Kind, SampleSizes, draw_texts, read
from training.explaining.report import markdown, write_json
from training.explaining.results import FoldResult
from training.explaining.targets import Report, targets
from training.folds import article_folds
from training.gold_words import GoldWords
from training.reading import labelled_texts
from training.settings import SeedSettings, TrainingSettings
from training.stage import StageReport
from training.word_boundaries import piece_agreement
from training.workspace import Workspace

SMALL_SEED = SeedSettings(dimensions=8, hidden=4, epochs=2)
_THREAD_COUNTS = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


class Trainer(Protocol):
    """Makes the networks of a fold; must pickle, since every fold is a process of its own."""

    def fingerprint(self) -> str:
        """Of all that the networks depend on, besides the fold and the seed."""

    def train(
        self, sentences: Sequence[Sentence], seed: int, *, with_seed_network: bool
    ) -> FoldNetworks:
        """Networks that have seen these sentences alone."""


@dataclass(frozen=True, slots=True)
class FaithfulnessSettings:
    """How much to measure.

    Attributes:
        runs: (fold, seed) pairs; the networks of each are trained anew.
        folds: into how many the articles are divided.
        sizes: texts drawn from each fold's test part.
        seed_network_runs: so many of the runs, from the first, measure the article's network too;
            training it takes longer than everything else together.
        jobs: runs at the same time, one thread each.
    """

    runs: tuple[tuple[int, int], ...] = ((0, 0), (1, 1))
    folds: int = 10
    sizes: SampleSizes = field(default_factory=SampleSizes)
    seed_network_runs: int = 1
    jobs: int = 2


SMALL = FaithfulnessSettings(runs=((0, 0),), sizes=SampleSizes(4, 2, 1), jobs=1)


@dataclass(frozen=True, slots=True)
class Run:
    """One fold with one seed.

    Attributes:
        fold: index.
        seed: of the networks, and of the texts drawn.
        train: sentences of the training part.
        test: of the test part, titles without their theme.
        gold_words: of the test part, by sentence id.
        sizes: texts to draw.
        with_seed_network: whether the article's network is trained and measured too.
    """

    fold: int
    seed: int
    train: tuple[Sentence, ...]
    test: tuple[Sentence, ...]
    gold_words: GoldWords
    sizes: SampleSizes
    with_seed_network: bool

    @property
    def name(self) -> str:
        """Of its file and on its progress bar."""
        return f"fold-{self.fold}-seed-{self.seed}"

    def result(self, trainer: Trainer) -> FoldResult:
        """Trains, explains texts of all lengths, and judges the words of all sentences."""
        networks = trainer.train(self.train, self.seed, with_seed_network=self.with_seed_network)
        readings = read(networks.tokenizer, draw_texts(self.test, self.sizes, self.seed))
        sentences = read(networks.tokenizer, ((Kind.SENTENCE, each) for each in self.test))
        return FoldResult(
            fold=self.fold,
            seed=self.seed,
            trials=tuple(compare(networks, readings, self.name)),
            content=content_of_highest(networks, sentences, self.gold_words),
        )


def run(workspace: Workspace, settings: TrainingSettings, *, jobs: int) -> StageReport:
    """Measures on two folds with a seed each, and writes docs/faithfulness.md.

    Args:
        workspace: the results lie in its `faithfulness/`.
        settings: of our network.
        jobs: runs at the same time.

    Raises:
        TrainingError: the corpus is missing.
    """
    from training.explaining.fold_networks import FoldTrainer

    prepare(workspace, settings)
    folder = workspace.folder / "faithfulness"
    labelled = labelled_texts(replace(settings, data=None, feedback=None))
    wanted = replace(SMALL if settings.small else FaithfulnessSettings(), jobs=jobs)
    seed_settings = SMALL_SEED if settings.small else SeedSettings()
    trainer = FoldTrainer(
        workspace.open_text_only,
        labelled,
        settings,
        seed_settings,
        folder / "networks",
    )
    report = measure_faithfulness(labelled.sentences, labelled.gold_words, trainer, folder, wanted)
    written = write(report, folder)
    if not settings.small:
        written = (*written, Path(shutil.copy(written[0], DOCS)))
    return StageReport(
        read=(labelled.source,),
        wrote=tuple(map(str, written)),
        findings=tuple(
            f"{'met' if each.met else 'NOT MET'}: {each.demand}: {each.measured}"
            for each in targets(report)
        ),
    )


def write(report: Report, folder: Path) -> tuple[Path, ...]:
    """faithfulness.md and faithfulness.json."""
    folder.mkdir(parents=True, exist_ok=True)
    document, figures = folder / "faithfulness.md", folder / "faithfulness.json"
    document.write_text(markdown(report), encoding="utf-8")
    write_json(report, figures)
    return document, figures


def measure_faithfulness(
    sentences: Sequence[Sentence],
    gold_words: GoldWords,
    trainer: Trainer,
    folder: Path,
    settings: FaithfulnessSettings,
    artifact: Path = SHIPPED_ARTIFACT,
) -> Report:
    """Explains and deletes; a run whose result is in `folder` already is not made again.

    Args:
        sentences: the corpus.
        gold_words: by sentence id.
        trainer: makes the networks.
        folder: for the results; each trainer's in a folder of its own.
        settings: how much to measure.
        artifact: the model whose completeness and word boundaries are measured.
    """
    place = folder / trainer.fingerprint()[:12]
    runs = _runs(sentences, gold_words, settings)
    missing = [each for each in runs if not _file(each, place).exists()]
    if settings.jobs == 1:
        for each in missing:
            run_and_write(each, trainer, place)
    elif missing:
        _run_side_by_side(missing, trainer, place, settings.jobs)
    results = tuple(FoldResult.read(_file(each, place)) for each in runs)
    texts = [text.text for _, text in draw_texts(without_themes(sentences), settings.sizes, seed=0)]
    shipped = read_artifact(artifact)
    tokenizer = Tokenizer.from_file(shipped.tokenizer_path)
    return Report(
        folds=results,
        completeness_error=completeness_error(shipped, texts),
        pieces=piece_agreement(tokenizer, gold_words.values(), joined=False),
        words=piece_agreement(tokenizer, gold_words.values(), joined=True),
    )


def run_and_write(run: Run, trainer: Trainer, place: Path) -> None:
    """One run, in whatever process."""
    run.result(trainer).write(_file(run, place))


def _run_side_by_side(runs: Sequence[Run], trainer: Trainer, place: Path, jobs: int) -> None:
    os.environ.update(dict.fromkeys(_THREAD_COUNTS, "1"))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, max_tasks_per_child=1) as pool:
        for waiting in [pool.submit(run_and_write, each, trainer, place) for each in runs]:
            waiting.result()


def _file(run: Run, place: Path) -> Path:
    sizes, also = run.sizes, "-both" if run.with_seed_network else ""
    return place / f"{run.name}-{sizes.sentences}-{sizes.passages}-{sizes.articles}{also}.json"


def _runs(
    sentences: Sequence[Sentence], gold_words: GoldWords, settings: FaithfulnessSettings
) -> list[Run]:
    folds = article_folds(sentences, folds=settings.folds)
    runs = []
    for number, (fold, seed) in enumerate(settings.runs):
        test = without_themes([sentences[index] for index in folds[fold].test])
        ids = {sentence.id for sentence in test}
        runs.append(
            Run(
                fold=fold,
                seed=seed,
                train=tuple(sentences[index] for index in folds[fold].train),
                test=tuple(test),
                gold_words={id_: gold_words[id_] for id_ in ids & gold_words.keys()},
                sizes=settings.sizes,
                with_seed_network=number < settings.seed_network_runs,
            )
        )
    return runs
