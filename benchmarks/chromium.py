"""Headless Chromium as something that turns HTML into PNG, kept open between pages.

It speaks the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import itertools
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from websockets.sync.client import connect

from bot.playground.json_values import JsonObject, json_object, json_text

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 60.0  # seconds
_LARGEST = 64 << 20  # bytes of a message


def find_chromium() -> str | None:
    """Its path, or None where none is installed."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


class Chromium:
    """One page in a headless browser; use it in a `with` block."""

    def __init__(self, path: str, *, width: int, scale: int) -> None:
        self._command = [path, "--headless=new", "--no-sandbox", "--disable-gpu"]
        self._command += ["--remote-debugging-port=0", f"--window-size={width},1000"]
        self._command += [f"--force-device-scale-factor={scale}", "--hide-scrollbars"]
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [*self._command, f"--user-data-dir={self._profile.name}", "about:blank"],
            stderr=subprocess.DEVNULL,
        )
        self._socket = connect(self._address(), max_size=_LARGEST, proxy=None)
        self._session: str | None = None
        target = self._call("Target.createTarget", url="about:blank")
        attached = self._call(
            "Target.attachToTarget", targetId=json_text(target["targetId"]), flatten=True
        )
        self._session = json_text(attached["sessionId"])
        tree = self._call("Page.getFrameTree")
        self._frame = json_text(json_object(json_object(tree["frameTree"])["frame"])["id"])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.communicate()
        self._profile.cleanup()

    def png(self, html: str) -> bytes:
        """The page as large as its content."""
        self._call("Page.setDocumentContent", frameId=self._frame, html=html)
        size = json_object(self._call("Page.getLayoutMetrics")["cssContentSize"])
        shot = self._call(
            "Page.captureScreenshot", captureBeyondViewport=True, clip={**size, "scale": 1}
        )
        return base64.b64decode(json_text(shot["data"]))

    def _address(self) -> str:
        """Chromium writes its port, and the path on the next line, into a file of its profile."""
        written = Path(self._profile.name) / "DevToolsActivePort"
        end = time.monotonic() + _PATIENCE
        while not written.exists() or written.read_text().count("\n") < 1:
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("Chromium did not start")
            time.sleep(0.05)
        port, path = written.read_text().split()
        return f"ws://127.0.0.1:{port}{path}"

    def _call(self, method: str, **parameters: object) -> JsonObject:
        number = next(self._numbers)
        request: JsonObject = {"id": number, "method": method, "params": parameters}
        if self._session is not None:
            request["sessionId"] = self._session
        self._socket.send(json.dumps(request))
        while True:
            answer = json_object(json.loads(self._socket.recv(timeout=_PATIENCE)))
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"Chromium refused {method}: {answer['error']}")
                return json_object(answer.get("result"))
