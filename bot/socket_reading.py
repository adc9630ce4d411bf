"""Slack's Socket Mode client, mended: it reads the connection it has now, never one it had before.

slack_sdk 3.47 keeps one flag for "stop reading" with each connection. The thread that reads can
take the old connection up again between being told to stop and the old one being closed; it clears
the flag, and waits for the closed connection for ever. The bot then answers pings' errors alone:
connected, and deaf until it is started again. Met after some dozens of quick reconnects.
"""

from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState


class ReadingClient(SocketModeClient):
    """The same client; only what ends the reading, and the order of the end, are others."""

    def close(self) -> None:
        """Waits for what is being taken, then closes; slack_sdk closes the connection first."""
        self.closed = True
        self.auto_reconnect_enabled = False
        self.message_processor.shutdown()  # type: ignore[no-untyped-call]
        self.message_workers.shutdown()
        super().close()

    def _run_current_session(self) -> None:
        session = self.current_session
        if session is not None and session.is_active():
            session.run_until_completion(_UntilReplaced(self, session))


class _UntilReplaced(ConnectionState):
    """Tells the reading to end once the client has another connection."""

    def __init__(self, client: SocketModeClient, session: Connection) -> None:
        self._client = client
        self._session = session
        self._is_over = False

    @property
    def terminated(self) -> bool:
        """Whether nobody needs this connection any more; there a plain attribute."""
        client = self._client
        return self._is_over or client.closed or client.current_session is not self._session

    @terminated.setter
    def terminated(self, is_over: bool) -> None:
        self._is_over = is_over
