"""What is damaged is found at start, and said in a sentence with what to do."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classifier.heat_map.font_files import REGULAR
from tests.scenarios.processes import ROOT, Environment, clean_environment

# Puts a damaged copy of a file in the place of the real one, then starts the bot.
_WITH_DAMAGED_FONT = """
import sys
from pathlib import Path
from unittest.mock import patch
from classifier.heat_map import font_files
with patch.object(font_files.FontFile, "path", Path(sys.argv.pop())):
    from bot.__main__ import main
    sys.exit(main([]))
"""


def start(command: list[str], environment: Environment) -> str:
    """What it says while it refuses to start."""
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**clean_environment(), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stderr


@pytest.mark.parametrize(
    "content", [b"this is no database" * 100, b"SQLite format 3\0" + b"x" * 99]
)
def test_a_damaged_database_is_named_with_what_to_do(
    content: bytes, environment: Environment, tmp_path: Path
) -> None:
    (tmp_path / "bot.sqlite").write_bytes(content)
    assert "DATABASE_URL" in start(["-m", "bot"], environment)


def test_a_damaged_font_is_named_with_what_to_do(environment: Environment, tmp_path: Path) -> None:
    damaged = tmp_path / REGULAR.name
    shutil.copyfile(REGULAR.path, damaged)
    with damaged.open("r+b") as file:
        file.truncate(100)
    said = start(["-c", _WITH_DAMAGED_FONT, str(damaged)], environment)
    assert "pip install --force-reinstall" in said
