"""Ids and timestamps as Slack makes them."""

import secrets
import string
import time

ALPHABET = string.ascii_uppercase + string.digits


def new_id(prefix: str) -> str:
    """An id such as `F0A1B2C3D4E`."""
    return f"{prefix}0{''.join(secrets.choice(ALPHABET) for _ in range(9))}"


class Timestamps:
    """Message timestamps: seconds with six decimals, unique and increasing."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        """The current time, or a microsecond more than the last one given."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
