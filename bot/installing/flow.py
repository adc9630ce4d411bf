"""The way from `/slack/install` over Slack's consent page to a stored installation."""

import logging
from http.client import HTTPException
from urllib.parse import urlencode, urljoin

import sqlalchemy as sa
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

from bot.answering.slack_client import make_client
from bot.installing.pages import HTML_HEADERS, Pages
from bot.installing.store import InstallationStore
from bot.operating.manifest import bot_scopes
from bot.settings import Settings

_log = logging.getLogger(__name__)
# What Bolt and the SDK would log here: codes and states, which are secrets for a while.
_silent = logging.getLogger("slack_bolt.installing")
_silent.setLevel(logging.CRITICAL)
_STATE_SECONDS = 600


class InstallFlow(OAuthFlow):
    """Bolt's flow with our pages, and a page for every mishap."""

    def __init__(self, settings: OAuthSettings, base_url: str) -> None:
        super().__init__(client=make_client(None, base_url), logger=_silent, settings=settings)

    def handle_installation(self, request: BoltRequest) -> BoltResponse:
        """The first page, or one that says to come back later."""
        try:
            response = super().handle_installation(request)
        except sa.exc.SQLAlchemyError as error:
            _log.error("install page not shown: %s", type(error).__name__)
            return _failure(request, "storage_error", 503, self.install_path)
        for name, value in HTML_HEADERS.items():
            response.headers[name.lower()] = [value]
        return response

    def build_install_page_html(self, url: str, request: BoltRequest) -> str:
        """The first page."""
        return Pages(request.headers).install(url)

    def run_installation(self, code: str) -> Installation | None:
        """Exchange the code for a token; None where Slack refuses it or cannot be reached."""
        try:
            return super().run_installation(code)
        except (OSError, HTTPException, ValueError) as error:
            _log.warning("installation not finished: %s", type(error).__name__)
            return None

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Keep it.

        Raises:
            BoltError: the database is away.
        """
        try:
            super().store_installation(request, installation)
        except sa.exc.SQLAlchemyError as error:
            raise BoltError(type(error).__name__) from None


def make_install_flow(settings: Settings, store: InstallationStore) -> InstallFlow:
    """The flow for this app; its scopes are those of manifest.yaml."""
    secret = settings.slack_client_secret
    oauth = OAuthSettings(
        client_id=settings.slack_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        scopes=sorted(bot_scopes()),
        user_scopes=[],
        authorization_url=urljoin(settings.slack_api_url, "../oauth/v2/authorize"),
        installation_store=store,
        installation_store_bot_only=True,
        state_store=SQLAlchemyOAuthStateStore(_STATE_SECONDS, store.engine, logger=_silent),
        state_expiration_seconds=_STATE_SECONDS,
        callback_options=CallbackOptions(success=_installed, failure=_failed),
        logger=_silent,
    )
    return InstallFlow(oauth, settings.slack_api_url)


def _installed(args: SuccessArgs) -> BoltResponse:
    installation = args.installation
    _log.info("installed in %s", installation.team_id or installation.enterprise_id)
    workspace = installation.team_name or installation.enterprise_name or ""
    open_in_slack = {"app": installation.app_id or "", "team": installation.team_id or ""}
    link = f"https://slack.com/app_redirect?{urlencode(open_in_slack)}"
    page = Pages(args.request.headers).installed(workspace, link)
    return _page(200, page, args.settings)


def _failed(args: FailureArgs) -> BoltResponse:
    _log.warning("not installed, status %d", args.suggested_status_code)
    page = Pages(args.request.headers).failed(args.reason, args.settings.install_path)
    return _page(args.suggested_status_code, page, args.settings)


def _page(status: int, page: str, settings: OAuthSettings) -> BoltResponse:
    forget_state = settings.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(
        status=status, body=page, headers={**HTML_HEADERS, "Set-Cookie": forget_state}
    )


def _failure(request: BoltRequest, reason: str, status: int, install_path: str) -> BoltResponse:
    page = Pages(request.headers).failed(reason, install_path)
    return BoltResponse(status=status, body=page, headers=dict(HTML_HEADERS))
