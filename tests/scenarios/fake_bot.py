"""`python -m tests.scenarios.fake_bot [worker]`: the bot with a reader without model."""

import sys

from bot.operating.logs import configure_logging
from bot.service import run_socket_mode, run_worker
from bot.settings import read_settings
from fake_reader import fake_reader  # type: ignore[import-not-found]

if __name__ == "__main__":
    settings = read_settings()
    configure_logging(settings.log_level)
    run = run_worker if sys.argv[1:] == ["worker"] else run_socket_mode
    run(settings, fake_reader)
