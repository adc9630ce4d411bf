"""`python -m training evaluate`: all contenders on the same folds, one table (Markdown, JSON, PNG).

What is compared stands in `training/baselines.py`, how in `training/cross_validation.py`.
"""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training import cross_validation, pieces, teacher, vectors
from training.additive import AdditiveContender
from training.baselines import BASELINES
from training.contenders import Contender, Context
from training.cross_validation import Result, Task
from training.errors import TrainingError
from training.own_writing import OWN_WRITING, own_writing
from training.plots import draw
from training.reading import Labelled, labelled_texts
from training.report import as_json, markdown, rows
from training.settings import TrainingSettings
from training.stage import StageReport
from training.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = REPOSITORY / "docs"
CONTENDERS: Mapping[str, Callable[[Context], Contender]] = {
    **BASELINES,
    "additive": AdditiveContender,
}

EXPLANATION = """\
Cells: accuracy ± its standard deviation over the folds (macro F1).

- *Sentences at random*: neighbours of one article stand on both sides, which flatters.
- *Articles held out*: all sentences of an article are on one side; asked sentence by sentence, or
  the whole article as one text.
- The calibration error is the expected one in 15 bins, articles held out, sentences; once as the
  classifier was trained, once at the temperature and the share of chance that suit the held-out
  texts of the other folds (`training/confidence.py`), as the shipped model has them.
- The posts of today and the texts of none of the themes were written for testing (`tests/data/`)
  and never trained on.
- Seconds are wall time of training and answering, one thread, while others used the machine.
- The tokenizer and the word vectors were trained on open text alone. An epoch, where there is one
  to choose, is chosen on a tenth of the training part; the test fold decides nothing.
"""


@dataclass(frozen=True, slots=True)
class EvaluationSettings:
    """What to compare.

    Attributes:
        contenders: names, of `CONTENDERS`.
        splits: of `cross_validation.SPLITS`.
        folds: per split.
        seeds: how often each contender is trained on each fold.
        jobs: folds trained at the same time.
        report_only: train nothing, report what is there.
        write_docs: write docs/evaluation.md and its pictures, too.
        own_writing: folder of posts written for testing; the contenders answer them, too.
    """

    contenders: tuple[str, ...] = tuple(CONTENDERS)
    splits: tuple[str, ...] = cross_validation.SPLITS
    folds: int = 10
    seeds: int = 1
    jobs: int = 2
    report_only: bool = False
    write_docs: bool = False
    own_writing: Path = OWN_WRITING


def run(
    workspace: Workspace, training: TrainingSettings, settings: EvaluationSettings
) -> StageReport:
    """Trains every contender on every fold whose result is not there yet, and reports.

    Raises:
        TrainingError: an unknown contender or split, a corpus that is missing.
    """
    labelled = labelled_texts(training)
    prepare(workspace, training)
    tasks = _tasks(workspace, labelled, settings)
    if settings.report_only:
        results = cross_validation.available(tasks, workspace.evaluation)
    else:
        results = cross_validation.run(tasks, workspace.evaluation, jobs=settings.jobs)
    if not results:
        raise TrainingError("There are no results yet: run evaluate without --report-only.")
    written = _write(results, labelled, workspace, settings)
    return StageReport(
        read=(labelled.source,),
        wrote=tuple(map(str, written)),
        findings=tuple(_summary(results, labelled)),
    )


def prepare(workspace: Workspace, training: TrainingSettings) -> None:
    """The tokenizer and the vectors of the open text alone, if they are not there."""
    held_out = replace(training, learn_labelled=False)
    target = workspace.open_text_only
    if not target.tokenizer.exists():
        pieces.run(workspace, held_out)
    if not target.vectors.exists():
        vectors.run(workspace, held_out)
    if not target.features.exists():
        teacher.run(workspace, held_out)


def find_contender(name: str, context: Context) -> Contender:
    """The contender of that name.

    Raises:
        TrainingError: there is none.
    """
    try:
        return CONTENDERS[name](context)
    except KeyError:
        raise TrainingError(
            f"No contender is called {name!r}; there are {', '.join(CONTENDERS)}."
        ) from None


def _tasks(workspace: Workspace, labelled: Labelled, settings: EvaluationSettings) -> list[Task]:
    held_out = workspace.open_text_only
    context = Context(
        labelled.categories,
        held_out.tokenizer,
        held_out.vectors,
        labelled.others,
        labelled.gold_words,
    )
    extras = own_writing(labelled.categories, settings.own_writing)
    return list(
        cross_validation.tasks(
            [find_contender(name, context) for name in settings.contenders],
            labelled.sentences,
            extras=extras,
            splits=settings.splits,
            folds=settings.folds,
            seeds=settings.seeds,
        )
    )


def _summary(results: Sequence[Result], labelled: Labelled) -> list[str]:
    return [
        f"{row.name}, {split}, {view}: accuracy {scores.accuracy:.3f} over {scores.folds} folds"
        for row in rows(results, labelled.categories)
        for (split, view), scores in row.scores.items()
    ]


def _write(
    results: Sequence[Result],
    labelled: Labelled,
    workspace: Workspace,
    settings: EvaluationSettings,
) -> list[Path]:
    """Markdown, JSON and pictures in the work folder and, if asked for, in docs/."""
    folder = workspace.evaluation
    figures = draw(results, labelled.categories, folder)
    page = _page(results, labelled, settings, figures)
    report, data = folder / "evaluation.md", folder / "evaluation.json"
    report.write_text(page, encoding="utf-8")
    table = as_json(rows(results, labelled.categories))
    data.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    written = [report, data, *figures.values()]
    if settings.write_docs:
        written += _write_docs(page, figures)
    return written


def _write_docs(page: str, figures: Mapping[str, Path]) -> list[Path]:
    images = DOCS / "images"
    images.mkdir(parents=True, exist_ok=True)
    document = DOCS / "evaluation.md"
    document.write_text(page.replace("](evaluation-", "](images/evaluation-"), encoding="utf-8")
    return [document, *(Path(shutil.copy(figure, images)) for figure in figures.values())]


def _page(
    results: Sequence[Result],
    labelled: Labelled,
    settings: EvaluationSettings,
    figures: Mapping[str, Path],
) -> str:
    expected = settings.folds * settings.seeds
    pictures = "\n\n".join(f"![{title}]({path.name})" for title, path in figures.items())
    return f"""# Evaluation

{settings.folds}-fold cross-validation on {labelled.source}, {settings.seeds} seed(s), the same \
folds for all. Written by

```sh
python -m training evaluate --contenders {",".join(settings.contenders)} --write-docs
```

{EXPLANATION}
{markdown(results, labelled.categories, expected)}
## Pictures

Articles held out, sentences.

{pictures}
"""
