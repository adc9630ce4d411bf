"""Draws typical and hard texts as one contact sheet: python -m classifier.heat_map.gallery

The classifications are made by hand; no model is needed.
"""

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from classifier.heat_map.card import render_heat_map
from classifier.heat_map.gallery_examples import EXAMPLES, Example

_COLUMNS = 6
_SPACE = 24
_SCALE = 2  # of the sheet: half of each picture's size
_TALLEST = 1300  # pixels of a card on the sheet; one in full is cut off


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes one PNG for each example, and all of them as `gallery.png`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/gallery"))
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {example.name: _drawn(example) for example in EXAMPLES}
    for name, picture in pictures.items():
        (folder / f"{name}.png").write_bytes(picture)
        print(f"{folder / name}.png  {len(picture) / 1000:.0f} kB")
    _contact_sheet(list(pictures.values())).save(folder / "gallery.png")
    print(f"{folder / 'gallery.png'}  {len(pictures)} pictures")
    return 0


def _drawn(example: Example) -> bytes:
    return render_heat_map(
        example.classification,
        category=example.view,
        full=example.full,
        language=example.language,
    )


def _contact_sheet(pictures: Sequence[bytes]) -> Image.Image:
    cards = [_card(picture) for picture in pictures]
    rows = [cards[start : start + _COLUMNS] for start in range(0, len(cards), _COLUMNS)]
    width = max(sum(card.width + _SPACE for card in row) for row in rows) + _SPACE
    height = sum(max(card.height for card in row) + _SPACE for row in rows) + _SPACE
    sheet = Image.new("RGB", (width, height), "#c8ccd2")
    y = _SPACE
    for row in rows:
        x = _SPACE
        for card in row:
            sheet.paste(card, (x, y))
            x += card.width + _SPACE
        y += max(card.height for card in row) + _SPACE
    return sheet


def _card(picture: bytes) -> Image.Image:
    card = Image.open(io.BytesIO(picture)).convert("RGB")
    card = card.crop((0, 0, card.width, min(card.height, _TALLEST)))
    return card.reduce(_SCALE)


if __name__ == "__main__":
    raise SystemExit(main())
