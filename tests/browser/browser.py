"""Finds a Chromium and looks at what it shows: a picture's colours, accessibility, screenshots."""

import io
import shutil
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "build/browser"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = (
    "The tests in tests/browser need Chromium: `apt-get install chromium`, "
    "or `.venv-test/bin/playwright install chromium`."
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FEWEST_COLOURS = 40  # a heat map has its letters' greys, its blues and more; a blank one has none


def chromium(playwright: Playwright) -> str | None:
    """The system's Chromium, else the one that Playwright has installed for itself."""
    own = playwright.chromium.executable_path
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (own if Path(own).exists() else None)


def keep(page: Page, name: str) -> None:
    """A screenshot to look at."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready.then(() => null)")
    page.screenshot(path=ARTEFACTS / f"{name}.png")


def colours_of(picture: Locator) -> int:
    """How many different colours the browser shows there."""
    shown = Image.open(io.BytesIO(picture.screenshot())).convert("RGB")
    return len(shown.getcolors(maxcolors=shown.width * shown.height) or [])


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    results = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in results
        for node in each["nodes"]
    ]
