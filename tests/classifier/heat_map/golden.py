"""Draws the golden pictures anew: PYTHONPATH=. python tests/classifier/heat_map/golden.py

Look at them before they are committed.
They are kept at a third of their size, in the card's own colours.
"""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from classifier.heat_map import render_heat_map
from classifier.heat_map.canvas import COLOURS
from classifier.heat_map.gallery_examples import EXAMPLES

FOLDER = Path(__file__).parent / "golden"
NAMES = ("gourmet", "unsure", "nothing-fits", "long", "hard-characters")


def thumbnail(name: str) -> Image.Image:
    """An example's picture at a third of its size."""
    each = next(each for each in EXAMPLES if each.name == name)
    picture = render_heat_map(each.classification, category=each.view, language=each.language)
    return Image.open(io.BytesIO(picture)).convert("RGB").reduce(3)


def in_card_colours(picture: Image.Image) -> Image.Image:
    """Every pixel in the nearest colour that a card may hold; Pillow's own search is coarse."""
    colours = np.array(COLOURS, np.int32)  # (P, 3)
    pixels = np.asarray(picture, np.int32)[:, :, None, :]
    nearest = np.stack([((row - colours) ** 2).sum(-1).argmin(-1) for row in pixels])
    image = Image.fromarray(nearest.astype(np.uint8))
    image.putpalette([channel for colour in COLOURS for channel in colour])
    return image


def main() -> None:
    """Writes all golden pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name in NAMES:
        path = FOLDER / f"{name}.png"
        in_card_colours(thumbnail(name)).save(path, optimize=True)
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
