"""Fixtures for everything that talks to Slack: a stand-in Slack in its own process."""

from collections.abc import Iterator

import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.process import PlaygroundProcess


@pytest.fixture(scope="session")
def playground_process() -> Iterator[PlaygroundClient]:
    with PlaygroundProcess() as client:
        yield client


@pytest.fixture
def slack(playground_process: PlaygroundClient) -> PlaygroundClient:
    """A new workspace, with short waits between redeliveries."""
    playground_process.start_over()
    playground_process.configure(redeliver_after=(0, 0.5, 1), share_after=0.05)
    return playground_process
