"""Which language a user reads, asked of Slack once in a while."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

from bot.answering.errors import SlackError, SlackUnavailable
from bot.answering.wording import Language

_log = logging.getLogger(__name__)
_REMEMBER = 3600.0  # seconds
_ASK_AGAIN = 60.0  # seconds, where Slack could not be reached
_MOST = 10_000  # users


class AsksSlack(Protocol):
    """Who asks Slack for a user's locale: `posting.SlackPoster`."""

    def locale(self, user_id: str) -> str | None:
        """Such as `ja-JP`; raises SlackError."""
        ...


class Locales:
    """Remembers each user's language for an hour. Where Slack does not tell: Japanese."""

    def __init__(self, slack: AsksSlack, clock: Callable[[], float] = time.monotonic) -> None:
        self._slack = slack
        self._clock = clock
        self._known: dict[str, tuple[Language, float]] = {}  # until when, by the clock
        self._lock = threading.Lock()

    def language_of(self, user_id: str) -> Language:
        """The language of this user's Slack."""
        now = self._clock()
        with self._lock:
            language, until = self._known.get(user_id, (Language.JAPANESE, now))
        if now < until:
            return language
        language, seconds = self._ask(user_id)
        with self._lock:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[user_id] = (language, now + seconds)
        return language

    def _ask(self, user_id: str) -> tuple[Language, float]:
        """The language, and for how many seconds to believe it."""
        try:
            return Language.of_locale(self._slack.locale(user_id)), _REMEMBER
        except SlackError as error:
            _log.info("locale of %s unknown: %s", user_id, error)
            away = isinstance(error, SlackUnavailable)
            return Language.JAPANESE, _ASK_AGAIN if away else _REMEMBER
