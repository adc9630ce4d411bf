"""How a job ended: what the job store keeps of it, for a day."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from dbos import DBOS, WorkflowStatus


class JobFailed(Exception):
    """The job is over without its answer; the message is the reason kept in the job store."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a job.

    Attributes:
        kind: one word for logs and figures, such as `answered`.
        category: the one found; None when none fits.
        text: what was classified; kept with the job for clicks under its answer.
        model: name and version of the model that answered.
    """

    kind: str
    text: str | None = None
    model: str | None = None
    category: str | None = None

    def to_stored(self) -> dict[str, str | None]:
        """As plain JSON values."""
        return asdict(self)


def outcome_of(job_id: str) -> Outcome | None:
    """How another job ended; None where it has not, failed, or is deleted already."""
    for status in DBOS.list_workflows(workflow_ids=[job_id], load_input=False):
        return outcome_in(status)
    return None


def outcome_in(status: WorkflowStatus) -> Outcome | None:
    """How a job ended that the store has listed."""
    output = status.output
    if not isinstance(output, Mapping):
        return None
    return Outcome(
        kind=str(output.get("kind")),
        text=output.get("text"),
        model=output.get("model"),
        category=output.get("category"),
    )
