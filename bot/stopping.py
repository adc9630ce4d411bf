"""SIGTERM and SIGINT as an event that a process waits for."""

import signal
import threading
from types import FrameType


def stop_on_signals() -> threading.Event:
    """Set by the first of these signals; only from a process's main thread."""
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping
