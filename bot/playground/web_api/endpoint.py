"""The Web API over HTTP: token, arguments, method, answer; and what goes wrong on request."""

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
            return JSONResponse(answered, headers=self._headers(name))

        response = await under_faults(self.playground, request, name, answer, noted)
        self._log(name, noted, response, started)
        return response

    async def _answer(self, request: Request, name: str, noted: JsonObject) -> JsonObject:
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method", req_method=name)
            arguments = await read_arguments(request)
            token = _token(request, arguments)
            noted["arguments"] = arguments.values
            self._check_token(token, method)
            return self._run(method, arguments)
        except SlackError as error:
            noted["error"] = error.code
            return error.answer

    def _run(self, method: Method, arguments: Arguments) -> JsonObject:
        call = Call(self.playground, arguments)
        if method.token == "bot":
            call.need_scope(*method.scopes)
        return {"ok": True} | method.run(call)

    def _check_token(self, token: str, method: Method) -> None:
        if method.token == "none":
            return
        if not token:
            raise SlackError("not_authed")
        installation = self.playground.workspace.installation
        if token not in (installation.bot_token, credentials.APP_TOKEN):
            raise SlackError("invalid_auth")
        if (token == credentials.APP_TOKEN) != (method.token == "app"):
            raise SlackError("not_allowed_token_type")
        if installation.token_error and method.token == "bot":
            raise SlackError(installation.token_error)

    def _headers(self, name: str) -> dict[str, str]:
        scopes = sorted(self.playground.workspace.installation.scopes)
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
    """From the header, else from a form; taken out of the arguments, so that no log holds it."""
    in_arguments = json_text(arguments.values.pop("token", ""))
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else in_arguments
