"""Slack's Web API as we call it: one client per process, its failures as our two errors."""

import json
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.answering.errors import SlackRefused, SlackUnavailable

_TIMEOUT = 20  # seconds
_RATE_LIMIT_RETRIES = 10
# Errors that Slack itself describes as passing.
_PASSING = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "unreadable_response",
    }
)
_ERROR_CODE = re.compile(r"[a-z0-9_]+")


def make_client(token: str | None, base_url: str) -> WebClient:
    """A Web API client that repeats only what Slack certainly did not accept.

    The SDK's default would repeat a post whose connection broke after Slack had accepted it. So
    only a 429 is waited out here; everything else is looked into first, by posting.py.
    """
    client = WebClient(
        token=token,
        base_url=base_url.rstrip("/") + "/",
        timeout=_TIMEOUT,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=_RATE_LIMIT_RETRIES)],
    )
    if is_loopback(base_url):
        client.proxy = None  # the SDK sends even 127.0.0.1 through HTTPS_PROXY, past NO_PROXY
    return client


def is_loopback(url: str) -> bool:
    """Whether the URL points at this machine."""
    return (urlsplit(url).hostname or "") in {"127.0.0.1", "localhost", "::1"}


@contextmanager
def slack_errors(method: str) -> Iterator[None]:
    """Turn whatever a call can raise into `SlackUnavailable` or `SlackRefused`.

    The original is cut off (`from None`): its message repeats the response and the URL.
    """
    try:
        yield
    except SlackApiError as error:
        raise _of_response(method, error) from None
    except HTTPError as error:
        raise SlackUnavailable(method, f"http_{error.code}") from None
    except (URLError, HTTPException, OSError, SlackRequestError, ValueError) as error:
        raise SlackUnavailable(method, type(error).__name__) from None


def _of_response(method: str, error: SlackApiError) -> SlackUnavailable | SlackRefused:
    response = error.response
    code = str(response.get("error") or "")
    if not _ERROR_CODE.fullmatch(code):
        code = "unreadable_response"  # the SDK puts the whole body here where it is not JSON
    if code in _PASSING or response.status_code >= 500 or response.status_code == 429:
        return SlackUnavailable(method, code)
    return SlackRefused(
        method, code, str(response.get("needed") or ""), str(response.get("provided") or "")
    )


def send_bytes(method: str, url: str, content: bytes, content_type: str) -> None:
    """POST bytes to a URL that Slack handed out: an upload URL or a response_url.

    Args:
        method: what to call it in errors; the URL itself is a secret.

    Raises:
        SlackUnavailable: no clear answer came; it may have arrived.
        SlackRefused: Slack answered with a 4xx, or with `ok: false` in its body.
    """
    request = urllib.request.Request(
        url, data=content, method="POST", headers={"Content-Type": content_type}
    )
    proxies = urllib.request.ProxyHandler({} if is_loopback(url) else None)
    with slack_errors(method):
        try:
            with urllib.request.build_opener(proxies).open(request, timeout=_TIMEOUT) as response:
                body = response.read()
        except HTTPError as error:
            if 400 <= error.code < 500 and error.code != 429:
                raise SlackRefused(method, f"http_{error.code}") from None
            raise
    _check_body(method, body)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to wherever it points."""

    def redirect_request(self, *_arguments: object, **_keywords: object) -> None:
        """Follow nothing."""


def fetch_bytes(method: str, url: str, token: str, at_most: int) -> bytes:
    """GET a file that Slack keeps, with the bot token.

    Args:
        at_most: bytes to read; what is longer is cut.

    Raises:
        SlackUnavailable: no clear answer came.
        SlackRefused: it is not there for us; without the scope Slack shows a login page instead.
    """
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    proxies = urllib.request.ProxyHandler({} if is_loopback(url) else None)
    opener = urllib.request.build_opener(proxies, _NoRedirect)
    with slack_errors(method):
        try:
            with opener.open(request, timeout=_TIMEOUT) as response:
                if response.headers.get_content_type() == "text/html":
                    raise SlackRefused(method, "missing_scope", needed="files:read")
                return bytes(response.read(at_most))
        except HTTPError as error:
            if 300 <= error.code < 500 and error.code != 429:
                raise SlackRefused(method, f"http_{error.code}") from None
            raise


def _check_body(method: str, body: bytes) -> None:
    """Raise for `{"ok": false, "error": …}`; both kinds of URL answer "ok" in plain text too."""
    try:
        answer = json.loads(body)
    except ValueError:
        return
    if isinstance(answer, dict) and answer.get("ok") is False:
        code = str(answer.get("error") or "")
        raise (SlackUnavailable if code in _PASSING else SlackRefused)(method, code)
