"""Lets only this machine in: foreign Host and Origin headers are refused.

A page of another site could otherwise reach the playground through the browser of its user, by a
name that resolves to 127.0.0.1.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")


class LocalOnly:
    """ASGI middleware.

    A Host may lack the port (slack_sdk's Socket Mode client sends it so); an Origin may not.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self._hosts = {*HOSTS, *(f"{host}:{port}" for host in HOSTS)}
        self._origins = {f"http://{host}:{port}" for host in HOSTS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse with 403 (a WebSocket before it is accepted)."""
        if scope["type"] == "lifespan" or self._is_local(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse("The playground serves this machine only.", 403)
            await refusal(scope, receive, send)

    def _is_local(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        is_own = origin is None or _normal(origin) in self._origins
        return headers.get("host", "").lower() in self._hosts and is_own


def _normal(origin: str) -> str:
    parts = urlsplit(origin)
    return f"{parts.scheme}://{parts.netloc.lower()}"
