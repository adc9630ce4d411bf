"""Installations in SQLite and PostgreSQL: kept once a workspace, renewed, forgotten in time."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet, MultiFernet
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.answering.errors import SlackRefused, SlackUnavailable
from bot.installing.installations import Installations
from bot.installing.store import InstallationStore
from bot.jobs.database import make_engine
from bot.jobs.migration import migrate
from bot.listening.requests import Installed
from tests.scenarios.postgres import fresh_database, postgres_server

LONG_TOKEN = "xoxe.xoxb-1-" + "M" * 300
TEAM = Installed("T1", None, False)
GRID_TEAM = Installed("T1", "E1", False)
ORGANIZATION = Installed(None, "E1", True)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sa.Engine]:
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("store")
        yield from engine_of(f"sqlite:///{folder / 'bot.sqlite'}")
    else:
        with postgres_server() as server, fresh_database(server) as url:
            yield from engine_of(url)


def engine_of(url: str) -> Iterator[sa.Engine]:
    migrate(url)
    engine = make_engine(url, patience=5.0)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: sa.Engine) -> InstallationStore:
    store = InstallationStore("client", engine, MultiFernet([Fernet(Fernet.generate_key())]))
    with engine.begin() as connection:
        connection.execute(sa.delete(store.bots))
    return store


@pytest.fixture
def installations(store: InstallationStore) -> Installations:
    nowhere = WebClient(base_url="http://127.0.0.1:9/", retry_handlers=[])
    nowhere.proxy = None
    return Installations(store, TokenRotator(client_id="1", client_secret="2", client=nowhere))


def installation(place: Installed = TEAM, **changes: object) -> Installation:
    fields: dict[str, object] = {
        "user_id": "U1",
        "team_id": place.team_id,
        "enterprise_id": place.enterprise_id,
        "is_enterprise_install": place.is_enterprise_install,
        "team_name": "一番",
        "bot_token": "xoxb-1",
        "bot_id": "B1",
        "bot_user_id": "UBOT",
        "app_id": "A1",
    }
    return Installation(**{**fields, **changes})  # type: ignore[arg-type]


def count(store: InstallationStore) -> int:
    return len(store.all_workspaces())


@pytest.mark.parametrize("place", [TEAM, GRID_TEAM, ORGANIZATION])
def test_every_kind_of_installation_is_found_again(
    place: Installed, store: InstallationStore, installations: Installations
) -> None:
    store.save(installation(place, bot_token=LONG_TOKEN))
    bot = installations.bot_in(place)
    assert (bot.bot_token, bot.bot_user_id) == (LONG_TOKEN, "UBOT")


def test_a_workspace_of_an_organization_is_not_the_organization(
    store: InstallationStore, installations: Installations
) -> None:
    store.save(installation(ORGANIZATION))
    with pytest.raises(SlackRefused, match="not_installed"):
        installations.bot_in(GRID_TEAM)


def test_installed_again_the_new_token_is_the_only_one(
    store: InstallationStore, installations: Installations
) -> None:
    store.save(installation(installed_at=time.time() - 60))
    store.save(installation(bot_token="xoxb-2"))
    assert count(store) == 1
    assert installations.bot_in(TEAM).bot_token == "xoxb-2"


def test_nothing_of_the_person_who_installed_it_is_kept(
    store: InstallationStore, engine: sa.Engine
) -> None:
    store.save(installation(user_id="UWHOINSTALLED", user_token="xoxp-theirs"))
    assert sa.inspect(engine).has_table("slack_bots")
    assert not sa.inspect(engine).has_table("slack_installations")
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT * FROM slack_bots")).fetchall()
    assert "UWHOINSTALLED" not in str(rows)
    assert "xox" not in str(rows)


def test_late_news_of_a_removal_leaves_the_newer_installation(
    store: InstallationStore, installations: Installations
) -> None:
    store.save(installation())
    assert not installations.remove(TEAM, not_after=time.time() - 3_600)
    assert count(store) == 1
    assert installations.remove(TEAM, not_after=time.time() + 1)
    assert count(store) == 0
    assert not installations.remove(TEAM, not_after=time.time() + 1)


def test_where_slack_is_away_a_token_is_used_as_long_as_it_is_valid(
    store: InstallationStore, installations: Installations
) -> None:
    soon = int(time.time()) + 600
    store.save(installation(bot_refresh_token="xoxe-1", bot_token_expires_at=soon))
    assert installations.bot_in(TEAM).bot_token == "xoxb-1"
    store.save(installation(bot_refresh_token="xoxe-1", bot_token_expires_at=soon - 1_200))
    with pytest.raises(SlackUnavailable, match="token_not_renewed"):
        installations.bot_in(TEAM)


def test_a_database_that_is_away_is_no_refusal(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}", patience=1.0)
    rotator = TokenRotator(client_id="1", client_secret="2")
    with pytest.raises(SlackUnavailable, match="OperationalError"):
        Installations(InstallationStore("client", engine, None), rotator).bot_in(TEAM)
    engine.dispose()
