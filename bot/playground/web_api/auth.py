"""auth.* and api.test: who the token belongs to."""

from bot.playground.json_values import JsonObject
from bot.playground.web_api.call import Call, Method


def test(call: Call) -> JsonObject:
    """The team and the bot user of the token."""
    return {
        "url": f"{call.playground.base_url}/",
        "team": call.installation.team_name,
        "user": call.installation.bot_name,
        "team_id": call.installation.team_id,
        "user_id": call.installation.bot_user_id,
        "bot_id": call.installation.bot_id,
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
