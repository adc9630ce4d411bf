"""The same over signed HTTP: gunicorn takes events in, a worker process of its own answers."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from dbos import DBOSClient

from bot.jobs.attempts import Attempts
from bot.jobs.database import make_engine
from bot.jobs.inbox import Inbox
from bot.listening.requests import ClassificationRequest, RequestKind
from bot.playground.client import PlaygroundClient
from tests.scenarios.expectations import (
    TEXT,
    bot_messages,
    expect_one_answer_and_one_picture,
    expect_silence,
)
from tests.scenarios.processes import BotProcess, Environment, free_port


@pytest.fixture
def web_url() -> str:
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def web(
    slack: PlaygroundClient, environment: Environment, web_url: str, tmp_path: Path
) -> Iterator[BotProcess]:
    address = web_url.removeprefix("http://")
    command = ["-m", "gunicorn", "bot.wsgi:make_application()", "--bind", address]
    options = ["--workers", "2", "--threads", "4"]
    process = BotProcess([*command, *options], environment, tmp_path / "web.log")
    process.start()
    try:
        slack.http_delivery_to(f"{web_url}/slack/events")
        yield process
    finally:
        process.terminate()


@pytest.fixture
def worker(environment: Environment, tmp_path: Path) -> Iterator[BotProcess]:
    process = BotProcess(["-m", "bot", "worker"], environment, tmp_path / "worker.log")
    process.start()
    yield process
    process.kill()


def test_mention_and_command_are_answered(
    slack: PlaygroundClient, web: BotProcess, worker: BotProcess
) -> None:
    sent = slack.mention(TEXT)
    expect_one_answer_and_one_picture(slack, sent)
    slack.wait_for_picture(slack.command(TEXT))


def test_a_command_without_text_gets_a_usage_hint(
    slack: PlaygroundClient, web: BotProcess, worker: BotProcess
) -> None:
    sent = slack.command()
    assert "/classify" in slack.wait_for_ephemeral(sent).text
    expect_silence(slack, sent)


def test_what_came_while_no_worker_ran_is_answered_when_one_does(
    slack: PlaygroundClient, web: BotProcess, environment: Environment, tmp_path: Path
) -> None:
    sent = slack.mention(TEXT)
    slack.wait_until_quiet()
    assert bot_messages(slack, sent) == []
    worker = BotProcess(["-m", "bot", "worker"], environment, tmp_path / "worker.log")
    worker.start()
    expect_one_answer_and_one_picture(slack, sent)
    worker.kill()


def test_what_waited_for_more_than_an_hour_gets_one_sentence_instead(
    slack: PlaygroundClient, web: BotProcess, environment: Environment, tmp_path: Path
) -> None:
    sent = slack.say(TEXT)
    assert sent.ts is not None
    with closing(Inbox(environment["DATABASE_URL"])) as inbox:
        inbox.accept(
            ClassificationRequest(
                kind=RequestKind.MESSAGE,
                delivery=sent.ts,
                team_id=slack.team_id,
                channel_id=sent.channel_id,
                user_id="U1",
                text=TEXT,
                accepted_at=time.time() - 3_700,
                message_ts=sent.ts,
                answer_thread_ts=sent.ts,
            )
        )
    worker = BotProcess(["-m", "bot", "worker"], environment, tmp_path / "worker.log")
    worker.start()
    assert "1時間" in slack.wait_for_reply(sent).text
    slack.wait_until_quiet()
    assert len(bot_messages(slack, sent)) == 1
    worker.kill()


def test_a_job_that_always_kills_its_worker_ends_with_a_sentence(
    slack: PlaygroundClient, web: BotProcess, environment: Environment, tmp_path: Path
) -> None:
    sent = slack.command(TEXT)
    engine = make_engine(environment["DATABASE_URL"], patience=5.0)
    client = DBOSClient(system_database_engine=engine)
    (job,) = client.list_workflows()
    attempts = Attempts(engine)
    for _ in range(5):
        attempts.begin(job.workflow_id)
    client.destroy()
    engine.dispose()
    worker = BotProcess(["-m", "bot", "worker"], environment, tmp_path / "worker.log")
    worker.start()
    assert "うまく判定できませんでした" in slack.wait_for_ephemeral(sent).text
    expect_silence(slack, sent)
    worker.kill()


def test_duplicate_deliveries_to_two_web_processes_are_answered_once(
    slack: PlaygroundClient, web: BotProcess, worker: BotProcess
) -> None:
    slack.set_fault("duplicate_delivery", "app_mention")
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


def test_a_lost_acknowledgement_is_delivered_again_and_answered_once(
    slack: PlaygroundClient, web: BotProcess, worker: BotProcess
) -> None:
    slack.set_fault("ignored_acknowledgement", "app_mention")
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


def test_a_forged_delivery_reaches_nothing_and_is_not_logged(
    slack: PlaygroundClient, web: BotProcess, worker: BotProcess, web_url: str
) -> None:
    slack.http_delivery_to(f"{web_url}/slack/events", "not-the-signing-secret", verify=False)
    sent = slack.mention(TEXT)
    expect_silence(slack, sent)
    assert {entry.detail["status"] for entry in slack.deliveries("app_mention")} == {401}
    assert "パン屋" not in web.log()
    assert "%E3%83%91" not in web.log()


def test_no_log_holds_a_text_a_token_or_a_signature_at_any_level(
    slack: PlaygroundClient, environment: Environment, web_url: str, tmp_path: Path
) -> None:
    talkative = {**environment, "LOG_LEVEL": "DEBUG"}
    address = web_url.removeprefix("http://")
    web = BotProcess(
        ["-m", "gunicorn", "bot.wsgi:make_application()", "--bind", address, "--threads", "4"],
        talkative,
        tmp_path / "web.log",
    )
    worker = BotProcess(["-m", "bot", "worker"], talkative, tmp_path / "worker.log")
    web.start()
    worker.start()
    slack.http_delivery_to(f"{web_url}/slack/events")
    slack.set_fault("drop_after_accepting", "chat.postMessage")
    slack.wait_for_picture(slack.mention(TEXT))
    answer = slack.wait_for_reply(slack.command(TEXT))
    slack.wait_for_ephemeral(slack.press(answer, "feedback_wrong"))
    slack.http_delivery_to(f"{web_url}/slack/events", "not-the-signing-secret", verify=False)
    slack.mention(TEXT)
    slack.wait_until_quiet()
    web.terminate()
    worker.terminate()
    tokens = (slack.bot_token, slack.app_token, slack.signing_secret)
    for log in (web.log(), worker.log()):
        for secret in ("クロワッサン", "%E3%82%AF%E3%83%AD", "v0=", "/response", *tokens):
            assert secret not in log


def test_web_and_worker_end_by_themselves_before_a_supervisor_kills_them(
    slack: PlaygroundClient, web: BotProcess, worker: BotProcess
) -> None:
    slack.set_fault("server_error", "chat.postMessage", times=None)
    sent = slack.mention(TEXT)
    slack.wait_for(lambda: True if len(slack.calls("chat.postMessage")) > 2 else None)
    assert [process.stop_as_a_supervisor_does() for process in (web, worker)] == [0, 0]
    assert "1 jobs handed" in worker.log()
    slack.clear_faults()
    worker.start()
    expect_one_answer_and_one_picture(slack, sent)


@pytest.mark.parametrize("timestamp", ["", "yesterday", "1", "99999999999999999999"])
def test_a_request_with_a_strange_timestamp_is_refused(
    timestamp: str, web: BotProcess, web_url: str
) -> None:
    headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": "v0=0"}
    response = httpx.post(f"{web_url}/slack/events", content=TEXT.encode(), headers=headers)
    assert response.status_code == 401
    assert "Traceback" not in web.log()
