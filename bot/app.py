"""Builds the Bolt app: the same listeners for Socket Mode and HTTP.

It never calls Slack: no token check at start, no lookup per event. An event is stored, then
acknowledged; the worker does the rest.
"""

import logging
import os

from pydantic import ValidationError
from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.oauth import OAuthFlow
from slack_bolt.request import BoltRequest

from bot.answering.slack_client import make_client
from bot.listening.listeners import Accept, register_listeners
from bot.listening.rate_limit import RateLimit
from bot.settings import Settings

_log = logging.getLogger(__name__)


def build_app(settings: Settings, accept: Accept, flow: OAuthFlow | None = None) -> App:
    """The app with its listeners.

    Args:
        accept: stores a request durably, or raises.
        flow: the way to install the app in further workspaces.
    """
    # Bolt switches to OAuth and drops the token when it finds these in the environment.
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN"):
        os.environ.pop(name, None)
    app = App(
        client=make_client(None, settings.slack_api_url),
        signing_secret=_signing_secret(settings),
        authorize=_AuthorizeAll(),
        oauth_flow=flow,
        # The acknowledgement leaves when the listener is through: stored first, then acknowledged.
        process_before_response=True,
    )
    limit = RateLimit(accept, settings.requests_per_minute)
    register_listeners(app, limit.accept)
    app.error(_log_failure)
    # Bolt writes the whole body of a request with a bad signature into the log, at INFO.
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
    return app


def _signing_secret(settings: Settings) -> str:
    secret = settings.slack_signing_secret
    return secret.get_secret_value() if secret is not None else ""


class _AuthorizeAll(Authorize):
    """Every signed request is ours. Whose token answers it, the worker finds out (installing/).

    Looked up here, a token that cannot be had would lose the event: Bolt acknowledges it then.
    """

    def __init__(self) -> None:
        """Nothing to set up, and Bolt's own has no types."""

    def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_others: object
    ) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="unused")


def _log_failure(error: Exception, request: BoltRequest) -> BoltResponse:
    """Not stored, so not acknowledged: Slack sends events again. The log gets ids alone."""
    body = request.body
    if isinstance(error, ValidationError):
        # It would be as unreadable the next time: Slack need not send it again.
        _log.error("event %s let go: it cannot be read", body.get("event_id"))
        return BoltResponse(status=200, body="")
    _log.error("event %s not accepted: %s", body.get("event_id"), type(error).__name__)
    return BoltResponse(status=500, body="")
