"""The tables beside the jobs: attempts, feedback, heartbeats."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import StoreTooNew
from bot.feedback import Feedback, FeedbackStore, export
from bot.jobs.attempts import Attempts
from bot.jobs.database import make_engine, normalise_url
from bot.jobs.heartbeat import Heartbeats, Sign
from bot.jobs.migration import migrate


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    url = f"sqlite:///{tmp_path / 'new folder' / 'bot.sqlite'}"
    migrate(url)
    engine = make_engine(url, patience=2.0)
    yield engine
    engine.dispose()


def said(category: str | None, user_id: str = "U1", text: str | None = "パン屋") -> Feedback:
    return Feedback("job-1", "T1", user_id, category, "model 1", text)


def test_a_store_can_be_migrated_again_and_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    migrate(url)
    migrate(url)


def test_many_processes_may_migrate_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    script = f"from bot.jobs.migration import migrate; migrate({url!r})"
    root = Path(__file__).parents[3]
    processes = [subprocess.Popen([sys.executable, "-c", script], cwd=root) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4


def test_a_store_of_a_newer_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    migrate(url)
    engine = make_engine(url, patience=2.0)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE schema_version SET version = version + 1"))
    engine.dispose()
    with pytest.raises(StoreTooNew, match="DATABASE_URL"):
        migrate(url)


def test_beginnings_are_counted_per_job(engine: sa.Engine) -> None:
    attempts = Attempts(engine)
    assert attempts.begin("a").is_first
    assert attempts.begin("a").crashes == 1
    assert attempts.begin("b").is_first
    assert Attempts(engine).begin("a").crashes == 2


def test_what_was_handed_back_in_order_did_not_crash_but_is_not_the_first(
    engine: sa.Engine,
) -> None:
    attempts = Attempts(engine)
    attempts.begin("a")
    attempts.hand_back(["a"])
    again = attempts.begin("a")
    assert again.crashes == 0
    assert not again.is_first


def test_a_forgotten_job_begins_anew(engine: sa.Engine) -> None:
    attempts = Attempts(engine)
    attempts.begin("a")
    attempts.forget(["a", "never heard of"])
    assert attempts.begin("a").is_first


def test_text_is_kept_only_with_consent(engine: sa.Engine) -> None:
    store = FeedbackStore(engine)
    store.keep(said("京都"), may_keep_text=False)
    assert list(store.texts()) == []
    store.keep(said("京都"), may_keep_text=True)
    assert list(store.texts()) == [("パン屋", "京都")]


def test_the_last_word_of_a_person_counts(engine: sa.Engine) -> None:
    store = FeedbackStore(engine)
    store.keep(said("京都"), may_keep_text=True)
    store.keep(said(None), may_keep_text=True)
    store.keep(said("スポーツ", user_id="U2"), may_keep_text=True)
    assert sorted(store.texts()) == [("パン屋", ""), ("パン屋", "スポーツ")]


def test_forgetting_a_person_leaves_the_others(engine: sa.Engine) -> None:
    store = FeedbackStore(engine)
    store.keep(said("京都"), may_keep_text=True)
    store.keep(said("京都", user_id="U2"), may_keep_text=True)
    assert store.forget("U1") == 1
    assert len(list(store.texts())) == 1


def test_the_export_is_a_csv_that_survives_commas_and_newlines(engine: sa.Engine) -> None:
    store = FeedbackStore(engine)
    store.keep(said("京都", text='寺, "庭"\n茶'), may_keep_text=True)
    file = io.StringIO()
    assert export(store, file) == 1
    assert file.getvalue().splitlines()[0] == "text,label"
    assert '"寺, ""庭""' in file.getvalue()


def test_a_worker_lives_until_it_stops(engine: sa.Engine) -> None:
    heartbeats = Heartbeats(engine)
    sign = Sign("local", "model 1", "")
    heartbeats.beat(sign)
    heartbeats.beat(sign)
    assert heartbeats.living() == [sign]
    heartbeats.stop("local")
    assert heartbeats.living() == []


def test_a_failing_statement_does_not_quote_its_parameters(engine: sa.Engine) -> None:
    with (
        engine.connect() as connection,
        pytest.raises(sa.exc.OperationalError) as caught,
    ):
        connection.execute(sa.text("INSERT INTO nowhere VALUES (:text)"), {"text": "秘密の文章"})
    assert "秘密の文章" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "normalised"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:///x", "sqlite:///x"),
    ],
)
def test_every_spelling_of_the_database_is_understood(url: str, normalised: str) -> None:
    assert normalise_url(url) == normalised
