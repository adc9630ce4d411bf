"""The bot over HTTP, `gunicorn "bot.wsgi:make_application()"`; the worker runs beside it."""

import logging
import re
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.oauth import OAuthFlow

from bot.app import build_app
from bot.installing.flow import make_install_flow
from bot.installing.store import open_store
from bot.jobs.database import make_engine
from bot.jobs.inbox import Inbox
from bot.jobs.migration import migrate
from bot.operating.health import Health, with_health
from bot.operating.logs import configure_logging
from bot.operating.metrics import Metrics, with_metrics
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)
EVENTS_PATH = "/slack/events"
_MAX_BODY = 1 << 20  # bytes; a command of 40,000 characters takes about 360 kB
_PATIENCE = 5.0  # seconds to wait for the database, while a person installs the app
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


def make_application() -> "WSGIApplication":
    """The WSGI application, with its own connection to the job store; make it after the fork."""
    settings = read_settings()
    settings.require_tokens("slack_signing_secret")
    configure_logging(settings.log_level, settings.log_format)
    migrate(settings.database_url)
    inbox = Inbox(settings.database_url)
    app = build_app(settings, inbox.accept, _install_flow(settings))
    _log.info("web process is ready")
    metrics = Metrics()
    metrics.watch_queue(inbox)
    slack = guard(SlackRequestHandler(app, path=EVENTS_PATH))
    return with_metrics(with_health(slack, Health(inbox)), metrics)


def _install_flow(settings: Settings) -> OAuthFlow | None:
    if not settings.serves_many:
        return None
    engine = make_engine(settings.database_url, patience=_PATIENCE)
    return make_install_flow(settings, open_store(settings, engine))


def guard(application: "WSGIApplication") -> "WSGIApplication":
    """Refuse before Bolt what Bolt answers with a 500: headers that cannot be a signature's."""

    def guarded(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("REQUEST_METHOD") != "POST":
            return application(environ, start_response)
        refusal = _refusal(environ)
        if refusal is not None:
            _log.info("request refused: %s", refusal)
            start_response(refusal, [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return [b""]
        return application(environ, start_response)

    return guarded


def _refusal(environ: "WSGIEnvironment") -> str | None:
    """The HTTP status to refuse with, or None. Puts the body back for the application to read."""
    if not _TIMESTAMP.fullmatch(str(environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""))):
        return "401 Unauthorized"
    if not str(environ.get("HTTP_X_SLACK_SIGNATURE", "")).isascii():
        return "401 Unauthorized"
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > _MAX_BODY:
        return "413 Content Too Large"
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return None if _is_utf8(body) else "400 Bad Request"


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
