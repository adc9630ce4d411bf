"""Which language a user reads, asked of Slack once in a while."""

import logging
import threading
import time

from bot.answering.errors import SlackError
from bot.answering.posting import SlackPoster
from bot.answering.wording import Language

_log = logging.getLogger(__name__)
_REMEMBER = 3600.0  # seconds
_MOST = 10_000  # users


class Locales:
    """Remembers each user's language for an hour. Where Slack does not tell: Japanese."""

    def __init__(self, poster: SlackPoster) -> None:
        self._poster = poster
        self._known: dict[str, tuple[float, Language]] = {}
        self._lock = threading.Lock()

    def language_of(self, user_id: str) -> Language:
        """The language of this user's Slack."""
        now = time.monotonic()
        with self._lock:
            asked_at, language = self._known.get(user_id, (-_REMEMBER, Language.JAPANESE))
        if now - asked_at < _REMEMBER:
            return language
        language = self._ask(user_id)
        with self._lock:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[user_id] = (now, language)
        return language

    def _ask(self, user_id: str) -> Language:
        try:
            return Language.of_locale(self._poster.locale(user_id))
        except SlackError as error:
            _log.info("locale of %s unknown: %s", user_id, error)
            return Language.JAPANESE
