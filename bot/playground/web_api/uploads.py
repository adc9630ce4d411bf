"""Takes the bytes of announced files, and gives them out to who may read them."""

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
        noted: JsonObject = {}
        response = await under_faults(
            self.playground, request, "upload", lambda: self._receive(request), noted
        )
        self.playground.log.record("api_call", "upload", **noted, status=response.status_code)
        return response

    async def _receive(self, request: Request) -> Response:
        file = self._announced(str(request.path_params["key"]))
        if file is None:
            return PlainTextResponse("unknown upload URL", status_code=404)
        content = await _content(request)
        if len(content) != file.length:
            return PlainTextResponse("length differs from the announced one", status_code=400)
        file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def give(self, request: Request) -> Response:
        """GET the bytes with the bot token, as `url_private` wants it."""
        installation = self.playground.workspace.installation
        if request.headers.get("authorization") != f"Bearer {installation.bot_token}":
            return JSONResponse({"ok": False, "error": "not_authed"}, status_code=403)
        if "files:read" not in installation.scopes:
            return JSONResponse({"ok": False, "error": "missing_scope"}, status_code=403)
        file_id = str(request.path_params["file_id"])
        try:
            file = self.playground.workspace.file(file_id)
        except SlackError:
            return PlainTextResponse("no such file", status_code=404)
        return bytes_of(file)

    def _announced(self, key: str) -> File | None:
        files = self.playground.workspace.files.values()
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
