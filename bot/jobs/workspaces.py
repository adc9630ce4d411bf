"""Which workspace a job answers in, and what becomes of it when Slack takes its token away."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from dbos import DBOS
from slack_sdk import WebClient

from bot.answering.locales import Locales
from bot.answering.posting import SlackPoster
from bot.answering.workspace import FixedWorkspace, Workspace
from bot.installing.installations import Installations
from bot.jobs.attempts import Attempts
from bot.listening.requests import Installed, job_id_prefix

_log = logging.getLogger(__name__)
_MOST_WORKSPACES = 10_000
_NOT_RUNNING = ["ENQUEUED", "DELAYED", "SUCCESS", "ERROR", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """One workspace as the jobs speak to it."""

    poster: SlackPoster
    locales: Locales


class Workspaces(Protocol):
    """All the workspaces that a worker answers in.

    Attributes:
        trouble: Slack's error code while the only token there is is refused, else empty.
    """

    trouble: str

    def counterpart(self, place: Installed) -> Counterpart:
        """Whom to speak to in this workspace; asks nobody anything yet."""
        ...

    def lost(self, place: Installed, code: str, not_after: float) -> None:
        """Slack has taken the token away, for an installation not made after this time."""
        ...

    def forget_gone(self) -> None:
        """Called every few seconds: delete what was left of workspaces that have gone."""
        ...

    def sweep(self) -> None:
        """Tidy up once in a while."""
        ...


class OneWorkspace:
    """The workspace of `SLACK_BOT_TOKEN`."""

    def __init__(self, client: WebClient, share_timeout: float) -> None:
        self._counterpart = _counterpart_in(FixedWorkspace(client), share_timeout)
        self.trouble = ""

    def counterpart(self, place: Installed) -> Counterpart:
        """Always the same."""
        return self._counterpart

    def lost(self, place: Installed, code: str, not_after: float) -> None:
        """Nothing works any more until someone sets another token: /healthz says so."""
        self.trouble = code

    def forget_gone(self) -> None:
        """Nothing to forget."""

    def sweep(self) -> None:
        """Nothing to tidy up."""


class ManyWorkspaces:
    """Every workspace in which people have installed the app."""

    def __init__(
        self,
        installations: Installations,
        attempts: Attempts,
        make_client: Callable[[str | None], WebClient],
        share_timeout: float,
    ) -> None:
        self._installations = installations
        self._attempts = attempts
        self._make_client = make_client
        self._share_timeout = share_timeout
        self._counterparts: dict[Installed, Counterpart] = {}
        self._gone: set[Installed] = set()
        self._lock = threading.Lock()
        self.trouble = ""

    def counterpart(self, place: Installed) -> Counterpart:
        """One a workspace, kept; its token is looked up whenever it is used."""
        with self._lock:
            if len(self._counterparts) >= _MOST_WORKSPACES:
                self._counterparts.clear()
            if place not in self._counterparts:
                workspace = InstalledWorkspace(self._installations, place, self._make_client)
                self._counterparts[place] = _counterpart_in(workspace, self._share_timeout)
            return self._counterparts[place]

    def lost(self, place: Installed, code: str, not_after: float) -> None:
        """Delete the installation, what waits to be answered there, and the texts still kept."""
        if code == "token_expired":
            return  # the next job renews it
        if self._installations.remove(place, not_after):
            deleted = self._delete_jobs(place)
            self._gone.add(place)
            _log.info("%s is uninstalled (%s), %d jobs deleted", place.id, code, deleted)

    def forget_gone(self) -> None:
        """Delete what was running when its workspace went: without a token it ends by itself."""
        for place in list(self._gone):
            running = self._jobs(place, ["PENDING"])
            self._delete_jobs(place)
            if not running:
                self._gone.discard(place)

    def sweep(self) -> None:
        """Drop the states of installations that nobody finished."""
        self._installations.drop_expired_states()

    def _delete_jobs(self, place: Installed) -> int:
        job_ids = self._jobs(place, _NOT_RUNNING)
        if job_ids:
            DBOS.delete_workflows(job_ids)
            self._attempts.forget(job_ids)
        return len(job_ids)

    def _jobs(self, place: Installed, status: list[str]) -> list[str]:
        jobs = DBOS.list_workflows(
            workflow_id_prefix=job_id_prefix(place.id),
            status=status,
            load_input=False,
            load_output=False,
        )
        return [job.workflow_id for job in jobs]


class InstalledWorkspace:
    """A workspace by its installation."""

    def __init__(
        self,
        installations: Installations,
        place: Installed,
        make_client: Callable[[str | None], WebClient],
    ) -> None:
        self._installations = installations
        self._place = place
        self._make_client = make_client

    def client(self) -> WebClient:
        """A client with the token that is kept now."""
        return self._make_client(self._installations.bot_in(self._place).bot_token)

    def bot_user_id(self) -> str:
        """Known since the installation."""
        return str(self._installations.bot_in(self._place).bot_user_id)


def _counterpart_in(workspace: Workspace, share_timeout: float) -> Counterpart:
    poster = SlackPoster(workspace, share_timeout)
    return Counterpart(poster, Locales(poster))
