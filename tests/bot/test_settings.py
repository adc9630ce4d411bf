"""Settings are read once, and everything that is wrong with them is named at once."""

import os

import pytest

from bot.errors import SettingsError
from bot.settings import read_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("SLACK_") or name in {"DATABASE_URL", "PORT", "LOG_LEVEL"}:
            monkeypatch.delenv(name)


def test_missing_settings_are_named_together() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings().require("slack_bot_token", "slack_app_token", "database_url")
    assert "SLACK_BOT_TOKEN" in str(caught.value)
    assert "SLACK_APP_TOKEN" in str(caught.value)
    assert "DATABASE_URL" not in str(caught.value)


def test_unusable_settings_are_named_together_without_their_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "many")
    monkeypatch.setenv("DATABASE_URL", "mysql://user:password@host/db")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert "PORT" in str(caught.value)
    assert "DATABASE_URL" in str(caught.value)
    assert "password" not in str(caught.value)


def test_without_any_token_the_playground_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().has_no_tokens
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    assert read_settings().has_no_tokens
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert not read_settings().has_no_tokens


def test_one_workspace_is_the_default_and_its_token_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read_settings().serves_many
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
        read_settings().require_tokens()
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    assert read_settings().serves_many
    assert not read_settings().has_no_tokens
    with pytest.raises(SettingsError, match="SLACK_CLIENT_SECRET"):
        read_settings().require_tokens()
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    read_settings().require_tokens()
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert not read_settings().serves_many


def test_tokens_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    assert "xoxb-secret" not in repr(read_settings())


@pytest.mark.parametrize(
    "url", ["sqlite:///x.sqlite", "postgres://h/d", "postgresql://h/d", "postgresql+psycopg://h/d"]
)
def test_both_databases_are_accepted_in_all_spellings(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert read_settings().database_url == url
