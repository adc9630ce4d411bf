"""The job store's connection: one URL for SQLite and PostgreSQL, one engine made the same way."""

import sqlite3
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

APPLICATION_NAME = "classify-bot"
# Pinned: DBOS would otherwise take a hash of the code, and every deploy would strand the queue.
APPLICATION_VERSION = "1"
QUEUE_NAME = "answers"
WORKFLOW_NAME = "answer_request"

# The tables beside DBOS's own; migration.py makes them.
TABLES = sa.MetaData()


def normalise_url(url: str) -> str:
    """The URL with SQLAlchemy's driver named: `postgres://h/d` → `postgresql+psycopg://h/d`."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def is_sqlite(url: str) -> bool:
    """Whether the URL names a file on this machine."""
    return url.startswith("sqlite")


def sqlite_path(url: str | sa.URL) -> Path | None:
    """The file that the URL names; None for a server, or for SQLite in memory."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(parsed.database)


def make_engine(url: str, *, patience: float) -> sa.Engine:
    """An engine for the job store; errors of it never quote parameters, which hold texts.

    Args:
        patience: seconds to wait for a lock or a connection. Short on the web side: Slack waits
            3 s for its acknowledgement, and sends the event again when it gets none.
    """
    if is_sqlite(url):
        return _sqlite_engine(url, patience)
    return sa.create_engine(
        normalise_url(url),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=patience,
        pool_size=10,
        connect_args={"connect_timeout": max(2, int(patience))},
    )


def _sqlite_engine(url: str, patience: float) -> sa.Engine:
    if path := sqlite_path(url):
        make_private(path)
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": patience},
        # SQLite has one writer, and whoever waits for it sleeps and tries again, some for long.
        # With one connection threads queue up for it in order.
        pool_size=1,
        max_overflow=0,
        pool_timeout=patience,
    )

    def configure(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        if sqlite3.sqlite_version_info < (3, 42):
            # Where Python is 3.12 or newer DBOS takes SQLite to be new too, and gets NULL for this.
            connection.create_function("unixepoch", 1, lambda _subsec: time.time())
        # The log ahead of writing lets the listener store while the worker reads.
        connection.execute("PRAGMA journal_mode=WAL")
        # FULL survives a power cut too: accepted means on the disk.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        # Deleted texts are overwritten, not only marked as free.
        connection.execute("PRAGMA secure_delete=ON")
        # Writers queue up at the beginning of a transaction instead of failing in its middle.
        connection.isolation_level = "IMMEDIATE"

    sa.event.listen(engine, "connect", configure)
    return engine


def make_private(path: Path) -> None:
    """Make a file that only its owner reads; SQLite gives its journals the same permissions."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
