"""The page `/classify`: a text box, its heat map as live HTML, and the picture beside it."""

from collections.abc import Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.answering.wording import Language
from bot.answering.wording import wording as bot_wording
from bot.demo.reading import Reading, read
from bot.demo.wording import wording_in
from bot.playground.page.person import person_of, theme_of
from bot.playground.page.templating import HEADERS, environment
from bot.playground.page.templating import HERE as PLAYGROUND_PAGE
from bot.playground.page.tray import examples
from bot.playground.page.views import Neighbour
from bot.playground.workspace import PEOPLE
from classifier.errors import TextError
from classifier.heat_map import palette
from classifier.heat_map.view import is_unsure
from classifier.heat_map.wording import percent, signed

HERE = Path(__file__).parent
PATH = "/classify"
NEIGHBOUR = Neighbour(PATH, "モデルで遊ぶ", "Play with the model")
ENVIRONMENT = environment(HERE / "templates", PLAYGROUND_PAGE / "templates")
_FIRST_TEXT = "駅前のパン屋のクロワッサンが絶品すぎる。"


def routes() -> list[BaseRoute]:
    """The page, its colours, its files."""
    return [
        Route(PATH, page, methods=["GET", "POST"]),
        Route(f"{PATH}/palette.css", palette_css),
        Mount(f"{PATH}/static", StaticFiles(directory=HERE / "static")),
    ]


async def page(request: Request) -> Response:
    """The whole page; while one writes, the browser takes over only the part that changed."""
    fields = await _fields(request)
    language = Language.of_locale(person_of(request, PEOPLE).locale)
    text = fields.get("text", _FIRST_TEXT)
    reading, problem = await run_in_threadpool(_read, text, fields, language)
    context = {
        "words": wording_in(language.value),
        "theme": theme_of(request),
        "text": text,
        "category": fields.get("category", ""),
        "compared_with": fields.get("compared_with", text),
        "reading": reading,
        "problem": problem,
        "examples": examples(),
        "steps": [*range(-palette.STEPS, 0), *range(1, palette.STEPS + 1)],
        "class_of": _class,
        "is_unsure": is_unsure,
        "percent": percent,
        "signed": signed,
    }
    html = ENVIRONMENT.get_template("classify.html").render(context)
    return HTMLResponse(html, headers=HEADERS)


async def palette_css(request: Request) -> Response:
    """The picture's colours as CSS classes, from the same code that draws it."""
    rules = [
        f".{_class('step', step)} {{ background: {palette.cell_colour(step).hex}; "
        f"color: {palette.text_colour(step).hex}; "
        f"font-weight: {700 if palette.is_bold(step) else 400}; }}"
        for step in range(-palette.STEPS, palette.STEPS + 1)
        if step
    ]
    # Bars stand on the page itself, which may be dark.
    rules += [
        f".bar-{side} {{ fill: light-dark({colours[-1].hex}, {colours[2].hex}); }}"
        for side, colours in (("for", palette.SUPPORT), ("against", palette.OPPOSITION))
    ]
    return Response("\n".join(rules), media_type="text/css", headers={"Cache-Control": "no-store"})


def _class(kind: str, step: int) -> str:
    """3 → step-for-3, -2 → step-against-2."""
    return f"{kind}-{'for' if step > 0 else 'against'}-{abs(step)}"


def _read(text: str, fields: Mapping[str, str], language: Language) -> tuple[Reading | None, str]:
    """What is to be shown, or the sentence that says why nothing can be."""
    try:
        reading = read(
            text,
            category=fields.get("category") or None,
            compared_with=fields.get("compared_with", ""),
            language=language.value,
        )
    except TextError as error:
        return None, bot_wording(language).of_problem(error.problem)
    return reading, ""


async def _fields(request: Request) -> Mapping[str, str]:
    if request.method == "GET":
        return request.query_params
    async with request.form(max_fields=10) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}
