"""Taking over a dead worker's jobs, where several workers share one PostgreSQL.

Each worker holds a session lock named after its executor id for as long as it lives; the database
frees it when the connection dies. A job that runs under an id whose lock is free has no worker.
"""

import hashlib
import logging
import socket
import uuid

import sqlalchemy as sa
from dbos import DBOS
from sqlalchemy.pool import NullPool

from bot.jobs.database import QUEUE_NAME, normalise_url

_log = logging.getLogger(__name__)

# A machine that vanished says no goodbye: both ends ask after 5 s, and give up 6 s later.
_CLIENT_KEEPALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_SERVER_KEEPALIVE = (
    "SET tcp_keepalives_idle = 5",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
)


class LeaseLost(Exception):
    """The connection that holds this worker's lock is gone: others may take its jobs now."""


class Lease:
    """This worker's lock, and the one connection that holds it.

    Attributes:
        executor_id: under which this worker's jobs run; every process has its own.
    """

    def __init__(self, database_url: str) -> None:
        self.executor_id = f"{socket.gethostname()}-{uuid.uuid4().hex[:12]}"
        self._engine = sa.create_engine(
            normalise_url(database_url),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args=_CLIENT_KEEPALIVE,
            hide_parameters=True,
        )
        self._connection = self._engine.connect()
        for statement in _SERVER_KEEPALIVE:
            self._connection.execute(sa.text(statement))
        self._connection.execute(sa.select(sa.func.pg_advisory_lock(_key(self.executor_id))))

    def adopt_orphans(self) -> list[str]:
        """Put the jobs of dead workers back into the queue; returns their ids.

        Raises:
            LeaseLost: this worker itself counts as dead now.
        """
        try:
            # Asked first and on the lock's own connection: only a living worker may adopt.
            self._connection.execute(sa.text("SELECT 1"))
            running = DBOS.list_workflows(
                status="PENDING", queue_name=QUEUE_NAME, load_input=False, load_output=False
            )
            owners = {job.executor_id for job in running if job.executor_id}
            adopted: list[str] = []
            for owner in sorted(owners - {self.executor_id}):
                jobs = [job.workflow_id for job in running if job.executor_id == owner]
                adopted += self._adopt(owner, jobs)
        except sa.exc.DBAPIError as error:
            raise LeaseLost(type(error).__name__) from None
        return adopted

    def release(self) -> None:
        """Give the lock up; for an orderly end."""
        self._connection.close()
        self._engine.dispose()

    def _adopt(self, owner: str, job_ids: list[str]) -> list[str]:
        """Take these jobs if their owner's lock is free; holding it meanwhile keeps others out."""
        if not self._connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_key(owner)))):
            return []
        try:
            still_its = DBOS.list_workflows(
                workflow_ids=job_ids, status="PENDING", executor_id=owner, load_input=False
            )
            orphans = [job.workflow_id for job in still_its]
            if orphans:
                DBOS.resume_workflows(orphans, queue_name=QUEUE_NAME)
                _log.warning("%d jobs taken over from worker %s", len(orphans), owner)
            return orphans
        finally:
            self._connection.execute(sa.select(sa.func.pg_advisory_unlock(_key(owner))))


def _key(executor_id: str) -> int:
    """The lock's number: PostgreSQL names its advisory locks by a signed 64-bit integer."""
    digest = hashlib.sha256(f"worker {executor_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
