"""Playing with the model: the text is edited, the heat map follows."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from classifier.heat_map import palette
from tests.browser.browser import FEWEST_COLOURS, colours_of, keep
from tests.browser.conftest import PHONE, Open


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page("/classify")


def rgb(colour: palette.Colour) -> str:
    return f"rgb({colour.red}, {colour.green}, {colour.blue})"


def test_the_answer_follows_the_text(page: Page) -> None:
    expect(page.locator(".verdict")).to_have_text("グルメ")
    page.get_by_role("textbox", name="文章").fill("延長十回、代打のサヨナラホームランで勝った！")
    expect(page.locator(".verdict")).to_have_text("スポーツ")
    expect(page.get_by_role("option", name="ホームラン")).to_be_visible()


def test_words_have_the_colours_of_the_picture(page: Page) -> None:
    strongest = page.locator(".step-for-5").first
    expect(strongest).to_have_css("background-color", rgb(palette.cell_colour(5)))
    expect(strongest).to_have_css("color", rgb(palette.text_colour(5)))


def test_the_picture_is_the_one_that_slack_gets(page: Page) -> None:
    picture = page.locator(".slack img")
    assert picture.evaluate("image => image.naturalWidth") == 1080
    assert colours_of(picture) > FEWEST_COLOURS
    assert "判定は「グルメ」" in str(picture.get_attribute("alt"))
    keep(page, "classify-light")


def test_pointing_at_a_word_shows_what_it_adds_to_each_category(page: Page) -> None:
    page.get_by_role("option", name="クロワッサン").hover()
    expect(page.locator("#detail-word")).to_have_text("クロワッサン")
    for number in page.locator(".part-number").all():
        expect(number).to_have_text(re.compile(r"^[+−]\d+\.\d\d$"))


def test_words_are_walked_with_the_arrow_keys(page: Page) -> None:
    page.get_by_role("listbox").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    expect(page.locator("#detail-word")).not_to_have_text("語を選んでください")


def test_a_category_is_clicked_for_its_view(page: Page) -> None:
    page.get_by_role("button", name="京都").last.click()
    pressed = page.get_by_role("button", pressed=True)
    expect(pressed).to_contain_text("京都")
    expect(page.locator(".slack img")).to_have_attribute("alt", re.compile("「京都」.*から見た図"))


def test_an_edit_shows_the_change_in_points(page: Page) -> None:
    page.get_by_role("option", name="クロワッサン").hover()
    page.get_by_role("button", name="この語を消してみる").click()
    expect(page.get_by_role("textbox", name="文章")).to_have_value("駅前のパン屋のが絶品すぎる。")
    expect(page.locator(".bar-change").filter(has_text="ポイント").first).to_be_visible()
    keep(page, "classify-compared")


def test_a_text_without_words_gets_a_sentence(page: Page) -> None:
    page.get_by_role("textbox", name="文章").fill("！？")
    expect(page.get_by_role("status")).to_contain_text("言葉を入れて")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_long_text_fits_a_phone(open_page: Open, scheme: str) -> None:
    page = open_page("/classify", replace(PHONE, scheme=scheme))
    page.get_by_role("button", name="長い文章").click()
    expect(page.locator(".verdict")).to_have_text("京都")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    keep(page, f"classify-phone-{scheme}")
