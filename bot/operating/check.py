"""`python -m bot check`: tests everything the bot needs and says what is missing."""

from collections.abc import Callable

import sqlalchemy as sa
from slack_sdk import WebClient

from bot.answering.errors import SlackError
from bot.answering.slack_client import make_client, slack_errors
from bot.answering.wording import Language
from bot.errors import CannotStart
from bot.installing.store import open_store
from bot.jobs.database import make_engine
from bot.jobs.migration import migrate
from bot.jobs.tools import Reader
from bot.operating.manifest import bot_scopes
from bot.settings import Settings
from classifier.errors import ClassifierError

_PATIENCE = 5.0  # seconds to wait for the database
_SAMPLE = "駅前のパン屋のクロワッサンが絶品すぎる。"


class CheckFailed(Exception):
    """One thing is not as it must be; the message says what to do."""


def run_checks(settings: Settings, load_reader: Callable[[], Reader]) -> bool:
    """Print a line for each check; returns whether all of them passed."""
    checks = (
        ("settings", lambda: _check_settings(settings)),
        ("bot token and scopes", lambda: _check_bot_token(settings)),
        ("app token", lambda: _check_app_token(settings)),
        ("database", lambda: _check_database(settings)),
        ("model and fonts", lambda: _check_reader(load_reader)),
    )
    passed = [_passes(name, check) for name, check in checks]  # all of them, not to the first
    return all(passed)


def _passes(name: str, check: Callable[[], str]) -> bool:
    try:
        found = check()
    except (CheckFailed, CannotStart, ClassifierError) as error:
        print(f"FAILED  {name}: {error}")
        return False
    print(f"ok      {name}: {found}")
    return True


def _check_settings(settings: Settings) -> str:
    settings.require_tokens()
    if not (settings.slack_app_token or settings.slack_signing_secret):
        raise CheckFailed("set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP")
    return "Socket Mode" if settings.slack_app_token else "HTTP"


def _check_bot_token(settings: Settings) -> str:
    if settings.serves_many:
        return _check_installations(settings)
    token = settings.slack_bot_token
    if token is None:
        raise CheckFailed("not set")
    client = make_client(token.get_secret_value(), settings.slack_api_url)
    try:
        with slack_errors("auth.test"):
            response = client.auth_test()
    except SlackError as error:
        raise CheckFailed(f"{error}; copy SLACK_BOT_TOKEN again from OAuth & Permissions") from None
    granted = {scope.strip() for scope in response.headers.get("x-oauth-scopes", "").split(",")}
    missing = bot_scopes() - granted
    if missing and granted != {""}:
        raise CheckFailed(f"add {', '.join(sorted(missing))} and reinstall the app")
    return f"{response['user']} in {response['team']}"


def _check_installations(settings: Settings) -> str:
    try:
        migrate(settings.database_url)
        engine = make_engine(settings.database_url, patience=_PATIENCE)
        count = len(open_store(settings, engine).all_workspaces())
        engine.dispose()
    except (sa.exc.SQLAlchemyError, OSError) as error:
        raise CheckFailed(f"{type(error).__name__}; see the database below") from None
    kept = "encrypted" if settings.token_encryption_key else "not encrypted"
    return f"installed in {count} workspaces, tokens {kept}"


def _check_app_token(settings: Settings) -> str:
    token = settings.slack_app_token
    if token is None:
        return "not set, so events come over HTTP"
    client: WebClient = make_client(None, settings.slack_api_url)
    try:
        with slack_errors("apps.connections.open"):
            client.apps_connections_open(app_token=token.get_secret_value())
    except SlackError as error:
        raise CheckFailed(
            f"{error}; SLACK_APP_TOKEN needs the scope connections:write, and Socket Mode "
            "must be switched on"
        ) from None
    return "Socket Mode is open"


def _check_database(settings: Settings) -> str:
    try:
        migrate(settings.database_url)
        engine = make_engine(settings.database_url, patience=_PATIENCE)
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE IF NOT EXISTS write_check (id INTEGER)"))
            connection.execute(sa.text("DROP TABLE write_check"))
        engine.dispose()
    except (sa.exc.SQLAlchemyError, OSError) as error:
        raise CheckFailed(
            f"{type(error).__name__}; check DATABASE_URL and that it can be written"
        ) from None
    return sa.make_url(settings.database_url).render_as_string(hide_password=True)


def _check_reader(load_reader: Callable[[], Reader]) -> str:
    reader = load_reader()
    classification = reader.classify(_SAMPLE)
    picture = reader.draw(classification, None, Language.JAPANESE)
    return f"{reader.model}, a picture of {len(picture) // 1000} kB"
