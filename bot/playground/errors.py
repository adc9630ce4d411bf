"""Slack's own way of saying no: `{"ok": false, "error": code}`."""

from collections.abc import Sequence

from bot.playground.json_values import JsonObject


class SlackError(Exception):
    """A Web API call is refused.

    Attributes:
        code: Slack's error code, such as `channel_not_found`.
        details: further fields of the answer, such as `needed` and `provided`.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def answer(self) -> JsonObject:
        """What goes over the wire."""
        return {"ok": False, "error": self.code, **self.details}


def invalid(code: str, messages: Sequence[str]) -> SlackError:
    """A refusal that says what is wrong with the arguments, in `response_metadata`."""
    return SlackError(code, response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})


class ActionError(Exception):
    """A person in the playground tried what nobody can do; the message says what and why."""
