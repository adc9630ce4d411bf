"""Runs the bot's parts together until it is told to stop, and stops them in order."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import FrameType

import sqlalchemy as sa

from bot.answering.locales import Locales
from bot.answering.posting import SlackPoster
from bot.answering.slack_client import make_client
from bot.app import build_app
from bot.feedback import FeedbackStore
from bot.jobs.attempts import Attempts
from bot.jobs.inbox import Inbox
from bot.jobs.tools import Reader, Tools
from bot.jobs.worker import Worker
from bot.jobs.workflow import AnswerWorkflow
from bot.operating.health import Health, OperatingServer
from bot.operating.metrics import Metrics
from bot.settings import Settings
from bot.socket_mode import SocketMode

_log = logging.getLogger(__name__)


def build_worker(settings: Settings, reader: Reader, metrics: Metrics) -> Worker:
    """The worker that answers with this reader. It starts nothing yet."""
    token = settings.slack_bot_token
    client = make_client(token.get_secret_value() if token else None, settings.slack_api_url)
    poster = SlackPoster(client, settings.share_timeout)

    def make_workflow(engine: sa.Engine) -> AnswerWorkflow:
        tools = Tools(reader, poster, Locales(poster), FeedbackStore(engine), metrics)
        return AnswerWorkflow(tools, Attempts(engine))

    return Worker(settings.database_url, make_workflow)


def run_worker(settings: Settings, load_reader: Callable[[], Reader]) -> None:
    """Answer what web processes have stored, until SIGTERM or SIGINT.

    Raises:
        CannotStart, ClassifierError: the message says why.
    """
    settings.require("slack_bot_token")
    stopping = _stop_on_signals()
    metrics = Metrics()
    with _working(settings, load_reader(), metrics), _reporting(settings, metrics, None):
        _log.info("worker is ready")
        stopping.wait()


def run_socket_mode(settings: Settings, load_reader: Callable[[], Reader]) -> None:
    """The whole bot in one process: Socket Mode in, worker out, until SIGTERM or SIGINT.

    Raises:
        CannotStart, ClassifierError: the message says why.
    """
    settings.require("slack_bot_token", "slack_app_token")
    stopping = _stop_on_signals()
    metrics = Metrics()
    with (
        _working(settings, load_reader(), metrics),
        closing(Inbox(settings.database_url)) as inbox,
        closing(_socket_mode(settings, inbox)) as socket,
        _reporting(settings, metrics, socket.is_connected),
    ):
        socket.connect(stopping)
        _log.info("the bot is ready")
        stopping.wait()


@contextmanager
def _working(settings: Settings, reader: Reader, metrics: Metrics) -> Iterator[None]:
    worker = build_worker(settings, reader, metrics)
    worker.start()
    try:
        yield
    finally:
        handed_back = worker.stop()
        if handed_back:
            _log.info("%d jobs handed to the next worker", handed_back)
            logging.shutdown()
            # Their threads wait for Slack; an ordinary exit would wait for them.
            os._exit(0)


def _socket_mode(settings: Settings, inbox: Inbox) -> SocketMode:
    token = settings.slack_app_token
    return SocketMode(
        build_app(settings, inbox.accept),
        token.get_secret_value() if token else "",
        settings.slack_api_url,
    )


@contextmanager
def _reporting(
    settings: Settings, metrics: Metrics, is_connected: Callable[[], bool] | None
) -> Iterator[None]:
    """Serve /healthz and /metrics, where a port is set for them."""
    if settings.health_port is None:
        yield
        return
    with closing(Inbox(settings.database_url)) as inbox:
        metrics.watch_queue(inbox)
        health = Health(inbox, is_connected)
        server = OperatingServer(health, metrics, settings.health_host, settings.health_port)
        server.start()
        try:
            yield
        finally:
            server.stop()


def _stop_on_signals() -> threading.Event:
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping
