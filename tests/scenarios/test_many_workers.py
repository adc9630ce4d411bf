"""Several workers on one PostgreSQL: a dead one's jobs are taken over, none answered twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.jobs.database import normalise_url
from bot.playground.client import PlaygroundClient
from tests.scenarios.expectations import (
    TEXT,
    bot_messages,
    expect_one_answer_and_one_picture,
    mention_and_await_acceptance,
)
from tests.scenarios.postgres import fresh_database, postgres_server
from tests.scenarios.processes import BotProcess, Environment


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture
def environment(environment: Environment, server_url: str) -> Iterator[Environment]:
    with fresh_database(server_url) as url:
        yield {**environment, "DATABASE_URL": url}


@pytest.fixture
def second(environment: Environment, tmp_path: Path) -> Iterator[BotProcess]:
    """A worker beside the bot of the `bot` fixture."""
    process = BotProcess(["-m", "bot", "worker"], environment, tmp_path / "second.log")
    process.start()
    yield process
    process.kill()


@pytest.fixture
def bot(slack: PlaygroundClient, environment: Environment, tmp_path: Path) -> Iterator[BotProcess]:
    process = BotProcess(["-m", "bot"], environment, tmp_path / "bot.log")
    process.start()
    slack.wait_for_connection()
    yield process
    process.kill()


def test_the_bot_answers_with_its_jobs_in_postgresql(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


@pytest.mark.parametrize("method", ["chat.postMessage", "files.completeUploadExternal"])
def test_the_jobs_of_a_killed_worker_are_taken_over_and_answered_once(
    method: str,
    slack: PlaygroundClient,
    bot: BotProcess,
    environment: Environment,
    tmp_path: Path,
) -> None:
    slack.set_fault("delay", method, seconds=5)
    sent = slack.mention(TEXT)
    slack.wait_for(lambda: slack.log(kind="fault") or None)
    second = BotProcess(["-m", "bot", "worker"], environment, tmp_path / "second.log")
    second.start()
    bot.kill()
    expect_one_answer_and_one_picture(slack, sent)
    assert "1 jobs taken over" in second.log()
    second.kill()


def test_two_workers_share_the_channels_and_answer_each_mention_once(
    slack: PlaygroundClient, bot: BotProcess, second: BotProcess
) -> None:
    sent = [
        mention_and_await_acceptance(slack, TEXT, name)
        for name in ("general", "random")
        for _ in range(3)
    ]
    for each in sent:
        slack.wait_for_picture(each)
    slack.wait_until_quiet()
    for name in ("general", "random"):
        messages = [m for m in slack.messages(name) if m.bot_id]
        assert len(messages) == 6
        answers = [m.thread_ts for m in messages if not m.files]
        assert answers == sorted(answers, key=lambda ts: float(ts or 0))


def test_a_worker_that_loses_its_lock_connection_posts_nothing_more(
    slack: PlaygroundClient, bot: BotProcess, second: BotProcess, environment: Environment
) -> None:
    slack.set_fault("server_error", "chat.postMessage", times=None)
    sent = slack.mention(TEXT)
    slack.wait_for(lambda: slack.log(kind="fault") or None)
    engine = sa.create_engine(normalise_url(environment["DATABASE_URL"]))
    with engine.connect() as connection:
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks "
                "WHERE locktype = 'advisory' AND database = "
                "(SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        )
    engine.dispose()
    slack.wait_for(
        lambda: True if "ends now" in bot.log() and "ends now" in second.log() else None,
        what="the end of both workers",
    )
    slack.clear_faults()
    assert bot_messages(slack, sent) == []
    bot.start()
    expect_one_answer_and_one_picture(slack, sent)


def test_a_worker_of_the_next_release_answers_what_this_one_has_accepted(
    slack: PlaygroundClient, bot: BotProcess, environment: Environment, tmp_path: Path
) -> None:
    slack.set_fault("server_error", "chat.postMessage", times=None)
    sent = [slack.mention(TEXT, channel=name) for name in ("general", "random")]
    slack.wait_for(lambda: slack.log(kind="fault") or None)
    slack.wait_until_quiet(seconds=0.2)
    bot.kill()
    slack.clear_faults()
    # What DBOS would take for the version of the code, were ours not fixed.
    released = {**environment, "DBOS__APPVERSION": "of the next release"}
    worker = BotProcess(["-m", "bot", "worker"], released, tmp_path / "released.log")
    worker.start()
    for each in sent:
        slack.wait_for_picture(each)
    worker.kill()


def test_workers_that_come_and_go_lose_nothing_and_keep_the_order(
    slack: PlaygroundClient, bot: BotProcess, environment: Environment, tmp_path: Path
) -> None:
    names = ("general", "random")
    slack.set_fault("delay", "chat.postMessage", seconds=0.3, times=None)
    sent = [mention_and_await_acceptance(slack, TEXT, name) for name in names for _ in range(3)]
    others = [
        BotProcess(["-m", "bot", "worker"], environment, tmp_path / f"{number}.log")
        for number in range(2)
    ]
    for other in others:
        other.start()
    sent += [mention_and_await_acceptance(slack, TEXT, name) for name in names for _ in range(2)]
    for other in others:
        assert other.terminate() == 0
    for each in sent:
        slack.wait_for_picture(each, timeout=60)
    slack.wait_until_quiet()
    for name in names:
        messages = [m for m in slack.messages(name) if m.bot_id]
        answers = [m.thread_ts for m in messages if not m.files]
        assert len(messages) == 10
        assert answers == sorted(answers, key=lambda ts: float(ts or 0))
