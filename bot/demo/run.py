"""Runs the demo: a stand-in Slack and the bot against it, each a process; a killed bot restarts."""

import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.errors import CannotStart
from bot.playground.client import PlaygroundClient, PlaygroundError
from bot.playground.process import ROOT, PlaygroundProcess
from bot.stopping import stop_on_signals

_log = logging.getLogger(__name__)
KILL = "Kill the bot"  # what the page's server says when somebody presses the button
_LOOK = 0.2  # seconds between two looks at the bot's process


def run_demo(port: int) -> int:
    """Run until SIGTERM or SIGINT; returns the exit code.

    Raises:
        CannotStart: the port is taken.
    """
    stopping = stop_on_signals()
    playground = PlaygroundProcess(port=port, module="bot.demo")
    try:
        slack = playground.start()
    except PlaygroundError:
        raise CannotStart(
            f"port {port} is taken; name another one, such as PORT={port + 1}"
        ) from None
    try:
        _log.info("open %s in a browser", slack.url)
        return _keep_bot(playground, slack, stopping)
    finally:
        playground.stop()


def _keep_bot(
    playground: PlaygroundProcess, slack: PlaygroundClient, stopping: threading.Event
) -> int:
    with tempfile.TemporaryDirectory() as folder:
        bot = KeptBot(_environment(slack, Path(folder)))

        def listen() -> None:
            bot.obey(playground.said())
            stopping.set()  # the server has ended

        threading.Thread(target=listen, daemon=True).start()
        return bot.keep_until(stopping)


class KeptBot:
    """The bot's process, started again whenever a signal has killed it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._process = self._start()

    def keep_until(self, stopping: threading.Event) -> int:
        """Keep it running until told to stop; an exit of its own ends the demo with its code."""
        while not stopping.wait(_LOOK):
            code = self._process.poll()
            if code is not None and code >= 0:
                return code
            if code is not None:
                _log.warning("the bot was killed; it starts again")
                self._process = self._start()
        self._process.terminate()
        self._process.wait()
        return 0

    def obey(self, lines: Iterable[str]) -> None:
        """Kill it whenever the page's server says so."""
        for line in lines:
            if line.strip() == KILL:
                self._process.kill()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "bot"], env=dict(self._environment))


def _environment(slack: PlaygroundClient, folder: Path) -> Mapping[str, str]:
    """The settings of a bot that talks to this stand-in Slack."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }
    # The workspace lives in memory, so jobs of yesterday's would have nowhere to go.
    return {"DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite'}"} | environment
