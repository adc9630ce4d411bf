"""Everything that happened in the playground, in order, for tests and for the curious."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.playground.json_values import JsonObject


@dataclass(frozen=True)
class Entry:
    """One thing that happened; see `sightings.LogEntry` for kinds and details."""

    sequence: int
    at: float
    kind: str
    name: str
    detail: JsonObject

    def to_wire(self) -> JsonObject:
        """As the control API gives it out."""
        return {
            "sequence": self.sequence,
            "at": self.at,
            "kind": self.kind,
            "name": self.name,
            "detail": self.detail,
        }


class Log:
    """Append-only; whoever waits is woken by each new entry."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._more = asyncio.Event()

    @property
    def last(self) -> int:
        """Number of the last entry, 0 before the first."""
        return len(self._entries)

    @property
    def entries(self) -> Sequence[Entry]:
        """All of them so far; the one numbered n at index n - 1."""
        return self._entries

    def record(self, kind: str, name: str, **detail: object) -> int:
        """Append an entry; returns its number."""
        entry = Entry(self.last + 1, time.time(), kind, name, detail)
        self._entries.append(entry)
        self._more.set()
        self._more = asyncio.Event()
        return entry.sequence

    async def after(self, sequence: int, wait: float = 0) -> list[Entry]:
        """The entries after `sequence`; where there are none, wait up to `wait` seconds for one."""
        if wait > 0 and self.last <= sequence:
            try:
                await asyncio.wait_for(self._more.wait(), wait)
            except TimeoutError:
                return []
        return self._entries[sequence:]
