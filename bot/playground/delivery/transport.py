"""What is handed to the bot, and how it takes it: the same for Socket Mode and signed HTTP."""

from dataclasses import dataclass
from typing import Literal, Protocol

from bot.playground.json_values import JsonObject

RequestKind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True)
class OutgoingRequest:
    """One event, command or interaction.

    Attributes:
        name: for the log and for faults: the event type, `slash_commands`, `interactive`.
    """

    kind: RequestKind
    name: str
    payload: JsonObject

    @property
    def accepts_response_payload(self) -> bool:
        """Whether the acknowledgement may carry a message or a view."""
        return self.kind != "events_api"


@dataclass(frozen=True)
class Attempt:
    """Which attempt this is: number 0 is the first; `retry_reason` says why there is another."""

    number: int = 0
    retry_reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """How the bot took it; see `sightings.Acknowledgement`."""

    accepted: bool
    reason: str = ""
    status: int | None = None
    body: JsonObject | str | None = None
    may_retry: bool = True

    def to_wire(self) -> JsonObject:
        """As the control API gives it out."""
        return {
            "accepted": self.accepted,
            "reason": self.reason,
            "status": self.status,
            "body": self.body,
        }


class Transport(Protocol):
    """A way to the bot."""

    async def deliver(self, request: OutgoingRequest, attempt: Attempt, patience: float) -> Outcome:
        """Hand it over and wait up to `patience` seconds for the acknowledgement."""
        ...
