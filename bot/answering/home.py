"""The Home tab: what the bot does, examples to try, the model, privacy, the last answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.blocks import Block, context, plain_section, section
from bot.answering.wording import Wording
from bot.listening.mrkdwn import escape
from bot.listening.requests import EXAMPLE_ACTION

_PREFIX = "example:"
_TEXT_SHOWN = 60  # characters of a past text

EXAMPLES = (
    "駅前のパン屋のクロワッサンが絶品すぎる。",
    "eSIMに変えたら電波の入りが悪くなった。",
    "紅葉の嵐山は朝早くに行くのがおすすめ。",
    "延長十回、代打のサヨナラホームランで勝った！",
)


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One of the user's last requests; category None when none fitted."""

    text: str
    category: str | None


def home_view(
    channel_id: str,
    categories: Sequence[str],
    model: str,
    past: Sequence[PastAnswer],
    words: Wording,
) -> Block:
    """The view to publish.

    Args:
        channel_id: the user's direct messages with the bot, where examples are answered.
    """
    usage = words.usage.format(categories=words.between_words.join(map(escape, categories)))
    blocks: list[Block] = [
        _header(words.home_title),
        section(usage),
        _header(words.home_examples),
        *(_example(text, index, channel_id, words) for index, text in enumerate(EXAMPLES)),
        _header(words.home_past),
        *_past(past, words),
        {"type": "divider"},
        context([words.home_model.format(model=escape(model)), words.home_privacy]),
    ]
    return {"type": "home", "blocks": blocks}


def channel_of_example(block_id: str) -> str | None:
    """Where an example is to be answered; None for a block that is none."""
    inside = block_id.removeprefix(_PREFIX)
    return inside.partition(":")[0] if inside != block_id else None


def _example(text: str, index: int, channel_id: str, words: Wording) -> Block:
    return {
        **plain_section(text),
        "block_id": f"{_PREFIX}{channel_id}:{index}",
        "accessory": {
            "type": "button",
            "action_id": EXAMPLE_ACTION,
            "text": {"type": "plain_text", "text": words.button_try, "emoji": False},
            "value": text,
        },
    }


def _past(past: Sequence[PastAnswer], words: Wording) -> list[Block]:
    if not past:
        return [context([words.home_nothing_yet])]
    lines = [f"{each.category or words.none_of_these}: {_shorten(each.text)}" for each in past]
    return [plain_section("\n".join(lines))]


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _TEXT_SHOWN else flat[: _TEXT_SHOWN - 1] + "…"


def _header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}
