"""What the installed app adds to the client: slash commands and message shortcuts, by its manifest.

Slack reads them from the same file when the app is made from it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.playground.json_values import JsonObject, json_object, json_objects, json_text

MANIFEST = Path(__file__).resolve().parents[3] / "manifest.yaml"


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: `/classify`, what it does, what stands behind it."""

    name: str
    description: str
    usage_hint: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in the menu of every message."""

    name: str
    callback_id: str


@dataclass(frozen=True, slots=True)
class InstalledApp:
    """The app as its manifest describes it."""

    description: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]


@cache
def installed_app() -> InstalledApp:
    """Read once; the manifest does not change while the playground runs."""
    manifest = json_object(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))
    features = json_object(manifest.get("features"))
    information = json_object(manifest.get("display_information"))
    return InstalledApp(
        description=json_text(information.get("description")),
        commands=tuple(map(_command, json_objects(features.get("slash_commands")))),
        shortcuts=tuple(
            _shortcut(each)
            for each in json_objects(features.get("shortcuts"))
            if each.get("type") == "message"
        ),
    )


def _command(fields: JsonObject) -> Command:
    name, description, hint = (
        json_text(fields.get(key)) for key in ("command", "description", "usage_hint")
    )
    return Command(name, description, hint)


def _shortcut(fields: JsonObject) -> Shortcut:
    return Shortcut(json_text(fields.get("name")), json_text(fields.get("callback_id")))
