"""The log: ids and outcomes, never a message's text or a token, at any level."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from bot.answering.errors import SlackError
from bot.jobs.outcome import JobFailed

LogFormat = Literal["text", "json"]


_job: ContextVar[str | None] = ContextVar("job", default=None)


@contextmanager
def logged_as(job_id: str) -> Iterator[None]:
    """Everything logged within, also by libraries, carries this job's id."""
    token = _job.set(job_id)
    try:
        yield
    finally:
        _job.reset(token)


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's time, level, logger and message; job and traceback where there is one."""
        entry: dict[str, str | None] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if _job.get() is not None:
            entry["job"] = _job.get()
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


class _WithoutKnownTracebacks(logging.Filter):
    """DBOS prints a traceback for every failed try; what fails in a known way is one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave out what our own log says already, and shorten what Slack has refused."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, JobFailed):
            return False
        if isinstance(error, SlackError):
            record.msg, record.args, record.exc_info = f"{record.getMessage()}: {error}", (), None
        return True


def configure_logging(level: str, form: LogFormat = "text") -> None:
    """Write the log to standard error, one entry a line.

    Only our own loggers follow `level`. Libraries speak from WARNING on: at DEBUG the Slack SDK
    prints whole requests, and SQLAlchemy whole rows.
    """
    handler = logging.StreamHandler(sys.stderr)
    plain = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(JsonFormatter() if form == "json" else plain)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    jobs = logging.getLogger("dbos")  # it would bring a handler and a level of its own
    jobs.handlers = [handler]
    jobs.filters = [_WithoutKnownTracebacks()]
    jobs.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(level)
