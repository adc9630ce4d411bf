"""The example posts that one may click: one per theme, one unsure, one of none, hard ones."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.playground.page.wording import Wording

_FILE = Path(__file__).with_name("examples.csv")


@dataclass(frozen=True, slots=True)
class Example:
    """A post of our own writing, and what it shows."""

    label_ja: str
    label_en: str
    text: str

    def label(self, words: Wording) -> str:
        """What it shows, in the page's language."""
        return self.label_en if words.language == "en" else self.label_ja


@cache
def examples() -> tuple[Example, ...]:
    """In the order of the demo."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Example(**row) for row in csv.DictReader(file))
