"""Starts the playground as a process of its own, on a free port, and stops it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from bot.playground.client import PlaygroundClient, PlaygroundError

ROOT = Path(__file__).parents[2]
LISTENING = "Playground listening on "


class PlaygroundProcess:
    """A running playground; leaving the block stops it.

    The server ends by itself when this process does, however that happens: it watches its
    standard input.

    Example:
        with PlaygroundProcess() as slack:
            sent = slack.mention("駅前のパン屋")
            slack.wait_for_picture(sent)
    """

    def __init__(
        self, *, port: int = 0, options: Sequence[str] = (), module: str = "bot.playground"
    ) -> None:
        """Nothing starts yet.

        Args:
            port: 0 for any free one.
            options: of the command line.
            module: what is run; it serves the playground, and may serve more beside.
        """
        self._command = [sys.executable, "-m", module, "serve", "--port", str(port)]
        self._command += ["--until-input-ends", *options]
        self._process: subprocess.Popen[str] | None = None
        self._client: PlaygroundClient | None = None

    def start(self) -> PlaygroundClient:
        """Start the server, wait until it listens, and connect.

        Raises:
            PlaygroundError: it ended before it listened (the port is taken, for one).
        """
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": self._import_path()},
        )
        self._client = PlaygroundClient(self._address(self._process.stdout))
        return self._client

    def said(self) -> Iterator[str]:
        """What the server prints after it has started, line by line, until it ends."""
        if self._process is not None and self._process.stdout is not None:
            yield from self._process.stdout

    def stop(self) -> None:
        """Stop the server and wait for its end."""
        if self._client is not None:
            self._client.close()
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()

    def __enter__(self) -> PlaygroundClient:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _import_path(self) -> str:
        return os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])

    def _address(self, output: IO[str] | None) -> str:
        line = output.readline().strip() if output is not None else ""
        if not line.startswith(LISTENING):
            self.stop()
            raise PlaygroundError(f"the playground did not start; it said {line!r}")
        return line.removeprefix(LISTENING)
