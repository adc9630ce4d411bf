"""What DBOS executes: one accepted request, begun as often as it takes, answered once.

A step's result is checkpointed; a job that is begun again goes on behind the last one. A step may
run twice (its process died before the checkpoint), so each looks first whether it was done.
"""

import logging
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from bot.answering.errors import SlackError
from bot.answering.refusals import LOST_INSTALLATION
from bot.jobs.answer_job import AnswerJob
from bot.jobs.attempts import Attempts
from bot.jobs.click_job import ClickJob
from bot.jobs.home_job import HomeJob
from bot.jobs.outcome import JobFailed, Outcome
from bot.jobs.steps import Steps
from bot.jobs.tools import Toolbox
from bot.jobs.uninstall_job import UninstallJob
from bot.listening.requests import (
    ClassificationRequest,
    Click,
    Request,
    StoredRequest,
    Uninstalled,
    read_stored,
)
from bot.operating.logs import logged_as

_log = logging.getLogger(__name__)
_MAX_CRASHES = 4

Job = AnswerJob | ClickJob | HomeJob | UninstallJob


class AnswerWorkflow:
    """Runs stored requests; `run` is called by DBOS on several threads."""

    def __init__(self, toolbox: Toolbox, attempts: Attempts) -> None:
        self._toolbox = toolbox
        self._metrics = toolbox.metrics
        self.workspaces = toolbox.workspaces
        self._attempts = attempts
        self._running: set[str] = set()
        self._lock = threading.Lock()
        self._is_stopping = False
        self.model = toolbox.reader.model

    @property
    def trouble(self) -> str:
        """Slack's error code while it refuses our only token, else empty."""
        return self.workspaces.trouble

    def run(self, stored: StoredRequest) -> dict[str, str | None]:
        """Answer the request and return how it ended.

        Raises:
            JobFailed: the user could not be answered.
        """
        request = read_stored(stored)
        with logged_as(request.job_id):
            with self._counted_as_running(request.job_id):
                outcome = self._run(request)
            _log.info("job %s: %s", request.job_id, outcome.kind)
        return outcome.to_stored()

    def stop(self) -> None:
        """From now on a job may be interrupted, which is nobody's mistake."""
        self._is_stopping = True

    def hand_back_running(self) -> int:
        """Keep what still runs from counting as crashed, at an orderly end; returns how many."""
        with self._lock:
            self._attempts.hand_back(self._running)
            return len(self._running)

    def _run(self, request: Request) -> Outcome:
        began_at = time.time()
        attempt = self._attempts.begin(request.job_id)
        job = self._job_for(request, Steps(began_before=not attempt.is_first))
        if attempt.crashes > _MAX_CRASHES:
            job.give_up()
            raise JobFailed(f"begun {attempt.begun} times and never finished")
        try:
            outcome = job.run()
        except SlackError as error:
            self._metrics.failed.labels(error.code).inc()
            if error.code in LOST_INSTALLATION:
                self.workspaces.lost(request.installed, error.code, not_after=began_at)
            _log.warning("job %s failed: %s", request.job_id, error)
            raise JobFailed(str(error)) from None
        except Exception as error:
            if self._is_stopping:
                raise  # the job store closes under a job that is handed back
            # A mistake of ours: the user is told, the log gets the way to it but not the message,
            # which may quote the text.
            job.give_up()
            self._metrics.failed.labels(type(error).__name__).inc()
            way = "".join(traceback.format_tb(error.__traceback__))
            _log.error("job %s failed: %s\n%s", request.job_id, type(error).__name__, way)
            raise JobFailed(type(error).__name__) from None
        if not isinstance(request, Uninstalled):
            self.workspaces.trouble = ""
        self._metrics.ended.labels(outcome.kind).inc()
        return outcome

    def _job_for(self, request: Request, steps: Steps) -> Job:
        if isinstance(request, Uninstalled):
            return UninstallJob(self.workspaces, steps, request)
        tools = self._toolbox.tools_for(request)
        if isinstance(request, ClassificationRequest):
            return AnswerJob(tools, steps, request)
        if isinstance(request, Click):
            return ClickJob(tools, steps, request)
        return HomeJob(tools, steps, request)

    @contextmanager
    def _counted_as_running(self, job_id: str) -> Iterator[None]:
        with self._lock:
            self._running.add(job_id)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(job_id)
