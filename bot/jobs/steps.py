"""A call to Slack as a checkpointed step: retried while Slack is away, replayed after a crash."""

import logging
import random
import time
from collections.abc import Callable
from typing import TypeVar, cast

from dbos import DBOS, PortableWorkflowError

from bot.answering.errors import SlackRefused, SlackUnavailable

_log = logging.getLogger(__name__)
Result = TypeVar("Result")
# What is checkpointed. A refusal is a result as well: an exception would come back from the
# store as another type.
_Checkpoint = dict[str, object]

_FIRST_PAUSE = 0.5  # seconds, doubled from try to try
# So that an answer is there soon after Slack is, however long it was away.
_LONGEST_PAUSE = 20.0
# Longer than an answer is wanted (answer_job.py): what Slack keeps waiting ends with a sentence.
_PATIENCE = 70 * 60.0


class Steps:
    """The steps of one job.

    Args:
        began_before: whether the job was begun by another worker before.
    """

    def __init__(self, *, began_before: bool) -> None:
        self._began_before = began_before

    def run(
        self, name: str, action: Callable[[bool], Result], patience: float = _PATIENCE
    ) -> Result:
        """Run `action` once and remember its result, which must be JSON.

        A job that is replayed must come to the same steps in the same order.

        Args:
            action: is told whether it may have been done before, by an earlier try whose answer
                was lost or by a worker that died.
            patience: seconds after which there is no further try.

        Raises:
            SlackRefused: Slack said no.
            SlackUnavailable: Slack stayed away for all the tries.
        """

        def run_once() -> _Checkpoint:
            try:
                value = retried(name, lambda again: action(self._began_before or again), patience)
                return {"value": value}
            except SlackRefused as refusal:
                return {"refusal": list(refusal.as_tuple())}

        checkpoint = _checkpointed(name, run_once)
        if "refusal" in checkpoint:
            raise SlackRefused(*cast(list[str], checkpoint["refusal"]))
        return cast(Result, checkpoint["value"])


def retried(name: str, action: Callable[[bool], Result], patience: float = _PATIENCE) -> Result:
    """What `action` returns, tried again with growing pauses while Slack is away.

    Not checkpointed: right where asking again after a crash gives the same.

    Args:
        name: for the log.
        action: is told whether it has been tried before.
        patience: seconds after which there is no further try.

    Raises:
        SlackRefused: Slack said no.
        SlackUnavailable: Slack stayed away for all the tries.
    """
    end = time.monotonic() + patience
    pause, tried_before = _FIRST_PAUSE, False
    while True:
        try:
            return action(tried_before)
        except SlackUnavailable as error:
            # Spread, so that the jobs that wait do not all come back in the same moment.
            wait = pause * random.uniform(0.8, 1.2)
            if time.monotonic() + wait > end:
                raise
            _log.info("step %s again in %.1f s: %s", name, wait, error)
            time.sleep(wait)
            pause, tried_before = min(pause * 2, _LONGEST_PAUSE), True


def _checkpointed(name: str, action: Callable[[], _Checkpoint]) -> _Checkpoint:
    try:
        return DBOS.run_step({"name": name}, action)
    except PortableWorkflowError:
        # That an earlier run of this job gave up on Slack, as the store brings it back.
        raise SlackUnavailable(name, "gave_up") from None
