"""The playground as a process: it starts on a free port and ends with its parent."""

import socket
import subprocess
import sys

import httpx
import pytest

from bot.playground.client import PlaygroundError
from bot.playground.process import LISTENING, ROOT, PlaygroundProcess


def test_it_ends_when_its_parent_is_gone() -> None:
    command = [sys.executable, "-m", "bot.playground", "--port", "0", "--until-input-ends"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline().startswith(LISTENING)
        process.stdin.close()
        assert process.wait(timeout=15) == 0


def test_it_listens_on_this_machine_only() -> None:
    with PlaygroundProcess() as slack:
        port = int(slack.url.rpartition(":")[2])
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", port)):
            pass


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PlaygroundError), PlaygroundProcess(port=port):
            pass


def test_after_the_block_nothing_listens() -> None:
    with PlaygroundProcess() as slack:
        url = slack.url
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)


def test_it_can_start_over() -> None:
    with PlaygroundProcess() as slack:
        slack.say("x")
        slack.remove_bot()
        slack.start_over()
        assert slack.messages() == []
        assert slack.log() == []
        assert slack.mention("x").event_ids
