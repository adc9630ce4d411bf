"""What is accepted is stored, in the order in which it was asked."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.jobs.inbox import Inbox
from bot.jobs.migration import migrate
from bot.listening.requests import ClassificationRequest, RequestKind


def message(ts: str) -> ClassificationRequest:
    return ClassificationRequest(
        kind=RequestKind.MESSAGE,
        delivery=ts,
        team_id="T1",
        channel_id="C1",
        user_id="U1",
        text="パン屋",
        accepted_at=float(ts),
        message_ts=ts,
        answer_thread_ts=ts,
    )


def test_messages_a_few_milliseconds_apart_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    migrate(f"sqlite:///{path}")
    earlier, later = message("1795405581.422307"), message("1795405581.428699")
    with closing(Inbox(f"sqlite:///{path}")) as inbox:
        for each in (later, earlier):
            inbox.accept(each)
    with closing(sqlite3.connect(path)) as connection:
        stored = connection.execute("SELECT workflow_uuid, priority FROM workflow_status")
        first_first = dict(stored.fetchall())
    assert first_first[earlier.job_id] < first_first[later.job_id]
