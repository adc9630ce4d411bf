"""The switches of the drawer: which fault each puts in force, and whether it still is."""

from dataclasses import dataclass, replace

from bot.playground.faults import Fault, Faults


@dataclass(frozen=True, slots=True)
class FaultSwitch:
    """One switch; it goes off by itself once its fault has struck as often as it may.

    Attributes:
        name: of its sentences in `Wording`: `fault_…` and `fault_…_note`.
    """

    name: str
    fault: Fault


SWITCHES = (
    FaultSwitch("rate_limited", Fault("rate_limited", "chat.postMessage", times=2, seconds=3)),
    FaultSwitch("slow", Fault("delay", times=None, seconds=2)),
    FaultSwitch("dropped", Fault("drop_after_accepting", "chat.postMessage")),
    FaultSwitch("unshared", Fault("unshared_file", "files.completeUploadExternal")),
)


def switch_named(name: str) -> FaultSwitch | None:
    """By name; None for one that there is not."""
    return next((switch for switch in SWITCHES if switch.name == name), None)


def is_on(switch: FaultSwitch, faults: Faults) -> bool:
    """Whether its fault can still strike."""
    return bool(faults.in_force(switch.fault.kind, switch.fault.target))


def turn(switch: FaultSwitch, faults: Faults) -> bool:
    """On where it is off, off where it is on; returns whether it is on now."""
    if is_on(switch, faults):
        faults.remove(switch.fault.kind, switch.fault.target)
        return False
    faults.add(replace(switch.fault))
    return True
