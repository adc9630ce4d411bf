"""Whether the bot can do its work right now, as a person or a supervisor asks it: `/healthz`."""

import json
import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from sqlalchemy.exc import SQLAlchemyError

from bot.jobs.inbox import Inbox
from bot.operating.metrics import Metrics, with_metrics

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

HEALTH_PATH = "/healthz"
Report = dict[str, bool | int | str | list[str]]


class Health:
    """What is looked at.

    Args:
        is_connected: whether Socket Mode is connected; None where events come over HTTP.
    """

    def __init__(self, inbox: Inbox, is_connected: Callable[[], bool] | None = None) -> None:
        self._inbox = inbox
        self._is_connected = is_connected

    def report(self) -> Report:
        """Each part by name; `healthy` only when all of them are."""
        report = self._job_store()
        if self._is_connected is not None:
            report["socket_mode_connected"] = self._is_connected()
        parts = ("database", "worker_alive", "token_accepted", "socket_mode_connected")
        return {"healthy": all(bool(report.get(part, True)) for part in parts), **report}

    def _job_store(self) -> Report:
        try:
            workers = self._inbox.living_workers()
            depth = self._inbox.depth()
        except SQLAlchemyError:
            return {"database": False, "worker_alive": False}
        return {
            "database": True,
            "worker_alive": bool(workers),
            "token_accepted": not any(worker.trouble for worker in workers),
            "models": sorted({worker.model for worker in workers}),
            "queue_depth": depth,
        }


def with_health(application: "WSGIApplication", health: Health) -> "WSGIApplication":
    """The application, and the report at `/healthz`: 200, or 503 when something is wrong."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") != HEALTH_PATH or environ.get("REQUEST_METHOD") != "GET":
            return application(environ, start_response)
        report = health.report()
        body = json.dumps(report).encode()
        status = "200 OK" if report["healthy"] else "503 Service Unavailable"
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start_response(status, headers)
        return [body]

    return answer


class OperatingServer:
    """`/healthz` and `/metrics` for a process that serves nothing else."""

    def __init__(self, health: Health, metrics: Metrics, host: str, port: int) -> None:
        application = with_metrics(with_health(_nothing_here, health), metrics)
        self._server = make_server(host, port, application, _ThreadingServer, _SilentHandler)

    def start(self) -> None:
        """Answer on a thread of its own."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()


class _ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _SilentHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A supervisor asks every few seconds; the log has better things to hold."""


def _nothing_here(_environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    start_response("404 Not Found", [("Content-Length", "0")])
    return [b""]
