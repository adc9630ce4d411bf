"""Fixtures for everything that talks to Slack: a stand-in Slack in its own process."""

from collections.abc import Iterator

import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.process import PlaygroundProcess


@pytest.fixture
def slack() -> Iterator[PlaygroundClient]:
    """A fresh stand-in Slack, with short waits between redeliveries."""
    with PlaygroundProcess() as client:
        client.configure(redeliver_after=(0, 0.5, 1), share_after=0.05)
        yield client
