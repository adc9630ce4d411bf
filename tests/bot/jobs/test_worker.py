"""The worker in this process, against a stand-in Slack, with readers that do not exist in life."""

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from dbos import DBOS
from pydantic import SecretStr

from bot.jobs.inbox import Inbox
from bot.jobs.tools import Reader
from bot.jobs.worker import Worker
from bot.listening.requests import ClassificationRequest, RequestKind
from bot.operating.metrics import Metrics
from bot.playground.client import PlaygroundClient
from bot.playground.sightings import Sent
from bot.service import build_worker
from bot.settings import Settings
from classifier.classification import Classification
from tests.bot.fake_reader import CATEGORIES, classification_of

SECRET = "誰にも言えない秘密"


def classify(text: str) -> Classification:
    if SECRET in text:
        raise ValueError(f"cannot read {text}")
    return classification_of(text)


@pytest.fixture
def settings(slack: PlaygroundClient, tmp_path: Path) -> Settings:
    return Settings(
        slack_bot_token=SecretStr(slack.bot_token),
        slack_api_url=slack.api_url,
        database_url=f"sqlite:///{tmp_path / 'bot.sqlite'}",
    )


@pytest.fixture
def worker(settings: Settings) -> Iterator[Worker]:
    reader = Reader(
        classify=classify,
        draw=lambda *_: b"\x89PNG",
        describe=lambda *_: "alt text",
        categories=CATEGORIES,
        model="fake 1",
    )
    worker = build_worker(settings, reader, Metrics())
    worker.start()
    yield worker
    worker.stop(timeout=5)
    DBOS.destroy(destroy_registry=True)


def accept(settings: Settings, slack: PlaygroundClient, sent: Sent, text: str) -> str:
    request = ClassificationRequest(
        kind=RequestKind.MESSAGE,
        delivery=sent.ts or "",
        team_id=slack.team_id,
        channel_id=sent.channel_id,
        user_id=next(m.user_id for m in slack.messages() if m.ts == sent.ts),
        text=text,
        accepted_at=time.time(),
        message_ts=sent.ts,
        answer_thread_ts=sent.ts,
    )
    with closing(Inbox(settings.database_url)) as inbox:
        inbox.accept(request)
    return request.job_id


def status_of(job_id: str) -> str:
    return str(DBOS.list_workflows(workflow_ids=[job_id])[0].status)


def test_a_mistake_of_ours_tells_the_user_and_keeps_the_text_out_of_log_and_store(
    slack: PlaygroundClient, settings: Settings, worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    sent = slack.say(SECRET)
    job_id = accept(settings, slack, sent, SECRET)
    slack.wait_for(lambda: True if status_of(job_id) == "ERROR" else None, what="a failed job")
    (job,) = DBOS.list_workflows(workflow_ids=[job_id])
    assert "うまく判定できませんでした" in slack.ephemeral()[-1].text
    assert "ValueError" in str(job.error)
    assert SECRET not in str(job.error)
    assert SECRET not in caplog.text
    assert "ValueError" in caplog.text


def test_finished_jobs_are_deleted_with_their_texts_when_their_time_is_over(
    slack: PlaygroundClient, settings: Settings, worker: Worker, tmp_path: Path
) -> None:
    sent = slack.say("パン屋")
    job_id = accept(settings, slack, sent, f"パン屋。{SECRET[:3]}")
    slack.wait_for(lambda: True if status_of(job_id) == "SUCCESS" else None, what="the answer")
    assert worker.delete_finished() == 0
    assert worker.delete_finished(timedelta(seconds=-2)) == 1
    assert DBOS.list_workflows(workflow_ids=[job_id]) == []
    with closing(Inbox(settings.database_url)) as inbox:
        assert inbox.depth() == 0
