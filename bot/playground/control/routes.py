"""The routes of the control API: which path is which verb."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.control import acting, looking, staging
from bot.playground.control.asked import Asked
from bot.playground.errors import ActionError, SlackError
from bot.playground.json_values import JsonObject, json_object, json_text
from bot.playground.playground import Playground
from bot.playground.web_api.uploads import bytes_of

PREFIX = "/_playground"

Verb = Callable[[Asked], JsonObject | Awaitable[JsonObject]]

VERBS: dict[tuple[str, str], Verb] = {
    ("POST", "/messages"): acting.say,
    ("GET", "/messages"): looking.messages,
    ("POST", "/messages/edit"): acting.edit,
    ("POST", "/messages/delete"): acting.delete,
    ("POST", "/commands"): acting.command,
    ("POST", "/shortcuts"): acting.shortcut,
    ("POST", "/actions"): acting.press,
    ("POST", "/view-submissions"): acting.submit,
    ("POST", "/home"): acting.open_home,
    ("POST", "/events"): acting.cause,
    ("GET", "/ephemeral"): looking.ephemeral,
    ("GET", "/views"): looking.views,
    ("GET", "/log"): looking.log,
    ("GET", "/state"): looking.state,
    ("POST", "/start-over"): staging.start_over,
    ("POST", "/transport"): staging.transport,
    ("POST", "/settings"): staging.settings,
    ("POST", "/faults"): staging.set_fault,
    ("DELETE", "/faults"): staging.clear_faults,
    ("POST", "/socket-mode/disconnect"): staging.disconnect,
    ("POST", "/channels"): staging.add_channel,
    ("POST", "/channels/remove-bot"): staging.remove_bot,
    ("POST", "/channels/invite-bot"): staging.invite_bot,
    ("POST", "/channels/archive"): staging.archive,
    ("POST", "/users/locale"): staging.locale,
    ("POST", "/token"): staging.token,
    ("POST", "/response-urls/expire"): staging.expire_response_url,
    ("POST", "/uninstall"): staging.uninstall,
}


def routes(playground: Playground) -> list[Route]:
    """The routes of the control API, without their prefix."""
    verbs = [
        Route(path, _endpoint(playground, verb), methods=[method])
        for (method, path), verb in VERBS.items()
    ]

    async def attach(request: Request) -> Response:
        return await _attach(playground, request)

    async def file(request: Request) -> Response:
        team = _team(playground, dict(request.query_params))
        found = team.workspace.files.get(str(request.path_params["file_id"]))
        return bytes_of(found) if found is not None else Response(status_code=404)

    return [*verbs, Route("/files", attach, methods=["POST"]), Route("/files/{file_id}", file)]


def _endpoint(playground: Playground, verb: Verb) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        body = await request.body()
        fields: JsonObject = dict(request.query_params) | json_object(json.loads(body or b"{}"))
        return await _answered(lambda: verb(Asked(_team(playground, fields), fields)))

    return endpoint


def _team(playground: Playground, fields: JsonObject) -> Playground:
    """The team that a request names; else the first one."""
    return playground.teams.get(json_text(fields.get("team")), playground)


async def _attach(playground: Playground, request: Request) -> Response:
    content = await request.body()
    fields: JsonObject = dict(request.query_params)
    asked = Asked(_team(playground, fields), fields)
    return await _answered(
        lambda: asked.people.attach(
            asked.user,
            asked.channel,
            asked.text("text"),
            asked.text("filename"),
            content,
            asked.optional("thread_ts"),
        )
    )


async def _answered(work: Callable[[], JsonObject | Awaitable[JsonObject]]) -> Response:
    try:
        result = work()
        return JSONResponse(result if isinstance(result, dict) else await result)
    except (ActionError, SlackError) as error:
        return JSONResponse({"error": str(error)}, status_code=400)
