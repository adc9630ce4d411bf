"""Everybody can use it: screen readers, keyboards, phones, light and dark."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from bot.playground.client import PlaygroundClient
from tests.browser.browser import keep, violations
from tests.browser.conftest import DESKTOP, PHONE, Device, Open
from tests.browser.test_workspace import PICTURES, TEXT, thread

DEVICES = (DESKTOP, replace(DESKTOP, scheme="dark"), PHONE, replace(PHONE, scheme="dark"))
PAGES = {
    "channel": "/channels/general",
    "traffic": "/channels/general?drawer=traffic",
    "faults": "/channels/general?drawer=faults",
    "empty": "/channels/secret",
    "home": "/app",
    "classify": "/classify",
}


@pytest.fixture(scope="module", autouse=True)
def answered(demo: PlaygroundClient) -> str:
    """A thread with everything in it, and a message that only its reader sees."""
    sent = demo.mention(TEXT)
    demo.wait_for_picture(sent)
    demo.wait_until_quiet()
    demo.command("")
    return str(sent.ts)


@pytest.mark.parametrize("device", DEVICES, ids=lambda each: f"{each.scheme}-{each.width}")
def test_axe_finds_nothing_on_any_page(open_page: Open, device: Device) -> None:
    page = open_page("/", device)
    found = {}
    for name, path in PAGES.items():
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        keep(page, f"{name}-{device.scheme}-{device.width}")
        found[name] = violations(page)
    assert found == {name: [] for name in PAGES}


def test_dark_is_dark(open_page: Open) -> None:
    page = open_page("/", replace(DESKTOP, scheme="dark"))
    expect(page.locator("body")).to_have_css("background-color", "rgb(20, 23, 28)")


def test_the_theme_can_be_chosen_against_the_device(open_page: Open) -> None:
    page = open_page("/", replace(DESKTOP, scheme="dark"))
    page.get_by_role("button", name="明るい").click()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_a_phone_shows_channel_then_thread_then_sidebar(open_page: Open, answered: str) -> None:
    page = open_page("/", PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE.width
    expect(thread(page)).to_be_hidden()
    page.get_by_role("link", name="件の返信").first.click()
    expect(thread(page).locator(PICTURES)).to_be_visible()
    keep(page, "thread-phone")
    thread(page).get_by_role("button", name="スレッドを閉じる").click()
    page.get_by_role("button", name="チャンネル一覧を開く").click()
    keep(page, "sidebar-phone")
    page.get_by_role("link", name="random").click()
    expect(page.get_by_role("heading", name="random")).to_be_visible()
    expect(page.get_by_role("navigation", name="チャンネル")).to_be_hidden()


def test_the_keyboard_alone_asks_and_corrects(open_page: Open) -> None:
    page = open_page("/channels/random")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="入力欄へ移動")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("@classifier 伏見稲荷の千本鳥居をくぐった。")
    page.keyboard.press("Enter")
    expect(thread(page).get_by_role("article").first).to_contain_text("伏見稲荷")
    expect(thread(page).locator(PICTURES)).to_be_visible()
    walk_to(page, "他のカテゴリの根拠")
    page.keyboard.press("Enter")
    expect(page.locator(".menu:popover-open button").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".menu:popover-open button").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(thread(page).locator(PICTURES)).to_have_count(2)


def walk_to(page: Page, name: str) -> None:
    """Press Tab until the button with this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator("button:focus")
        if focused.count() and name in focused.inner_text():
            return
    raise AssertionError(f"Tab does not lead to {name}")
