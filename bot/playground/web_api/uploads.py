"""Takes the bytes of announced files, and gives them out to who may read them."""

import time
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject
from bot.playground.model import File
from bot.playground.playground import Playground
from bot.playground.web_api.mishaps import under_faults
from bot.playground.wire import mimetype_of


@dataclass(frozen=True)
class Uploads:
    """The endpoints that files.slack.com has."""

    playground: Playground

    async def receive(self, request: Request) -> Response:
        """POST the bytes, raw or as the one file of a form."""
        started = time.monotonic()
        noted: JsonObject = {}
        response = await under_faults(
            self.playground, request, "upload", lambda: self._receive(request, noted), noted
        )
        milliseconds = round((time.monotonic() - started) * 1000, 1)
        self.playground.log.record(
            "api_call", "upload", **noted, status=response.status_code, milliseconds=milliseconds
        )
        return response

    async def _receive(self, request: Request, noted: JsonObject) -> Response:
        file = self._announced(str(request.path_params["key"]))
        if file is None:
            return PlainTextResponse("unknown upload URL", status_code=404)
        noted["arguments"] = {"file": file.id}
        content = await _content(request)
        if len(content) != file.length:
            return PlainTextResponse("length differs from the announced one", status_code=400)
        file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def give(self, request: Request) -> Response:
        """GET the bytes with the bot token, as `url_private` wants it."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        try:
            workspace = self.playground.team_of_token(token).workspace
        except SlackError:
            return JSONResponse({"ok": False, "error": "not_authed"}, status_code=403)
        if "files:read" not in workspace.installation.scopes:
            return JSONResponse({"ok": False, "error": "missing_scope"}, status_code=403)
        file_id = str(request.path_params["file_id"])
        try:
            file = workspace.file(file_id)
        except SlackError:
            return PlainTextResponse("no such file", status_code=404)
        return bytes_of(file)

    def _announced(self, key: str) -> File | None:
        files = [
            file
            for team in self.playground.teams.values()
            for file in team.workspace.files.values()
        ]
        return next((f for f in files if f.upload_key == key and not f.is_complete), None)


def bytes_of(file: File) -> Response:
    """The bytes of a file with their type."""
    if file.content is None:
        return PlainTextResponse("not uploaded yet", status_code=404)
    return Response(file.content, media_type=mimetype_of(file))


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if isinstance(part, UploadFile):
                return await part.read()
            return part.encode()
    return b""
