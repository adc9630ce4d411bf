"""The tokens and ids of the one app that is installed in the playground; they open nothing else."""

TEAM_ID = "T0PLAYGRND"
TEAM_NAME = "プレイグラウンド"
TEAM_DOMAIN = "playground"
APP_ID = "A0CLASSIFY"
BOT_ID = "B0CLASSIFY"
BOT_USER_ID = "U0CLASSIFY"
BOT_NAME = "classifier"
BOT_REAL_NAME = "文章分類"

BOT_TOKEN = "xoxb-playground"
APP_TOKEN = "xapp-playground"
SIGNING_SECRET = "playground-signing-secret"
VERIFICATION_TOKEN = "playground-verification-token"

PREINSTALLED_SCOPES = (
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
PREINSTALLED_SUBSCRIPTIONS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "tokens_revoked",
)
