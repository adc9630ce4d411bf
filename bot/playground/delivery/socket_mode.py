"""Socket Mode: the WebSocket that a bot opens, and the envelopes it gets and acknowledges."""

import asyncio
import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground import credentials
from bot.playground.delivery.transport import Attempt, Outcome, OutgoingRequest
from bot.playground.json_values import JsonObject, json_object, json_text
from bot.playground.log import Log

PATH = "/link"
GRACE_SECONDS = 2.0  # between the announcement and the end of a connection; Slack gives about 10
APPROXIMATE_CONNECTION_SECONDS = 18060
DEBUG_INFO: JsonObject = {"host": "applink-playground-0"}

HALF_OPEN_SECONDS = 20.0  # until the server of a half-open connection notices, too
DropConnection = Callable[[object], None]


@dataclass(eq=False)
class Connection:
    """One WebSocket; a retiring one gets no more envelopes, but may still acknowledge.

    A half-open one takes envelopes as ever, and none of them arrives.
    """

    websocket: WebSocket
    is_retiring: bool = False
    is_half_open: bool = False


class SocketMode:
    """The open connections; each envelope goes to one of them, in turn."""

    def __init__(
        self, log: Log, drop_connection: DropConnection, silence_connection: DropConnection
    ) -> None:
        self._log = log
        self._drop_connection = drop_connection
        self._silence_connection = silence_connection
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._waiting: dict[str, asyncio.Future[Outcome]] = {}

    @property
    def open_connections(self) -> int:
        """How many connections take envelopes."""
        return sum(not connection.is_retiring for connection in self._connections)

    def new_ticket(self) -> str:
        """What lets a client connect once, as the URL of apps.connections.open does."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, websocket: WebSocket) -> None:
        """Speak with one client until it goes."""
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await websocket.close()  # before it is accepted: HTTP 403
            return
        self._tickets.remove(ticket)
        await websocket.accept()
        connection = Connection(websocket)
        self._connections.append(connection)
        self._log.record("socket", "connected", connections=self.open_connections)
        try:
            await websocket.send_text(json.dumps(self._hello()))
            await self._listen(websocket)
        except WebSocketDisconnect:
            pass
        finally:
            self._connections.remove(connection)
            self._log.record("socket", "disconnected", connections=self.open_connections)

    async def deliver(self, request: OutgoingRequest, attempt: Attempt, patience: float) -> Outcome:
        """Send an envelope on one connection and wait for its acknowledgement."""
        connection = self._next_connection()
        if connection is None:
            return Outcome(False, "connection_failed")
        envelope_id = str(uuid.uuid4())
        acknowledged = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = acknowledged
        try:
            envelope = self._envelope(envelope_id, request, attempt)
            if not connection.is_half_open:
                await connection.websocket.send_text(json.dumps(envelope))
            return await asyncio.wait_for(acknowledged, patience)
        except WebSocketDisconnect:
            return Outcome(False, "connection_failed")
        except TimeoutError:
            return Outcome(False, "timeout")
        finally:
            del self._waiting[envelope_id]

    async def disconnect(self, reason: str) -> None:
        """End every connection: `cut` at once, else announced with Slack's `disconnect` message.

        `half_open` is a wire that carries nothing any more, of which nobody is told.
        """
        self._log.record("socket", "disconnect", reason=reason)
        for connection in list(self._connections):
            if reason == "cut":
                self._drop_connection(connection.websocket.client)
            elif reason == "half_open":
                self._silence(connection)
            elif not connection.is_retiring:
                await self._retire(connection, reason)

    def _silence(self, connection: Connection) -> None:
        connection.is_half_open = True
        self._silence_connection(connection.websocket.client)
        asyncio.get_running_loop().call_later(
            HALF_OPEN_SECONDS, self._drop_connection, connection.websocket.client
        )

    async def _retire(self, connection: Connection, reason: str) -> None:
        connection.is_retiring = True
        message = {"type": "disconnect", "reason": reason, "debug_info": DEBUG_INFO}
        await connection.websocket.send_text(json.dumps(message))
        asyncio.get_running_loop().call_later(
            GRACE_SECONDS, self._drop_connection, connection.websocket.client
        )

    async def _listen(self, websocket: WebSocket) -> None:
        while True:
            answer = _parsed(await websocket.receive_text())
            waiting = self._waiting.get(json_text(answer.get("envelope_id")))
            if waiting is not None and not waiting.done():
                waiting.set_result(Outcome(True, body=_body(answer.get("payload"))))

    def _next_connection(self) -> Connection | None:
        for connection in self._connections:
            if not connection.is_retiring:
                self._connections.remove(connection)
                self._connections.append(connection)
                return connection
        return None

    def _hello(self) -> JsonObject:
        return {
            "type": "hello",
            "num_connections": self.open_connections,
            "debug_info": DEBUG_INFO
            | {
                "build_number": 1,
                "approximate_connection_time": APPROXIMATE_CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": credentials.APP_ID},
        }

    def _envelope(self, envelope_id: str, request: OutgoingRequest, attempt: Attempt) -> JsonObject:
        envelope: JsonObject = {
            "envelope_id": envelope_id,
            "payload": request.payload,
            "type": request.kind,
            "accepts_response_payload": request.accepts_response_payload,
        }
        if request.kind == "events_api":
            envelope |= {
                "retry_attempt": attempt.number,
                "retry_reason": attempt.retry_reason,
            }
        return envelope


def _parsed(text: str) -> JsonObject:
    try:
        return json_object(json.loads(text))
    except json.JSONDecodeError:
        return {}


def _body(payload: object) -> JsonObject | str | None:
    return payload if isinstance(payload, str) else json_object(payload) or None
