"""A call to Slack as a checkpointed step: retried while Slack is away, replayed after a crash."""

from collections.abc import Callable
from typing import TypeVar, cast

from dbos import DBOS, PortableWorkflowError
from dbos import error as dbos_errors

from bot.answering.errors import SlackRefused, SlackUnavailable

Result = TypeVar("Result")
# What is checkpointed. A refusal is a result as well: an exception would come back from the
# store as another type.
_Checkpoint = dict[str, object]

_TRIES = 12  # with the backoff below about 17 minutes in all
_FIRST_PAUSE = 0.5


class Steps:
    """The steps of one job.

    Args:
        began_before: whether the job was begun by another worker before.
    """

    def __init__(self, *, began_before: bool) -> None:
        self._began_before = began_before

    def run(self, name: str, action: Callable[[bool], Result]) -> Result:
        """Run `action` once and remember its result, which must be JSON.

        Args:
            action: is told whether it may have been done before, by an earlier try whose answer
                was lost or by a worker that died.

        Raises:
            SlackRefused: Slack said no.
            SlackUnavailable: Slack stayed away for all the tries.
        """

        def run_once() -> _Checkpoint:
            status = DBOS.step_status
            tried_before = status is not None and bool(status.current_attempt)
            try:
                return {"value": action(self._began_before or tried_before)}
            except SlackRefused as refusal:
                return {"refusal": list(refusal.as_tuple())}

        checkpoint = _run_with_retries(name, run_once)
        if "refusal" in checkpoint:
            raise SlackRefused(*cast(list[str], checkpoint["refusal"]))
        return cast(Result, checkpoint["value"])


def _run_with_retries(name: str, action: Callable[[], _Checkpoint]) -> _Checkpoint:
    try:
        return DBOS.run_step(
            {
                "name": name,
                "retries_allowed": True,
                "max_attempts": _TRIES,
                "interval_seconds": _FIRST_PAUSE,
                "backoff_rate": 2.0,
                "should_retry": lambda error: isinstance(error, SlackUnavailable),
            },
            action,
        )
    except (dbos_errors.DBOSMaxStepRetriesExceeded, PortableWorkflowError):
        raise SlackUnavailable(name, "gave_up") from None
