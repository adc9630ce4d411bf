"""What must not be anywhere, and what only its owner may read."""

import stat
from pathlib import Path

import pytest

from bot.jobs.database import make_engine
from bot.jobs.migration import migrate
from tests.architecture import imports

UNSAFE = ("pickle", "cPickle", "dill", "joblib", "cloudpickle", "shelve", "marshal")


@pytest.mark.parametrize("package", ["bot", "classifier"])
def test_nothing_is_unpickled(package: str) -> None:
    assert [each for each in imports(package) if each.package in UNSAFE] == []


def test_the_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "bot.sqlite"
    migrate(f"sqlite:///{path}")
    engine = make_engine(f"sqlite:///{path}", patience=1.0)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE texts (text TEXT)")
        modes = {each.name: each.stat().st_mode for each in path.parent.iterdir()}
    engine.dispose()
    assert "bot.sqlite-wal" in modes  # it holds texts too
    for mode in (path.parent.stat().st_mode, *modes.values()):
        assert stat.S_IMODE(mode) & 0o077 == 0


def test_a_deleted_text_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite"
    engine = make_engine(f"sqlite:///{path}", patience=1.0)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE texts (text TEXT)")
        connection.exec_driver_sql("INSERT INTO texts VALUES ('誰にも言えない秘密')")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM texts")
    engine.dispose()
    assert "秘密".encode() not in path.read_bytes()
