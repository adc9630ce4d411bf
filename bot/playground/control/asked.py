"""One request to the control API: its fields, and the things they name."""

from dataclasses import dataclass

from bot.playground.control.acts import Acts
from bot.playground.control.people import People
from bot.playground.errors import ActionError
from bot.playground.json_values import JsonObject, json_number, json_text
from bot.playground.model import Channel, Message, User, View
from bot.playground.playground import Playground


@dataclass(frozen=True)
class Asked:
    """The fields of one control request."""

    playground: Playground
    fields: JsonObject

    def text(self, name: str) -> str:
        """A string, empty where it is absent."""
        return json_text(self.fields.get(name))

    def number(self, name: str) -> float:
        """A number, also as a string of a query; 0 where it is absent."""
        value = self.fields.get(name)
        return float(value) if isinstance(value, str) and value else json_number(value)

    def optional(self, name: str) -> str | None:
        """A string or None."""
        return self.text(name) or None

    @property
    def user(self) -> User:
        """The one who acts or looks."""
        return self.playground.workspace.find_user(self.text("user"))

    @property
    def channel(self) -> Channel:
        """The channel, by name or id."""
        return self.playground.workspace.find_channel(self.text("channel"))

    @property
    def message(self) -> Message:
        """The message at `ts`, one that only one person sees included."""
        shown = {m.ts: m for m in self.playground.workspace.ephemeral}
        found = self.channel.messages.get(self.text("ts")) or shown.get(self.text("ts"))
        if found is None:
            raise ActionError(f"no message at {self.text('ts')}")
        return found

    @property
    def view(self) -> View:
        """The view at `view_id`."""
        view = self.playground.workspace.views.get(self.text("view_id"))
        if view is None:
            raise ActionError(f"no view {self.text('view_id')}")
        return view

    @property
    def acts(self) -> Acts:
        """What this user does beside writing."""
        return Acts(self.playground, self.user)

    @property
    def people(self) -> People:
        """Those who write."""
        return People(self.playground)
