"""`make screenshots`: the pictures for the README, taken from the demo."""

import io
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bot.playground.client import PlaygroundClient
from tests.browser.browser import ARGUMENTS, MISSING, ROOT, chromium
from tests.browser.demo import running_demo

IMAGES = ROOT / "docs/images"
TEXT = "駅前のパン屋のクロワッサンが絶品すぎる。"
SMALL_TALK = (
    ("taro", "来週の社内ブログ、ネタ募集中です。短くても大丈夫！"),
    ("hanako", "週末の写真があるので、何か書いてみますね"),
)
FRAME_SECONDS = 0.2
LAST_FRAME_SECONDS = 4.0
TYPED_AT_ONCE = 3  # characters
PATIENCE = 120.0  # seconds, on a busy machine


def main() -> None:
    """Start the demo, take the pictures, write them into docs/images."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as slack,
        sync_playwright() as playwright,
    ):
        executable = chromium(playwright)
        if executable is None:
            raise SystemExit(MISSING)
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        take_film(browser, slack)
        take_still(browser, slack, "light", IMAGES / "thread.png")
        take_still(browser, slack, "dark", IMAGES / "thread-dark.png")
        take_classify_page(browser, slack)
        browser.close()


def take_film(browser: Browser, slack: PlaygroundClient) -> None:
    """A person types, the reaction comes, the answer, the picture."""
    page = opened(browser, slack, width=1080, height=675, scale=1.0)
    for user, text in SMALL_TALK:
        slack.say(text, user=user)
    frames = [frame(page)]
    box = page.locator("#composer")
    typed = f"@classifier {TEXT}"
    for end in range(TYPED_AT_ONCE, len(typed) + TYPED_AT_ONCE, TYPED_AT_ONCE):
        box.fill(typed[:end])
        frames.append(frame(page))
    box.press("Enter")
    deadline = time.monotonic() + PATIENCE
    while page.locator("#thread .picture img").count() == 0 and time.monotonic() < deadline:
        frames.append(frame(page))
    page.wait_for_timeout(800)
    frames.append(frame(page))
    save_film(frames, IMAGES / "thread.webp")
    page.context.close()


def save_film(frames: list[Image.Image], path: Path) -> None:
    """Every frame is shown equally long, the same ones only once, the last one longest."""
    kept: list[Image.Image] = []
    for each in frames:
        if not kept or each.tobytes() != kept[-1].tobytes():
            kept.append(each)
    seconds = [FRAME_SECONDS] * (len(kept) - 1) + [LAST_FRAME_SECONDS]
    kept[0].save(
        path,
        save_all=True,
        append_images=kept[1:],
        duration=[int(1000 * each) for each in seconds],
        loop=0,
        quality=70,
        method=4,
    )


def take_still(browser: Browser, slack: PlaygroundClient, scheme: str, path: Path) -> None:
    """The channel, and the thread with the heat map."""
    page = opened(browser, slack, width=1180, height=740, scale=1.5, scheme=scheme)
    page.wait_for_selector("#thread .picture img")
    save_still(page, path)


def take_classify_page(browser: Browser, slack: PlaygroundClient) -> None:
    """The model's page with a word pointed at."""
    page = opened(browser, slack, width=1180, height=930, scale=1.5, path="/classify")
    page.get_by_role("option", name="クロワッサン").hover()
    save_still(page, IMAGES / "classify-page.png")


def opened(
    browser: Browser,
    slack: PlaygroundClient,
    *,
    width: int,
    height: int,
    scale: float,
    scheme: str = "light",
    path: str = "/",
) -> Page:
    """A page in Japanese without animation, its fonts there."""
    context = browser.new_context(
        base_url=slack.url,
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if scheme == "dark" else "light",
        locale="ja-JP",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    page.goto(path)
    page.wait_for_selector("h1")
    page.evaluate("document.fonts.ready.then(() => null)")
    return page


def frame(page: Page) -> Image.Image:
    """What the page shows now."""
    page.wait_for_timeout(60)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def save_still(page: Page, path: Path) -> None:
    """As PNG, once everything has settled."""
    page.wait_for_timeout(600)
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(path, optimize=True)
    page.context.close()


if __name__ == "__main__":
    main()
