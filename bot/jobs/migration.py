"""Makes the job store's tables, or brings an older store up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from dbos import DBOS

# Imported for their tables, which they add to TABLES.
from bot import feedback as _feedback  # noqa: F401
from bot.jobs import attempts as _attempts  # noqa: F401
from bot.jobs import heartbeat as _heartbeat  # noqa: F401
from bot.jobs.database import TABLES, is_sqlite, make_engine, normalise_url

_PATIENCE = 30.0  # seconds to wait for another process that migrates just now
_MIGRATION_LOCK = 7_250_901  # any number that nobody else uses


def migrate(url: str) -> None:
    """Make every table that is not there; any number of processes may do so at once.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be used.
    """
    engine = make_engine(url, patience=_PATIENCE)
    try:
        with _one_at_a_time(engine):
            DBOS.migrate(normalise_url(url))
            with engine.begin() as connection:
                for table in TABLES.sorted_tables:
                    connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
    finally:
        engine.dispose()


@contextmanager
def _one_at_a_time(engine: sa.Engine) -> Iterator[None]:
    """SQLite has one writer anyway; on PostgreSQL a lock that goes with the connection."""
    if is_sqlite(str(engine.url)):
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_MIGRATION_LOCK)))
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_MIGRATION_LOCK)))
