"""Health, check and an orderly end, as whoever runs the bot sees them."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.json_values import json_object
from tests.scenarios.expectations import TEXT, expect_one_answer_and_one_picture
from tests.scenarios.processes import ROOT, BotProcess, Environment, clean_environment


@pytest.fixture
def health_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(environment: Environment, health_port: int) -> Environment:
    return {**environment, "HEALTH_PORT": str(health_port)}


@pytest.fixture
def bot(slack: PlaygroundClient, environment: Environment, tmp_path: Path) -> Iterator[BotProcess]:
    process = BotProcess(["-m", "bot"], environment, tmp_path / "bot.log")
    process.start()
    yield process
    process.kill()


def health(port: int) -> tuple[int, Mapping[str, object]]:
    response = httpx.get(f"http://127.0.0.1:{port}/healthz")
    return response.status_code, response.json()


def test_a_healthy_bot_says_so(slack: PlaygroundClient, bot: BotProcess, health_port: int) -> None:
    slack.wait_for_connection()
    status, report = health(health_port)
    assert status == 200
    assert report["socket_mode_connected"] is True
    assert report["worker_alive"] is True
    assert report["queue_depth"] == 0
    assert report["models"]


def test_a_revoked_token_makes_it_unhealthy(
    slack: PlaygroundClient, bot: BotProcess, health_port: int
) -> None:
    slack.wait_for_connection()
    slack.revoke_token()
    slack.mention(TEXT)
    slack.wait_for(lambda: True if health(health_port)[0] == 503 else None, what="a 503")
    assert health(health_port)[1]["token_accepted"] is False


def test_the_figures_count_answers_failures_seconds_and_what_waits(
    slack: PlaygroundClient, bot: BotProcess, health_port: int
) -> None:
    slack.wait_for_connection()
    slack.wait_for_picture(slack.mention(TEXT))
    slack.set_fault("error", "chat.postMessage", code="is_archived")
    slack.mention(TEXT)
    slack.wait_for(lambda: True if "is_archived" in bot.log() else None)
    slack.wait_until_quiet()
    figures = httpx.get(f"http://127.0.0.1:{health_port}/metrics").text
    for line in (
        'classify_jobs_ended_total{outcome="answered"} 1.0',
        'classify_jobs_failed_total{cause="is_archived"} 1.0',
        "classify_seconds_to_text_count 1.0",
        "classify_seconds_to_picture_count 1.0",
        "classify_queue_depth 0.0",
    ):
        assert line in figures


def test_too_many_requests_at_once_get_one_polite_sentence(
    slack: PlaygroundClient, environment: Environment, tmp_path: Path
) -> None:
    limited = {**environment, "REQUESTS_PER_MINUTE": "1"}
    bot = BotProcess(["-m", "bot"], limited, tmp_path / "limited.log")
    bot.start()
    slack.wait_for_connection()
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))
    sent = slack.mention(TEXT)
    slack.mention(TEXT)
    assert "1分" in slack.wait_for_ephemeral(sent).text
    slack.wait_until_quiet()
    assert len(slack.ephemeral()) == 1
    assert len([m for m in slack.messages() if m.bot_id]) == 2
    bot.kill()


def check(environment: Environment) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=ROOT,
        env={**clean_environment(), **environment},
        capture_output=True,
        text=True,
    )


def test_check_passes_where_nothing_is_missing(environment: Environment) -> None:
    ran = check(environment)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("ok ") == 5


def test_check_names_missing_scopes(slack: PlaygroundClient, environment: Environment) -> None:
    slack.configure(scopes=("chat:write", "commands"))
    ran = check(environment)
    assert ran.returncode == 1
    assert "files:write" in ran.stdout
    assert "reinstall" in ran.stdout


def test_check_names_everything_that_is_wrong_at_once(environment: Environment) -> None:
    ran = check({**environment, "SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"})
    assert ran.returncode == 1
    assert ran.stdout.count("FAILED") == 2
    assert "xoxb-wrong" not in ran.stdout + ran.stderr


def test_sigterm_lets_the_running_job_finish(slack: PlaygroundClient, bot: BotProcess) -> None:
    slack.wait_for_connection()
    slack.set_fault("delay", "chat.postMessage", seconds=1)
    sent = slack.mention(TEXT)
    slack.wait_for(lambda: slack.log(kind="fault") or None)
    assert bot.terminate() == 0
    expect_one_answer_and_one_picture(slack, sent)
    assert "Traceback" not in bot.log()


def test_check_looks_into_the_installations_of_many_workspaces(
    slack: PlaygroundClient, environment: Environment
) -> None:
    many = {"SLACK_CLIENT_ID": slack.client_id, "SLACK_CLIENT_SECRET": slack.client_secret}
    one_only = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
    settings = {k: v for k, v in {**environment, **many}.items() if k not in one_only}
    ran = check(settings)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "installed in 0 workspaces, tokens not encrypted" in ran.stdout
    ran = check({k: v for k, v in settings.items() if k != "SLACK_CLIENT_SECRET"})
    assert ran.returncode == 1
    assert "SLACK_CLIENT_SECRET" in ran.stdout


def test_sigterm_hands_back_what_cannot_finish(slack: PlaygroundClient, bot: BotProcess) -> None:
    slack.wait_for_connection()
    slack.set_fault("server_error", "chat.postMessage", times=None)
    sent = slack.mention(TEXT)
    slack.wait_for(lambda: True if len(slack.calls("chat.postMessage")) > 2 else None)
    assert bot.terminate() == 0
    assert "1 jobs handed" in bot.log()
    slack.clear_faults()
    bot.start()
    expect_one_answer_and_one_picture(slack, sent)


def test_a_second_worker_on_the_same_file_refuses_to_start(
    slack: PlaygroundClient, bot: BotProcess, environment: Environment
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "worker"],
        cwd=ROOT,
        env={**clean_environment(), **environment},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert "Another worker uses the same SQLite file" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("settings", [{"LOG_LEVEL": "DEBUG"}, {"LOG_FORMAT": "json"}])
def test_the_log_holds_no_text_and_no_token_at_any_level(
    settings: Environment, slack: PlaygroundClient, environment: Environment, tmp_path: Path
) -> None:
    bot = BotProcess(["-m", "bot"], {**environment, **settings}, tmp_path / "talkative.log")
    bot.start()
    slack.wait_for_connection()
    slack.set_fault("drop_after_accepting", "chat.postMessage")
    slack.set_fault("server_error", "files.info")
    slack.wait_for_picture(slack.mention(TEXT))
    slack.wait_for_picture(slack.command(TEXT))
    assert bot.terminate() == 0
    assert "answered" in bot.log()
    tokens = (slack.bot_token, slack.app_token, slack.signing_secret)
    for secret in ("パン屋", "クロワッサン", "/response", *tokens):
        assert secret not in bot.log()


def test_a_line_of_the_json_log_is_an_object_and_the_job_can_be_followed_by_its_id(
    slack: PlaygroundClient, environment: Environment, tmp_path: Path
) -> None:
    bot = BotProcess(["-m", "bot"], {**environment, "LOG_FORMAT": "json"}, tmp_path / "json.log")
    bot.start()
    slack.wait_for_connection()
    slack.set_fault("server_error", "chat.postMessage")
    slack.wait_for_picture(slack.mention(TEXT))
    slack.wait_until_quiet()
    bot.terminate()
    ours = [line for line in bot.log().splitlines() if not line.startswith("INFO: Created")]
    entries = [json.loads(line) for line in ours]  # but for LiteRT's own greeting
    (accepted,) = [each for each in entries if each["message"].endswith("accepted")]
    (retried,) = [each for each in entries if " again in " in each["message"]]
    (answered,) = [each for each in entries if each["message"].endswith("answered")]
    (post, *_) = [m for m in slack.messages() if m.bot_id]
    posted = json_object(json_object(post.wire["metadata"])["event_payload"])["job_id"]
    assert {accepted["job"], retried["job"], answered["job"]} == {posted}
    assert "traceback" not in retried
