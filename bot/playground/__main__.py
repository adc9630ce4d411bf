"""python -m bot.playground: serve the stand-in Slack, or play a person in a running one."""

import argparse
import sys
from collections.abc import Sequence

from bot.playground.say import add_say_options, say
from bot.playground.server import run

DEFAULT_PORT = 3000


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and do it; returns the exit code."""
    options = parser().parse_args(arguments)
    if options.verb == "say":
        return say(options)
    return run(options.port, until_input_ends=options.until_input_ends)


def parser() -> argparse.ArgumentParser:
    """The command line; without a verb it serves."""
    top = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    _add_serve_options(top)
    verbs = top.add_subparsers(dest="verb")
    _add_serve_options(verbs.add_parser("serve", help="run the stand-in Slack (the default)"))
    add_say_options(verbs.add_parser("say", help="post as a person and wait for the picture"))
    return top


def _add_serve_options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 for any free one")
    sub.add_argument("--until-input-ends", action="store_true", help=argparse.SUPPRESS)


if __name__ == "__main__":
    sys.exit(main())
