"""auth.* and api.test: who the token belongs to."""

from bot.playground import credentials
from bot.playground.json_values import JsonObject
from bot.playground.web_api.call import Call, Method


def test(call: Call) -> JsonObject:
    """The team and the bot user of the token."""
    return {
        "url": f"{call.playground.base_url}/",
        "team": credentials.TEAM_NAME,
        "user": credentials.BOT_NAME,
        "team_id": credentials.TEAM_ID,
        "user_id": credentials.BOT_USER_ID,
        "bot_id": credentials.BOT_ID,
        "is_enterprise_install": False,
    }


def revoke(call: Call) -> JsonObject:
    """End the token."""
    call.workspace.installation.token_error = "token_revoked"
    return {"revoked": True}


def api_test(call: Call) -> JsonObject:
    """Give the arguments back."""
    return {"args": call.arguments.values}


METHODS = {
    "auth.test": Method(test),
    "auth.revoke": Method(revoke),
    "api.test": Method(api_test, token="none"),
}
