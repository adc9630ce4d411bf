"""What people said about answers: kept, exported for training, forgotten on request."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO

import sqlalchemy as sa

from bot.jobs.database import TABLES

_FEEDBACK = sa.Table(
    "feedback",
    TABLES,
    sa.Column("answer_job_id", sa.String(64), primary_key=True),
    sa.Column("user_id", sa.String(32), primary_key=True),
    sa.Column("team_id", sa.String(32), nullable=False),
    sa.Column("category", sa.String(200)),
    sa.Column("model", sa.String(200)),
    sa.Column("text", sa.Text),
    sa.Column("text_hash", sa.String(64)),
    sa.Column("said_at", sa.String(32), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person said about one answer.

    Attributes:
        category: the right one; None when none of the categories fits.
        text: the text that was classified, None where it is gone already.
    """

    answer_job_id: str
    team_id: str
    user_id: str
    category: str | None
    model: str | None
    text: str | None


class FeedbackStore:
    """Feedback in a table of its own, in the job store's database."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def keep(self, feedback: Feedback, *, may_keep_text: bool) -> None:
        """Keep it in the place of what the same person said about the same answer before.

        Args:
            may_keep_text: whether the text itself may be kept; else only its hash is.
        """
        row = {
            "answer_job_id": feedback.answer_job_id,
            "user_id": feedback.user_id,
            "team_id": feedback.team_id,
            "category": feedback.category,
            "model": feedback.model,
            "text": feedback.text if may_keep_text else None,
            "text_hash": _hash(feedback.text),
            "said_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        same = (_FEEDBACK.c.answer_job_id == feedback.answer_job_id) & (
            _FEEDBACK.c.user_id == feedback.user_id
        )
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_FEEDBACK).where(same))
            connection.execute(sa.insert(_FEEDBACK).values(row))

    def texts(self) -> Iterator[tuple[str, str]]:
        """(text, category) of everything that may be learnt from, oldest first.

        "None of these" comes as an empty category.
        """
        query = (
            sa.select(_FEEDBACK.c.text, _FEEDBACK.c.category)
            .where(_FEEDBACK.c.text.is_not(None))
            .order_by(_FEEDBACK.c.said_at, _FEEDBACK.c.answer_job_id)
        )
        with self._engine.connect() as connection:
            for text, category in connection.execute(query):
                yield str(text), category or ""

    def forget(self, user_id: str) -> int:
        """Delete everything a person said; returns how many entries that was."""
        with self._engine.begin() as connection:
            deleted = connection.execute(sa.delete(_FEEDBACK).where(_FEEDBACK.c.user_id == user_id))
        return deleted.rowcount


def export(store: FeedbackStore, file: TextIO) -> int:
    """Write the CSV that `python -m training --data` reads (columns text, label)."""
    writer = csv.writer(file)
    writer.writerow(["text", "label"])
    count = 0
    for text, category in store.texts():
        writer.writerow([text, category])
        count += 1
    return count


def _hash(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()
