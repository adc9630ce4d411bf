"""Starts the article's network as a process of its own and asks it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.seed import seed_model
from benchmarks.texts import shipped_tokenizer

_QUIET = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}


class SeedServer:
    """A running process; every text is a line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, text: str) -> str:
        """Its answer to one text."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process has no pipes")
        stdin.write(text + "\n")
        stdin.flush()
        return stdout.readline().strip()

    def megabytes(self) -> float:
        """Resident memory."""
        return float(psutil.Process(self._process.pid).memory_info().rss) / 1e6


@contextmanager
def saved_seed_model() -> Iterator[Path]:
    """The model file that the process loads."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "seed.keras"
        seed_model(shipped_tokenizer()).save(file)
        yield file


@contextmanager
def seed_server(model_file: Path) -> Iterator[SeedServer]:
    """Started; it answers the first text when it has loaded everything."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.seed_process", str(model_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_QUIET,
    )
    try:
        yield SeedServer(process)
    finally:
        process.kill()
        process.communicate()
