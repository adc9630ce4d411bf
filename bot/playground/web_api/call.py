"""One call of a Web API method: its arguments, who may make it, and where it may reach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject
from bot.playground.model import Channel, Installation
from bot.playground.playground import Playground
from bot.playground.web_api.arguments import Arguments
from bot.playground.workspace import Workspace

SCOPE_PREFIXES = {"channel": "channels", "group": "groups", "im": "im"}


@dataclass(frozen=True)
class Call:
    """What a method gets."""

    playground: Playground
    arguments: Arguments

    @property
    def workspace(self) -> Workspace:
        """The state."""
        return self.playground.workspace

    @property
    def installation(self) -> Installation:
        """Whose token it is."""
        return self.workspace.installation

    def need_scope(self, *alternatives: str) -> None:
        """Refuse where the token has none of these scopes."""
        provided = self.installation.scopes
        if alternatives and not provided.intersection(alternatives):
            raise SlackError(
                "missing_scope",
                needed=",".join(alternatives),
                provided=",".join(sorted(provided)),
            )

    def need_channel_scope(self, channel: Channel, what: Literal["history", "read"]) -> None:
        """Refuse where the token may not read this kind of channel."""
        self.need_scope(f"{SCOPE_PREFIXES[channel.kind]}:{what}")

    def joined_channel(self, channel_id: str) -> Channel:
        """A channel that the bot is in; a private one it is not in does not exist for it."""
        channel = self.workspace.channel(channel_id)
        if self.installation.bot_user_id in channel.members:
            return channel
        raise SlackError("not_in_channel" if channel.kind == "channel" else "channel_not_found")

    def open_channel(self, channel_id: str) -> Channel:
        """A channel that the bot may write to."""
        channel = self.joined_channel(channel_id)
        if channel.is_archived:
            raise SlackError("is_archived")
        return channel


@dataclass(frozen=True)
class Method:
    """A method and the scopes it needs, one of them at least; `token` says which token it takes."""

    run: Callable[[Call], JsonObject]
    scopes: tuple[str, ...] = ()
    token: Literal["bot", "app", "none"] = "bot"
