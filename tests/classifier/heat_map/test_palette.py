"""The colours can be read, and told apart, by everyone."""

from itertools import combinations

import pytest
from coloraide import Color

from classifier.heat_map import palette

STEPS = range(-palette.STEPS, palette.STEPS + 1)
CELLS = [palette.cell_colour(step).hex for step in STEPS]


def difference(one: str, other: str) -> float:
    """CIEDE2000; 1 is about the least that an eye tells apart side by side."""
    return Color(one).delta_e(other, method="2000")


@pytest.mark.parametrize("step", STEPS)
def test_text_on_every_cell_has_a_contrast_of_six_to_one(step: int) -> None:
    cell, ink = palette.cell_colour(step).hex, palette.text_colour(step).hex
    assert Color(cell).contrast(ink) >= 6


@pytest.mark.parametrize(
    ("ink", "background"),
    [
        (palette.INK, palette.WHITE),
        (palette.GREY, palette.WHITE),
        (palette.ACCENT, palette.WHITE),
        (palette.CAUTION_INK, palette.CAUTION),
        (palette.WHITE, palette.BLACK),
    ],
)
def test_all_other_text_has_a_contrast_of_six_to_one(
    ink: palette.Colour, background: palette.Colour
) -> None:
    assert Color(ink.hex).contrast(background.hex) >= 6


@pytest.mark.parametrize("deficiency", ["protan", "deutan", "tritan"])
def test_cells_differ_under_every_colour_vision_deficiency(deficiency: str) -> None:
    seen = [Color(cell).filter(deficiency).to_string() for cell in CELLS]
    assert min(difference(*pair) for pair in combinations(seen, 2)) >= 4.5


@pytest.mark.parametrize("deficiency", ["protan", "deutan", "tritan"])
def test_support_and_opposition_are_far_apart_under_every_deficiency(deficiency: str) -> None:
    for size in range(1, palette.STEPS + 1):
        support, opposition = (
            Color(palette.cell_colour(step).hex).filter(deficiency).to_string()
            for step in (size, -size)
        )
        assert difference(support, opposition) >= 12


def test_cells_differ_in_grey() -> None:
    lightness = [Color(cell).convert("lab")["l"] for cell in CELLS]
    greys = [Color("lab", [each, 0, 0]).to_string() for each in lightness]
    assert min(difference(*pair) for pair in combinations(greys, 2)) >= 3


def test_stronger_is_darker_on_both_sides() -> None:
    for colours in (palette.SUPPORT, palette.OPPOSITION):
        luminances = [Color(colour.hex).luminance() for colour in colours]
        assert luminances == sorted(luminances, reverse=True)


@pytest.mark.parametrize(
    ("score", "strongest", "step"),
    [(1.35, 1.35, 5), (0.62, 1.35, 3), (-0.41, 1.35, -2), (0.05, 1.35, 0), (0.0, 0.0, 0)],
)
def test_a_step_is_the_share_of_the_strongest_score(
    score: float, strongest: float, step: int
) -> None:
    assert palette.step(score, strongest) == step


def test_where_nothing_speaks_loudly_nothing_is_painted_dark() -> None:
    assert palette.step(0.02, strongest=0.02) < 3
