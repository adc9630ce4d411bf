"""Keeps the memory of a process with many threads together."""

import ctypes
import sys

_M_ARENA_MAX = -8  # malloc.h of the GNU C library


def use_few_arenas(count: int = 2) -> None:
    """Let the C library take memory from few places instead of eight for each core.

    Threads that draw pictures one after the other otherwise each leave one behind that is as
    large as the largest picture: about 20 MB for eight threads. No effect elsewhere than on Linux
    with the GNU C library.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, count)
