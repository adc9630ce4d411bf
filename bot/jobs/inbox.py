"""The web side of the job store: a request is stored here before Slack gets its acknowledgement.

It never launches DBOS; a client of its own lets any number of web processes store requests.
"""

import logging

from dbos import DBOSClient, EnqueueOptions, WorkflowSerializationFormat

from bot.jobs.database import (
    APPLICATION_NAME,
    APPLICATION_VERSION,
    QUEUE_NAME,
    WORKFLOW_NAME,
    make_engine,
)
from bot.jobs.heartbeat import Heartbeats, Sign
from bot.listening.requests import Request
from bot.operating.logs import logged_as

_log = logging.getLogger(__name__)
_PATIENCE = 1.5  # seconds; well below the 3 s that Slack waits


_COUNT_UP_TO = 1_000
_LARGEST_PRIORITY = 2**31 - 1


class Inbox:
    """Accepts requests. Make one a process, after any fork."""

    def __init__(self, database_url: str) -> None:
        self._engine = make_engine(database_url, patience=_PATIENCE)
        self._heartbeats = Heartbeats(self._engine)
        self._client = DBOSClient(
            system_database_engine=self._engine,
            application_name=APPLICATION_NAME,
            # A database that is away must fail the delivery, so that Slack sends it again.
            retry_connection_errors=False,
        )

    def accept(self, request: Request) -> None:
        """Store the request; a second delivery of the same one changes nothing.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it is not stored, so it must not be acknowledged.
        """
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW_NAME,
            "queue_name": QUEUE_NAME,
            "workflow_id": request.job_id,
            "queue_partition_key": request.partition,
            "authenticated_user": request.user_key,
            "priority": _priority(request.asked_at),
            "app_version": APPLICATION_VERSION,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        # In a transaction of ours: `enqueue` itself would wait for a locked SQLite file without
        # end, and Slack has long given the delivery up by then.
        with self._engine.begin() as connection:
            self._client.enqueue_in_transaction(connection, options, request.to_stored())
        with logged_as(request.job_id):
            _log.info("job %s accepted", request.job_id)

    def depth(self) -> int:
        """How many requests wait or are being answered, counted up to a thousand.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the job store is away.
        """
        waiting = self._client.list_queued_workflows(
            queue_name=QUEUE_NAME, limit=_COUNT_UP_TO, load_input=False
        )
        return len(waiting)

    def living_workers(self) -> list[Sign]:
        """The workers that live right now.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the job store is away.
        """
        return self._heartbeats.living()

    def close(self) -> None:
        """Let go of the database."""
        self._client.destroy()
        self._engine.dispose()


def _priority(asked_at: float) -> int:
    """First asked, first answered: the store's own time of entry has whole seconds on SQLite.

    In milliseconds; it begins anew every 25 days, when jobs that wait just then may change places.
    """
    return int(asked_at * 1000) % _LARGEST_PRIORITY + 1
