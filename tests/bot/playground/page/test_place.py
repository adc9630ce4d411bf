"""Where a page looks stands in its URL, and comes back from it."""

import pytest

from bot.playground.credentials import first_installation
from bot.playground.errors import SlackError
from bot.playground.log import Log
from bot.playground.page.place import Place
from bot.playground.workspace import PEOPLE, Workspace

HANAKO = PEOPLE[0]


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(Log(), first_installation())


def test_a_place_is_read_from_what_it_writes(workspace: Workspace) -> None:
    query = {"thread": "1.2", "drawer": "traffic", "about": "3.4"}
    place = Place.of(workspace, HANAKO, "channel", "general", query)
    assert place.url == "/channels/general?thread=1.2&drawer=traffic&about=3.4"


def test_the_apps_messages_are_the_persons_own(workspace: Workspace) -> None:
    place = Place.of(workspace, HANAKO, "messages", "", {})
    assert place.url == "/app/messages"
    assert HANAKO.id in place.channel.members


def test_an_unknown_drawer_is_closed(workspace: Workspace) -> None:
    assert Place.of(workspace, HANAKO, "channel", "general", {"drawer": "x"}).drawer == ""


def test_an_unknown_channel_is_refused(workspace: Workspace) -> None:
    with pytest.raises(SlackError):
        Place.of(workspace, HANAKO, "channel", "nowhere", {})
