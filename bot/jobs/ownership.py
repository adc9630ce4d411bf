"""Which worker a running job belongs to, so that it is never run by two.

On SQLite there is one worker, who holds the file. On PostgreSQL there are many (adoption.py).
"""

import fcntl
from pathlib import Path
from typing import Protocol

from bot.errors import AlreadyRunning
from bot.jobs.adoption import Lease
from bot.jobs.database import is_sqlite, make_private, sqlite_path


class Ownership(Protocol):
    """What a worker holds while it lives."""

    executor_id: str

    def adopt_orphans(self) -> list[str]:
        """Put the jobs of dead workers back into the queue; returns their ids."""
        ...

    def release(self) -> None:
        """Give it up; the jobs still running may be taken over from now on."""
        ...


class FileOwnership:
    """A SQLite file for one worker; its lock goes when the process does, even killed.

    Raises:
        AlreadyRunning: another process has the file.
    """

    # The same after every start: DBOS takes up by itself what was running under this id.
    executor_id = "local"

    def __init__(self, path: Path) -> None:
        lock_path = path.with_name(f"{path.name}.lock")
        make_private(lock_path)
        self._file = lock_path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise AlreadyRunning(
                f"Another worker uses the same SQLite file, {path}: stop it, or set DATABASE_URL "
                "to another file or to PostgreSQL"
            ) from None

    def adopt_orphans(self) -> list[str]:
        """Nothing: there is no other worker."""
        return []

    def release(self) -> None:
        """Let another worker have the file."""
        self._file.close()


def take_ownership(database_url: str) -> Ownership:
    """Become a worker on this job store.

    Raises:
        AlreadyRunning: it is a SQLite file that another worker has.
    """
    if is_sqlite(database_url):
        return FileOwnership(sqlite_path(database_url) or Path(":memory:"))
    return Lease(database_url)
