"""Tells open pages that something has happened, by server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.playground.playground import Playground

_BREATH = 0.5  # seconds between two looks at whether the server stops
_TOGETHER = 0.04  # what happens within this time is told once
_CHANGED = "event: changed\ndata: \n\n"
_STILL_HERE = ": \n\n"

Stopping = Callable[[], bool]


def stream_of(playground: Playground, is_stopping: Stopping) -> Callable[[Request], Response]:
    """The endpoint; its streams end when the server stops, else it would wait for them."""

    def endpoint(request: Request) -> Response:
        return StreamingResponse(
            _events(playground, is_stopping),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    return endpoint


async def _events(playground: Playground, is_stopping: Stopping) -> AsyncIterator[str]:
    log, last = playground.log, playground.log.last
    yield _CHANGED  # after a break, what was missed
    while not is_stopping():
        await log.after(last, _BREATH)
        if playground.log is log and log.last == last:
            yield _STILL_HERE
            continue
        await asyncio.sleep(_TOGETHER)
        log, last = playground.log, playground.log.last
        yield _CHANGED
