"""Where our token goes: to Slack, and nowhere else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.answering.errors import SlackRefused
from bot.answering.posting import SlackPoster
from bot.answering.slack_client import fetch_bytes, make_client
from bot.answering.workspace import FixedWorkspace

TOKEN = "xoxb-secret"


class Elsewhere(BaseHTTPRequestHandler):
    """A server that sends every visitor on to itself, and keeps what they carried."""

    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(self.headers.get("Authorization", ""))
        self.send_response(302)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    seen: list[str] = []
    handler = type("Handler", (Elsewhere,), {"seen": seen})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", seen
        server.shutdown()


def test_a_file_that_lies_elsewhere_is_not_asked_for() -> None:
    poster = SlackPoster(FixedWorkspace(make_client(TOKEN, "https://slack.com/api/")))
    with elsewhere() as (url, seen):
        with pytest.raises(SlackRefused, match="foreign_host"):
            poster.read_file(f"{url}post.txt", 100)
        assert seen == []


def test_the_token_does_not_follow_a_redirect() -> None:
    with elsewhere() as (url, seen):
        with pytest.raises(SlackRefused, match="http_302"):
            fetch_bytes("file", url, TOKEN, 100)
        assert seen == [f"Bearer {TOKEN}"]
