"""A connection that was replaced is read no more, whatever its flag says."""

import threading
from contextlib import closing
from typing import cast

from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState

from bot.answering.slack_client import make_client
from bot.socket_reading import ReadingClient


class Session:
    """A connection whose reading begins just after it was told to stop: the flag is cleared."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.ended = threading.Event()

    def is_active(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing to close."""

    def disconnect(self) -> None:
        """Nothing to end."""

    def run_until_completion(self, state: ConnectionState) -> None:
        state.terminated = False
        self.begun.set()
        while not state.terminated and not self.ended.wait(0.01):
            pass
        self.ended.set()


def test_the_reading_of_a_replaced_connection_ends() -> None:
    client = ReadingClient("xapp-1", web_client=make_client(None, "http://127.0.0.1:9/api/"))
    with closing(client):
        first, second = Session(), Session()
        client.current_session = cast(Connection, first)
        assert first.begun.wait(10)
        client.current_session = cast(Connection, second)
        assert first.ended.wait(10)
        assert second.begun.wait(10)
        client.current_session = None
        assert second.ended.wait(10)
