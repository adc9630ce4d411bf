"""python -m bot.demo: serve the stand-in Slack with the model's page beside it; `run.py` starts it.

What it prints is a word to whoever started it: where it listens, and when the bot is to be killed.
"""

import argparse
import sys

from bot.demo.classify_page import NEIGHBOUR, routes
from bot.demo.run import KILL
from bot.playground.server import Beside, run


def main() -> int:
    """Serve until the input ends; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo", description=__doc__)
    parser.add_argument("serve", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=3000, help="0 for any free one")
    parser.add_argument("--until-input-ends", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    beside = Beside(routes(), [NEIGHBOUR], kill=lambda: print(KILL, flush=True))
    return run(options.port, until_input_ends=options.until_input_ends, beside=beside)


if __name__ == "__main__":
    sys.exit(main())
