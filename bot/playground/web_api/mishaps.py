"""Lets an HTTP request to the stand-in Slack go wrong as the faults in force say."""

import asyncio
import math
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.playground.faults import CALL_FAULTS, Fault
from bot.playground.json_values import JsonObject
from bot.playground.playground import Playground

_LOOK_EVERY = 0.2  # seconds; whether the caller is still there
OUTAGE = "<!DOCTYPE html><html><head><title>Server Error</title></head><body></body></html>"


async def under_faults(
    playground: Playground,
    request: Request,
    target: str,
    answer: Callable[[], Awaitable[Response]],
    noted: JsonObject,
) -> Response:
    """The answer, or what comes in its place; `noted["fault"]` says which fault it was."""
    delay = playground.faults.take(target, "delay")
    if delay is not None:
        noted["fault"] = "delay"
        await asyncio.sleep(delay.seconds)
    fault = playground.faults.take(target, *CALL_FAULTS)
    if fault is not None:
        await request.body()
        noted["fault"] = fault.kind
        return await _instead(playground, request, fault)
    response = await answer()
    if playground.faults.take(target, "drop_after_accepting"):
        noted["fault"] = "drop_after_accepting"
        return await _dropped(playground, request)
    if playground.faults.take(target, "hang_after_accepting"):
        noted["fault"] = "hang_after_accepting"
        return await _unanswered(request)
    return response


async def _instead(playground: Playground, request: Request, fault: Fault) -> Response:
    match fault.kind:
        case "rate_limited":
            wait = str(max(1, math.ceil(fault.seconds)))
            answer = {"ok": False, "error": "ratelimited"}
            return JSONResponse(answer, status_code=429, headers={"Retry-After": wait})
        case "server_error":
            return PlainTextResponse(OUTAGE, status_code=500, media_type="text/html")
        case "drop":
            return await _dropped(playground, request)
        case "hang":
            return await _unanswered(request)
        case _:
            return JSONResponse({"ok": False, "error": fault.code})


async def _dropped(playground: Playground, request: Request) -> Response:
    """Close the connection; the response returned goes nowhere."""
    playground.drop_connection(request.scope["client"])
    await asyncio.sleep(0.01)  # until the server has noticed
    return PlainTextResponse("")


async def _unanswered(request: Request) -> Response:
    """Keep the caller waiting until it goes; the response returned goes nowhere."""
    while not await request.is_disconnected():
        await asyncio.sleep(_LOOK_EVERY)
    return PlainTextResponse("")
