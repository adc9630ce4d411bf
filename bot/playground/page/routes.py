"""The routes of the page."""

from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.page.doings import FORMS, Doings
from bot.playground.page.live import Stopping, stream_of
from bot.playground.page.templating import HERE
from bot.playground.page.views import Neighbour, Views
from bot.playground.playground import Playground

# Only loaded by browsers on machines without Japanese or emoji fonts.
FONTS = {
    "regular": ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"),
    "bold": ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf"),
    "emoji": ("manimgx_fonts", "NotoEmoji[wght].ttf"),
}
_KEEP = {"Cache-Control": "public, max-age=31536000, immutable"}


def routes(
    playground: Playground,
    is_stopping: Stopping,
    kill: Callable[[], None] | None = None,
    neighbours: Sequence[Neighbour] = (),
) -> list[BaseRoute]:
    """Pages, forms, live updates, files.

    Args:
        is_stopping: whether the server is about to end.
        kill: kills the bot's process, where somebody will start it again.
        neighbours: pages beside this one, to link to.
    """
    views = Views(playground, neighbours, can_kill=kill is not None)
    doings = Doings(playground, kill)
    return [
        Route("/", views.start),
        Route("/channels/{name}", views.channel),
        Route("/app", views.home),
        Route("/app/messages", views.direct),
        Route("/page/live", stream_of(playground, is_stopping)),
        Route("/page/person", doings.choose_person, methods=["POST"]),
        Route("/page/theme", doings.choose_theme, methods=["POST"]),
        Route("/page/fonts/{name}", font),
        Mount("/page/static", StaticFiles(directory=HERE / "static")),
        *(Route(f"/page/{what}", doings.do, methods=["POST"], name=what) for what in FORMS),
    ]


async def font(request: Request) -> Response:
    """A font file of the packages that the bot draws with."""
    found = FONTS.get(str(request.path_params["name"]))
    if found is None:
        return Response(status_code=404)
    package, name = found
    return FileResponse(Path(str(files(package))) / name, headers=_KEEP)
