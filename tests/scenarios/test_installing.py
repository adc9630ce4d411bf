"""Two workspaces install the app over OAuth, are answered each in its own, and remove it again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import yaml
from cryptography.fernet import Fernet

from bot.playground.client import PlaygroundClient
from tests.scenarios.expectations import TEXT, expect_one_answer_and_one_picture
from tests.scenarios.processes import ROOT, BotProcess, Environment, environment_for, free_port

STATE_COOKIE = "slack-app-oauth-state"


class Browser:
    """A person's browser on the way through the installation."""

    def __init__(self, web_url: str, language: str = "ja") -> None:
        self._web_url = web_url
        self._headers = {"Accept-Language": language}
        self._cookie = ""

    def open_install_page(self) -> httpx.Response:
        page = httpx.get(f"{self._web_url}/slack/install", headers=self._headers)
        self._cookie = page.headers.get("set-cookie", "").partition(";")[0]
        return page

    def authorize_url(self) -> str:
        """Where the button of the install page leads."""
        page = self.open_install_page().text
        return page.partition('class="button" href="')[2].partition('"')[0].replace("&amp;", "&")

    def follow(self, address: str) -> httpx.Response:
        """Go where Slack sends back to; the state cookie is marked Secure, so it is set here."""
        return httpx.get(address, headers={**self._headers, "Cookie": self._cookie})

    def install(self, team: PlaygroundClient) -> httpx.Response:
        return self.follow(team.decide(self.authorize_url()))


@pytest.fixture(scope="module")
def slack(shared_slack: PlaygroundClient) -> PlaygroundClient:
    return shared_slack


@pytest.fixture(scope="module")
def second(slack: PlaygroundClient) -> Iterator[PlaygroundClient]:
    with slack.second_team() as team:
        team.configure(share_after=0.05)
        yield team


@pytest.fixture(scope="module")
def environment(slack: PlaygroundClient, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    many = {
        "SLACK_CLIENT_ID": slack.client_id,
        "SLACK_CLIENT_SECRET": slack.client_secret,
        "TOKEN_ENCRYPTION_KEY": Fernet.generate_key().decode(),
    }
    one = environment_for(slack, tmp_path_factory.mktemp("store"))
    one_only = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
    return {name: value for name, value in {**one, **many}.items() if name not in one_only}


@pytest.fixture(scope="module")
def web_url() -> str:
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def web(
    slack: PlaygroundClient,
    environment: Environment,
    web_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BotProcess]:
    address = web_url.removeprefix("http://")
    command = ["-m", "gunicorn", "bot.wsgi:make_application()", "--bind", address, "--threads", "4"]
    process = BotProcess(command, environment, tmp_path_factory.mktemp("web") / "web.log")
    process.start()
    slack.http_delivery_to(f"{web_url}/slack/events")
    slack.configure(redirect_url=f"{web_url}/slack/oauth_redirect")
    yield process
    process.terminate()


@pytest.fixture
def stopped_worker(
    web: BotProcess, environment: Environment, tmp_path: Path
) -> Iterator[BotProcess]:
    process = BotProcess(["-m", "bot", "worker"], environment, tmp_path / "worker.log")
    yield process
    process.kill()


@pytest.fixture
def worker(stopped_worker: BotProcess) -> BotProcess:
    stopped_worker.start()
    return stopped_worker


@pytest.fixture
def browser(web: BotProcess, web_url: str, slack: PlaygroundClient) -> Iterator[Browser]:
    yield Browser(web_url)
    slack.clear_faults()
    slack.configure(token_seconds=0)


def rows(environment: Environment, query: str) -> list[tuple[object, ...]]:
    path = environment["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def everything_kept(environment: Environment) -> str:
    """All rows of all tables."""
    path = environment["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


def test_two_workspaces_install_ask_are_answered_each_in_its_own_and_remove_the_app(
    slack: PlaygroundClient,
    second: PlaygroundClient,
    worker: BotProcess,
    web: BotProcess,
    browser: Browser,
    environment: Environment,
) -> None:
    for team in (slack, second):
        assert browser.install(team).status_code == 200
    sent = [(team, team.mention(TEXT)) for team in (slack, second)]
    for team, each in sent:
        expect_one_answer_and_one_picture(team, each)

    second.uninstall()
    second.wait_for(lambda: True if "T0SECONDTM is uninstalled" in worker.log() else None)
    assert rows(environment, "SELECT team_id FROM slack_bots") == [(slack.team_id,)]
    for log in (web.log(), worker.log()):
        assert "Traceback" not in log
        for secret in ("xoxb", "クロワッサン", slack.client_secret, "code="):
            assert secret not in log

    assert browser.install(second).status_code == 200
    expect_one_answer_and_one_picture(second, second.mention(TEXT))


def test_events_may_come_over_socket_mode_while_workspaces_install_over_http(
    slack: PlaygroundClient,
    second: PlaygroundClient,
    browser: Browser,
    environment: Environment,
    web_url: str,
    tmp_path: Path,
) -> None:
    whole = {**environment, "SLACK_APP_TOKEN": slack.app_token}
    bot = BotProcess(["-m", "bot"], whole, tmp_path / "bot.log")
    slack.socket_mode_delivery()
    try:
        bot.start()
        for team in (slack, second):
            assert browser.install(team).status_code == 200
        for team, sent in [(team, team.mention(TEXT)) for team in (slack, second)]:
            expect_one_answer_and_one_picture(team, sent)
    finally:
        slack.http_delivery_to(f"{web_url}/slack/events")
        bot.kill()


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja,en;q=0.5", "Slackに追加する"), ("en-GB,en", "Add to Slack"), ("", "Slackに追加する")],
)
def test_the_install_page_says_what_the_app_does_in_the_readers_language(
    language: str, words: str, web: BotProcess, web_url: str
) -> None:
    page = Browser(web_url, language).open_install_page()
    assert page.status_code == 200
    assert words in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_the_scopes_asked_for_are_those_of_the_manifest(browser: Browser) -> None:
    manifest = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))
    (scopes,) = parse_qs(urlsplit(browser.authorize_url()).query)["scope"]
    assert set(scopes.split(",")) == set(manifest["oauth_config"]["scopes"]["bot"])


def test_whoever_cancels_is_told_that_nothing_has_changed(
    slack: PlaygroundClient, browser: Browser, environment: Environment
) -> None:
    before = rows(environment, "SELECT * FROM slack_bots")
    page = browser.follow(slack.decide(browser.authorize_url(), allow=False))
    assert "キャンセル" in page.text
    assert rows(environment, "SELECT * FROM slack_bots") == before


def test_a_state_works_once_and_only_in_the_browser_that_began(
    slack: PlaygroundClient, browser: Browser, web_url: str
) -> None:
    address = slack.decide(browser.authorize_url())
    stranger = Browser(web_url).follow(address)
    assert stranger.status_code == 400
    assert "はじめから" in stranger.text
    assert browser.follow(address).status_code == 200
    assert browser.follow(address).status_code == 401


def test_where_slack_cannot_be_reached_the_person_gets_a_page_and_nothing_is_kept(
    slack: PlaygroundClient, browser: Browser, web: BotProcess, environment: Environment
) -> None:
    before = rows(environment, "SELECT * FROM slack_bots")
    slack.set_fault("drop", "oauth.v2.access")
    page = browser.install(slack)
    assert "追加できませんでした" in page.text
    assert rows(environment, "SELECT * FROM slack_bots") == before
    assert "Traceback" not in web.log()


def test_tokens_lie_encrypted_and_one_a_workspace(
    slack: PlaygroundClient, browser: Browser, environment: Environment
) -> None:
    browser.install(slack)
    browser.install(slack)
    mine = f"SELECT bot_token FROM slack_bots WHERE team_id = '{slack.team_id}'"
    ((token,),) = rows(environment, mine)
    assert str(token).startswith("gAAAA")
    path = Path(environment["DATABASE_URL"].removeprefix("sqlite:///"))
    for file in path.parent.glob("bot.sqlite*"):
        assert b"xoxb-" not in file.read_bytes()


def test_a_token_that_runs_out_soon_is_renewed_before_it_is_used(
    slack: PlaygroundClient, worker: BotProcess, browser: Browser
) -> None:
    slack.configure(token_seconds=600)
    browser.install(slack)
    slack.configure(token_seconds=43_200)
    before = len(slack.calls("oauth.v2.access"))
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))
    (renewal,) = slack.calls("oauth.v2.access")[before:]
    assert renewal.detail["status"] == 200
    assert "error" not in renewal.detail


def test_a_renewal_that_fails_leaves_the_token_that_is_valid_still(
    slack: PlaygroundClient, worker: BotProcess, browser: Browser
) -> None:
    slack.configure(token_seconds=600)
    browser.install(slack)
    slack.set_fault("server_error", "oauth.v2.access", times=None)
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


@pytest.mark.parametrize("how", ["app_uninstalled", "tokens_revoked"])
def test_the_waiting_jobs_and_their_texts_go_with_the_installation(
    how: Literal["app_uninstalled", "tokens_revoked"],
    slack: PlaygroundClient,
    second: PlaygroundClient,
    browser: Browser,
    environment: Environment,
    stopped_worker: BotProcess,
) -> None:
    for team in (slack, second):
        browser.install(team)
    kept, lost = slack.mention(TEXT), second.mention("消えるべき文章")
    slack.wait_until_quiet()
    assert "消えるべき" in everything_kept(environment)
    second.uninstall(how)
    slack.wait_until_quiet()
    stopped_worker.start()
    expect_one_answer_and_one_picture(slack, kept)
    assert [m for m in second.messages() if m.bot_id and m.sequence > lost.sequence] == []
    assert rows(environment, "SELECT team_id FROM slack_bots") == [(slack.team_id,)]
    slack.wait_until_quiet(seconds=2.5)  # what was running just then goes within two seconds
    assert "消えるべき" not in everything_kept(environment)


def test_a_token_that_slack_refuses_takes_its_installation_along_and_no_other(
    slack: PlaygroundClient,
    second: PlaygroundClient,
    worker: BotProcess,
    browser: Browser,
    environment: Environment,
) -> None:
    for team in (slack, second):
        browser.install(team)
    second.revoke_token()
    second.mention(TEXT)
    second.wait_for(lambda: True if "is uninstalled (token_revoked)" in worker.log() else None)
    assert rows(environment, "SELECT team_id FROM slack_bots") == [(slack.team_id,)]
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


def test_an_event_of_a_workspace_whose_token_cannot_be_had_just_now_is_answered_later(
    slack: PlaygroundClient, worker: BotProcess, browser: Browser
) -> None:
    slack.configure(token_seconds=1)
    browser.install(slack)
    slack.set_fault("server_error", "oauth.v2.access", times=3)
    slack.configure(token_seconds=43_200)
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


def test_the_wrong_encryption_key_is_told_before_anything_starts(
    slack: PlaygroundClient,
    browser: Browser,
    environment: Environment,
    tmp_path: Path,
) -> None:
    browser.install(slack)
    other = {**environment, "TOKEN_ENCRYPTION_KEY": Fernet.generate_key().decode()}
    with pytest.raises(RuntimeError, match="encrypted with another key"):
        BotProcess(["-m", "bot", "worker"], other, tmp_path / "other.log").start()
    rotated = f"{Fernet.generate_key().decode()},{environment['TOKEN_ENCRYPTION_KEY']}"
    both = {**environment, "TOKEN_ENCRYPTION_KEY": rotated}
    worker = BotProcess(["-m", "bot", "worker"], both, tmp_path / "both.log")
    worker.start()
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))
    worker.kill()
