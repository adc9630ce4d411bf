"""The arguments of a Web API call, however they were encoded: query, form, multipart or JSON."""

import json
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.playground.errors import SlackError, invalid
from bot.playground.json_values import JsonObject, json_object

TRUE = ("1", "true", "True")


class Arguments:
    """Typed access; what is missing or of the wrong type is refused as Slack does."""

    def __init__(self, values: JsonObject) -> None:
        self.values = values

    def optional(self, name: str) -> str | None:
        """A string, None where it is absent or empty."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
        raise invalid("invalid_arguments", [f"must be a string [json-pointer:/{name}]"])

    def required(self, name: str) -> str:
        """A string that must be there."""
        value = self.optional(name)
        if value is None:
            raise invalid("invalid_arguments", [f"missing required field: {name}"])
        return value

    def flag(self, name: str) -> bool:
        """A boolean, which forms write as 1 or true."""
        value = self.values.get(name)
        return value is True or value == 1 or value in TRUE

    def integer(self, name: str, default: int) -> int:
        """A whole number."""
        value = self.optional(name)
        if value is None:
            return default
        if not value.lstrip("-").isdecimal():
            raise invalid("invalid_arguments", [f"must be an integer [json-pointer:/{name}]"])
        return int(value)

    def json(self, name: str, error: str = "invalid_arguments") -> object:
        """A JSON value; in a form it is a string that holds JSON. None where it is absent."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            parsed: object = json.loads(value)
        except json.JSONDecodeError:
            raise SlackError(error) from None
        return parsed


async def read_arguments(request: Request) -> Arguments:
    """All arguments of a request; those of the body win over those of the query."""
    values: JsonObject = dict(request.query_params)
    values.update(await _body(request))
    return Arguments(values)


async def _body(request: Request) -> JsonObject:
    body = await request.body()
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == "application/json":
        return _json_body(body)
    if content_type == "multipart/form-data":
        async with request.form() as form:
            return {key: item for key, item in form.items() if not isinstance(item, UploadFile)}
    if not body:
        return {}
    if content_type != "application/x-www-form-urlencoded":
        raise SlackError("invalid_form_data")
    return dict(parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True))


def _json_body(body: bytes) -> JsonObject:
    try:
        parsed = json.loads(body or b"{}")
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise SlackError("invalid_json") from None
    if not isinstance(parsed, dict):
        raise SlackError("json_not_object")
    return json_object(parsed)
