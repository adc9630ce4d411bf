"""Every character gets a sign of its own, never an empty box; a broken font says what to do."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
import regex

from classifier import FontError
from classifier.heat_map.font_files import FALLBACKS, REGULAR, FontFile
from classifier.heat_map.fonts import MISSING, Fonts, shared_fonts

SIZE = 24

# What no font has, and so becomes 〓: broadcasters' map signs, and the emoji of 2024 and 2025.
MAP_SIGNS = frozenset("⚿⛆⛇⛉⛊⛋⛌⛍⛐⛒⛕⛖⛗⛘⛙⛚⛛⛜⛝⛞⛟⛠⛡✀❟❠")
NEWEST_EMOJI = frozenset(
    map(chr, (0x1FAE9, 0x1FAC6, 0x1FABE, 0x1FADC, 0x1FA89, 0x1FA8F, 0x1FADF))
) | frozenset(map(chr, (0x1FAEA, 0x1FACD, 0x1FAC8, 0x1F6D8, 0x1FA8A, 0x1FA8E, 0x1FAEF)))


def characters(pattern: str) -> list[str]:
    """All assigned characters of the two planes that keyboards produce."""
    found = regex.compile(pattern)
    every = map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x32000)))
    return [each for each in every if found.match(each) and unicodedata.category(each) != "Cn"]


def jis_x_0208() -> list[str]:
    rows = ((row, cell) for row in range(0xA1, 0xF5) for cell in range(0xA1, 0xFF))
    decoded = (bytes(pair).decode("euc_jp", errors="ignore") for pair in rows)
    return [character for character in decoded if len(character) == 1]


def drawn_as_missing(every: Iterable[str]) -> list[str]:
    fonts = shared_fonts()
    geta = fonts.glyph(MISSING, SIZE).mask
    return [
        character
        for character in every
        if character != MISSING and np.array_equal(fonts.glyph(character, SIZE).mask, geta)
    ]


def test_every_character_of_jis_x_0208_is_drawn() -> None:
    assert drawn_as_missing(jis_x_0208()) == []


@pytest.mark.parametrize(
    "block",
    [
        r"\p{Block=Hiragana}|\p{Block=Katakana}|\p{Block=CJK_Symbols_And_Punctuation}",
        r"\p{Block=Katakana_Phonetic_Extensions}|\p{Block=Halfwidth_And_Fullwidth_Forms}",
        r"\p{Block=Enclosed_Alphanumerics}|\p{Block=Enclosed_CJK_Letters_And_Months}",
        r"\p{Block=CJK_Compatibility}|\p{Block=Number_Forms}|\p{Block=Letterlike_Symbols}",
        r"\p{Block=Arrows}|\p{Block=Mathematical_Operators}|\p{Block=Box_Drawing}",
        r"\p{Block=Geometric_Shapes}|\p{Block=Miscellaneous_Symbols}|\p{Block=Dingbats}",
        r"\p{Block=Basic_Latin}|\p{Block=Latin_1_Supplement}|\p{Block=Greek}",
        r"\p{Block=General_Punctuation}|\p{Block=Currency_Symbols}|\p{Block=Cyrillic}",
    ],
)
def test_no_sign_of_a_japanese_keyboard_is_missing(block: str) -> None:
    drawable = [
        each for each in characters(block) if unicodedata.category(each) not in ("Cc", "Cf")
    ]
    assert len(drawable) > 90
    assert set(drawn_as_missing(drawable)) <= MAP_SIGNS


def test_no_emoji_is_missing_but_the_newest() -> None:
    emoji = characters(r"\p{Emoji}")
    assert len(emoji) > 1300
    assert set(drawn_as_missing(emoji)) <= NEWEST_EMOJI


def test_no_glyph_is_the_empty_box_of_its_font() -> None:
    fonts = shared_fonts()
    boxes = [
        np.asarray(file.opened(SIZE, bold=False).getmask("\uffff")).reshape(-1).tobytes()
        for file in (REGULAR, *FALLBACKS)
    ]
    strange = ["\ue000", "\U0010fffd", "\U00030000", "\u1b00", "\U00012000", "\ud800", "\uffff"]
    for character in strange:
        mask = fonts.glyph(character, SIZE).mask
        assert mask.any()
        assert mask.tobytes() not in boxes
    assert drawn_as_missing(strange) == strange


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("か\u3099", "が"),
        ("e\u0301", "é"),
        ("👍🏽", "👍"),
        ("❤\ufe0f\u200d", "❤\ufe0f"),
        ("漢\U000e0100", "漢"),
        ("\U0001d54f\u200b", "\U0001d54f"),
    ],
)
def test_clusters_that_differ_only_in_what_no_face_shows_look_alike(
    written: str, same: str
) -> None:
    fonts = shared_fonts()
    one, other = fonts.glyph(written, SIZE), fonts.glyph(same, SIZE)
    assert np.array_equal(one.mask, other.mask)
    assert one.advance == other.advance


def test_emoji_joined_to_one_stand_side_by_side() -> None:
    fonts = shared_fonts()
    family, man = fonts.glyph("👨\u200d👩\u200d👧", SIZE), fonts.glyph("👨", SIZE)
    assert family.advance == 3 * man.advance


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x07", "\u200b", "\ufeff", "\u200d", "\ufe0f", "\u202e"]
)
def test_control_and_format_characters_take_no_room(unseen: str) -> None:
    glyph = shared_fonts().glyph(unseen, SIZE)
    assert glyph.advance == 0
    assert not glyph.mask.any()


def test_marks_without_end_stay_in_their_line() -> None:
    glyph = shared_fonts().glyph("Z" + "\u0335\u0301\u030b\u0325" * 50, SIZE)
    assert glyph.mask.shape[0] <= 1.5 * SIZE + 1


def test_a_font_that_is_not_installed_is_named_with_the_remedy() -> None:
    absent = FontFile("no_such_package", "no-such-package", "Font.ttf")
    with pytest.raises(FontError, match="pip install --force-reinstall no-such-package"):
        Fonts(regular=absent)


def test_a_font_that_is_not_in_its_package_is_named() -> None:
    absent = FontFile("noto_cjk_sans_jp_bold", "noto-cjk-sans-jp-bold", "Gone.otf")
    with pytest.raises(FontError, match=r"Gone\.otf.*noto-cjk-sans-jp-bold"):
        Fonts(bold=absent)


@pytest.mark.parametrize("kept", [0, 300, 60_000])
def test_a_damaged_font_is_named(
    kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "damaged_fonts"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "Damaged.otf").write_bytes(REGULAR.path.read_bytes()[:kept])
    monkeypatch.syspath_prepend(str(tmp_path))
    fonts = Fonts(regular=FontFile("damaged_fonts", "damaged-fonts", "Damaged.otf"))
    with pytest.raises(FontError, match=r"Damaged\.otf.*damaged-fonts"):
        fonts.glyph("漢", SIZE)
