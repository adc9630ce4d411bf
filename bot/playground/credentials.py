"""The app of the playground and its first installation: ids and tokens that open nothing else."""

from dataclasses import replace

from bot.playground.model import Installation

TEAM_ID = "T0PLAYGRND"
TEAM_NAME = "プレイグラウンド"
TEAM_DOMAIN = "playground"
SECOND_TEAM_ID = "T0SECONDTM"
SECOND_TEAM_NAME = "もう一つのワークスペース"
SECOND_TEAM_DOMAIN = "second"
APP_ID = "A0CLASSIFY"
BOT_ID = "B0CLASSIFY"
BOT_USER_ID = "U0CLASSIFY"
BOT_NAME = "classifier"
BOT_REAL_NAME = "文章分類"

BOT_TOKEN = "xoxb-playground"
APP_TOKEN = "xapp-playground"
CLIENT_ID = "1000000000.2000000000"
CLIENT_SECRET = "playground-client-secret"
SIGNING_SECRET = "playground-signing-secret"
VERIFICATION_TOKEN = "playground-verification-token"

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "im:history",
    "reactions:write",
    "users:read",
)
SUBSCRIPTIONS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "tokens_revoked",
)


def first_installation() -> Installation:
    """The app in the team that the playground starts with."""
    return Installation(
        team_id=TEAM_ID,
        team_name=TEAM_NAME,
        team_domain=TEAM_DOMAIN,
        bot_user_id=BOT_USER_ID,
        bot_id=BOT_ID,
        bot_name=BOT_NAME,
        bot_real_name=BOT_REAL_NAME,
        bot_token=BOT_TOKEN,
        scopes=frozenset(SCOPES),
        subscriptions=frozenset(SUBSCRIPTIONS),
    )


def second_team() -> Installation:
    """A team in which the app is not installed yet."""
    return replace(
        first_installation(),
        team_id=SECOND_TEAM_ID,
        team_name=SECOND_TEAM_NAME,
        team_domain=SECOND_TEAM_DOMAIN,
        bot_user_id="U0SECONDBT",
        bot_id="B0SECONDBT",
        bot_token="",
    )
