"""Delivery by signed HTTP, checked with slack_sdk's SignatureVerifier."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.playground.client import PlaygroundClient, PlaygroundError

SECRET = "another-secret"


@dataclass(frozen=True)
class Received:
    headers: dict[str, str]
    body: str

    @property
    def form(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(self.body).items()}


Reply = tuple[int, dict[str, str], str]


class RequestUrl:
    """An HTTP server that keeps what it gets and answers as it is told to."""

    def __init__(self) -> None:
        self.received: Queue[Received] = Queue()
        self.answer: Callable[[Received], Reply] = echo_challenge
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/slack/events"

    def next(self) -> Received:
        return self.received.get(timeout=10)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                received = Received(dict(self.headers.items()), body)
                if "url_verification" not in body:
                    outer.received.put(received)
                status, headers, text = outer.answer(received)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        return Handler


def echo_challenge(received: Received) -> Reply:
    is_json = received.body.startswith("{")
    return 200, {}, json.loads(received.body).get("challenge", "") if is_json else ""


@pytest.fixture
def request_url(slack: PlaygroundClient) -> Iterator[RequestUrl]:
    target = RequestUrl()
    thread = Thread(target=target.server.serve_forever)
    thread.start()
    slack.http_delivery_to(target.url, SECRET)
    yield target
    target.server.shutdown()
    target.server.server_close()
    thread.join()


def test_every_request_is_signed(slack: PlaygroundClient, request_url: RequestUrl) -> None:
    slack.mention("駅前のパン屋")
    slack.command("駅前のパン屋")
    for _ in range(2):
        request = request_url.next()
        assert SignatureVerifier(SECRET).is_valid_request(request.body, request.headers)
        assert not SignatureVerifier("forged").is_valid_request(request.body, request.headers)
        assert not SignatureVerifier(SECRET).is_valid_request(request.body + " ", request.headers)


def test_events_are_json_commands_are_forms(
    slack: PlaygroundClient, request_url: RequestUrl
) -> None:
    sent = slack.mention("x")
    event = request_url.next()
    assert event.headers["Content-Type"] == "application/json"
    assert json.loads(event.body)["event_id"] == sent.event_ids[0]
    slack.command("駅前の R&D", command="/classify")
    command = request_url.next()
    assert command.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (command.form["text"], command.form["channel_name"]) == ("駅前の R&amp;D", "general")
    slack.message_shortcut(sent, callback_id="classify")
    payload = json.loads(request_url.next().form["payload"])
    assert (payload["type"], payload["message"]["ts"]) == ("message_action", sent.ts)


def test_an_event_that_fails_comes_again_with_its_reason(
    slack: PlaygroundClient, request_url: RequestUrl
) -> None:
    request_url.answer = lambda received: (500, {}, "")
    slack.configure(redeliver_after=(0, 0, 0))
    slack.mention("x")
    requests = [request_url.next() for _ in range(4)]
    assert "X-Slack-Retry-Num" not in requests[0].headers
    again = [
        (r.headers["X-Slack-Retry-Num"], r.headers["X-Slack-Retry-Reason"]) for r in requests[1:]
    ]
    assert again == [("1", "http_error"), ("2", "http_error"), ("3", "http_error")]


def test_the_app_can_ask_for_no_further_attempt(
    slack: PlaygroundClient, request_url: RequestUrl
) -> None:
    request_url.answer = lambda received: (500, {"X-Slack-No-Retry": "1"}, "")
    slack.configure(redeliver_after=(0, 0, 0))
    slack.mention("x")
    slack.wait_until_quiet(seconds=0.3)
    assert request_url.received.qsize() == 1


def test_a_lost_request_comes_again_as_a_timeout(
    slack: PlaygroundClient, request_url: RequestUrl
) -> None:
    slack.set_fault("lost_delivery", "app_mention")
    slack.mention("x")
    assert request_url.next().headers["X-Slack-Retry-Reason"] == "http_timeout"


def test_text_in_the_answer_to_a_command_is_shown_to_its_user(
    slack: PlaygroundClient, request_url: RequestUrl
) -> None:
    request_url.answer = lambda received: (200, {}, "使い方")
    sent = slack.command()
    assert slack.wait_for_ephemeral(sent).text == "使い方"


def test_a_request_url_must_answer_the_challenge(
    slack: PlaygroundClient, request_url: RequestUrl
) -> None:
    request_url.answer = lambda received: (200, {}, "ok")
    with pytest.raises(PlaygroundError, match="url_verification"):
        slack.http_delivery_to(request_url.url)
    with pytest.raises(PlaygroundError, match="connection_failed"):
        slack.http_delivery_to("http://127.0.0.1:9/")
