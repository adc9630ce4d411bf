"""The card: its size and format, what it shows for every kind of answer, and any text at all."""

import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from classifier import Classification, Token, render_heat_map
from classifier.heat_map import palette
from classifier.heat_map.gallery_examples import EXAMPLES, FOUR, Example
from classifier.heat_map.wording import Language
from tests.classifier.hard_texts import HARD_TEXTS
from tests.classifier.heat_map.golden import FOLDER, NAMES, thumbnail
from tests.classifier.heat_map.handmade import classified, example

WIDTH = 1080
TALLEST = 1.1 * WIDTH + 1  # rounding

# Where Japanese chat comes from: kana, kanji, signs, emoji with joiners, other scripts, controls.
CHARACTERS = st.one_of(
    st.sampled_from("あいうえおっゃーカキクケコァッ漢字寺麺、。！？「」（）…—・々"),
    st.sampled_from(
        ["👍🏽", "👨\u200d👩\u200d👧", "🇯🇵", "1️⃣", "か\u3099", "ｶﾞ", "𠮷", "﨑", "㌔", "≒"]
    ),
    st.sampled_from([" ", "\u3000", "\t", "\n", "\r\n", "\x00", "\u200b", "\ufeff", "\u202e"]),
    st.sampled_from(["https://example.com/a/b?c=d&e=f ", "word", "Don't", "שלום", "مرحبا", "ไทย"]),
    st.characters(),
)
TEXTS = st.lists(CHARACTERS, min_size=1, max_size=120).map("".join)
SCORES = st.floats(-6, 6)


def opened(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture))
    image.load()
    return image


def drawn(each: Example) -> bytes:
    return render_heat_map(
        each.classification, category=each.view, full=each.full, language=each.language
    )


def colours_of(picture: bytes) -> set[object]:
    counted = opened(picture).convert("RGB").getcolors(256) or []
    return {colour for _, colour in counted}


@st.composite
def classifications(draw: st.DrawFn) -> Classification:
    """Any text, cut anywhere, with any contributions."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=20)))
    spans = [(start, end) for start, end in pairwise(cuts) if draw(st.booleans())]
    shares = draw(st.lists(st.floats(0.01, 1), min_size=2, max_size=9))
    names = [f"{'分類' * draw(st.integers(1, 9))}{number}" for number in range(len(shares))]
    vector = st.tuples(*[SCORES] * len(shares))
    fit = draw(st.floats(0, 1))
    probabilities = dict(zip(names, (share / sum(shares) for share in shares), strict=True))
    return Classification(
        text=text,
        category=max(names, key=probabilities.__getitem__) if fit >= 0.5 else None,
        probabilities=probabilities,
        fit=fit,
        fit_threshold=0.5,
        tokens=tuple(
            Token(text[start:end], start, end, draw(vector), draw(SCORES)) for start, end in spans
        ),
        bias=draw(vector),
        fit_bias=draw(SCORES),
        model="generated",
    )


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(classifications(), st.booleans())
def test_any_text_with_any_scores_is_drawn_within_its_bounds(
    classification: Classification, of_last_category: bool
) -> None:
    category = classification.categories[-1] if of_last_category else None
    image = opened(render_heat_map(classification, category=category))
    assert image.width == WIDTH
    assert image.height <= TALLEST + 180  # more only for the fewest lines under a long header


@pytest.mark.parametrize("each", EXAMPLES, ids=lambda each: each.name)
def test_a_card_is_an_opaque_palette_png_with_a_border(each: Example) -> None:
    image = opened(drawn(each))
    assert (image.format, image.mode, image.width) == ("PNG", "P", WIDTH)
    assert "transparency" not in image.info
    pixels = image.convert("RGB")
    corners = [(0, 0), (WIDTH - 1, 0), (0, image.height - 1), (WIDTH - 1, image.height - 1)]
    assert {pixels.getpixel(corner) for corner in corners} == {palette.BORDER}
    assert pixels.getpixel((5, 5)) == palette.WHITE


@pytest.mark.parametrize(
    "each", [each for each in EXAMPLES if not each.full], ids=lambda each: each.name
)
def test_a_card_is_at_most_as_tall_and_heavy_as_promised(each: Example) -> None:
    picture = drawn(each)
    assert opened(picture).height <= TALLEST
    assert len(picture) <= 70_000


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_hard_texts_are_drawn(text: str) -> None:
    assert opened(render_heat_map(classified(text))).height <= TALLEST


@pytest.mark.parametrize("characters", [1, 40_000])
def test_texts_of_every_length_are_drawn(characters: int) -> None:
    text = ("麺と寺と電話、" * (characters // 7 + 1))[:characters]
    picture = render_heat_map(classified(text, {"麺": (1.0, 0.0, 0.0, 0.0)}))
    assert opened(picture).height <= TALLEST
    assert len(picture) <= 70_000


def test_a_long_text_in_full_is_taller_and_never_exhausts_memory() -> None:
    short, full = example("long").classification, example("long").classification
    assert opened(render_heat_map(full, full=True)).height > 2 * TALLEST
    endless = replace(short, text=short.text * 40, tokens=())
    image = opened(render_heat_map(endless, full=True))
    assert image.width * image.height <= 20_000_000


def test_blue_speaks_for_and_orange_against() -> None:
    favour = colours_of(render_heat_map(classified("麺", {"麺": (2.0, 0.0, 0.0, 0.0)})))
    both = colours_of(
        render_heat_map(
            classified("麺寺", {"麺": (2.0, 0.0, 0.0, 0.0), "寺": (-2.0, 0.0, 0.0, 0.0)})
        )
    )
    assert palette.SUPPORT[-1] in favour
    assert palette.SUPPORT[-1] in both
    assert palette.OPPOSITION[-1] in both


@pytest.mark.parametrize(
    ("name", "has_badge"), [("unsure", True), ("long-unsure", True), ("gourmet", False)]
)
def test_an_unsure_answer_wears_a_badge(name: str, has_badge: bool) -> None:
    assert (palette.CAUTION in colours_of(drawn(example(name)))) is has_badge


@pytest.mark.parametrize("count", [2, 3, 6, 7, 30])
def test_any_number_of_categories_fits(count: int) -> None:
    names = {f"{number}番の分類": 1 / count for number in range(count)}
    classification = classified("麺", {"麺": (1.0, *[0.0] * (count - 1))}, names)
    for category in (None, f"{count - 1}番の分類"):
        assert opened(render_heat_map(classification, category=category)).height <= TALLEST


@pytest.mark.parametrize(
    "name", ["長" * 60, "Pneumonoultramicroscopic silicosis " * 3, "A\nB", "🍜"]
)
def test_any_category_name_fits(name: str) -> None:
    classification = classified("麺", {"麺": (1.0, 0.0)}, {name: 0.5, name[::-1] + "2": 0.5})
    assert opened(render_heat_map(classification)).height <= TALLEST


def test_every_view_and_language_is_another_picture() -> None:
    classification = example("other-view").classification
    languages: tuple[Language, ...] = ("ja", "en")
    pictures = {
        render_heat_map(classification, category=category, language=language)
        for category in FOUR
        for language in languages
    }
    assert len(pictures) == 8


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(ValueError, match="音楽"):
        render_heat_map(classified("麺"), category="音楽")


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_looks_like_the_golden_one(name: str) -> None:
    """Mean difference and share of clearly different pixels; see golden.py to draw them anew."""
    golden = Image.open(FOLDER / f"{name}.png").convert("RGB")
    now = thumbnail(name)
    assert now.size == golden.size
    difference = np.abs(np.asarray(now, np.int16) - np.asarray(golden, np.int16)).max(axis=-1)
    assert difference.mean() < 1.5
    assert (difference > 60).mean() < 0.001
