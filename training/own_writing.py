"""Posts of today and texts of none of KNBC's themes, written for testing; never trained on."""

import csv
from collections.abc import Sequence
from pathlib import Path

from training.corpus import Sentence

OWN_WRITING = Path(__file__).resolve().parents[1] / "tests" / "data"
POSTS, NONE = "posts", "none"
_FILES = {POSTS: "posts_of_today.csv", NONE: "none_of_the_themes.csv"}


def own_writing(
    categories: Sequence[str], folder: Path = OWN_WRITING
) -> dict[str, tuple[Sentence, ...]]:
    """The texts under "posts" and "none".

    Nothing where the files are missing, or where the posts are about other categories than these,
    as they are when a team trains on its own.

    Args:
        categories: the labels at hand.
        folder: where the files lie.
    """
    found = {view: _read(view, folder / name) for view, name in _FILES.items()}
    known = {each.label for each in found[POSTS]} <= set(categories)
    return {view: texts for view, texts in found.items() if texts} if known else {}


def _read(view: str, file: Path) -> tuple[Sentence, ...]:
    if not file.exists():
        return ()
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Sentence(f"{view}-{number}", f"{view}-{number}", row["text"], row["label"])
            for number, row in enumerate(csv.DictReader(lines, strict=True))
        )
