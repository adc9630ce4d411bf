"""The demo as `make run` starts it, and a browser in front of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from bot.playground.client import PlaygroundClient
from tests.browser.browser import ARGUMENTS, MISSING, chromium
from tests.browser.demo import running_demo

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlaygroundClient]:
    with running_demo(tmp_path_factory.mktemp("demo")) as slack:
        yield slack


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    executable = chromium(playwright)
    if executable is None:
        pytest.fail(MISSING, pytrace=False)
    started = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
    yield started
    started.close()


@pytest.fixture
def open_page(browser: Browser, demo: PlaygroundClient) -> Iterator[Open]:
    """Opens pages of the demo; at the end none has asked elsewhere, and none has complained."""
    contexts: list[BrowserContext] = []
    elsewhere: list[str] = []
    complaints: list[str] = []

    def note_request(url: str) -> None:
        if not url.startswith((demo.url, "data:")):
            elsewhere.append(url)

    def open_at(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        locale: str = "ja-JP",
    ) -> Page:
        context = browser.new_context(
            base_url=demo.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale=locale,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: note_request(request.url))
        page.on(
            "response", lambda r: complaints.append(f"{r.status} {r.url}") if r.status >= 400 else 0
        )
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert complaints == []
