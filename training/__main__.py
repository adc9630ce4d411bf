"""`python -m training`."""

import argparse
import sys
from pathlib import Path

from training.baselines import BASELINES
from training.corpus import CATEGORIES, read_corpus
from training.cross_validation import SPLITS
from training.evaluate import EvaluationSettings, evaluate
from training.scores import score
from training.workspace import DEFAULT_FOLDER, Workspace


def main() -> int:
    """Runs the stage."""
    parser = argparse.ArgumentParser(prog="python -m training")
    parser.add_argument("stage", choices=["evaluate"])
    parser.add_argument("--contenders", default=",".join(BASELINES))
    parser.add_argument("--splits", default=",".join(SPLITS))
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--work", type=Path, default=DEFAULT_FOLDER)
    options = parser.parse_args()
    settings = EvaluationSettings(
        contenders=tuple(options.contenders.split(",")),
        splits=tuple(options.splits.split(",")),
        folds=options.folds,
        seeds=options.seeds,
        jobs=options.jobs,
    )
    results = evaluate(read_corpus(), CATEGORIES, Workspace(options.work), settings)
    for name in settings.contenders:
        for split in settings.splits:
            own = [r for r in results if (r.task.contender.name, r.task.split) == (name, split)]
            for view in own[0].task.views:
                print(
                    name,
                    split,
                    view,
                    score([(r.probabilities[view], r.labels(view, CATEGORIES)) for r in own]),
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
