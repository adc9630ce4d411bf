"""Slack's markup as HTML: links, mentions, emoji, and what its signs make bold or code.

`*グルメ* <@U0TARO0000> :sushi:` → `<strong>グルメ</strong> <span class="mention">@太郎</span> 🍣`
"""

import re
from collections.abc import Callable, Mapping

import emoji
from markupsafe import Markup, escape

from bot.playground.typed import WRITTEN, unescaped

Names = Mapping[str, str]

_PRIVATE = "\ue000{}\ue001"  # stands for finished HTML while the rest is worked on
_HELD = re.compile("\ue000(\\d+)\ue001")
_STYLES = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), "s"),
)
_CODE = re.compile(r"```\n?(?P<block>.+?)```|`(?P<inline>[^`\n]+)`", re.DOTALL)


def mrkdwn(written: str, names: Names) -> Markup:
    """A text in Slack's markup; `names` are those of users and channels by id."""
    held: list[Markup] = []

    def hold(html: Markup) -> str:
        held.append(html)
        return _PRIVATE.format(len(held) - 1)

    text = _HELD.sub("", written)
    text = _CODE.sub(lambda match: hold(_code(match)), text)
    text = WRITTEN.sub(lambda match: hold(_reference(match, names)), text)
    html = str(plain(unescaped(text)))
    for pattern, tag in _STYLES:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return Markup(_HELD.sub(lambda match: held[int(match[1])], html))


def plain(text: str, *, with_emoji: bool = True) -> Markup:
    """A text as it is, line breaks kept."""
    shown = emoji.emojize(text, language="alias") if with_emoji else text
    return Markup(str(escape(shown)).replace("\n", "<br>"))


def emoji_of(name: str) -> str:
    """`sushi` → 🍣; an unknown name stays between its colons."""
    return emoji.emojize(f":{name.partition('::')[0]}:", language="alias")


def rich_text_element(element: Mapping[str, object], names: Names) -> Markup:
    """One element of a rich text section, as Slack's clients write them."""
    makers: dict[object, Callable[[], Markup]] = {
        "text": lambda: plain(str(element.get("text", "")), with_emoji=False),
        "emoji": lambda: Markup(escape(emoji_of(str(element.get("name", ""))))),
        "link": lambda: _link(str(element.get("url", "")), str(element.get("text", ""))),
        "user": lambda: _mention("@", str(element.get("user_id", "")), names),
        "channel": lambda: _mention("#", str(element.get("channel_id", "")), names),
        "broadcast": lambda: _mention("@", str(element.get("range", "")), names),
        "date": lambda: plain(str(element.get("fallback", ""))),
    }
    make = makers.get(element.get("type"))
    return make() if make is not None else Markup("")


def _code(match: re.Match[str]) -> Markup:
    if match["block"] is not None:
        return Markup("<pre>{}</pre>").format(unescaped(match["block"]))
    return Markup("<code>{}</code>").format(unescaped(match["inline"]))


def _reference(match: re.Match[str], names: Names) -> Markup:
    sign, target, label = match["sign"], match["target"], match["label"] or ""
    if sign in ("@", "#"):
        return _mention(sign, target, names, label)
    if sign == "!":
        return _mention("@", label or target.partition("^")[0], names)
    return _link(unescaped(target), unescaped(label))


def _mention(sign: str, target: str, names: Names, label: str = "") -> Markup:
    return Markup('<span class="mention">{}{}</span>').format(
        sign, label or names.get(target, target)
    )


def _link(url: str, label: str) -> Markup:
    shown = label or url.removeprefix("mailto:")
    if not url.startswith(("http://", "https://", "mailto:")):
        return Markup(escape(shown))
    html = '<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>'
    return Markup(html).format(url, shown)
