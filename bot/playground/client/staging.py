"""Setting the stage: how Slack delivers, what goes wrong, where the bot is, what it may do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import httpx

from bot.playground import credentials
from bot.playground.client.connection import (
    DEFAULT_CHANNEL,
    DEFAULT_USER,
    Connection,
    PlaygroundError,
)
from bot.playground.json_values import JsonObject, json_text
from bot.playground.sightings import Sent

FaultKind = Literal[
    "rate_limited",  # 429 with Retry-After `seconds`
    "server_error",  # 500
    "error",  # `ok: false` with `code`, before anything is done
    "drop",  # the connection is closed before anything is done
    "drop_after_accepting",  # it is done, then the connection is closed without an answer
    "hang",  # nothing is done, and no answer comes as long as the caller waits
    "hang_after_accepting",  # it is done, and no answer comes as long as the caller waits
    "delay",  # answered, or delivered, `seconds` later
    "unshared_file",  # files.completeUploadExternal says ok; the file never appears
    "duplicate_delivery",  # the same event, with the same event_id, comes twice
    "lost_delivery",  # an attempt never arrives; Slack tries again
    "ignored_acknowledgement",  # it arrives, its acknowledgement does not; Slack tries again
]


class Staging(Connection):
    """What a person cannot do, but a test can. Times are in seconds."""

    def start_over(self) -> None:
        """A new workspace with its first settings: nothing written, nobody connected."""
        self.post("/start-over", {})

    def http_delivery_to(
        self,
        url: str,
        signing_secret: str = credentials.SIGNING_SECRET,
        *,
        verify: bool = True,
    ) -> None:
        """From now on deliver by signed HTTP to this request URL, after Slack's url_verification.

        Raises:
            PlaygroundError: the URL did not answer the challenge.
        """
        fields: JsonObject = {
            "kind": "http",
            "url": url,
            "signing_secret": signing_secret,
            "verify": verify,
        }
        self.post("/transport", fields)

    def socket_mode_delivery(self) -> None:
        """From now on deliver by Socket Mode (the default)."""
        self.post("/transport", {"kind": "socket_mode"})

    def configure(
        self,
        *,
        acknowledge_within: float | None = None,
        redeliver_after: Sequence[float] | None = None,
        share_after: float | None = None,
        subscriptions: Sequence[str] | None = None,
        scopes: Sequence[str] | None = None,
        redirect_url: str | None = None,
        token_seconds: int | None = None,
    ) -> None:
        """Change what is given, leave the rest.

        Args:
            acknowledge_within: Slack's patience with an event or command, 3 s.
            redeliver_after: waits before each further attempt of an event; Slack: 0, 60, 300 s.
            share_after: from files.completeUploadExternal to the file's appearance in the channel.
            subscriptions: bot events, such as `app_mention` or `message.channels`.
            scopes: the bot token's.
            redirect_url: where the consent page sends people back to.
            token_seconds: how long tokens of new installations live; 0: without end.
        """
        fields: JsonObject = {
            "acknowledge_within": acknowledge_within,
            "redeliver_after": list(redeliver_after) if redeliver_after is not None else None,
            "share_after": share_after,
            "subscriptions": list(subscriptions) if subscriptions is not None else None,
            "scopes": list(scopes) if scopes is not None else None,
            "redirect_url": redirect_url,
            "token_seconds": token_seconds,
        }
        self.post("/settings", {key: item for key, item in fields.items() if item is not None})

    def set_fault(
        self,
        kind: FaultKind,
        target: str = "*",
        *,
        times: int | None = 1,
        during: float | None = None,
        skip: int = 0,
        seconds: float = 1.0,
        code: str = "internal_error",
    ) -> None:
        """Break something.

        Args:
            kind: what goes wrong.
            target: a Web API method, `upload` (the bytes), `response_url`, or for deliveries an
                event type, `slash_commands`, `interactive`; `*` is all that this kind concerns.
            times: how many calls it hits; None: until cleared, or until `during` is over.
            during: for how many seconds it is in force; None: until `times` is used up.
            skip: how many calls pass first.
            seconds: the Retry-After of `rate_limited`, the wait of `delay`.
            code: Slack's error code for `error`, such as `file_uploads_disabled`.
        """
        fields: JsonObject = {
            "kind": kind,
            "target": target,
            "times": times,
            "during": during,
            "skip": skip,
            "seconds": seconds,
            "code": code,
        }
        self.post("/faults", fields)

    def clear_faults(self) -> None:
        """Mend everything."""
        self.checked(self.http.delete("/faults"))

    def disconnect_socket_mode(
        self,
        reason: Literal[
            "refresh_requested", "warning", "link_disabled", "cut", "half_open"
        ] = "warning",
    ) -> None:
        """End the Socket Mode connections: announced as Slack does, or `cut` without a word.

        `half_open`: nothing goes through any more, either way, and neither end is told.
        """
        self.post("/socket-mode/disconnect", {"reason": reason})

    def remove_bot(self, channel: str = DEFAULT_CHANNEL) -> None:
        """Remove the bot from a channel."""
        self.post("/channels/remove-bot", {"channel": channel})

    def invite_bot(self, channel: str = DEFAULT_CHANNEL) -> None:
        """Invite the bot into a channel."""
        self.post("/channels/invite-bot", {"channel": channel})

    def add_channel(self, name: str) -> str:
        """Make a public channel with everybody in it, the bot too; returns its id."""
        return json_text(self.post("/channels", {"name": name})["channel"])

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        self.post("/channels/archive", {"channel": channel})

    def set_locale(self, locale: str, *, user: str = DEFAULT_USER) -> None:
        """Change a user's language, such as `en-US`."""
        self.post("/users/locale", {"user": user, "locale": locale})

    def revoke_token(self, code: str = "token_revoked") -> None:
        """From now on the bot token is refused with this error; `""` makes it valid again."""
        self.post("/token", {"error": code})

    def expire_response_url(self, sent: Sent) -> None:
        """Let the 30 minutes of the response URL of a command or an action be over."""
        self.post("/response-urls/expire", {"response_url": sent.response_url})

    def uninstall(
        self, how: Literal["app_uninstalled", "tokens_revoked"] = "app_uninstalled"
    ) -> None:
        """Remove the app from the team, or revoke its token, and let Slack tell the app so."""
        self.post("/uninstall", {"how": how})

    def decide(self, authorize_url: str, *, allow: bool = True) -> str:
        """Press a button on Slack's consent page; returns the address it leads back to."""
        fields = {"team": self.team_id, "decision": "allow" if allow else "cancel"}
        response = httpx.post(authorize_url, data=fields, trust_env=False)
        if response.status_code != httpx.codes.FOUND:
            raise PlaygroundError(response.text)
        return response.headers["location"]

    @contextmanager
    def fault(self, kind: FaultKind, target: str = "*", *, code: str = "") -> Iterator[None]:
        """A fault for as long as the block runs."""
        self.set_fault(kind, target, times=None, code=code or "internal_error")
        try:
            yield
        finally:
            self.clear_faults()
