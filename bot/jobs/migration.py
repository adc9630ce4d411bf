"""Makes the job store's tables, or brings an older store up to date."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from dbos import DBOS

# Imported for their tables, which they add to TABLES.
from bot import feedback as _feedback  # noqa: F401
from bot.errors import StoreTooNew
from bot.installing import store as _store  # noqa: F401
from bot.jobs import attempts as _attempts  # noqa: F401
from bot.jobs import heartbeat as _heartbeat  # noqa: F401
from bot.jobs.database import TABLES, make_engine, make_private, normalise_url, sqlite_path

# Count up when a table of ours changes, and bring older ones up to date in `_make_tables`.
SCHEMA_VERSION = 1
_VERSION = sa.Table("schema_version", TABLES, sa.Column("version", sa.Integer, primary_key=True))
_PATIENCE = 30.0  # seconds to wait for another process that migrates just now
_MIGRATION_LOCK = 7_250_901  # any number that nobody else uses


def migrate(url: str) -> None:
    """Make every table that is not there; any number of processes may do so at once.

    Raises:
        StoreTooNew: a newer version of the bot has used it.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be used.
    """
    engine = make_engine(url, patience=_PATIENCE)
    try:
        with _one_at_a_time(engine):
            DBOS.migrate(normalise_url(url))
            with engine.begin() as connection:
                _make_tables(connection)
    finally:
        engine.dispose()


def _make_tables(connection: sa.Connection) -> None:
    for table in TABLES.sorted_tables:
        connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))
    # In one statement: two processes may find the table empty at the same moment.
    nothing_yet = ~sa.exists(sa.select(_VERSION.c.version))
    first = sa.select(sa.literal(SCHEMA_VERSION)).where(nothing_yet)
    connection.execute(sa.insert(_VERSION).from_select(["version"], first))
    version = connection.scalar(sa.select(sa.func.max(_VERSION.c.version)))
    if version is not None and version > SCHEMA_VERSION:
        raise StoreTooNew(
            f"the job store has version {version}, this bot knows {SCHEMA_VERSION}: start the "
            "newer bot again, or set DATABASE_URL to another store"
        )


@contextmanager
def _one_at_a_time(engine: sa.Engine) -> Iterator[None]:
    """A lock that goes with the process: on SQLite a file beside it, on PostgreSQL the server's."""
    if path := sqlite_path(engine.url):
        # SQLite does not wait when two connections switch a new file to its log ahead of writing.
        lock_path = path.with_name(f"{path.name}.migrating")
        make_private(lock_path)
        with lock_path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_MIGRATION_LOCK)))
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_MIGRATION_LOCK)))
