"""Process start to first answer: ours, the whole bot, the article's network in TensorFlow."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import Figure
from benchmarks.seed_server import saved_seed_model, seed_server
from benchmarks.stage import BOT, stage
from benchmarks.texts import SENTENCES
from benchmarks.timing import compared


def run(quick: bool) -> Sequence[Figure]:
    """The median of several starts; the operating system has the files in memory from the first."""
    rounds = 1 if quick else 7
    with saved_seed_model() as model_file:
        taken = compared(
            {"ours": [_start_ours], "TensorFlow": [lambda: _start_seed(model_file)]}, rounds
        )
    ours, seed = taken["ours"].p50, taken["TensorFlow"].p50
    bot = [_start_bot() for _ in range(rounds)]
    return [
        Figure("classifier, start to first answer", ours / 1000, "s", at_most=1.5),
        Figure("TensorFlow model, start to first answer", seed / 1000, "s"),
        Figure("TensorFlow / classifier", seed / ours, "×", at_least=5),
        Figure("whole bot, start to first text in Slack", sorted(bot)[rounds // 2], "s"),
    ]


def _start_ours() -> None:
    command = [sys.executable, "-m", "classifier", SENTENCES[0]]
    subprocess.run(command, check=True, capture_output=True)


def _start_seed(model_file: Path) -> None:
    with seed_server(model_file) as server:
        server.ask(SENTENCES[0])


def _start_bot() -> float:
    """Seconds from the start of `python -m bot` to the text that answers a waiting mention."""
    with stage(1) as on:
        sent = on.slack.mention(SENTENCES[0], channel=on.channels[0])
        start = time.time()
        with on.running(BOT):
            on.slack.wait_for_reply(sent)
            posted = on.slack.log(kind="api_call", name="chat.postMessage")
        return posted[0].at - start
