"""Where in the workspace a page looks: channel, thread, drawer; all of it stands in the URL."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, urlencode

from bot.playground.model import Channel, User
from bot.playground.workspace import Workspace

NO_THREAD = "none"
Tab = Literal["channel", "home", "messages"]
Drawer = Literal["", "traffic", "faults"]
DRAWERS: tuple[Drawer, ...] = ("traffic", "faults")


@dataclass(frozen=True, slots=True)
class Place:
    """One view of the page.

    Attributes:
        tab: an ordinary channel, or one of the app's two tabs.
        thread: the ts of the thread to show; empty follows the one answered last; `NO_THREAD`.
        drawer: which side of the drawer is open; empty for none.
        about: the ts of the message whose traffic the drawer shows; empty for the thread's.
    """

    channel: Channel
    tab: Tab = "channel"
    thread: str = ""
    drawer: Drawer = ""
    about: str = ""

    @classmethod
    def of(
        cls, workspace: Workspace, person: User, tab: Tab, channel: str, query: Mapping[str, str]
    ) -> "Place":
        """From a path and its query.

        Raises:
            SlackError: there is no such channel.
        """
        direct = f"@{person.id}"
        drawer: Drawer = next((each for each in DRAWERS if each == query.get("drawer")), "")
        return cls(
            channel=workspace.find_channel(channel if tab == "channel" else direct),
            tab=tab,
            thread=query.get("thread", ""),
            drawer=drawer,
            about=query.get("about", ""),
        )

    @property
    def url(self) -> str:
        """The page itself."""
        query = self._query
        return self._path + (f"?{urlencode(query)}" if query else "")

    def doing(self, what: str) -> str:
        """Where a form goes that does something here; it leads back to this place."""
        where = {"tab": self.tab, "channel": self.channel.id}
        return f"/page/{what}?{urlencode(where | self._query)}"

    def with_thread(self, ts: str) -> "Place":
        """The same with this thread."""
        return replace(self, thread=ts)

    def without_thread(self) -> "Place":
        """The same with the thread closed."""
        return replace(self, thread=NO_THREAD)

    def following(self) -> "Place":
        """The same with the thread that is answered last."""
        return replace(self, thread="")

    def with_drawer(self, drawer: Drawer, about: str = "") -> "Place":
        """The same with the drawer open, or closed."""
        return replace(self, drawer=drawer, about=about)

    @property
    def _path(self) -> str:
        match self.tab:
            case "home":
                return "/app"
            case "messages":
                return "/app/messages"
            case _:
                return f"/channels/{quote(self.channel.name)}"

    @property
    def _query(self) -> dict[str, str]:
        fields = {"thread": self.thread, "drawer": self.drawer, "about": self.about}
        return {name: value for name, value in fields.items() if value}
