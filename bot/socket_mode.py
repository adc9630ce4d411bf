"""Keeps the Socket Mode connection: opens it with patience, closes it in order."""

import logging
import threading
import time
from functools import partial
from http.client import HTTPException

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.errors import SlackApiError, SlackClientNotConnectedError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.answering.slack_client import is_loopback, make_client
from bot.errors import SocketModeRefused
from bot.socket_reading import ReadingClient

_log = logging.getLogger(__name__)
# slack_sdk takes a silent connection for dead after four of these, and looks once in each. With
# its own 10 s a cut wire goes unnoticed for a minute, and Slack's second redelivery with it.
_PING_INTERVAL = 3  # seconds
_LONGEST_PAUSE = 30.0  # seconds


class SocketMode:
    """Slack's events over a WebSocket, handed to the app."""

    def __init__(self, app: App, app_token: str, base_url: str) -> None:
        web_client = make_client(None, base_url)
        self._client = ReadingClient(
            app_token=app_token,
            logger=app.logger,
            web_client=web_client,
            proxy=None if is_loopback(base_url) else web_client.proxy,
            ping_interval=_PING_INTERVAL,
        )
        self._client.socket_mode_request_listeners.append(partial(_dispatch, app))

    def connect(self, stopping: threading.Event) -> None:
        """Connect, trying again while Slack cannot be reached, until told to stop.

        Raises:
            SocketModeRefused: the token is wrong or Socket Mode is not switched on.
        """
        pause = 1.0
        while not stopping.is_set():
            try:
                self._client.connect()
                return
            except SlackApiError as error:
                raise SocketModeRefused(
                    f"Slack refused the Socket Mode connection ({error.response.get('error')}): "
                    "check SLACK_APP_TOKEN (xapp-…, scope connections:write) and that Socket "
                    "Mode is switched on"
                ) from None
            except (OSError, HTTPException) as error:
                _log.warning("Slack cannot be reached (%s), again soon", type(error).__name__)
                stopping.wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    def is_connected(self) -> bool:
        """Whether events can arrive right now."""
        return bool(self._client.is_connected())

    def close(self) -> None:
        """Take no more events; those that are being taken are acknowledged first."""
        try:
            self._client.close()
        except AttributeError:
            # slack_sdk 3.47: close() while a reconnect replaces the session meets None.
            _log.debug("closed during a reconnect")


def _dispatch(app: App, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
    """One envelope to the app, and its acknowledgement back: as Bolt's own handler does."""
    begun = time.time()
    response = run_bolt_app(app, request)
    try:
        send_response(client, request, response, begun)
    except SlackClientNotConnectedError:
        _log.info(
            "envelope %s is not acknowledged, the connection is gone: Slack sends it again",
            request.envelope_id,
        )
