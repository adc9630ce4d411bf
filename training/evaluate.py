"""`python -m training evaluate`: all contenders on the same folds, one table."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training import cross_validation
from training.baselines import BASELINES
from training.contenders import Contender, Context
from training.corpus import Sentence
from training.cross_validation import Result
from training.errors import TrainingError
from training.workspace import Workspace

OWN_WRITING = Path(__file__).resolve().parents[1] / "tests" / "data"
EXTRAS = {"posts": "posts_of_today.csv", "none": "none_of_the_themes.csv"}


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """What to compare.

    Attributes:
        contenders: names.
        splits: of `cross_validation.SPLITS`.
        folds: per split.
        seeds: how often each contender is trained on each fold.
        jobs: folds trained at the same time.
        own_writing: folder of posts written for testing; the contenders answer them, too.
    """

    contenders: tuple[str, ...] = tuple(BASELINES)
    splits: tuple[str, ...] = cross_validation.SPLITS
    folds: int = 10
    seeds: int = 1
    jobs: int = 2
    own_writing: Path = OWN_WRITING


def evaluate(
    sentences: Sequence[Sentence],
    categories: tuple[str, ...],
    workspace: Workspace,
    settings: EvaluationSettings,
) -> list[Result]:
    """Trains what is missing and gives all results."""
    held_out = workspace.open_text_only
    context = Context(categories, held_out.tokenizer, held_out.vectors)
    contenders = [find_contender(name, context) for name in settings.contenders]
    tasks = cross_validation.tasks(
        contenders,
        sentences,
        extras=read_own_writing(settings.own_writing),
        splits=settings.splits,
        folds=settings.folds,
        seeds=settings.seeds,
    )
    return cross_validation.run(tasks, workspace.evaluation, jobs=settings.jobs)


def read_own_writing(folder: Path) -> dict[str, tuple[Sentence, ...]]:
    """The posts of today and the texts of none of the themes, by view; empty without the files."""
    found = {}
    for view, name in EXTRAS.items():
        if (file := folder / name).exists():
            with file.open(encoding="utf-8", newline="") as lines:
                found[view] = tuple(
                    Sentence(f"{view}-{number}", f"{view}-{number}", row["text"], row["label"])
                    for number, row in enumerate(csv.DictReader(lines, strict=True))
                )
    return found


def find_contender(name: str, context: Context) -> Contender:
    """The contender of that name.

    Raises:
        TrainingError: there is none.
    """
    try:
        return BASELINES[name](context)
    except KeyError:
        raise TrainingError(
            f"No contender is called {name}; there are {', '.join(BASELINES)}."
        ) from None
