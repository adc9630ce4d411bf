"""The demo as `make run` starts it, and a browser in front of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Response,
    expect,
    sync_playwright,
)

from bot.playground.client import PlaygroundClient
from tests.browser.browser import ARGUMENTS, MISSING, chromium
from tests.browser.demo import running_demo

PATIENCE = 40_000  # milliseconds, on a busy machine
Open = Callable[..., Page]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlaygroundClient]:
    with running_demo(tmp_path_factory.mktemp("demo")) as slack:
        yield slack


# For a file at a time: as long as it runs, the thread counts as one with an event loop, in which
# DBOS refuses what other tests of this process do.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    executable = chromium(playwright)
    if executable is None:
        pytest.fail(MISSING, pytrace=False)
    started = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
    yield started
    started.close()


@dataclass(frozen=True)
class Device:
    """What a page is opened on."""

    width: int = 1280
    height: int = 800
    scheme: str = "light"
    locale: str = "ja-JP"


DESKTOP = Device()
PHONE = Device(width=390, height=844)


@pytest.fixture(scope="module")
def contexts(browser: Browser, demo: PlaygroundClient) -> Iterator[dict[Device, BrowserContext]]:
    """One for each device; kept, since each loads the Japanese fonts anew."""
    kept: dict[Device, BrowserContext] = {}
    yield kept
    for context in kept.values():
        context.close()


@pytest.fixture
def open_page(
    browser: Browser, demo: PlaygroundClient, contexts: dict[Device, BrowserContext]
) -> Iterator[Open]:
    """Opens pages of the demo; at the end none has asked elsewhere, and none has complained."""
    pages: list[Page] = []
    complaints: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((demo.url, "data:")):
            complaints.append(f"asked elsewhere: {request.url}")

    def note_response(response: Response) -> None:
        if response.status >= 400:
            complaints.append(f"{response.status} {response.url}")

    def note_line(line: ConsoleMessage) -> None:
        if line.type in ("error", "warning"):
            complaints.append(line.text)

    def open_at(path: str = "/", device: Device = DESKTOP) -> Page:
        context = context_for(device)
        context.clear_cookies()
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(PATIENCE)
        page.on("request", note_request)
        page.on("response", note_response)
        page.on("console", note_line)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    def context_for(device: Device) -> BrowserContext:
        if device not in contexts:
            contexts[device] = browser.new_context(
                base_url=demo.url,
                viewport={"width": device.width, "height": device.height},
                color_scheme="dark" if device.scheme == "dark" else "light",
                locale=device.locale,
                reduced_motion="reduce",
            )
        return contexts[device]

    yield open_at
    for page in pages:
        page.close()
    assert complaints == []
