"""Runs contenders on folds, each in a process of its own, and keeps what they answered on disk.

An interrupted run goes on where it stopped: a result is computed anew only if it is missing or
was made from other inputs. What the answers are worth is measured in `training/scores.py`.
"""

import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from training.contenders import Contender, Probabilities, fingerprint, labels_of
from training.corpus import Sentence, whole_articles, without_themes
from training.errors import TrainingError
from training.folds import Fold, article_folds, sentence_folds

SPLITS = ("articles", "sentences")

# One thread each: two jobs then share two cores, and sums are added up in one order only.
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One contender, trained once.

    Attributes:
        contender: what to train.
        split: one of `SPLITS`.
        fold: number of the fold, from 0.
        seed: of the contender; the folds are the same for all seeds.
        train: sentences to learn from.
        views: the held-out texts in several forms, as `views` gives them.
        extras: texts from elsewhere to answer as well; their change makes no result worthless.
    """

    contender: Contender
    split: str
    fold: int
    seed: int
    train: tuple[Sentence, ...]
    views: Mapping[str, tuple[Sentence, ...]]
    extras: Mapping[str, tuple[Sentence, ...]]

    @property
    def name(self) -> str:
        """Shown while it runs, and the name of its file."""
        return f"{self.contender.name}/{self.split}-{self.fold}-{self.seed}"

    def fingerprint(self) -> str:
        """Changes with anything that the trained contender depends on."""
        return fingerprint(self.contender.name, *self.contender.inputs(), self.seed, self.train)

    def texts(self) -> dict[str, tuple[Sentence, ...]]:
        """All that is to be answered, by view."""
        return {**self.views, **self.extras}


@dataclass(frozen=True, slots=True)
class Result:
    """What one contender answered on one fold.

    Attributes:
        task: what was asked.
        probabilities: by view, (N, C); of the extras only those that have not changed since.
        seconds: wall time of training and answering.
    """

    task: Task
    probabilities: Mapping[str, Probabilities]
    seconds: float

    def labels(self, view: str, categories: Sequence[str]) -> npt.NDArray[np.intp]:
        """(N,) the true category of each text of that view."""
        return labels_of(self.task.texts()[view], categories)


def views(test: Sequence[Sentence], split: str) -> dict[str, tuple[Sentence, ...]]:
    """The held-out sentences as they are and without the themes in their titles, which give the
    label away; where whole articles are held out, each of them as one text as well.
    """
    untitled = without_themes(test)
    found = {"sentences": tuple(test), "sentences-untitled": tuple(untitled)}
    if split == "articles":
        found["articles"] = tuple(whole_articles(test))
        found["articles-untitled"] = tuple(whole_articles(untitled))
    return found


def tasks(
    contenders: Sequence[Contender],
    sentences: Sequence[Sentence],
    *,
    extras: Mapping[str, tuple[Sentence, ...]],
    splits: Sequence[str] = SPLITS,
    folds: int = 10,
    seeds: int = 1,
) -> Iterator[Task]:
    """All that is to be trained; the splits take turns, so that a part of it tells of both."""
    divided = {split: _folds(split, sentences, folds) for split in splits}
    for seed in range(seeds):
        for number in range(folds):
            for split in splits:
                fold = divided[split][number]
                train = tuple(sentences[index] for index in fold.train)
                test = views([sentences[index] for index in fold.test], split)
                for contender in contenders:
                    yield Task(contender, split, number, seed, train, test, extras)


def run(tasks: Iterable[Task], folder: Path, *, jobs: int = 1) -> list[Result]:
    """The results of all tasks, from disk where they are there, in the order of the tasks.

    Args:
        tasks: what is wanted.
        folder: where results are kept.
        jobs: how many to train at the same time.
    """
    wanted = list(tasks)
    missing = [task for task in wanted if load(task, folder) is None]
    context = multiprocessing.get_context("spawn")
    os.environ.update(_ONE_THREAD)
    # A new process for each: TensorFlow keeps memory, and a fold must not depend on the one before.
    with (
        ProcessPoolExecutor(jobs, mp_context=context, max_tasks_per_child=1) as pool,
        tqdm(total=len(wanted), initial=len(wanted) - len(missing), unit="fold") as bar,
    ):
        running = {pool.submit(train_and_save, task, folder): task for task in missing}
        try:
            for done in as_completed(running):
                done.result()
                bar.set_postfix_str(running[done].name)
                bar.update()
        finally:
            # Interrupted, or one has failed: do not train the rest first, which may take hours.
            pool.shutdown(cancel_futures=True)
    return available(wanted, folder)


def available(tasks: Iterable[Task], folder: Path) -> list[Result]:
    """The results that are there already, in the order of the tasks."""
    return [result for task in tasks if (result := load(task, folder)) is not None]


def train_and_save(task: Task, folder: Path) -> None:
    """Trains, and writes the probabilities of all views to the task's file."""
    begin = time.monotonic()
    texts = task.texts()
    asked = [sentence.text for view in texts.values() for sentence in view]
    answers = task.contender.fit_predict(task.train, asked, task.seed)
    ends = np.cumsum([len(view) for view in texts.values()])[:-1]
    file = _file(task, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    arrays: dict[str, npt.NDArray[np.generic]] = {
        **dict(zip(texts, np.split(answers, ends), strict=True)),
        **{f"{name} made from": np.array(fingerprint(view)) for name, view in texts.items()},
        "fingerprint": np.array(task.fingerprint()),
        "seconds": np.array(time.monotonic() - begin),
    }
    with partial.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)
    partial.replace(file)


def load(task: Task, folder: Path) -> Result | None:
    """The task's result; `None` if there is none, or one made from other inputs."""
    file = _file(task, folder)
    if not file.exists():
        return None
    with np.load(file, allow_pickle=False) as stored:
        if str(stored["fingerprint"]) != task.fingerprint():
            return None
        answered = {
            name: np.asarray(stored[name])
            for name, view in task.texts().items()
            if name in stored and str(stored[f"{name} made from"]) == fingerprint(view)
        }
        if not task.views.keys() <= answered.keys():
            return None
        return Result(task, answered, float(stored["seconds"]))


def _folds(split: str, sentences: Sequence[Sentence], folds: int) -> list[Fold]:
    divide = {"articles": article_folds, "sentences": sentence_folds}
    if split not in divide:
        raise TrainingError(f"There is no split {split!r}, only {' and '.join(SPLITS)}.")
    return divide[split](sentences, folds=folds)


def _file(task: Task, folder: Path) -> Path:
    return folder / f"{task.name}.npz"
