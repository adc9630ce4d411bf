"""The drawer: the traffic of a message, the faults, and a bot that copes with them."""

from playwright.sync_api import Page, expect

from tests.browser.browser import keep
from tests.browser.conftest import Open
from tests.browser.test_workspace import PICTURES, ask, thread, write

START = 180_000  # milliseconds for a bot to start, on a busy machine
SWITCHES = ("429：待て", "遅いSlack", "返事が消える", "図が現れない")


def open_faults(page: Page) -> None:
    page.get_by_role("button", name="舞台裏").click()
    page.get_by_role("link", name="故障").click()


def turn_on(page: Page, name: str) -> None:
    open_faults(page)
    switch = page.get_by_role("switch", name=name)
    switch.click()
    expect(switch).to_be_checked()


def test_the_traffic_of_a_message_stands_in_order_with_its_times(open_page: Open) -> None:
    page = open_page()
    ask(page, "抹茶のパフェを食べた。")
    page.get_by_role("button", name="舞台裏").click()
    traffic = page.locator(".traffic > li")
    expect(traffic.first).to_contain_text("app_mention")
    expect(page.locator(".traffic")).to_contain_text("chat.postMessage")
    expect(page.locator(".traffic")).to_contain_text("files.completeUploadExternal")
    expect(traffic.first).to_contain_text("ミリ秒")
    traffic.first.locator("summary").click()
    expect(traffic.first.locator("pre").first).to_contain_text('"type": "event_callback"')
    keep(page, "traffic")


def test_a_rate_limited_answer_comes_later_and_once(open_page: Open) -> None:
    page = open_page("/channels/random")
    turn_on(page, "429：待て")
    ask(page, "鴨川の土手で昼寝をした。")
    expect(page.get_by_role("switch", name="429：待て")).not_to_be_checked()
    keep(page, "faults")
    page.get_by_role("link", name="通信").click()
    expect(page.locator(".traffic .outcome").first).to_contain_text("rate_limited")
    expect(thread(page).get_by_role("button", name="正しい")).to_have_count(1)


def test_a_dropped_answer_is_not_posted_twice(open_page: Open) -> None:
    page = open_page("/channels/random")
    turn_on(page, "返事が消える")
    ask(page, "ホームランで逆転した。")
    expect(thread(page).get_by_role("button", name="正しい")).to_have_count(1)


def test_a_switch_can_be_turned_off_again(open_page: Open) -> None:
    page = open_page()
    open_faults(page)
    for name in SWITCHES:
        switch = page.get_by_role("switch", name=name)
        switch.click()
        expect(switch).to_be_checked()
        switch.click()
        expect(switch).not_to_be_checked()


def test_a_bot_killed_at_its_work_starts_again_and_answers_once(open_page: Open) -> None:
    page = open_page("/channels/private")
    turn_on(page, "遅いSlack")
    write(page, "@classifier 寿司がおいしい回転寿司。")
    expect(page.locator(".reactions").first).to_be_visible()
    page.get_by_role("button", name="ボットを強制終了").click()
    page.get_by_role("switch", name="遅いSlack").click()
    expect(thread(page).locator(PICTURES)).to_be_visible(timeout=START)
    expect(thread(page).get_by_role("button", name="正しい")).to_have_count(1)
    expect(page.locator(".presence.is-on")).to_be_attached(timeout=START)
