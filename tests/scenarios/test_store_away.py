"""The job store full or gone: what is not stored is not acknowledged, and answered once later."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from bot.jobs.database import normalise_url
from bot.playground.client import PlaygroundClient
from bot.playground.sightings import Sent
from tests.scenarios.expectations import TEXT, expect_one_answer_and_one_picture
from tests.scenarios.postgres import fresh_database, postgres_server
from tests.scenarios.processes import BotProcess, Environment

# The bot on a disk that takes no file above a megabyte.
_ON_A_SMALL_DISK = """
import resource, runpy, sys
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, most))
sys.argv = ["bot"]
runpy.run_module("bot", run_name="__main__")
"""
_MOST_MENTIONS = 60


@contextmanager
def started(
    command: list[str], slack: PlaygroundClient, environment: Environment, log_path: Path
) -> Iterator[BotProcess]:
    """The bot, or a part of it; killed at the end."""
    process = BotProcess(command, environment, log_path)
    process.start()
    try:
        yield process
    finally:
        process.kill()


@contextmanager
def gone(database_url: str, server_url: str) -> Iterator[None]:
    """Nobody can use this PostgreSQL database within the block, and who did is cut off."""
    name = sa.make_url(normalise_url(database_url)).database
    engine = sa.create_engine(normalise_url(server_url), isolation_level="AUTOCOMMIT")
    cut_off = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
    with engine.connect() as connection:
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(sa.text(cut_off), {"name": name})
        yield
        connection.execute(sa.text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    engine.dispose()


def acknowledged(slack: PlaygroundClient, sent: Sent) -> bool:
    """How the first delivery of this mention was taken."""
    first = slack.wait_for(
        lambda: next(
            (d for d in slack.deliveries("app_mention") if d.detail["event_id"] in sent.event_ids),
            None,
        ),
        what="a delivery",
    )
    return first.detail["accepted"] is True


def test_on_a_full_disk_nothing_is_acknowledged_and_a_command_gets_a_sentence(
    slack: PlaygroundClient, environment: Environment, tmp_path: Path
) -> None:
    slack.configure(redeliver_after=[1.0] * 60)
    command = ["-c", _ON_A_SMALL_DISK]
    with started(command, slack, environment, tmp_path / "small.log"):
        slack.wait_for_connection()
        mentions = (slack.mention(TEXT) for _ in range(_MOST_MENTIONS))
        lost = next(sent for sent in mentions if not acknowledged(slack, sent))
        told = slack.command(TEXT).acknowledgement
        assert told is not None
        assert "受け付けられません" in str(told.body)
    with started(["-m", "bot"], slack, environment, tmp_path / "bot.log"):
        slack.wait_for_picture(lost, timeout=120)
        slack.wait_until_quiet(seconds=3, timeout=120)
        assert len([m for m in slack.thread(lost) if m.bot_id]) == 2


def test_while_the_database_is_gone_nothing_is_acknowledged_and_afterwards_it_is_answered_once(
    slack: PlaygroundClient,
    environment: Environment,
    tmp_path: Path,
) -> None:
    slack.configure(redeliver_after=[1.0] * 60)
    with (
        postgres_server() as server_url,
        fresh_database(server_url) as url,
    ):
        on_postgres = {**environment, "DATABASE_URL": url}
        with started(["-m", "bot"], slack, on_postgres, tmp_path / "bot.log") as bot:
            slack.wait_for_connection()
            with gone(url, server_url):
                sent = slack.mention(TEXT)
                assert not acknowledged(slack, sent)
                # Without its lock it may no longer work: whoever supervises it starts it again.
                slack.wait_for(lambda: True if "ends now" in bot.log() else None, what="its end")
            bot.start()
            expect_one_answer_and_one_picture(slack, sent)
