"""A sign of life of each worker in the job store, so that other processes can tell its health."""

import time
from dataclasses import dataclass

import sqlalchemy as sa

from bot.jobs.database import TABLES

_HEARTBEATS = sa.Table(
    "worker_heartbeats",
    TABLES,
    sa.Column("worker", sa.String(200), primary_key=True),
    sa.Column("beat_at", sa.Float, nullable=False),
    sa.Column("model", sa.String(200), nullable=False),
    sa.Column("trouble", sa.String(100), nullable=False),
)
INTERVAL = 5.0  # seconds
_ALIVE = 4 * INTERVAL
_FORGET = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Sign:
    """A living worker.

    Attributes:
        model: name and version of the model it has loaded.
        trouble: Slack's error code when its token is of no use any more, else empty.
    """

    worker: str
    model: str
    trouble: str


class Heartbeats:
    """The table, for writing and reading."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def beat(self, sign: Sign) -> None:
        """Say that this worker lives."""
        row = {
            "worker": sign.worker,
            "beat_at": time.time(),
            "model": sign.model,
            "trouble": sign.trouble,
        }
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_HEARTBEATS).where(_outdated(sign.worker)))
            connection.execute(sa.insert(_HEARTBEATS).values(row))

    def stop(self, worker: str) -> None:
        """Say that this worker ended in order."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_HEARTBEATS).where(_HEARTBEATS.c.worker == worker))

    def living(self) -> list[Sign]:
        """The workers that gave a sign of life in the last seconds."""
        query = sa.select(_HEARTBEATS.c.worker, _HEARTBEATS.c.model, _HEARTBEATS.c.trouble).where(
            _HEARTBEATS.c.beat_at > time.time() - _ALIVE
        )
        with self._engine.connect() as connection:
            return [Sign(*map(str, row)) for row in connection.execute(query)]


def _outdated(worker: str) -> sa.ColumnElement[bool]:
    return (_HEARTBEATS.c.worker == worker) | (_HEARTBEATS.c.beat_at < time.time() - _FORGET)
