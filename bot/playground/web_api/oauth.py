"""oauth.v2.access: a code, or a refresh token, for a bot token."""

from bot.playground import credentials
from bot.playground.distribution import check_client
from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject
from bot.playground.model import Installation
from bot.playground.web_api.call import Call, Method


def access(call: Call) -> JsonObject:
    """The token of the installation that the code or refresh token belongs to."""
    check_client(
        call.arguments.optional("client_id") or "", call.arguments.optional("client_secret") or ""
    )
    if call.arguments.optional("grant_type") == "refresh_token":
        return _answer(call, _renewed(call, call.arguments.required("refresh_token")), "")
    return _installed(call, call.arguments.required("code"))


def _installed(call: Call, code: str) -> JsonObject:
    distribution = call.playground.distribution
    grant = distribution.take(code, call.arguments.optional("redirect_uri") or "")
    team = call.playground.teams[grant.team_id]
    installation = team.workspace.installation
    installation.scopes = grant.scopes
    distribution.give_token(installation)
    team.log.record("setting", "installed", team=installation.team_id)
    return _answer(call, installation, grant.user_id)


def _renewed(call: Call, refresh_token: str) -> Installation:
    for team in call.playground.teams.values():
        installation = team.workspace.installation
        if refresh_token and installation.refresh_token == refresh_token:
            call.playground.distribution.give_token(installation)
            return installation
    raise SlackError("invalid_refresh_token")


def _answer(call: Call, installation: Installation, user_id: str) -> JsonObject:
    answer: JsonObject = {
        "access_token": installation.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(installation.scopes)),
        "bot_user_id": installation.bot_user_id,
        "app_id": credentials.APP_ID,
        "team": {"id": installation.team_id, "name": installation.team_name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if user_id:
        answer["authed_user"] = {"id": user_id}
    if installation.refresh_token:
        answer |= {
            "refresh_token": installation.refresh_token,
            "expires_in": call.playground.distribution.token_seconds,
        }
    return answer


METHODS = {"oauth.v2.access": Method(access, token="none")}
