"""The playground as a server: its routes, its socket, its life."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.playground import consent
from bot.playground.consent import Consent
from bot.playground.control import routes
from bot.playground.delivery import socket_mode
from bot.playground.local_only import LocalOnly
from bot.playground.page import routes as page
from bot.playground.page.views import Neighbour
from bot.playground.playground import Playground
from bot.playground.process import LISTENING
from bot.playground.web_api import response_urls
from bot.playground.web_api.endpoint import WebApi
from bot.playground.web_api.files import UPLOAD_PATH
from bot.playground.web_api.response_urls import ResponseUrls
from bot.playground.web_api.uploads import Uploads

HOST = "127.0.0.1"
MAX_BYTES = 20_000_000


@dataclass(frozen=True)
class Beside:
    """What is served beside the playground by whoever starts it.

    Attributes:
        routes: further pages.
        neighbours: links to them.
        kill: kills the bot's process, where somebody will start it again.
    """

    routes: Sequence[BaseRoute] = ()
    neighbours: Sequence[Neighbour] = ()
    kill: Callable[[], None] | None = None


def build_app(
    playground: Playground,
    port: int,
    is_stopping: Callable[[], bool],
    beside: Beside | None = None,
) -> Starlette:
    """The ASGI application; `is_stopping` says whether the server is about to end."""
    uploads = Uploads(playground)
    beside = beside or Beside()

    async def link(websocket: WebSocket) -> None:
        await playground.socket_mode.serve(websocket)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        playground.delivery.stop()

    return Starlette(
        routes=[
            Route("/api/{method}", WebApi(playground).endpoint, methods=["GET", "POST"]),
            Route(f"{UPLOAD_PATH}/{{key}}", uploads.receive, methods=["POST"]),
            Route("/files-pri/{team}-{file_id}/{name}", uploads.give),
            Route(
                f"{response_urls.PATH}/{{key}}",
                ResponseUrls(playground).endpoint,
                methods=["POST"],
            ),
            Route(consent.PATH, Consent(playground).show, methods=["GET"]),
            Route(consent.PATH, Consent(playground).decide, methods=["POST"]),
            WebSocketRoute(f"{socket_mode.PATH}/", link),
            Mount(routes.PREFIX, routes=routes.routes(playground)),
            *page.routes(playground, is_stopping, beside.kill, beside.neighbours),
            *beside.routes,
        ],
        middleware=[Middleware(LocalOnly, port=port)],
        lifespan=lifespan,
    )


def run(port: int, *, until_input_ends: bool, beside: Beside | None = None) -> int:
    """Serve until Ctrl-C or a signal, and say where; returns the exit code.

    Args:
        port: 0 for any free one.
        until_input_ends: stop when who started this process has gone.
        beside: what else this server serves.
    """

    def ready(url: str) -> None:
        print(f"{LISTENING}{url}", flush=True)

    try:
        asyncio.run(serve(port, ready, until_input_ends=until_input_ends, beside=beside))
    except KeyboardInterrupt:
        pass
    except OSError as error:
        print(f"cannot listen on port {port}: {error.strerror}; try --port", file=sys.stderr)
        return 1
    return 0


async def serve(
    port: int,
    ready: Callable[[str], None],
    *,
    until_input_ends: bool,
    beside: Beside | None = None,
) -> None:
    """Serve until a signal comes, or until standard input ends.

    Args:
        port: 0 for any free one.
        ready: is called with the base URL once connections are taken.
        until_input_ends: stop when who started this process has gone.
        beside: what else this server serves.

    Raises:
        OSError: the port is taken.
    """
    listener = socket.create_server((HOST, port))
    # asyncio sets it only on sockets that name their protocol; without it the second part of each
    # answer waits 40 ms for the acknowledgement of the first.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    port = listener.getsockname()[1]
    url = f"http://{HOST}:{port}"
    server: uvicorn.Server

    def transports_of(client: object) -> list[asyncio.Transport]:
        connections = list(server.server_state.connections)
        return [each.transport for each in connections if getattr(each, "client", None) == client]

    def drop_connection(client: object) -> None:
        for transport in transports_of(client):
            transport.close()

    def silence_connection(client: object) -> None:
        for transport in transports_of(client):
            transport.pause_reading()

    def is_stopping() -> bool:
        return server.should_exit

    app = build_app(Playground(url, drop_connection, silence_connection), port, is_stopping, beside)
    server = uvicorn.Server(config(app))
    if until_input_ends:
        watch_input(server)
    ready(url)  # the listener queues what comes before the server takes it
    await server.serve(sockets=[listener])


def config(app: Starlette) -> uvicorn.Config:
    """Quiet, with the pure-Python protocols: what is local needs no speed."""
    return uvicorn.Config(
        app,
        http="h11",
        ws="websockets-sansio",
        log_level="warning",
        access_log=False,
        ws_max_size=MAX_BYTES,
        timeout_graceful_shutdown=1,
    )


def watch_input(server: uvicorn.Server) -> None:
    """Stop the server when standard input ends."""

    def read() -> None:
        if not os.read(sys.stdin.fileno(), 1024):
            server.should_exit = True
            loop.remove_reader(sys.stdin)

    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin, read)
