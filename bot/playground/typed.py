"""What a person types, turned into Slack's markup as the composer of a Slack client does.

`@hanako R&D 🍣 https://example.com/` → `<@U0HANAKO00> R&amp;D :sushi: <https://example.com/>`
"""

import re
from collections.abc import Mapping

import emoji

from bot.playground.json_values import JsonObject
from bot.playground.workspace import Workspace

TYPED = re.compile(
    r"(?P<url>https?://[!#-;=?-~]*[#-&*+\-/-9=@-Z_a-z~])"
    r"|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|@(?P<user>[a-z][\w.-]*)"
    r"|#(?P<channel>[a-z][\w-]*)",
    re.ASCII,
)
WRITTEN = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^|<>]+)(\|(?P<label>[^<>]*))?>")
BROADCASTS = ("here", "channel", "everyone")
EMOJI_NAME = re.compile(r":([a-z0-9_+'\-]+(?:::skin-tone-[2-6])?):")
SKIN_TONES = {chr(0x1F3FB + step): f"::skin-tone-{step + 2}" for step in range(5)}


def escaped(text: str) -> str:
    """The three signs that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The reverse, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def named(text: str) -> str:
    """Emoji become their names between colons, as a Slack client sends them: 🍣 → `:sushi:`."""

    def name_of(characters: str, data: object) -> str:
        tone = next((SKIN_TONES[c] for c in characters if c in SKIN_TONES), "")
        bare = "".join(c for c in characters if c not in SKIN_TONES)
        name = emoji.demojize(bare, language="alias")
        return f"{name[:-1]}{tone}:" if tone else name

    return emoji.replace_emoji(text, name_of)


def as_written(text: str, workspace: Workspace) -> str:
    """Typed text as it goes over the wire; unknown names stay as they are."""
    parts: list[str] = []
    end = 0
    for match in TYPED.finditer(text):
        parts += [_text(text[end : match.start()]), _markup(match, workspace)]
        end = match.end()
    return "".join([*parts, _text(text[end:])])


def as_read(written: str, names: Mapping[str, str]) -> str:
    """Written text as a Slack client shows it; `names` are those of users and channels by id."""

    def shown(match: re.Match[str]) -> str:
        sign = "@" if match["sign"] == "!" else match["sign"]
        return sign + (match["label"] or names.get(match["target"], match["target"]))

    return emoji.emojize(unescaped(WRITTEN.sub(shown, written)), language="alias")


def rich_text(written: str, block_id: str) -> list[JsonObject]:
    """The `blocks` that Slack adds to what people write: one rich text block."""
    elements: list[JsonObject] = []
    end = 0
    for match in WRITTEN.finditer(written):
        elements += _plain(written[end : match.start()])
        elements.append(_element(match))
        end = match.end()
    elements += _plain(written[end:])
    section: JsonObject = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _markup(match: re.Match[str], workspace: Workspace) -> str:
    user = {u.name: u.id for u in workspace.users.values()}.get(match["user"] or "")
    channel = {c.name: c.id for c in workspace.channels.values()}.get(match["channel"] or "")
    if match["url"]:
        return f"<{escaped(match['url'])}>"
    if match["mail"]:
        return f"<mailto:{match['mail']}|{match['mail']}>"
    if match["user"] in BROADCASTS:
        return f"<!{match['user']}>"
    if user:
        return f"<@{user}>"
    return f"<#{channel}|{match['channel']}>" if channel else escaped(match[0])


def _text(text: str) -> str:
    return escaped(named(text))


def _plain(text: str) -> list[JsonObject]:
    """Text and emoji: `split` gives texts at even places, emoji names at odd ones."""
    parts = EMOJI_NAME.split(text)
    elements = [_emoji(part) if place % 2 else _words(part) for place, part in enumerate(parts)]
    return [element for element in elements if element.get("text") != ""]


def _words(text: str) -> JsonObject:
    return {"type": "text", "text": unescaped(text)}


def _emoji(name: str) -> JsonObject:
    return {"type": "emoji", "name": name}


def _element(match: re.Match[str]) -> JsonObject:
    sign, target, label = match["sign"], match["target"], match["label"]
    if sign == "@":
        return {"type": "user", "user_id": target}
    if sign == "#":
        return {"type": "channel", "channel_id": target}
    if sign == "!":
        return _special(target, label)
    link: JsonObject = {"type": "link", "url": unescaped(target)}
    return link | ({"text": unescaped(label)} if label else {})


def _special(target: str, label: str | None) -> JsonObject:
    kind, _, rest = target.partition("^")
    if kind == "subteam":
        return {"type": "usergroup", "usergroup_id": rest}
    if kind == "date":
        timestamp, _, form = rest.partition("^")
        number = int(timestamp) if timestamp.isdecimal() else 0
        return {"type": "date", "timestamp": number, "format": form, "fallback": label or ""}
    return {"type": "broadcast", "range": target}
