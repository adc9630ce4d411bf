"""Hands events, commands and interactions to the bot, and events again where not taken."""

import asyncio
import time
from collections.abc import Coroutine, Sequence

from bot.playground.delivery.events import name_of
from bot.playground.delivery.transport import Attempt, Outcome, OutgoingRequest, Transport
from bot.playground.faults import Faults
from bot.playground.json_values import JsonObject, json_text
from bot.playground.log import Log

SLACKS_PATIENCE = 3.0
SLACKS_WAITS = (0.0, 60.0, 300.0)


class Delivery:
    """One way to the bot at a time.

    Attributes:
        acknowledge_within: seconds that the bot has for its acknowledgement.
        redeliver_after: seconds before each further attempt of an event; nothing else is repeated.
    """

    def __init__(self, transport: Transport, log: Log, faults: Faults) -> None:
        self.transport = transport
        self.acknowledge_within = SLACKS_PATIENCE
        self.redeliver_after: Sequence[float] = SLACKS_WAITS
        self._log = log
        self._faults = faults
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> int:
        """How many events are being delivered, or wait for another attempt."""
        return len(self._tasks)

    def events(self, payloads: Sequence[JsonObject]) -> list[str]:
        """Deliver wrapped events in the background; returns their event ids."""
        for payload in payloads:
            self.in_background(self._until_taken(payload))
            if self._faults.take(name_of(payload), "duplicate_delivery"):
                self.in_background(self._until_taken(payload))
        return [json_text(payload["event_id"]) for payload in payloads]

    async def once(self, request: OutgoingRequest, attempt: Attempt | None = None) -> Outcome:
        """One attempt, under the faults in force, noted in the log."""
        attempt = attempt or Attempt()
        started = time.monotonic()
        outcome = await self._attempt(request, attempt)
        self._log.record(
            "delivery",
            request.name,
            event_id=request.payload.get("event_id"),
            attempt=attempt.number,
            retry_reason=attempt.retry_reason,
            payload=request.payload,
            milliseconds=round((time.monotonic() - started) * 1000, 1),
            **outcome.to_wire(),
        )
        return outcome

    def in_background(self, work: Coroutine[object, object, None]) -> None:
        """Run something that `under_way` counts."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Give up everything under way."""
        for task in self._tasks:
            task.cancel()

    async def _until_taken(self, payload: JsonObject) -> None:
        request = OutgoingRequest("events_api", name_of(payload), payload)
        outcome = await self.once(request)
        for number, wait in enumerate(self.redeliver_after, start=1):
            if outcome.accepted or not outcome.may_retry:
                return
            await asyncio.sleep(wait)
            outcome = await self.once(request, Attempt(number, outcome.reason))

    async def _attempt(self, request: OutgoingRequest, attempt: Attempt) -> Outcome:
        delay = self._faults.take(request.name, "delay")
        if delay is not None:
            await asyncio.sleep(delay.seconds)
        if self._faults.take(request.name, "lost_delivery"):
            return Outcome(False, "timeout")
        outcome = await self.transport.deliver(request, attempt, self.acknowledge_within)
        if outcome.accepted and self._faults.take(request.name, "ignored_acknowledgement"):
            return Outcome(False, "timeout")
        return outcome
