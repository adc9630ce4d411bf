"""How often each job was begun: our own counter, since DBOS resets its own when a job moves.

A job that kills its worker every time must end as failed instead of going round for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from bot.jobs.database import TABLES

_ATTEMPTS = sa.Table(
    "job_attempts",
    TABLES,
    sa.Column("job_id", sa.String(64), primary_key=True),
    sa.Column("begun", sa.Integer, nullable=False),
    sa.Column("handed_back", sa.Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One beginning of a job.

    Attributes:
        begun: how often it was begun, this time included.
        handed_back: how many of those were put down in order, by a worker that was told to stop.
    """

    begun: int
    handed_back: int

    @property
    def is_first(self) -> bool:
        """Whether nothing can have been done for this job yet."""
        return self.begun == 1

    @property
    def crashes(self) -> int:
        """How many beginnings ended with the worker's death."""
        return self.begun - self.handed_back - 1


class Attempts:
    """Counts in the job store's database, in a table of its own."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def begin(self, job_id: str) -> Attempt:
        """Count one more beginning of this job."""
        same_job = _ATTEMPTS.c.job_id == job_id
        with self._engine.begin() as connection:
            changed = connection.execute(
                sa.update(_ATTEMPTS).where(same_job).values(begun=_ATTEMPTS.c.begun + 1)
            )
            if changed.rowcount == 0:
                row = {"job_id": job_id, "begun": 1, "handed_back": 0}
                connection.execute(sa.insert(_ATTEMPTS).values(row))
            counts = sa.select(_ATTEMPTS.c.begun, _ATTEMPTS.c.handed_back).where(same_job)
            begun, handed_back = connection.execute(counts).one()
        return Attempt(int(begun), int(handed_back))

    def hand_back(self, job_ids: Iterable[str]) -> None:
        """Mark that these jobs were put down in order and did not crash their worker."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(_ATTEMPTS)
                .where(_ATTEMPTS.c.job_id.in_(list(job_ids)))
                .values(handed_back=_ATTEMPTS.c.handed_back + 1)
            )

    def forget(self, job_ids: Iterable[str]) -> None:
        """Drop the counts of jobs that are over and deleted."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_ATTEMPTS).where(_ATTEMPTS.c.job_id.in_(list(job_ids))))
