"""How further teams get the app: Slack's consent, the codes it gives out, the tokens for them."""

import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bot.playground import credentials
from bot.playground.errors import SlackError
from bot.playground.model import Installation


@dataclass
class Grant:
    """What somebody has allowed; its code is exchanged once."""

    team_id: str
    user_id: str
    scopes: frozenset[str]
    redirect_uri: str
    is_used: bool = False


@dataclass
class Distribution:
    """The app's side of OAuth.

    Attributes:
        redirect_url: where Slack sends people back to when the app names no address itself.
        token_seconds: how long a bot token lives; 0 without token rotation.
    """

    redirect_url: str = ""
    token_seconds: int = 0
    grants: dict[str, Grant] = field(default_factory=dict)

    def allow(self, team_id: str, user_id: str, scope: str, redirect_uri: str) -> str:
        """A code for what a person has allowed."""
        code = f"{secrets.token_hex(6)}.{secrets.token_hex(16)}"
        scopes = frozenset(filter(None, scope.split(",")))
        self.grants[code] = Grant(team_id, user_id, scopes, redirect_uri)
        return code

    def take(self, code: str, redirect_uri: str) -> Grant:
        """What a code stands for; each works once."""
        grant = self.grants.get(code)
        if grant is None:
            raise SlackError("invalid_code")
        if grant.is_used:
            raise SlackError("code_already_used")
        if redirect_uri != grant.redirect_uri:
            raise SlackError("bad_redirect_uri")
        grant.is_used = True
        return grant

    def back_to(self, redirect_uri: str, **answer: str) -> str:
        """The address that a person is sent back to."""
        return f"{redirect_uri or self.redirect_url}?{urlencode(answer)}"

    def give_token(self, installation: Installation) -> None:
        """A new bot token; the former one ends."""
        end_token(installation, "token_revoked")
        kind = "xoxe.xoxb" if self.token_seconds else "xoxb"
        installation.bot_token = f"{kind}-{installation.team_id}-{secrets.token_hex(12)}"
        installation.refresh_token = f"xoxe-1-{secrets.token_hex(16)}" if self.token_seconds else ""
        installation.token_error = ""


def end_token(installation: Installation, error: str) -> None:
    """From now on the token is refused with this error; the app may be installed again."""
    if installation.bot_token:
        installation.ended_tokens[installation.bot_token] = error
    installation.bot_token = installation.refresh_token = ""


def check_client(client_id: str, client_secret: str) -> None:
    """Refuse another app."""
    if client_id != credentials.CLIENT_ID:
        raise SlackError("invalid_client_id")
    if client_secret != credentials.CLIENT_SECRET:
        raise SlackError("bad_client_secret")
