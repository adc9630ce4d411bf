"""A person at the workspace page: writes, presses, chooses; the real bot answers."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from bot.playground.client import PlaygroundClient
from tests.browser.browser import FEWEST_COLOURS, colours_of, keep
from tests.browser.conftest import Device, Open

TEXT = "駅前のパン屋のクロワッサンが絶品すぎる。"
PICTURES = "a.picture img"


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page()


def write(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="へのメッセージ")
    box.fill(text)
    box.press("Enter")
    expect(page.locator("#workspace")).to_be_visible()


def thread(page: Page) -> Locator:
    return page.get_by_role("complementary", name="スレッド")


def ask(page: Page, text: str) -> None:
    """Mention the bot, and wait for the picture in this message's thread."""
    write(page, f"@classifier {text}")
    expect(thread(page).get_by_role("article").first).to_contain_text(text[:10])
    expect(thread(page).locator(PICTURES)).to_be_visible()


def test_a_mention_is_answered_in_the_thread_with_a_picture(page: Page) -> None:
    ask(page, TEXT)
    expect(thread(page)).to_contain_text("グルメ")
    expect(page.get_by_text("✅").first).to_be_visible()
    picture = thread(page).locator(PICTURES)
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 1080
    assert colours_of(picture) > FEWEST_COLOURS
    keep(page, "workspace-light")


def test_a_command_is_answered_in_the_channel(page: Page) -> None:
    write(page, "/classify 延長十回、代打のサヨナラホームランで勝った！")
    expect(thread(page).get_by_role("article").first).to_contain_text("スポーツ")
    expect(thread(page).locator(PICTURES)).to_be_visible()


def test_an_unknown_command_is_named_to_its_writer(page: Page) -> None:
    write(page, "/unknown text")
    told = page.get_by_role("article").filter(has_text="/unknown").last
    expect(told).to_contain_text("/classify")
    expect(told).to_contain_text("あなただけに表示されています")


def test_the_shortcut_in_the_menu_classifies_a_message(page: Page) -> None:
    write(page, "嵐山の紅葉が見ごろで、渡月橋は人でいっぱい。")
    message = page.get_by_role("article").filter(has_text="渡月橋は人でいっぱい").last
    message.hover()
    message.get_by_role("button", name="のメニュー").click()
    message.get_by_role("button", name="この投稿を分類").click()
    expect(thread(page).get_by_role("article").first).to_contain_text("渡月橋")
    expect(thread(page).locator(PICTURES)).to_be_visible()
    expect(thread(page)).to_contain_text("京都")


def test_right_is_confirmed_to_the_one_who_pressed(page: Page) -> None:
    ask(page, "近所のうどん屋の出汁がしみる。")
    thread(page).get_by_role("button", name="正しい").click()
    expect(page.get_by_text("「正しい」と記録しました").first).to_be_visible()


def test_wrong_leads_to_the_menu_of_right_categories(page: Page) -> None:
    ask(page, "新しい機種に変えたら電池の持ちがよくなった。")
    thread(page).get_by_role("button", name="違う").click()
    page.get_by_role("button", name="正しいカテゴリを選ぶ").last.click()
    keep(page, "correction-menu")
    page.get_by_role("group", name="カテゴリだけを伝える").get_by_role(
        "button", name="京都"
    ).click()
    expect(page.get_by_text("正しいカテゴリは「京都」と記録しました").first).to_be_visible()


def test_the_view_of_another_category_comes_as_a_second_picture(page: Page) -> None:
    ask(page, "湯豆腐を食べに南禅寺のあたりまで歩いた。")
    thread(page).get_by_role("button", name="他のカテゴリの根拠").click()
    thread(page).get_by_role("button", name="スポーツ").click()
    expect(thread(page).locator(PICTURES)).to_have_count(2)


def test_a_picture_is_enlarged_and_described(page: Page) -> None:
    ask(page, TEXT)
    picture = thread(page).get_by_role("link", name="図を拡大する")
    picture.press("Enter")
    box = page.get_by_role("dialog")
    expect(box.locator("figcaption")).to_contain_text("判定は「グルメ」")
    assert colours_of(box.locator("img")) > FEWEST_COLOURS
    keep(page, "lightbox")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(picture).to_be_focused()
    thread(page).get_by_text("代替テキスト").click()
    expect(thread(page).locator(".alt p")).to_contain_text("判定は「グルメ」")


def test_the_home_tab_offers_examples_that_are_answered_directly(page: Page) -> None:
    page.get_by_role("link", name="文章分類").click()
    expect(page.get_by_role("heading", name="文章のカテゴリを判定します")).to_be_visible()
    keep(page, "home")
    page.get_by_role("button", name="試す").first.click()
    page.get_by_role("link", name="メッセージ", exact=True).click()
    expect(page.locator(PICTURES).last).to_be_visible()


def test_the_bot_answers_a_direct_message(open_page: Open) -> None:
    page = open_page("/app/messages")
    box = page.get_by_role("textbox", name="ボットへのメッセージ")
    box.fill("昨日のたこ焼き、外はカリカリだった。")
    box.press("Enter")
    expect(thread(page).get_by_role("article").first).to_contain_text("たこ焼き")
    expect(thread(page).locator(PICTURES)).to_be_visible()


def test_the_page_and_the_bot_speak_english_to_alice(page: Page) -> None:
    page.get_by_role("button", name="Alice").click()
    expect(page.get_by_role("heading", name="Channels")).to_be_visible()
    box = page.get_by_role("textbox", name="Message to")
    box.fill("/classify")
    box.press("Enter")
    told = page.get_by_role("article").filter(has_text="Only visible to you").last
    expect(told).to_contain_text("I tell which category a text belongs to")
    keep(page, "english")


def test_an_english_browser_is_met_by_alice(open_page: Open) -> None:
    page = open_page("/", Device(locale="en-GB"))
    expect(page.get_by_role("button", name="Alice")).to_have_attribute("aria-pressed", "true")


def test_a_channel_without_the_bot_offers_to_invite_it(page: Page) -> None:
    page.get_by_role("link", name="no-bot").click()
    page.get_by_role("button", name="招待する").click()
    ask(page, "スマホの画面が割れてしまった。")


def test_what_is_being_typed_survives_what_others_write(page: Page, demo: PlaygroundClient) -> None:
    box = page.get_by_role("textbox", name="へのメッセージ")
    box.press_sequentially("書きかけの文")
    demo.say("割り込みの投稿です")
    expect(page.get_by_text("割り込みの投稿です")).to_be_visible()
    expect(box).to_have_value("書きかけの文")
    expect(box).to_be_focused()


def test_enter_that_ends_a_conversion_sends_nothing(page: Page) -> None:
    box = page.get_by_role("textbox", name="へのメッセージ")
    box.fill("変換中")
    box.evaluate(
        "box => box.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    expect(box).to_have_value("変換中")


def test_what_looks_like_html_is_shown_as_text(page: Page) -> None:
    write(page, "<b>太字</b> <img src=x onerror=alert(1)> *星*")
    expect(page.get_by_text("<b>太字</b> <img src=x onerror=alert(1)>").last).to_be_visible()


def test_a_message_of_ones_own_can_be_deleted(page: Page) -> None:
    write(page, "消すための投稿")
    message = page.get_by_role("article").filter(has_text="消すための投稿")
    message.hover()
    message.get_by_role("button", name="のメニュー").click()
    message.get_by_role("button", name="削除する").click()
    expect(message).to_have_count(0)


def test_the_demo_types_examples_until_it_is_stopped(page: Page) -> None:
    page.get_by_role("button", name="デモを再生").click()
    expect(thread(page)).to_contain_text("コロッケ")
    expect(thread(page)).to_contain_text("スマホの電池")
    page.get_by_role("button", name="止める").click()
    expect(page.get_by_role("button", name="デモを再生")).to_be_visible()


def test_an_example_is_put_into_the_box_on_click(page: Page) -> None:
    page.get_by_role("button", name="スポーツ").click()
    expect(page.get_by_role("textbox", name="へのメッセージ")).to_have_value(
        "@classifier 延長戦の末、うちのチームが勝った！最後の一本で決まり。"
    )


def test_what_was_clicked_may_be_gone_when_its_answer_comes(page: Page) -> None:
    link = page.get_by_role("link", name="random")

    def merged_away(route: Route) -> None:
        page.evaluate("document.querySelector('a[href=\"/channels/random\"]').remove()")
        route.continue_()

    page.route("**/channels/random", merged_away)
    link.click()
    expect(page.get_by_role("heading", name="random")).to_be_visible()
    expect(page.locator("#workspace")).to_have_count(1)
    expect(page.locator("#live")).to_have_count(1)
    assert page.url.endswith("/channels/random")
