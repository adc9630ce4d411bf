"""python -m bot.demo: serve the stand-in Slack with the model's page beside it; `run.py` starts it.

What it prints is a word to whoever started it: where it listens, and when the bot is to be killed.
"""

import argparse
import asyncio
import sys

from bot.demo.classify_page import NEIGHBOUR, routes
from bot.demo.run import KILL
from bot.playground.process import LISTENING
from bot.playground.server import Beside, serve


def main() -> int:
    """Serve until the input ends; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo", description=__doc__)
    parser.add_argument("serve", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=3000, help="0 for any free one")
    parser.add_argument("--until-input-ends", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    beside = Beside(routes(), [NEIGHBOUR], kill=lambda: print(KILL, flush=True))

    def ready(url: str) -> None:
        print(f"{LISTENING}{url}", flush=True)

    try:
        asyncio.run(
            serve(options.port, ready, until_input_ends=options.until_input_ends, beside=beside)
        )
    except KeyboardInterrupt:
        pass
    except OSError as error:
        print(f"cannot listen on port {options.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
