"""The Web API over HTTP: token, arguments, method, answer; and what goes wrong on request."""

import base64
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground import credentials
from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject, json_text
from bot.playground.playground import Playground
from bot.playground.web_api.arguments import Arguments, read_arguments
from bot.playground.web_api.call import Call, Method
from bot.playground.web_api.methods import METHODS
from bot.playground.web_api.mishaps import under_faults

SECRETS = ("client_secret", "code", "refresh_token")
Answer = Callable[[], Awaitable[Response]]


@dataclass(frozen=True)
class WebApi:
    """The endpoint `/api/{method}`."""

    playground: Playground

    async def endpoint(self, request: Request) -> Response:
        """Answer one call, under the faults in force, and note it in the log."""
        name = str(request.path_params["method"])
        started = time.monotonic()
        noted: JsonObject = {}

        async def answer() -> Response:
            noted["response"] = answered = await self._answer(request, name, noted)
            return JSONResponse(answered, headers=self._headers(name, json_text(noted.get("team"))))

        response = await under_faults(self.playground, request, name, answer, noted)
        if "arguments" not in noted:  # a fault came before anything was done
            noted["arguments"] = await _asked(request)
        self._log(name, noted, response, started)
        return response

    async def _answer(self, request: Request, name: str, noted: JsonObject) -> JsonObject:
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method", req_method=name)
            arguments = await read_arguments(request)
            token = _token(request, arguments)
            noted["arguments"] = _without_secrets(arguments)
            team = self._team_of(token, method)
            noted["team"] = team.workspace.installation.team_id
            return self._run(team, method, arguments)
        except SlackError as error:
            noted["error"] = error.code
            return error.answer

    def _run(self, team: Playground, method: Method, arguments: Arguments) -> JsonObject:
        call = Call(team, arguments)
        if method.token == "bot":
            call.need_scope(*method.scopes)
        return {"ok": True} | method.run(call)

    def _team_of(self, token: str, method: Method) -> Playground:
        """The team that the call is about; the first one where no bot token is asked for."""
        if method.token == "none":
            return self.playground
        if not token:
            raise SlackError("not_authed")
        is_app_token = token == credentials.APP_TOKEN
        team = self.playground if is_app_token else self.playground.team_of_token(token)
        if is_app_token != (method.token == "app"):
            raise SlackError("not_allowed_token_type")
        error = team.workspace.installation.token_error
        if error and method.token == "bot":
            raise SlackError(error)
        return team

    def _headers(self, name: str, team_id: str) -> dict[str, str]:
        team = self.playground.teams.get(team_id, self.playground)
        scopes = sorted(team.workspace.installation.scopes)
        accepted = METHODS[name].scopes if name in METHODS else ()
        return {
            "X-OAuth-Scopes": ",".join(scopes),
            "X-Accepted-OAuth-Scopes": ",".join(accepted),
        }

    def _log(self, name: str, noted: JsonObject, response: Response, started: float) -> None:
        milliseconds = round((time.monotonic() - started) * 1000, 1)
        self.playground.log.record(
            "api_call", name, **noted, status=response.status_code, milliseconds=milliseconds
        )


def _token(request: Request, arguments: Arguments) -> str:
    """From the header, else from a form; taken out of the arguments, so that no log holds it.

    The header may hold the app's own id and secret instead, for oauth.v2.access.
    """
    in_arguments = json_text(arguments.values.pop("token", ""))
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        client_id, _, secret = base64.b64decode(credential).decode().partition(":")
        arguments.values |= {"client_id": client_id, "client_secret": secret}
    return credential.strip() if scheme.lower() == "bearer" else in_arguments


async def _asked(request: Request) -> JsonObject:
    """The arguments of a call that was not carried out."""
    try:
        arguments = await read_arguments(request)
    except SlackError:
        return {}
    _token(request, arguments)
    return _without_secrets(arguments)


def _without_secrets(arguments: Arguments) -> JsonObject:
    return {key: item for key, item in arguments.values.items() if key not in SECRETS}
