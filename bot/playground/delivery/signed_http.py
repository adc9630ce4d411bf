"""Delivery by signed HTTP to the app's request URL."""

import json
import secrets
import time
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from bot.playground import credentials
from bot.playground.delivery.transport import Attempt, Outcome, OutgoingRequest
from bot.playground.errors import ActionError
from bot.playground.json_values import JsonObject, json_object, json_text

FORM = "application/x-www-form-urlencoded"
USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
RETRY_REASONS = {"timeout": "http_timeout"}


class HttpDelivery:
    """Signs with the app's secret; one request URL takes everything, as with Bolt."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self._url = url
        self._signer = SignatureVerifier(signing_secret)

    async def deliver(self, request: OutgoingRequest, attempt: Attempt, patience: float) -> Outcome:
        """POST it; accepted is any 2xx within `patience` seconds."""
        body, content_type = encoded(request)
        headers = self._headers(body, content_type)
        if attempt.number > 0:
            reason = RETRY_REASONS.get(attempt.retry_reason, attempt.retry_reason)
            headers |= {
                "X-Slack-Retry-Num": str(attempt.number),
                "X-Slack-Retry-Reason": reason,
            }
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=patience) as client:
                response = await client.post(self._url, content=body, headers=headers)
        except httpx.TimeoutException:
            return Outcome(False, "timeout")
        except httpx.TransportError:
            return Outcome(False, "connection_failed")
        return outcome_of(response)

    async def verify_url(self, patience: float) -> None:
        """Ask the URL to return a challenge, as Slack does before it delivers anything.

        Raises:
            ActionError: it did not.
        """
        challenge = secrets.token_urlsafe(32)
        payload: JsonObject = {
            "token": credentials.VERIFICATION_TOKEN,
            "challenge": challenge,
            "type": "url_verification",
        }
        request = OutgoingRequest("events_api", "url_verification", payload)
        outcome = await self.deliver(request, Attempt(), patience)
        body = outcome.body
        answer = json_text(body.get("challenge")) if isinstance(body, dict) else body
        if not outcome.accepted or answer != challenge:
            state = outcome.reason or "the challenge did not come back"
            raise ActionError(f"{self._url} did not answer url_verification: {state}")

    def _headers(self, body: str, content_type: str) -> dict[str, str]:
        timestamp = str(int(time.time()))
        signature = self._signer.generate_signature(timestamp=timestamp, body=body)
        return {
            "Content-Type": content_type,
            "User-Agent": USER_AGENT,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature or "",
        }


def encoded(request: OutgoingRequest) -> tuple[str, str]:
    """Body and content type: JSON for events, forms for commands and interactions."""
    if request.kind == "events_api":
        return json.dumps(request.payload), "application/json"
    if request.kind == "slash_commands":
        return urlencode({key: str(item) for key, item in request.payload.items()}), FORM
    return urlencode({"payload": json.dumps(request.payload)}), FORM


def outcome_of(response: httpx.Response) -> Outcome:
    """Read the answer of the request URL."""
    may_retry = response.headers.get("X-Slack-No-Retry") != "1"
    if not response.is_success:
        return Outcome(False, "http_error", response.status_code, may_retry=may_retry)
    return Outcome(True, status=response.status_code, body=body_of(response.text))


def body_of(text: str) -> JsonObject | str | None:
    """A JSON object, other text, or None for an empty answer."""
    if not text.strip():
        return None
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError:
        return text
    return json_object(parsed) if isinstance(parsed, dict) else text
