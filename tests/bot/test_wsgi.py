"""The HTTP door: what is signed by Slack comes in, all else stays out and out of the log."""

import json
import logging
import time
from collections.abc import Iterator
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import httpx
import pytest
from pydantic import SecretStr
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier

from bot.app import build_app
from bot.listening.requests import ClassificationRequest, Request
from bot.settings import Settings
from bot.wsgi import EVENTS_PATH, guard

SECRET = "signing-secret-of-the-test"
TEXT = "駅前のパン屋の秘密のクロワッサン"
Headers = dict[str, str]


class Door:
    """The application as a web server calls it, and what came through."""

    def __init__(self, settings: Settings) -> None:
        self.accepted: list[ClassificationRequest] = []
        self.is_broken = False
        app = build_app(settings, self._accept)
        transport = httpx.WSGITransport(app=guard(SlackRequestHandler(app, path=EVENTS_PATH)))
        self._client = httpx.Client(transport=transport, base_url="http://bot.test")

    def _accept(self, request: Request) -> None:
        if self.is_broken:
            raise OSError(f"disk full while writing {request}")
        assert isinstance(request, ClassificationRequest)
        self.accepted.append(request)

    def post(self, body: str | bytes, headers: Headers) -> httpx.Response:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._client.post(EVENTS_PATH, content=body, headers={**form, **headers})

    def close(self) -> None:
        self._client.close()


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door(Settings(slack_signing_secret=SecretStr(SECRET)))
    yield door
    door.close()


def command_body(text: str = TEXT) -> str:
    fields = {
        "command": "/classify",
        "text": text,
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": "1.2.abc",
        "response_url": "https://hooks.slack.com/commands/secret-path",
    }
    return urlencode(fields)


def signed(body: str, *, at: float | None = None, secret: str = SECRET) -> Headers:
    timestamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature or ""}


def test_a_signed_command_is_accepted(door: Door) -> None:
    response = door.post(command_body(), signed(command_body()))
    assert response.status_code == 200
    assert [request.text for request in door.accepted] == [TEXT]


def forgeries() -> dict[str, Headers]:
    good = signed(command_body())
    timestamp = good["X-Slack-Request-Timestamp"]
    return {
        "forged": signed(command_body(), secret="another-secret"),
        "old": signed(command_body(), at=time.time() - 301),
        "from the future": signed(command_body(), at=time.time() + 400),
        "for another body": signed("text=other"),
        "no headers": {},
        "no signature": {"X-Slack-Request-Timestamp": timestamp},
        "no timestamp": {"X-Slack-Signature": good["X-Slack-Signature"]},
        "non-numeric timestamp": {**good, "X-Slack-Request-Timestamp": "yesterday"},
        "negative timestamp": {**good, "X-Slack-Request-Timestamp": "-1"},
        "fractional timestamp": {**good, "X-Slack-Request-Timestamp": f"{timestamp}.5"},
        "endless timestamp": {**good, "X-Slack-Request-Timestamp": "9" * 400},
        "empty signature": {**good, "X-Slack-Signature": ""},
    }


@pytest.mark.parametrize("forgery", forgeries())
def test_a_request_that_slack_did_not_sign_reaches_nothing(
    door: Door, forgery: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    response = door.post(command_body(), forgeries()[forgery])
    assert response.status_code == 401
    assert door.accepted == []
    assert TEXT not in caplog.text
    assert "secret-path" not in caplog.text
    assert urlencode({"text": TEXT}) not in caplog.text


def test_a_signature_that_is_not_ascii_is_refused() -> None:
    environ: dict[str, object] = {
        "REQUEST_METHOD": "POST",
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": str(int(time.time())),
        "HTTP_X_SLACK_SIGNATURE": "v0=\u00e9",  # headers reach WSGI as Latin-1
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []
    list(guard(_never)(environ, lambda status, *_rest: statuses.append(status)))  # type: ignore[arg-type]
    assert statuses == ["401 Unauthorized"]


def _never(*_arguments: object) -> list[bytes]:
    raise AssertionError("a refused request came through")


def test_a_body_that_is_too_large_is_refused(door: Door) -> None:
    body = command_body("a" * (1 << 20))
    assert door.post(body, signed(body)).status_code == 413
    assert door.accepted == []


def test_a_body_that_is_not_utf8_is_refused(door: Door) -> None:
    assert door.post(b"text=\xff", signed("text=x")).status_code == 400


def test_what_cannot_be_stored_is_not_acknowledged_and_not_logged(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.is_broken = True
    response = door.post(command_body(), signed(command_body()))
    assert response.status_code == 500
    assert TEXT not in caplog.text
    assert TEXT not in response.text


@pytest.mark.parametrize("kind", ["reaction_added", "message", "team_join", "unheard_of"])
def test_an_event_that_nobody_listens_to_is_acknowledged(door: Door, kind: str) -> None:
    body = json.dumps({"type": "event_callback", "team_id": "T1", "event": {"type": kind}})
    headers = {**signed(body), "Content-Type": "application/json"}
    assert door.post(body, headers).status_code == 200
    assert door.accepted == []


def test_bolt_does_not_switch_to_oauth_by_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    app = build_app(Settings(slack_signing_secret=SecretStr(SECRET)), print)
    assert app.oauth_flow is None
