"""Who looks at the page, and how they like it to look: two cookies, nothing kept elsewhere."""

from collections.abc import Sequence
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from bot.playground.model import User
from bot.playground.workspace import PEOPLE, Workspace

Theme = Literal["light", "dark", "system"]

PERSON_COOKIE = "playground_person"
THEME_COOKIE = "playground_theme"
THEMES: tuple[Theme, ...] = ("light", "dark", "system")
_YEAR = 365 * 24 * 3600


def people_of(workspace: Workspace) -> list[User]:
    """Those whom one may play."""
    return [workspace.users[person.id] for person in PEOPLE]


def person_of(request: Request, people: Sequence[User]) -> User:
    """The person of the cookie; without one, whoever speaks the browser's language."""
    chosen = request.cookies.get(PERSON_COOKIE)
    found = next((person for person in people if person.id == chosen), None)
    return found or _by_language(request.headers.get("accept-language", ""), people)


def theme_of(request: Request) -> Theme:
    """Light, dark, or as the device has it."""
    chosen = request.cookies.get(THEME_COOKIE)
    return next((theme for theme in THEMES if theme == chosen), "system")


def remember(response: Response, cookie: str, value: str) -> None:
    """Keep a choice in the browser."""
    response.set_cookie(cookie, value, max_age=_YEAR, samesite="strict", httponly=True)


def _by_language(accepted: str, people: Sequence[User]) -> User:
    """`en-GB,en;q=0.9,ja;q=0.8` → the first person who speaks English; Japanese for the rest."""
    first = accepted.partition(",")[0].strip().lower()
    wanted = "en" if first.startswith("en") else "ja"
    return next((person for person in people if person.locale.startswith(wanted)), people[0])
