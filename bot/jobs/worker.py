"""The worker side: launches DBOS, runs the queue, clears what is over, ends in order."""

import logging
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer

from bot.jobs.adoption import LeaseLost
from bot.jobs.attempts import Attempts
from bot.jobs.database import (
    APPLICATION_NAME,
    APPLICATION_VERSION,
    QUEUE_NAME,
    WORKFLOW_NAME,
    is_sqlite,
    make_engine,
    normalise_url,
)
from bot.jobs.heartbeat import INTERVAL, Heartbeats, Sign
from bot.jobs.migration import migrate
from bot.jobs.ownership import take_ownership
from bot.jobs.workflow import AnswerWorkflow
from bot.listening.requests import StoredRequest

_log = logging.getLogger(__name__)
_PATIENCE = 30.0  # seconds to wait for a lock
# Seconds; the default of 1 s caps four workers at 3.7 jobs a second.
_POLLING_INTERVAL = 0.1
_POLLING_INTERVAL_SQLITE = 0.03  # no network between: a shorter wait for little more work
_JOBS_AT_ONCE = 8
_KEEP_FINISHED = timedelta(hours=24)  # later than Slack's last redelivery
_SWEEP_INTERVAL = 600.0  # seconds
_ADOPTION_INTERVAL = 2.0  # seconds
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


class Worker:
    """The one DBOS of a process. `start` it once, `stop` it before the process ends.

    Args:
        make_workflow: is given the opened job store.
    """

    def __init__(
        self, database_url: str, make_workflow: Callable[[sa.Engine], AnswerWorkflow]
    ) -> None:
        self._url = database_url
        self._make_workflow = make_workflow
        self._stopping = threading.Event()

    def start(self) -> None:
        """Take up what was left behind, then what comes.

        Raises:
            AlreadyRunning: another process has this SQLite file.
            sqlalchemy.exc.SQLAlchemyError: the job store cannot be used.
        """
        self._ownership = take_ownership(self._url)
        migrate(self._url)
        self._engine = make_engine(self._url, patience=_PATIENCE)
        self._attempts = Attempts(self._engine)
        self._heartbeats = Heartbeats(self._engine)
        self._workflow = self._make_workflow(self._engine)
        DBOS(config=_dbos_config(self._url, self._engine, self._ownership.executor_id))
        _register(self._workflow)
        # Before the launch: DBOS looks for new queues only once a second.
        _register_queue(self._url, self._engine)
        DBOS.launch()
        self._beat()
        self._regularly(INTERVAL, self._beat)
        self._regularly(_ADOPTION_INTERVAL, self._adopt)
        self._regularly(_SWEEP_INTERVAL, self.delete_finished)
        self._regularly(_SWEEP_INTERVAL, self._workflow.workspaces.sweep)
        self._regularly(_ADOPTION_INTERVAL, self._workflow.workspaces.forget_gone)

    def stop(self, timeout: int = 20) -> int:
        """Take no more work, give what runs `timeout` seconds, hand the rest to the next worker.

        Returns how many jobs were handed back. Their threads may go on for a while, so the process
        has to end now.
        """
        self._stopping.set()
        self._workflow.stop()
        DBOS.destroy(workflow_completion_timeout_sec=timeout)
        handed_back = self._workflow.hand_back_running()
        self._heartbeats.stop(self._ownership.executor_id)
        self._engine.dispose()
        self._ownership.release()
        return handed_back

    def delete_finished(self, older_than: timedelta = _KEEP_FINISHED) -> int:
        """Delete the jobs that ended so long ago, and with them the texts; returns how many."""
        before = datetime.now(UTC) - older_than
        over = DBOS.list_workflows(
            status=_OVER,
            completed_before=before.isoformat(),
            limit=1_000,
            load_input=False,
            load_output=False,
        )
        job_ids = [status.workflow_id for status in over]
        if job_ids:
            DBOS.delete_workflows(job_ids)
            self._attempts.forget(job_ids)
        return len(job_ids)

    def _beat(self) -> None:
        sign = Sign(self._ownership.executor_id, self._workflow.model, self._workflow.trouble)
        self._heartbeats.beat(sign)

    def _adopt(self) -> None:
        try:
            self._ownership.adopt_orphans()
        except LeaseLost as error:
            if self._stopping.is_set():
                return
            # Others may be taking over this worker's jobs this very moment: post nothing more.
            # Whatever supervises the process starts it again, with a new id and lock.
            _log.critical("the job store is gone (%s): this worker ends now", error)
            logging.shutdown()
            os._exit(1)

    def _regularly(self, interval: float, action: Callable[[], object]) -> None:
        """Do it on a thread of its own until the worker stops; the database may be away."""

        def repeat() -> None:
            while not self._stopping.wait(interval):
                try:
                    action()
                except sa.exc.SQLAlchemyError as error:
                    _log.warning("the job store is away: %s", type(error).__name__)

        threading.Thread(target=repeat, daemon=True).start()


def _register(workflow: AnswerWorkflow) -> None:
    def answer_request(stored: StoredRequest) -> dict[str, str | None]:
        return workflow.run(stored)

    # Recovery counts are ours (attempts.py), so DBOS itself never gives up.
    DBOS.workflow(name=WORKFLOW_NAME, max_recovery_attempts=None)(answer_request)


def _register_queue(url: str, engine: sa.Engine) -> None:
    client = DBOSClient(system_database_engine=engine, application_name=APPLICATION_NAME)
    client.register_queue(
        QUEUE_NAME,
        worker_concurrency=_JOBS_AT_ONCE,
        partition_concurrency=1,
        partition_limiter={"limit": 1, "period": _seconds_between_posts(url)},
        polling_interval_sec=_POLLING_INTERVAL_SQLITE if is_sqlite(url) else _POLLING_INTERVAL,
    )
    client.destroy()


def _dbos_config(url: str, engine: sa.Engine, executor_id: str) -> DBOSConfig:
    return {
        "name": APPLICATION_NAME,
        "system_database_url": normalise_url(url),
        "system_database_engine": engine,
        "application_version": APPLICATION_VERSION,
        "executor_id": executor_id,
        "serializer": DBOSPortableJSONSerializer(),
        "log_level": "WARNING",
    }


def _seconds_between_posts(url: str) -> float:
    """About one post a second and channel is what Slack allows.

    SQLite's clock has whole seconds under Python 3.11: there 1.0 means one in each of them.
    """
    return 1.0 if is_sqlite(url) else 1.1
