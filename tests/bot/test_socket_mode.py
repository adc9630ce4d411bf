"""The end of a Socket Mode connection: nothing that is being taken is left without an answer."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.app import build_app
from bot.listening.requests import Request
from bot.playground.client import PlaygroundClient
from bot.settings import Settings
from bot.socket_mode import SocketMode


class Store:
    """Takes a request as slowly as it is told to."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()

    def accept(self, _request: Request) -> None:
        self.begun.set()
        assert self.go_on.wait(30)


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store()
    yield store
    store.go_on.set()


@pytest.fixture
def socket(slack: PlaygroundClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> SocketMode:
    """Connected to the stand-in Slack; a cut wire is noticed within two seconds."""
    monkeypatch.setattr("bot.socket_mode._PING_INTERVAL", 0.5)
    socket = SocketMode(build_app(Settings(), store.accept), slack.app_token, slack.api_url)
    socket.connect(threading.Event())
    slack.wait_for_connection()
    return socket


def test_what_is_being_taken_is_acknowledged_before_the_connection_closes(
    slack: PlaygroundClient, store: Store, socket: SocketMode
) -> None:
    with ThreadPoolExecutor() as threads:
        command = threads.submit(slack.command, "パン屋")
        assert store.begun.wait(30)
        close = threads.submit(socket.close)
        with pytest.raises(TimeoutError):
            close.result(0.2)
        store.go_on.set()
        close.result(30)
        acknowledgement = command.result(30).acknowledgement
    assert acknowledgement is not None
    assert acknowledgement.accepted


def test_what_cannot_be_acknowledged_any_more_is_said_in_one_line(
    slack: PlaygroundClient,
    store: Store,
    socket: SocketMode,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    with ThreadPoolExecutor() as threads:
        threads.submit(slack.command, "パン屋")
        assert store.begun.wait(30)
        slack.set_fault("error", "apps.connections.open", times=None)
        slack.disconnect_socket_mode("cut")
        slack.wait_for(lambda: None if socket.is_connected() else True)
        store.go_on.set()
        socket.close()
    assert "is not acknowledged" in caplog.text
    assert "Traceback" not in caplog.text
