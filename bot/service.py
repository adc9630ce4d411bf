"""Runs the bot's parts together until it is told to stop, and stops them in order."""

import logging
import signal
import threading
from collections.abc import Callable
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
from bot.settings import Settings
from bot.socket_mode import SocketMode

_log = logging.getLogger(__name__)


def build_worker(settings: Settings, reader: Reader) -> Worker:
    """The worker that answers with this reader. It starts nothing yet."""
    token = settings.slack_bot_token
    client = make_client(token.get_secret_value() if token else None, settings.slack_api_url)
    poster = SlackPoster(client, settings.share_timeout)

    def make_workflow(engine: sa.Engine) -> AnswerWorkflow:
        tools = Tools(reader, poster, Locales(poster), FeedbackStore(engine))
        return AnswerWorkflow(tools, Attempts(engine))

    return Worker(settings.database_url, make_workflow)


def run_worker(settings: Settings, load_reader: Callable[[], Reader]) -> None:
    """Answer what web processes have stored, until SIGTERM or SIGINT.

    Raises:
        SettingsError, ClassifierError, AlreadyRunning: it cannot start; the message says why.
    """
    settings.require("slack_bot_token")
    stopping = _stop_on_signals()
    worker = build_worker(settings, load_reader())
    worker.start()
    try:
        _log.info("worker is ready")
        stopping.wait()
    finally:
        worker.stop()


def run_socket_mode(settings: Settings, load_reader: Callable[[], Reader]) -> None:
    """The whole bot in one process: Socket Mode in, worker out, until SIGTERM or SIGINT.

    Raises:
        SettingsError, ClassifierError, AlreadyRunning, SocketModeRefused: it cannot start.
    """
    settings.require("slack_bot_token", "slack_app_token")
    stopping = _stop_on_signals()
    reader = load_reader()
    worker = build_worker(settings, reader)
    worker.start()
    try:
        _listen(settings, stopping)
    finally:
        worker.stop()


def _listen(settings: Settings, stopping: threading.Event) -> None:
    inbox = Inbox(settings.database_url)
    app = build_app(settings, inbox.accept)
    token = settings.slack_app_token
    socket = SocketMode(app, token.get_secret_value() if token else "", settings.slack_api_url)
    try:
        socket.connect(stopping)
        _log.info("the bot is ready")
        stopping.wait()
    finally:
        socket.close()
        inbox.close()


def _stop_on_signals() -> threading.Event:
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping
