"""Plays the people in the playground from another process: acts, looks, waits, breaks.

Everything goes over the control API of a running server (`python -m bot.playground`).
"""

from types import TracebackType
from typing import Self

from bot.playground import credentials
from bot.playground.client.acting import Acting
from bot.playground.client.connection import (
    DEFAULT_CHANNEL,
    DEFAULT_URL,
    DEFAULT_USER,
    PlaygroundError,
    StillWaiting,
)
from bot.playground.client.staging import FaultKind, Staging
from bot.playground.client.waiting import DEFAULT_TIMEOUT, Waiting
from bot.playground.sightings import Acknowledgement, File, LogEntry, Message, Picture, Sent


class PlaygroundClient(Acting, Waiting, Staging):
    """A person at the keyboard of the playground, with eyes on everything in it.

    Channels may be given by name or id; users too. Times are in seconds.

    Example:
        sent = slack.mention("駅前のパン屋のクロワッサン")
        picture = slack.wait_for_picture(sent)
    """

    bot_token = credentials.BOT_TOKEN
    app_token = credentials.APP_TOKEN
    signing_secret = credentials.SIGNING_SECRET
    bot_user_id = credentials.BOT_USER_ID
    bot_id = credentials.BOT_ID
    client_id = credentials.CLIENT_ID
    client_secret = credentials.CLIENT_SECRET

    def second_team(self) -> "PlaygroundClient":
        """The same for another team, in which the app is not installed yet."""
        return PlaygroundClient(self.url, credentials.SECOND_TEAM_ID)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the server; the server runs on."""
        self.http.close()


__all__ = [
    "DEFAULT_CHANNEL",
    "DEFAULT_TIMEOUT",
    "DEFAULT_URL",
    "DEFAULT_USER",
    "Acknowledgement",
    "FaultKind",
    "File",
    "LogEntry",
    "Message",
    "Picture",
    "PlaygroundClient",
    "PlaygroundError",
    "Sent",
    "StillWaiting",
]
