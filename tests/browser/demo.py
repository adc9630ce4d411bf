"""Runs the demo as `make run` does, on a free port, and ends it with all its processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.playground.client import PlaygroundClient
from tests.browser.browser import ROOT
from tests.scenarios.processes import clean_environment, free_port

PATIENCE = 180.0  # seconds until the demo stands, on a busy machine


@contextmanager
def running_demo(folder: Path) -> Iterator[PlaygroundClient]:
    """The whole demo; its log goes into the folder, its processes are a group of their own."""
    port, log_path = free_port(), folder / "demo.log"
    environment = {**clean_environment(), "PORT": str(port), "REQUESTS_PER_MINUTE": "0"}
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_until_ready(process, log_path)
        with PlaygroundClient(f"http://127.0.0.1:{port}") as slack:
            yield slack
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """In order where it can be had; else all its processes at once."""
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until_ready(process: subprocess.Popen[bytes], log_path: Path) -> None:
    end = time.monotonic() + PATIENCE
    while "the bot is ready" not in log_path.read_text():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"the demo did not start:\n{log_path.read_text()[-3000:]}")
        time.sleep(0.05)
