"""Plays the people in the playground from another process: posts, presses, waits, looks, breaks.

Everything goes over the control API of a running server (`python -m bot.playground`).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Literal, Self, TypeVar

import httpx

from bot.playground import credentials
from bot.playground.json_values import JsonObject, json_object, json_objects, json_text
from bot.playground.sightings import Acknowledgement, LogEntry, Message, Picture, Sent

PREFIX = "/_playground"
DEFAULT_URL = "http://127.0.0.1:3000"
DEFAULT_CHANNEL = "general"
DEFAULT_USER = "hanako"
DEFAULT_TIMEOUT = 30.0

FaultKind = Literal[
    "rate_limited",  # 429 with Retry-After `seconds`
    "server_error",  # 500
    "error",  # `ok: false` with `code`, before anything is done
    "drop",  # the connection is closed before anything is done
    "drop_after_accepting",  # it is done, then the connection is closed without an answer
    "delay",  # answered, or delivered, `seconds` later
    "unshared_file",  # files.completeUploadExternal says ok; the file never appears
    "duplicate_delivery",  # the same event, with the same event_id, comes twice
    "lost_delivery",  # an attempt never arrives; Slack tries again
    "ignored_acknowledgement",  # it arrives, its acknowledgement does not; Slack tries again
]

Answer = TypeVar("Answer")


class PlaygroundError(Exception):
    """The playground refused a request, or cannot be reached; the message says which and why."""


class StillWaiting(PlaygroundError):
    """What was waited for did not happen in time; the message ends with the last log entries."""


class PlaygroundClient:
    """A person at the keyboard of the playground, with eyes on everything in it.

    Channels may be given by name or id; users too. Times are in seconds.

    Attributes:
        url: base URL of the server, without a slash at the end.
        api_url: what the bot sets as `SLACK_API_URL`; ends with a slash, as slack_sdk wants it.
    """

    bot_token = credentials.BOT_TOKEN
    app_token = credentials.APP_TOKEN
    signing_secret = credentials.SIGNING_SECRET
    bot_user_id = credentials.BOT_USER_ID
    bot_id = credentials.BOT_ID
    team_id = credentials.TEAM_ID

    def __init__(self, url: str = DEFAULT_URL) -> None:
        self.url = url.rstrip("/")
        self.api_url = f"{self.url}/api/"
        self._http = httpx.Client(base_url=self.url + PREFIX, timeout=60, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the server; the server runs on."""
        self._http.close()

    # What a person does

    def say(
        self,
        text: str,
        *,
        channel: str = DEFAULT_CHANNEL,
        user: str = DEFAULT_USER,
        thread_ts: str | None = None,
        as_sent: bool = False,
    ) -> Sent:
        """Post a message as a person.

        The text is turned into Slack's markup as the composer does: `@name`, `#channel`, `@here`
        and links become `<…>`, the signs `& < >` are escaped. With `as_sent` it goes out as given.
        """
        fields: JsonObject = {
            "channel": channel,
            "user": user,
            "text": text,
            "thread_ts": thread_ts,
            "as_sent": as_sent,
        }
        return Sent.from_wire(self._post("/messages", fields))

    def mention(
        self,
        text: str = "",
        *,
        channel: str = DEFAULT_CHANNEL,
        user: str = DEFAULT_USER,
        thread_ts: str | None = None,
    ) -> Sent:
        """Post `@classifier text`; without text a bare mention."""
        typed = f"@{credentials.BOT_NAME} {text}".rstrip()
        return self.say(typed, channel=channel, user=user, thread_ts=thread_ts)

    def direct_message(
        self, text: str, *, user: str = DEFAULT_USER, thread_ts: str | None = None
    ) -> Sent:
        """Post to the bot in the direct message channel of `user`."""
        return self.say(text, channel=f"@{user}", user=user, thread_ts=thread_ts)

    def attach(
        self,
        filename: str,
        content: bytes,
        *,
        text: str = "",
        channel: str = DEFAULT_CHANNEL,
        user: str = DEFAULT_USER,
        thread_ts: str | None = None,
    ) -> Sent:
        """Post a message with a file as a person (the event has the subtype `file_share`)."""
        fields = {"channel": channel, "user": user, "text": text, "filename": filename}
        if thread_ts is not None:
            fields["thread_ts"] = thread_ts
        response = self._http.post("/files", params=fields, content=content)
        return Sent.from_wire(self._checked(response))

    def command(
        self,
        text: str = "",
        *,
        command: str = "/classify",
        channel: str = DEFAULT_CHANNEL,
        user: str = DEFAULT_USER,
    ) -> Sent:
        """Type a slash command; returns when the bot has acknowledged it or failed to.

        `Sent.ts` is None: a command has none. `Sent.acknowledgement` says how it went.
        """
        fields: JsonObject = {"channel": channel, "user": user, "command": command, "text": text}
        return Sent.from_wire(self._post("/commands", fields))

    def message_shortcut(
        self, message: Sent | Message, *, callback_id: str, user: str = DEFAULT_USER
    ) -> Sent:
        """Choose a message shortcut in the menu of `message`."""
        fields: JsonObject = {
            "channel": message.channel_id,
            "ts": message.ts,
            "callback_id": callback_id,
            "user": user,
        }
        return Sent.from_wire(self._post("/shortcuts", fields))

    def press(
        self,
        message: Message,
        action_id: str,
        *,
        value: str | None = None,
        user: str = DEFAULT_USER,
    ) -> Sent:
        """Press the button, or choose `value` in the menu, `action_id` under a message."""
        fields: JsonObject = {
            "channel": message.channel_id,
            "ts": message.ts,
            "action_id": action_id,
            "value": value,
            "user": user,
        }
        return Sent.from_wire(self._post("/actions", fields))

    def press_in_view(
        self,
        view: JsonObject,
        action_id: str,
        *,
        value: str | None = None,
        user: str = DEFAULT_USER,
    ) -> Sent:
        """Press a button, or choose `value` in a menu, of App Home or of an open modal."""
        fields: JsonObject = {
            "view_id": view["id"],
            "action_id": action_id,
            "value": value,
            "user": user,
        }
        return Sent.from_wire(self._post("/actions", fields))

    def submit_view(
        self, view: JsonObject, values: JsonObject, *, user: str = DEFAULT_USER
    ) -> Sent:
        """Submit an open modal; `values` is `{block_id: {action_id: {…}}}` as in Slack's state."""
        fields: JsonObject = {"view_id": view["id"], "values": values, "user": user}
        return Sent.from_wire(self._post("/view-submissions", fields))

    def open_home(self, *, user: str = DEFAULT_USER) -> Sent:
        """Open the Home tab of the app."""
        return Sent.from_wire(self._post("/home", {"user": user}))

    def edit(self, message: Sent | Message, text: str) -> Sent:
        """Change the text of a message (event subtype `message_changed`)."""
        fields: JsonObject = {"channel": message.channel_id, "ts": message.ts, "text": text}
        return Sent.from_wire(self._post("/messages/edit", fields))

    def delete(self, message: Sent | Message) -> Sent:
        """Delete a message (event subtype `message_deleted`)."""
        fields: JsonObject = {"channel": message.channel_id, "ts": message.ts}
        return Sent.from_wire(self._post("/messages/delete", fields))

    def deliver_event(self, event: JsonObject) -> Sent:
        """Deliver any event as Slack would wrap it; for events this client has no verb for."""
        return Sent.from_wire(self._post("/events", {"event": event}))

    # What a person sees

    def messages(self, channel: str = DEFAULT_CHANNEL) -> list[Message]:
        """Every message of a channel, threads included, oldest first."""
        found = self._get("/messages", {"channel": channel})
        return [Message.from_wire(item) for item in json_objects(found["messages"])]

    def thread(self, parent: Sent | Message) -> list[Message]:
        """The parent and its replies, oldest first; `parent` may be a reply itself."""
        root = parent.thread_ts or parent.ts
        return [
            message
            for message in self.messages(parent.channel_id)
            if root in (message.ts, message.thread_ts)
        ]

    def ephemeral(self, *, user: str = DEFAULT_USER) -> list[Message]:
        """What was shown to this user alone, oldest first; `Message.is_ephemeral` is set."""
        found = self._get("/ephemeral", {"user": user})
        return [Message.from_wire(item) for item in json_objects(found["messages"])]

    def home(self, *, user: str = DEFAULT_USER) -> JsonObject | None:
        """The Home tab published for this user, as `views.publish` returned it."""
        view = json_object(self._get("/views", {"user": user})).get("home")
        return json_object(view) if view is not None else None

    def modals(self, *, user: str = DEFAULT_USER) -> list[JsonObject]:
        """The modals open for this user, the top one last."""
        return json_objects(self._get("/views", {"user": user})["modals"])

    def file_bytes(self, file_id: str) -> bytes:
        """The bytes of an uploaded file."""
        response = self._http.get(f"/files/{file_id}")
        if response.status_code != httpx.codes.OK:
            raise PlaygroundError(f"the playground has no file {file_id}")
        return response.content

    # What happened behind the scenes

    def log(
        self, *, kind: str | None = None, name: str | None = None, after: int = 0
    ) -> list[LogEntry]:
        """What happened since entry `after`: API calls, deliveries, actions, faults, sockets."""
        found = self._get("/log", {"after": str(after)})
        entries = [LogEntry.from_wire(item) for item in json_objects(found["entries"])]
        return [
            entry
            for entry in entries
            if (kind is None or entry.kind == kind) and (name is None or entry.name == name)
        ]

    def calls(self, method: str | None = None) -> list[LogEntry]:
        """The Web API calls the bot has made, oldest first; `response_url` counts as one."""
        return self.log(kind="api_call", name=method)

    def deliveries(self, name: str | None = None) -> list[LogEntry]:
        """Every attempt to hand something to the bot: event type, `slash_commands`, …"""
        return self.log(kind="delivery", name=name)

    # Waiting

    def wait_for(
        self, look: Callable[[], Answer | None], *, timeout: float = DEFAULT_TIMEOUT, what: str = ""
    ) -> Answer:
        """Look again whenever anything happens in the playground, until `look` finds something.

        Raises:
            StillWaiting: `look` found nothing within `timeout`.
        """
        end = time.monotonic() + timeout
        while True:
            seen = self._last_entry()
            found = look()
            if found is not None:
                return found
            left = end - time.monotonic()
            if left <= 0:
                raise StillWaiting(self._still_waiting(what, timeout))
            self._get("/log", {"after": str(seen), "wait": f"{min(left, 5.0):.3f}"})

    def wait_for_reply(self, sent: Sent, *, timeout: float = DEFAULT_TIMEOUT) -> Message:
        """The bot's first message about `sent`: in its thread, or for a command in the channel."""
        return self.wait_for(lambda: self._reply(sent), timeout=timeout, what="a reply")

    def wait_for_picture(self, sent: Sent, *, timeout: float = DEFAULT_TIMEOUT) -> Picture:
        """The first picture in the thread of `sent`; for a command, in the thread it started."""
        return self.wait_for(lambda: self._picture(sent), timeout=timeout, what="a picture")

    def wait_for_ephemeral(
        self, sent: Sent, *, user: str = DEFAULT_USER, timeout: float = DEFAULT_TIMEOUT
    ) -> Message:
        """The first message shown to this user alone since `sent`."""

        def look() -> Message | None:
            shown = self.ephemeral(user=user)
            return next((m for m in shown if m.sequence > sent.sequence), None)

        return self.wait_for(look, timeout=timeout, what="an ephemeral message")

    def wait_until_quiet(self, *, seconds: float = 1.0, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Until nothing has happened for `seconds` and no delivery or share is under way."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            seen = self._last_entry()
            state = self._get("/log", {"after": str(seen), "wait": f"{seconds:.3f}"})
            if not json_objects(state["entries"]) and not state["under_way"]:
                return
        raise StillWaiting(self._still_waiting("quiet", timeout))

    def wait_for_connection(self, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Until the bot's Socket Mode client is connected."""
        self.wait_for(
            lambda: True if self._get("/state")["connections"] else None,
            timeout=timeout,
            what="a Socket Mode connection",
        )

    # Setting the stage

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
        self._post("/transport", fields)

    def socket_mode_delivery(self) -> None:
        """From now on deliver by Socket Mode (the default)."""
        self._post("/transport", {"kind": "socket_mode"})

    def configure(
        self,
        *,
        acknowledge_within: float | None = None,
        redeliver_after: Sequence[float] | None = None,
        share_after: float | None = None,
        subscriptions: Sequence[str] | None = None,
        scopes: Sequence[str] | None = None,
    ) -> None:
        """Change what is given, leave the rest.

        Args:
            acknowledge_within: Slack's patience with an event or command, 3 s.
            redeliver_after: waits before each further attempt of an event; Slack: 0, 60, 300 s.
            share_after: from files.completeUploadExternal to the file's appearance in the channel.
            subscriptions: bot events, such as `app_mention` or `message.channels`.
            scopes: the bot token's.
        """
        fields: JsonObject = {
            "acknowledge_within": acknowledge_within,
            "redeliver_after": list(redeliver_after) if redeliver_after is not None else None,
            "share_after": share_after,
            "subscriptions": list(subscriptions) if subscriptions is not None else None,
            "scopes": list(scopes) if scopes is not None else None,
        }
        self._post("/settings", {key: item for key, item in fields.items() if item is not None})

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
        self._post("/faults", fields)

    def clear_faults(self) -> None:
        """Mend everything."""
        self._checked(self._http.delete("/faults"))

    def disconnect_socket_mode(
        self, reason: Literal["refresh_requested", "warning", "link_disabled", "cut"] = "warning"
    ) -> None:
        """End the Socket Mode connections: announced as Slack does, or `cut` without a word."""
        self._post("/socket-mode/disconnect", {"reason": reason})

    def remove_bot(self, channel: str = DEFAULT_CHANNEL) -> None:
        """Remove the bot from a channel."""
        self._post("/channels/remove-bot", {"channel": channel})

    def invite_bot(self, channel: str = DEFAULT_CHANNEL) -> None:
        """Invite the bot into a channel."""
        self._post("/channels/invite-bot", {"channel": channel})

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        self._post("/channels/archive", {"channel": channel})

    def set_locale(self, locale: str, *, user: str = DEFAULT_USER) -> None:
        """Change a user's language, such as `en-US`."""
        self._post("/users/locale", {"user": user, "locale": locale})

    def revoke_token(self, code: str = "token_revoked") -> None:
        """From now on the bot token is refused with this error; `""` makes it valid again."""
        self._post("/token", {"error": code})

    def expire_response_url(self, sent: Sent) -> None:
        """Let the 30 minutes of the response URL of a command or an action be over."""
        self._post("/response-urls/expire", {"response_url": sent.response_url})

    @contextmanager
    def fault(self, kind: FaultKind, target: str = "*", *, code: str = "") -> Iterator[None]:
        """A fault for as long as the block runs."""
        self.set_fault(kind, target, times=None, code=code or "internal_error")
        try:
            yield
        finally:
            self.clear_faults()

    # Beneath

    def _get(self, path: str, query: dict[str, str] | None = None) -> JsonObject:
        return self._checked(self._http.get(path, params=query or {}))

    def _post(self, path: str, fields: JsonObject) -> JsonObject:
        return self._checked(self._http.post(path, json=fields))

    def _checked(self, response: httpx.Response) -> JsonObject:
        answer = json_object(response.json())
        if response.status_code != httpx.codes.OK:
            raise PlaygroundError(json_text(answer.get("error")) or response.text)
        return answer

    def _last_entry(self) -> int:
        last = self._get("/state")["last_entry"]
        return last if isinstance(last, int) else 0

    def _reply(self, sent: Sent) -> Message | None:
        return next(iter(self._answers(sent)), None)

    def _picture(self, sent: Sent) -> Picture | None:
        for message in self._answers(sent):
            for file in message.files:
                if file.mimetype.startswith("image/"):
                    return Picture(file=file, message=message, png=self.file_bytes(file.id))
        return None

    def _answers(self, sent: Sent) -> list[Message]:
        """The bot's messages since `sent`: in its thread, or in and under the channel."""
        since = [
            message
            for message in self.messages(sent.channel_id)
            if message.bot_id and message.sequence > sent.sequence
        ]
        if sent.ts is None:
            return since
        root = sent.thread_ts or sent.ts
        direct = [message for message in since if message.thread_ts == root]
        return direct

    def _still_waiting(self, what: str, timeout: float) -> str:
        last = [f"  {entry}" for entry in self.log()[-12:]]
        return f"no {what or 'change'} within {timeout:g} s; last in the log:\n" + "\n".join(last)


__all__ = [
    "Acknowledgement",
    "FaultKind",
    "LogEntry",
    "Message",
    "Picture",
    "PlaygroundClient",
    "PlaygroundError",
    "Sent",
    "StillWaiting",
]
