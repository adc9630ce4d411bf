"""The workspace that an answer goes to: its client, and who the bot is there."""

from typing import Protocol

from slack_sdk import WebClient

from bot.answering.slack_client import slack_errors


class Workspace(Protocol):
    """Asked again for every call, since tokens change; raises `SlackError` where there is none."""

    def client(self) -> WebClient:
        """A client with a token that is valid now."""
        ...

    def bot_user_id(self) -> str:
        """The bot's own user id there."""
        ...


class FixedWorkspace:
    """The one workspace of `SLACK_BOT_TOKEN`."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._bot_user_id: str | None = None

    def client(self) -> WebClient:
        """Always the same."""
        return self._client

    def bot_user_id(self) -> str:
        """Asked of Slack once."""
        if self._bot_user_id is None:
            with slack_errors("auth.test"):
                self._bot_user_id = str(self._client.auth_test()["user_id"])
        return self._bot_user_id
