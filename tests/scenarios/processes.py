"""The bot's processes as a test starts, kills and restarts them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.playground.client import PlaygroundClient

Environment = Mapping[str, str]

ROOT = Path(__file__).parents[2]
_READY = ("the bot is ready", "worker is ready", "web process is ready")
_PATIENCE = 60.0  # seconds
_GRACE = 25.0  # seconds, as platforms give them


class BotProcess:
    """One process of the bot, with its log in a file."""

    def __init__(self, command: Sequence[str], environment: Environment, log_path: Path) -> None:
        self._command = [sys.executable, *command]
        self._environment = {**clean_environment(), **environment}
        self.log_path = log_path
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        self.kill()
        before = self.log_path.stat().st_size if self.log_path.exists() else 0
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        end = time.monotonic() + _PATIENCE
        while not any(word in self.log()[before:] for word in _READY):
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise RuntimeError(f"the bot did not start:\n{self.log()[-4000:]}")
            time.sleep(0.02)

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def terminate(self) -> int:
        """SIGTERM; returns the exit status."""
        if self._process is None:
            return 0
        self._process.terminate()
        return self._process.wait(timeout=_PATIENCE)

    @property
    def pid(self) -> int:
        """Of the process that was started last."""
        if self._process is None:
            raise RuntimeError("it was never started")
        return self._process.pid

    def stop_as_a_supervisor_does(self) -> int:
        """SIGTERM, and `kill -9` for whoever is still there after 25 s; returns the exit status."""
        if self._process is None:
            return 0
        self._process.terminate()
        try:
            return self._process.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def log(self) -> str:
        """Everything it has logged so far."""
        return self.log_path.read_bytes().decode("utf-8", "replace")


def environment_for(slack: PlaygroundClient, folder: Path) -> Environment:
    """The settings that let the bot talk to this stand-in Slack, its jobs kept in `folder`."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite'}",
        "SHARE_TIMEOUT": "2",
        "REQUESTS_PER_MINUTE": "0",
    }


def free_port() -> int:
    """A port of the loopback interface that nobody listens on right now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def clean_environment() -> dict[str, str]:
    """This process's environment without anything that configures the bot."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SLACK_") and name not in {"DATABASE_URL", "PORT"}
    }
