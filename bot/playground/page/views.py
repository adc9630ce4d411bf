"""What a page shows: channels, messages, a thread, the app's Home tab, the drawer."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.playground.control.people import People
from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject, json_objects
from bot.playground.model import Message, User
from bot.playground.page.fault_switches import SWITCHES, is_on
from bot.playground.page.installed_app import installed_app
from bot.playground.page.person import THEMES, people_of, person_of, theme_of
from bot.playground.page.place import NO_THREAD, Place, Tab
from bot.playground.page.shown import Eyes
from bot.playground.page.templating import rendered
from bot.playground.page.traffic import traffic_of
from bot.playground.page.tray import examples
from bot.playground.page.wording import wording_for
from bot.playground.playground import Playground

FIRST_CHANNEL = "general"
LIVE_HEADER = "X-Live"  # the page asks again because something changed, not its reader
Context = dict[str, object]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A page that is served beside this one."""

    path: str
    title_ja: str
    title_en: str


@dataclass(frozen=True)
class Views:
    """The endpoints of the pages.

    Attributes:
        can_kill: whether whoever started the playground can kill and restart the bot.
    """

    playground: Playground
    neighbours: Sequence[Neighbour] = ()
    can_kill: bool = False

    async def start(self, request: Request) -> Response:
        """The first channel."""
        return RedirectResponse(f"/channels/{FIRST_CHANNEL}", status_code=303)

    async def channel(self, request: Request) -> Response:
        """A channel, by its name."""
        return self._page(request, "channel")

    async def direct(self, request: Request) -> Response:
        """The direct messages with the app."""
        return self._page(request, "messages")

    async def home(self, request: Request) -> Response:
        """The Home tab; that it was opened is told to the app, as Slack does."""
        if LIVE_HEADER not in request.headers:
            person = person_of(request, people_of(self.playground.workspace))
            People(self.playground).open_home(person)
        return self._page(request, "home")

    def _page(self, request: Request, tab: Tab) -> Response:
        workspace = self.playground.workspace
        person = person_of(request, people_of(workspace))
        name = str(request.path_params.get("name", ""))
        try:
            place = Place.of(workspace, person, tab, name, request.query_params)
        except SlackError:
            return RedirectResponse("/", status_code=303)
        context = {
            **self._around(person, place),
            **self._conversation(person, place),
            **self._drawer(person, place),
            "theme": theme_of(request),
        }
        return rendered("workspace.html", context)

    def _around(self, person: User, place: Place) -> Context:
        """What every page shows: the sidebar, the header, the tray."""
        workspace = self.playground.workspace
        return {
            "words": wording_for(person),
            "person": person,
            "people": people_of(workspace),
            "themes": THEMES,
            "place": place,
            "team": workspace.installation.team_name,
            "bot": workspace.users[workspace.installation.bot_user_id],
            "app": installed_app(),
            "channels": [c for c in workspace.channels.values() if c.kind != "im"],
            "neighbours": self.neighbours,
            "connections": self.playground.socket_mode.open_connections,
            "examples": examples(),
        }

    def _conversation(self, person: User, place: Place) -> Context:
        eyes = Eyes(self.playground.workspace, person)
        root = self._thread_root(eyes, place)
        home = self.playground.workspace.home(person.id)
        return {
            "names": eyes.names,
            "messages": eyes.roots(place.channel),
            "thread": eyes.thread(place.channel, root) if root is not None else [],
            "thread_root": root,
            "is_following": not place.thread,
            "home_view": home,
            "home_blocks": _blocks(home.definition) if home is not None else [],
            "bot_is_here": self._bot_is_in(place),
        }

    def _thread_root(self, eyes: Eyes, place: Place) -> Message | None:
        if place.thread == NO_THREAD or place.tab == "home":
            return None
        if place.thread:
            return place.channel.messages.get(place.thread)
        return eyes.newest_thread(place.channel)

    def _bot_is_in(self, place: Place) -> bool:
        return self.playground.workspace.installation.bot_user_id in place.channel.members

    def _drawer(self, person: User, place: Place) -> Context:
        message = self._examined(person, place) if place.drawer == "traffic" else None
        faults = self.playground.faults
        return {
            "examined": message,
            "examined_author": self.playground.workspace.user(message.user_id) if message else None,
            "traffic": traffic_of(message, place.channel, self.playground.log) if message else [],
            "switches": [(switch.name, is_on(switch, faults)) for switch in SWITCHES],
            "can_kill": self.can_kill,
        }

    def _examined(self, person: User, place: Place) -> Message | None:
        """What the drawer is about: the chosen message, else the thread's, else the last."""
        eyes = Eyes(self.playground.workspace, person)
        if place.about:
            return eyes.message(place.channel, place.about)
        root = self._thread_root(eyes, place)
        return root or next(reversed(place.channel.messages.values()), None)


def _blocks(definition: JsonObject) -> list[JsonObject]:
    return json_objects(definition.get("blocks"))
