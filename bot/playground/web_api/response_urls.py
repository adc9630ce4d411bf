"""The response URLs of commands and actions: five uses, thirty minutes."""

import time
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject
from bot.playground.model import Message, ResponseUrl
from bot.playground.playground import Playground
from bot.playground.web_api.arguments import Arguments, read_arguments
from bot.playground.web_api.call import Call
from bot.playground.web_api.chat import fill
from bot.playground.web_api.mishaps import under_faults

PATH = "/response"


def address(playground: Playground, response_url: ResponseUrl) -> str:
    """The URL itself."""
    return f"{playground.base_url}{PATH}/{response_url.key}"


@dataclass(frozen=True)
class ResponseUrls:
    """The endpoint of hooks.slack.com."""

    playground: Playground

    async def endpoint(self, request: Request) -> Response:
        """POST a message as JSON; it needs no membership of the bot, and no token."""
        noted: JsonObject = {}
        response = await under_faults(
            self.playground, request, "response_url", lambda: self._answer(request, noted), noted
        )
        status = response.status_code
        self.playground.log.record("api_call", "response_url", **noted, status=status)
        return response

    async def _answer(self, request: Request, noted: JsonObject) -> Response:
        try:
            arguments = await read_arguments(request)
            noted["arguments"] = arguments.values
            team = self._team_of(str(request.path_params["key"]))
            response_url = self._valid(team, str(request.path_params["key"]))
            respond(team, response_url, arguments)
        except SlackError as error:
            noted["error"] = error.code
            status = 404 if error.code in ("used_url", "expired_url") else 400
            return JSONResponse(error.answer, status_code=status)
        response_url.uses_left -= 1
        return PlainTextResponse("ok")

    def _team_of(self, key: str) -> Playground:
        teams = self.playground.teams.values()
        return next((t for t in teams if key in t.workspace.response_urls), self.playground)

    def _valid(self, team: Playground, key: str) -> ResponseUrl:
        response_url = team.workspace.response_urls.get(key)
        if response_url is None or time.time() > response_url.expires_at:
            raise SlackError("expired_url")
        if response_url.uses_left <= 0:
            raise SlackError("used_url")
        return response_url


def respond(playground: Playground, response_url: ResponseUrl, arguments: Arguments) -> None:
    """Post, replace or delete as the payload says; ephemeral unless it says `in_channel`."""
    original = _original(playground, response_url)
    if arguments.flag("delete_original"):
        if original is not None:
            _delete(playground, original)
        return
    message = _message(playground, response_url, arguments)
    if arguments.flag("replace_original") and original is not None:
        _replace(playground, original, message)
    else:
        playground.post(message) if not message.ephemeral_for else playground.workspace.post(
            message
        )


def _message(playground: Playground, response_url: ResponseUrl, arguments: Arguments) -> Message:
    channel = playground.workspace.channel(response_url.channel_id)
    thread_ts = arguments.optional("thread_ts")
    message = playground.by_bot(channel, "", thread_ts=thread_ts)
    fill(Call(playground, arguments), message)
    if arguments.optional("response_type") != "in_channel":
        message.ephemeral_for = response_url.user_id
    return message


def _original(playground: Playground, response_url: ResponseUrl) -> Message | None:
    if response_url.message_ts is None:
        return None
    channel = playground.workspace.channel(response_url.channel_id)
    shown = {message.ts: message for message in playground.workspace.ephemeral}
    return channel.messages.get(response_url.message_ts) or shown.get(response_url.message_ts)


def _delete(playground: Playground, original: Message) -> None:
    if original.ephemeral_for:
        playground.workspace.ephemeral.remove(original)
        playground.workspace.changed(original, "deleted")
    else:
        playground.delete(original)


def _replace(playground: Playground, original: Message, message: Message) -> None:
    def change() -> None:
        original.text, original.blocks = message.text, message.blocks
        original.attachments = message.attachments

    playground.change(original, change)
