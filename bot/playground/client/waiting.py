"""Waiting for what the bot does, without polling: the playground tells of each new happening."""

import time
from collections.abc import Callable
from typing import TypeVar

from bot.playground.client.connection import DEFAULT_USER, StillWaiting
from bot.playground.client.looking import Looking
from bot.playground.json_values import json_objects
from bot.playground.sightings import Message, Picture, Sent

DEFAULT_TIMEOUT = 30.0

Answer = TypeVar("Answer")


class Waiting(Looking):
    """Patience. Times are in seconds."""

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
            self.get("/log", {"after": str(seen), "wait": f"{min(left, 5.0):.3f}"})

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
            state = self.get("/log", {"after": str(seen), "wait": f"{seconds:.3f}"})
            if not json_objects(state["entries"]) and not state["under_way"]:
                return
        raise StillWaiting(self._still_waiting("quiet", timeout))

    def wait_for_connection(self, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Until the bot's Socket Mode client is connected."""
        self.wait_for(
            lambda: True if self.get("/state")["connections"] else None,
            timeout=timeout,
            what="a Socket Mode connection",
        )

    def wait_for_bot(self, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Until there is a way to the bot: over HTTP always, in Socket Mode once it connects."""
        self.wait_for(
            lambda: True if self.get("/state")["has_way_to_bot"] else None,
            timeout=timeout,
            what="a bot",
        )

    def _last_entry(self) -> int:
        last = self.get("/state")["last_entry"]
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
