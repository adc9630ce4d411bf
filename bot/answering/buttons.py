"""The buttons and menus under an answer, and what their ids and values mean.

Their `block_id` carries the answer's job, so that a click is understood without any memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.blocks import Block
from bot.answering.wording import Wording
from bot.listening.requests import ClickKind

_PREFIX = "answer:"
_NONE = "-"
_KEEP_TEXT = "with_text"
_CATEGORY_ONLY = "category_only"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says is right.

    Attributes:
        category: None when none of the categories fits.
        may_keep_text: whether the text may be kept to learn from.
    """

    category: str | None
    may_keep_text: bool

    @classmethod
    def from_value(cls, value: str) -> "Correction":
        """Read a menu item's value: `with_text:京都`, `category_only:-`."""
        consent, _, category = value.partition(":")
        return cls(None if category == _NONE else category, consent == _KEEP_TEXT)

    def to_value(self) -> str:
        """The inverse of `from_value`."""
        consent = _KEEP_TEXT if self.may_keep_text else _CATEGORY_ONLY
        return f"{consent}:{self.category or _NONE}"


def answer_job_id_of(block_id: str) -> str | None:
    """The job of the answer that a block stands under; None for a block that is not ours."""
    return block_id.removeprefix(_PREFIX) if block_id.startswith(_PREFIX) else None


def feedback_buttons(
    job_id: str, category: str | None, categories: Sequence[str], words: Wording
) -> Block:
    """正しい, 違う, and the menu of pictures for the other categories."""
    said = category or _NONE
    return {
        "type": "actions",
        "block_id": f"{_PREFIX}{job_id}",
        "elements": [
            _button(ClickKind.RIGHT, words.button_right, said),
            _button(ClickKind.WRONG, words.button_wrong, said),
            {
                "type": "static_select",
                "action_id": ClickKind.OTHER_CATEGORY.value,
                "placeholder": _plain(words.menu_other_category),
                "options": [_option(each, each) for each in categories if each != category],
            },
        ],
    }


def said_category(value: str) -> str | None:
    """The category that the answer gave, from the value of 正しい or 違う."""
    return None if value == _NONE else value


def correction_menu(job_id: str, categories: Sequence[str], words: Wording) -> Block:
    """The menu of right categories, once without and once with the text kept."""
    groups = ((words.group_category_only, False), (words.group_with_text, True))
    return {
        "type": "actions",
        "block_id": f"{_PREFIX}{job_id}",
        "elements": [
            {
                "type": "static_select",
                "action_id": ClickKind.CORRECTION.value,
                "placeholder": _plain(words.menu_correction),
                "option_groups": [
                    {"label": _plain(label), "options": _choices(categories, keep, words)}
                    for label, keep in groups
                ],
            }
        ],
    }


def _choices(categories: Sequence[str], may_keep_text: bool, words: Wording) -> list[Block]:
    named = [(category, Correction(category, may_keep_text)) for category in categories]
    named.append((words.none_of_these, Correction(None, may_keep_text)))
    return [_option(label, correction.to_value()) for label, correction in named]


def _button(kind: ClickKind, label: str, value: str) -> Block:
    return {
        "type": "button",
        "action_id": kind.value,
        "text": _plain(label),
        "value": value,
    }


def _option(label: str, value: str) -> Block:
    return {"text": _plain(label), "value": value}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text[:75], "emoji": False}
