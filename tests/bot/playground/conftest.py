"""Slack's own Python clients, pointed at the stand-in Slack."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Queue

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.playground.client import PlaygroundClient

Answer = Callable[[SocketModeRequest], SocketModeResponse | None]


def acknowledge(request: SocketModeRequest) -> SocketModeResponse | None:
    return SocketModeResponse(envelope_id=request.envelope_id)


class ListeningBot:
    """A bot that keeps what it gets; `answer` makes its acknowledgement, None for none."""

    def __init__(self, slack: PlaygroundClient, web: WebClient) -> None:
        self.received: Queue[SocketModeRequest] = Queue()
        self.answer: Answer = acknowledge
        self.client = SocketModeClient(app_token=slack.app_token, web_client=web, ping_interval=1)
        self.client.socket_mode_request_listeners.append(self._take)

    def next(self) -> SocketModeRequest:
        return self.received.get(timeout=15)

    def _take(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.received.put(request)
        response = self.answer(request)
        if response is not None:
            client.send_socket_mode_response(response)


def hang_up(slack: PlaygroundClient, client: SocketModeClient) -> None:
    """Close the client's connection for good."""
    client.auto_reconnect_enabled = False
    slack.disconnect_socket_mode("cut")  # else close() waits 3 s for its own blocking read
    with suppress(
        AttributeError
    ):  # slack_sdk 3.47: both it and its reading thread close, unguarded
        client.close()


@pytest.fixture
def web(slack: PlaygroundClient) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def listening_bot(slack: PlaygroundClient, web: WebClient) -> Iterator[ListeningBot]:
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
    bot = ListeningBot(slack, web)
    bot.client.connect()
    slack.wait_for_connection()
    yield bot
    hang_up(slack, bot.client)
