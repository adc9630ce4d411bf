"""The demo as a command; what happens in it is tested in a browser (tests/browser)."""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_taken_port_is_named_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
        ran = subprocess.run(
            [sys.executable, "-m", "bot"],
            cwd=ROOT,
            env=kept | {"PORT": port},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert ran.returncode == 1
    assert f"port {port} is taken" in ran.stderr
    assert "Traceback" not in ran.stderr
