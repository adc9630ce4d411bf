"""The whole bot against a stand-in Slack, every part in its own process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.process import PlaygroundProcess
from tests.scenarios.processes import BotProcess, Environment, environment_for


@contextmanager
def playground() -> Iterator[PlaygroundClient]:
    """A stand-in Slack with short waits between redeliveries."""
    with PlaygroundProcess() as client:
        client.configure(redeliver_after=(0, 0.5, 1), share_after=0.05)
        yield client


@contextmanager
def socket_mode_bot(slack: PlaygroundClient, folder: Path) -> Iterator[BotProcess]:
    """Socket Mode and worker in one process, started and connected."""
    process = BotProcess(["-m", "bot"], environment_for(slack, folder), folder / "bot.log")
    process.start()
    try:
        slack.wait_for_connection()
        yield process
    finally:
        process.kill()


@pytest.fixture
def slack() -> Iterator[PlaygroundClient]:
    with playground() as client:
        yield client


@pytest.fixture
def environment(slack: PlaygroundClient, tmp_path: Path) -> Environment:
    return environment_for(slack, tmp_path)


@pytest.fixture
def bot(slack: PlaygroundClient, tmp_path: Path) -> Iterator[BotProcess]:
    with socket_mode_bot(slack, tmp_path) as process:
        yield process


@pytest.fixture(scope="module")
def shared_slack() -> Iterator[PlaygroundClient]:
    """For tests that break nothing: one for all of a file, each in a thread of its own."""
    with playground() as client:
        yield client


@pytest.fixture(scope="module")
def shared_bot(
    shared_slack: PlaygroundClient, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BotProcess]:
    with socket_mode_bot(shared_slack, tmp_path_factory.mktemp("bot")) as process:
        yield process
