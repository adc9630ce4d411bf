"""Runs the bot's parts together until it is told to stop, and stops them in order."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import sqlalchemy as sa
from slack_sdk import WebClient
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.answering.slack_client import make_client
from bot.app import build_app
from bot.feedback import FeedbackStore
from bot.installing.installations import Installations
from bot.installing.store import open_store
from bot.jobs.attempts import Attempts
from bot.jobs.inbox import Inbox
from bot.jobs.tools import Reader, Toolbox
from bot.jobs.worker import Worker
from bot.jobs.workflow import AnswerWorkflow
from bot.jobs.workspaces import ManyWorkspaces, OneWorkspace, Workspaces
from bot.operating.health import Health, OperatingServer
from bot.operating.memory import use_few_arenas
from bot.operating.metrics import Metrics
from bot.settings import Settings
from bot.socket_mode import SocketMode
from bot.stopping import stop_on_signals

_log = logging.getLogger(__name__)


def build_worker(settings: Settings, reader: Reader, metrics: Metrics) -> Worker:
    """The worker that answers with this reader. It starts nothing yet."""

    def make_workflow(engine: sa.Engine) -> AnswerWorkflow:
        attempts = Attempts(engine)
        workspaces = _make_workspaces(settings, engine, attempts)
        return AnswerWorkflow(Toolbox(reader, workspaces, FeedbackStore(engine), metrics), attempts)

    return Worker(settings.database_url, make_workflow)


def _make_workspaces(settings: Settings, engine: sa.Engine, attempts: Attempts) -> Workspaces:
    def client_with(token: str | None) -> WebClient:
        return make_client(token, settings.slack_api_url)

    if not settings.serves_many:
        token = settings.slack_bot_token
        client = client_with(token.get_secret_value() if token else None)
        return OneWorkspace(client, settings.share_timeout)
    secret = settings.slack_client_secret
    rotator = TokenRotator(
        client_id=settings.slack_client_id or "",
        client_secret=secret.get_secret_value() if secret else "",
        client=client_with(None),
    )
    installations = Installations(open_store(settings, engine), rotator)
    return ManyWorkspaces(installations, attempts, client_with, settings.share_timeout)


def run_worker(settings: Settings, load_reader: Callable[[], Reader]) -> None:
    """Answer what web processes have stored, until SIGTERM or SIGINT.

    Raises:
        CannotStart, ClassifierError: the message says why.
    """
    settings.require_tokens()
    use_few_arenas()
    stopping = stop_on_signals()
    metrics = Metrics()
    with _working(settings, load_reader(), metrics), _reporting(settings, metrics, None):
        _log.info("worker is ready")
        stopping.wait()


def run_socket_mode(settings: Settings, load_reader: Callable[[], Reader]) -> None:
    """The whole bot in one process: Socket Mode in, worker out, until SIGTERM or SIGINT.

    Raises:
        CannotStart, ClassifierError: the message says why.
    """
    settings.require_tokens("slack_app_token")
    use_few_arenas()
    stopping = stop_on_signals()
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
