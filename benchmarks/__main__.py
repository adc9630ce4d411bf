"""`python -m benchmarks NAME`: run one benchmark; a table, and JSON on the last line."""

import argparse
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from benchmarks.report import Figure, Report, as_json, as_table
from bot.playground.client import PlaygroundError
from training.errors import TrainingError

NAMES: Mapping[str, str] = {
    "classify": "one message, against the article's network and a linear SVM",
    "explain": "category and contributions, against SHAP, LIME and integrated gradients",
    "picture": "the heat map, against matplotlib and pandas Styler in Chromium",
    "start": "process start to first answer, against the TensorFlow model",
    "memory": "resident memory of the whole bot, against the TensorFlow process",
    "answer": "event in to text and picture, against a Bolt app that echoes",
    "stages": "where the time goes between event and picture",
    "burst": "500 messages over 50 channels at once",
    "scale": "1, 2 and 4 workers on PostgreSQL",
    "soak": "20 minutes at 5 messages a second",
    "chaos": "200 messages while processes are killed: none lost, none twice",
    "outage": "Slack away for 10 minutes",
    "reconnect": "1,000 Socket Mode reconnects",
    "nasty": "the slowest and largest answers to nasty texts",
}

Run = Callable[[bool], Sequence[Figure]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark; the exit status is 1 when it could not be run, met targets or not."""
    options = _parser().parse_args(arguments)
    try:
        report = Report.of(options.name, run_of(options.name)(options.quick), quick=options.quick)
    except (PlaygroundError, TrainingError, RuntimeError) as error:
        print(f"{options.name} could not be run: {error}", file=sys.stderr)
        return 1
    print(as_table(report))
    print(as_json(report))
    return 0


def run_of(name: str) -> Run:
    """The `run` of a benchmark; imported here, since TensorFlow takes seconds to load."""
    return cast(Run, importlib.import_module(f"benchmarks.{name}").run)


def _parser() -> argparse.ArgumentParser:
    described = "\n".join(f"  {name:<10} {what}" for name, what in NAMES.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"{__doc__}\n\n{described}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=NAMES, metavar="NAME")
    parser.add_argument(
        "--quick", action="store_true", help="small: proves that it runs, its figures mean little"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
