"""What goes wrong on request: which calls or deliveries, how often, for how long."""

import time
from dataclasses import dataclass

CALL_FAULTS = ("rate_limited", "server_error", "error", "drop", "hang")
KINDS = (
    *CALL_FAULTS,
    "drop_after_accepting",
    "hang_after_accepting",
    "delay",
    "unshared_file",
    "duplicate_delivery",
    "lost_delivery",
    "ignored_acknowledgement",
)


@dataclass
class Fault:
    """One fault; `PlaygroundClient.set_fault` explains the fields."""

    kind: str
    target: str = "*"
    times: int | None = 1
    until: float | None = None
    skip: int = 0
    seconds: float = 1.0
    code: str = "internal_error"

    def concerns(self, kind: str, target: str) -> bool:
        """Whether it is in force for this."""
        in_time = self.until is None or time.monotonic() < self.until
        return self.kind == kind and self.target in ("*", target) and in_time and self.times != 0

    def hits(self) -> bool:
        """Count one use; False while the first `skip` uses pass."""
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Faults:
    """The faults in force."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put one more in force."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Mend everything."""
        self._faults.clear()

    def in_force(self, kind: str, target: str) -> list[Fault]:
        """Those of this kind that can still hit this target."""
        return [fault for fault in self._faults if fault.concerns(kind, target)]

    def remove(self, kind: str, target: str) -> None:
        """Mend what was put in force for exactly this target."""
        self._faults = [f for f in self._faults if (f.kind, f.target) != (kind, target)]

    def take(self, target: str, *kinds: str) -> Fault | None:
        """The first fault of these kinds that hits this call or delivery; its use is counted."""
        for kind in kinds:
            for fault in self._faults:
                if fault.concerns(kind, target) and fault.hits():
                    return fault
        return None
