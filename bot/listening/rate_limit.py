"""Keeps one person from filling a channel's queue: so many requests a minute, then a pause."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.listening.requests import ClassificationRequest, Request

_log = logging.getLogger(__name__)
_WINDOW = 60.0  # seconds
_MOST_KEYS = 10_000


@dataclass(slots=True)
class _Recent:
    """What one user asked in one channel within the window."""

    asked: deque[tuple[float, str]] = field(default_factory=deque)
    told: bool = False


class RateLimit:
    """Stands in front of the inbox, in every web process for itself.

    Args:
        accept: stores a request.
        per_minute: requests that one user may make in one channel; 0 for any number.
    """

    def __init__(self, accept: Callable[[Request], None], per_minute: int) -> None:
        self._accept = accept
        self._per_minute = per_minute
        self._recent: dict[tuple[str, str, str], _Recent] = {}
        self._lock = threading.Lock()

    def accept(self, request: Request) -> None:
        """Store the request. The first one too many is stored to be told so; more are let go."""
        if self._is_within_limit(request):
            self._accept(request)
        elif isinstance(request, ClassificationRequest) and self._is_first_too_many(request):
            self._accept(request.model_copy(update={"is_one_too_many": True}))
        else:
            _log.info("job %s let go: over the rate limit", request.job_id)

    def _is_within_limit(self, request: Request) -> bool:
        if not self._per_minute:
            return True
        now = time.monotonic()
        with self._lock:
            recent = self._of(request)
            while recent.asked and recent.asked[0][0] < now - _WINDOW:
                recent.asked.popleft()
            if any(job_id == request.job_id for _, job_id in recent.asked):
                return True  # the same one, delivered again
            if len(recent.asked) >= self._per_minute:
                return False
            recent.asked.append((now, request.job_id))
            recent.told = False
            return True

    def _is_first_too_many(self, request: Request) -> bool:
        with self._lock:
            recent = self._of(request)
            first, recent.told = not recent.told, True
            return first

    def _of(self, request: Request) -> _Recent:
        if len(self._recent) >= _MOST_KEYS:
            self._recent.clear()
        key = (request.team_id, request.channel_id, request.user_id)
        return self._recent.setdefault(key, _Recent())
