"""Each workspace's own token: looked up when it is needed, renewed before it runs out."""

import logging
import threading
import time
from datetime import UTC, datetime
from http.client import HTTPException

import sqlalchemy as sa
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.answering.errors import SlackRefused, SlackUnavailable
from bot.errors import TokensUnreadable
from bot.installing.store import STATES, InstallationStore
from bot.listening.requests import Installed

_log = logging.getLogger(__name__)
_RENEW_BEFORE = 120  # minutes before a token runs out


class Installations:
    """The installations of the app; used by all threads of a worker."""

    def __init__(self, store: InstallationStore, rotator: TokenRotator) -> None:
        self._store = store
        self._rotator = rotator
        self._rotating = threading.Lock()

    def bot_in(self, place: Installed) -> Bot:
        """The bot of this workspace with a token that is valid for a while.

        Raises:
            SlackRefused: the app is not installed there (any more).
            SlackUnavailable: it cannot be told right now.
        """
        bot = self._find(place)
        if bot.bot_token_expires_at is None:
            return bot
        with self._rotating:
            return self._renewed(self._find(place), place)

    def remove(self, place: Installed, not_after: float) -> bool:
        """Forget the workspace's token; True where there was one.

        Args:
            not_after: seconds since 1970; an installation made later than this stays. News of an
                uninstallation can arrive after the app was installed again.
        """
        try:
            bot = self._find(place)
        except SlackRefused:
            return False
        if bot.installed_at > not_after:
            return False
        self._store.delete_bot(enterprise_id=bot.enterprise_id, team_id=bot.team_id)
        return True

    def drop_expired_states(self) -> None:
        """Delete what people left behind who opened the install page and went no further."""
        now = datetime.now(UTC).replace(tzinfo=None)
        with self._store.engine.begin() as connection:
            connection.execute(sa.delete(STATES).where(STATES.c.expire_at < now))

    def _find(self, place: Installed) -> Bot:
        try:
            bot = self._store.find_bot(
                enterprise_id=place.enterprise_id,
                team_id=place.team_id,
                is_enterprise_install=place.is_enterprise_install,
            )
        except (sa.exc.SQLAlchemyError, TokensUnreadable) as error:
            raise SlackUnavailable("installation", type(error).__name__) from None
        if bot is None:
            raise SlackRefused("installation", "not_installed")
        return bot

    def _renewed(self, bot: Bot, place: Installed) -> Bot:
        """The bot with a new token where the old one runs out soon."""
        try:
            renewed = self._rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=_RENEW_BEFORE
            )
        except (SlackTokenRotationError, OSError, HTTPException, ValueError) as error:
            return self._unrenewed(bot, place, error)
        if renewed is None:
            return bot
        self._store.save_bot(renewed)
        _log.info("token of %s renewed", place.id)
        return renewed

    def _unrenewed(self, bot: Bot, place: Installed, error: Exception) -> Bot:
        """The old token while it is valid: another worker may have renewed it just now."""
        _log.warning("token of %s not renewed: %s", place.id, type(error).__name__)
        current = self._find(place)
        if (current.bot_token_expires_at or 0) <= time.time():
            raise SlackUnavailable("oauth.v2.access", "token_not_renewed")
        return current
