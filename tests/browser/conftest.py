"""The demo as `make run` starts it, and a browser in front of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from bot.playground.client import PlaygroundClient
from tests.browser.browser import ARGUMENTS, MISSING, ROOT, chromium
from tests.scenarios.processes import clean_environment

PATIENCE = 90.0  # seconds until the demo stands, on a busy machine
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlaygroundClient]:
    """The whole demo on a free port; its own process group, so that nothing is left behind."""
    port = free_port()
    log_path = tmp_path_factory.mktemp("demo") / "demo.log"
    environment = {**clean_environment(), "PORT": str(port), "REQUESTS_PER_MINUTE": "0"}
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        with PlaygroundClient(f"http://127.0.0.1:{port}") as slack:
            wait_until_it_answers(slack, process, log_path)
            yield slack
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_until_it_answers(
    slack: PlaygroundClient, process: subprocess.Popen[bytes], log_path: Path
) -> None:
    end = time.monotonic() + PATIENCE
    while "the bot is ready" not in log_path.read_text():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"the demo did not start:\n{log_path.read_text()[-3000:]}")
        time.sleep(0.05)
    slack.wait_for_connection()


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
        page.on("response", lambda r: complaints.append(f"{r.status} {r.url}") if not r.ok else 0)
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert complaints == []
