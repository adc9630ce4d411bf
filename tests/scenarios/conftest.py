"""The whole bot against a stand-in Slack, every part in its own process."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.process import PlaygroundProcess
from tests.scenarios.processes import BotProcess

Environment = Mapping[str, str]


@pytest.fixture
def slack() -> Iterator[PlaygroundClient]:
    with PlaygroundProcess() as client:
        client.configure(redeliver_after=(0, 0.5, 1), share_after=0.05)
        yield client


@pytest.fixture
def environment(slack: PlaygroundClient, tmp_path: Path) -> Environment:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}",
        "SHARE_TIMEOUT": "2",
    }


@pytest.fixture
def bot(slack: PlaygroundClient, environment: Environment, tmp_path: Path) -> Iterator[BotProcess]:
    """Socket Mode and worker in one process, started and connected."""
    process = BotProcess(["-m", "bot"], environment, tmp_path / "bot.log")
    process.start()
    slack.wait_for_connection()
    yield process
    process.kill()
