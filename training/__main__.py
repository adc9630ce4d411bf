"""`python -m training`: raw text → the artefact that the bot loads, in stages; or an evaluation."""

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from classifier.artifact import SHIPPED_ARTIFACT
from training.errors import TrainingError
from training.reading import labelled_texts
from training.settings import NetworkKind, TrainingSettings, as_small
from training.stage import Stage, StageReport
from training.workspace import DEFAULT_FOLDER, Workspace

STAGES = ("pieces", "vectors", "teacher", "fit", "calibrate", "export")
# The article's network begins with random vectors; it has no teacher and is not exported.
STAGES_OF_OTHERS = ("pieces", "fit")
EVALUATE = "evaluate"
FAITHFULNESS = "faithfulness"
ATTENTION_TABLE = "attention-table"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the stages asked for; 0 if all went well, 1 if one refused, 130 if interrupted."""
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except TrainingError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. What the stages before have written stays.", file=sys.stderr)
        return 130
    return 0


def training_settings(options: argparse.Namespace) -> TrainingSettings:
    """The settings that the command line asks for."""
    settings = TrainingSettings(
        knbc=options.knbc,
        open_text=options.open_text,
        data=options.data,
        feedback=options.feedback,
        network=NetworkKind(options.network),
        seed=options.seed,
        learn_labelled=not options.open_text_only,
        artifact=options.artifact,
    )
    return as_small(settings) if options.small else settings


def _run(options: argparse.Namespace) -> None:
    settings, workspace = training_settings(options), Workspace(options.work)
    # Before anything is trained: bad rows are named now, not after the first quarter of an hour.
    print(f"Learning from {labelled_texts(settings).source}", flush=True)
    stages = options.stages or (
        STAGES if settings.network is NetworkKind.ADDITIVE else STAGES_OF_OTHERS
    )
    workspace.folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(stages, start=1):
        print(f"\n[{number}/{len(stages)}] {name}", flush=True)
        begin = time.monotonic()
        _show(_stage(name, options)(workspace, settings), time.monotonic() - begin)


def _stage(
    name: str, options: argparse.Namespace
) -> Callable[[Workspace, TrainingSettings], StageReport]:
    """The stage's function; its libraries are imported only now, since they take seconds."""
    if name == EVALUATE:
        return lambda workspace, settings: _evaluate(workspace, settings, options)
    if name == FAITHFULNESS:
        return lambda workspace, settings: _faithfulness(workspace, settings, options)
    if name == ATTENTION_TABLE:
        return lambda workspace, settings: _attention_table(workspace, settings, options)
    if name == "fit" and options.network != NetworkKind.ADDITIVE:
        name = "seed_stage"
    return cast(Stage, importlib.import_module(f"training.{name}")).run


def _evaluate(
    workspace: Workspace, settings: TrainingSettings, options: argparse.Namespace
) -> StageReport:
    from training.evaluate import CONTENDERS, EvaluationSettings, run

    wanted = EvaluationSettings(
        contenders=tuple(options.contenders or CONTENDERS),
        splits=tuple(options.splits),
        folds=options.folds,
        seeds=options.seeds,
        jobs=options.jobs,
        report_only=options.report_only,
        write_docs=options.write_docs,
    )
    return run(workspace, settings, wanted)


def _faithfulness(
    workspace: Workspace, settings: TrainingSettings, options: argparse.Namespace
) -> StageReport:
    from training.faithfulness import run

    return run(workspace, settings, jobs=options.jobs)


def _attention_table(
    workspace: Workspace, settings: TrainingSettings, options: argparse.Namespace
) -> StageReport:
    from training.attention_table import EXAMPLE, run

    return run(workspace, settings, text=EXAMPLE if options.text is None else options.text)


def _show(report: StageReport, seconds: float) -> None:
    for title, lines in (
        ("read", report.read),
        ("wrote", report.wrote),
        ("found", report.findings),
    ):
        for line in lines:
            print(f"  {title:<6} {line}")
    print(f"  took   {seconds:.0f} s", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "stages",
        nargs="*",
        type=_stage_name,
        metavar="stage",
        help=f"{', '.join(STAGES)}, in this order, if none is named; {EVALUATE}; {FAITHFULNESS}; "
        f"{ATTENTION_TABLE}, of the article's network",
    )
    _add_inputs(parser.add_argument_group("what to learn from"))
    _add_training(parser.add_argument_group("how"))
    _add_evaluation(parser.add_argument_group(f"{EVALUATE}; {FAITHFULNESS} takes --jobs"))
    parser.add_argument("--text", help=f"for {ATTENTION_TABLE} (the article's example)")
    return parser


def _add_inputs(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--data",
        type=Path,
        metavar="CSV",
        help="own categories: a CSV file (text,label), or a folder of features.csv and labels.csv",
    )
    group.add_argument(
        "--feedback",
        type=Path,
        metavar="CSV",
        help="corrections (`python -m bot feedback export`), learned beside the rest",
    )
    group.add_argument("--knbc", type=Path, help="KNBC's folder or archive (or KNBC_DIR)")
    group.add_argument("--open-text", type=Path, help="folder of *.txt.xz (or OPEN_TEXT_DIR)")


def _add_training(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--open-text-only",
        action="store_true",
        help="tokenizer and vectors that saw no labelled text, as in cross-validation",
    )
    group.add_argument(
        "--artifact",
        type=Path,
        default=SHIPPED_ARTIFACT,
        metavar="DIR",
        help="where the export stage writes (%(default)s)",
    )
    group.add_argument(
        "--work", type=Path, default=DEFAULT_FOLDER, help="work folder (%(default)s)"
    )
    group.add_argument("--seed", type=int, default=0, help="of all that is random (%(default)s)")
    group.add_argument(
        "--network",
        choices=[kind.value for kind in NetworkKind],
        default=NetworkKind.ADDITIVE.value,
        help="the additive one, the article's, or its LSTM alone (%(default)s)",
    )
    group.add_argument(
        "--small", action="store_true", help="a quick run on little text; the model is no good"
    )


def _add_evaluation(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--contenders", type=_names, help="names, with commas (all)")
    group.add_argument(
        "--splits", type=_names, default=("articles", "sentences"), help="articles,sentences"
    )
    group.add_argument("--folds", type=int, default=10, help="(%(default)s)")
    group.add_argument("--seeds", type=int, default=1, help="trainings per fold (%(default)s)")
    group.add_argument("--jobs", type=int, default=2, help="at the same time (%(default)s)")
    group.add_argument(
        "--report-only", action="store_true", help="train nothing, report what is there"
    )
    group.add_argument("--write-docs", action="store_true", help="write docs/evaluation.md")


def _stage_name(name: str) -> str:
    """Checked here: argparse's own choices refuse to have none chosen."""
    known = (*STAGES, EVALUATE, FAITHFULNESS, ATTENTION_TABLE)
    if name not in known:
        raise argparse.ArgumentTypeError(
            f"no stage is called {name!r}; there are {', '.join(known)}"
        )
    return name


def _names(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(","))


if __name__ == "__main__":
    sys.exit(main())
