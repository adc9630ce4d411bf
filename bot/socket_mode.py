"""Keeps the Socket Mode connection: opens it with patience, closes it in order."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
_LONGEST_FAREWELL = 3.0  # seconds; as long as Slack waits for an acknowledgement


class SocketMode:
    """Slack's events over a WebSocket, handed to the app."""

    def __init__(self, app: App, app_token: str, base_url: str) -> None:
        web_client = make_client(None, base_url)
        self._app = app
        self._under_way = _UnderWay()
        self._client = ReadingClient(
            app_token=app_token,
            logger=app.logger,
            web_client=web_client,
            proxy=None if is_loopback(base_url) else web_client.proxy,
            ping_interval=_PING_INTERVAL,
        )
        self._client.socket_mode_request_listeners.append(self._dispatch)

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
        self._under_way.wait_for_none(_LONGEST_FAREWELL)
        try:
            self._client.close()
        except AttributeError:
            # slack_sdk 3.47: close() while a reconnect replaces the session meets None.
            _log.debug("closed during a reconnect")

    def _dispatch(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """One envelope to the app, and its acknowledgement back: as Bolt's own handler does."""
        begun = time.time()
        with self._under_way.one():
            response = run_bolt_app(self._app, request)
            try:
                send_response(client, request, response, begun)
            except SlackClientNotConnectedError:
                _log.info(
                    "envelope %s is not acknowledged, the connection is gone: Slack sends it again",
                    request.envelope_id,
                )


class _UnderWay:
    """Counts what is begun and not done, and waits until nothing is."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    @contextmanager
    def one(self) -> Iterator[None]:
        """One more, for as long as it takes."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def wait_for_none(self, longest: float) -> None:
        """Returns when nothing is under way, or after `longest` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0, longest)

    def _add(self, number: int) -> None:
        with self._changed:
            self._count += number
            self._changed.notify_all()
