"""The app was removed from a workspace: its token goes, and what waits to be answered there."""

from bot.jobs.outcome import Outcome
from bot.jobs.steps import Steps
from bot.jobs.workspaces import Workspaces
from bot.listening.requests import Uninstalled


class UninstallJob:
    """The one step of it."""

    def __init__(self, workspaces: Workspaces, steps: Steps, gone: Uninstalled) -> None:
        self._workspaces = workspaces
        self._steps = steps
        self._gone = gone

    def run(self) -> Outcome:
        """Forget the workspace."""
        self._steps.run("forget_workspace", lambda _: self._forget())
        return Outcome("uninstalled")

    def give_up(self) -> None:
        """Nobody to tell: they have removed the app."""

    def _forget(self) -> None:
        gone = self._gone
        self._workspaces.lost(gone.installed, gone.code, gone.happened_at)
