"""A running app and a browser that may speak to nobody else."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, sync_playwright

HOUSE = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HEIGHTS = {390: 844, 960: 700, 1280: 800, 1920: 1080}


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the app, started as the README says."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    process = subprocess.Popen(
        command, cwd=HOUSE, env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            with suppress(OSError), urllib.request.urlopen(f"{base}/_stcore/health", timeout=2):
                break
            assert process.poll() is None, "the app stopped while starting"
            time.sleep(0.25)
        yield base
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "no Chromium on this machine: run tests/browser/get_chromium.sh"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


class Visit:
    """One visitor's page, with everything that went wrong on it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.route("**/*", self._guard)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _guard(self, route: Route, request: Request) -> None:
        if request.url.startswith((self.base, self.base.replace("http", "ws"), "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(request.url)
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def open(self, path: str, picture: bool = True) -> None:
        """Go to a path of the app and wait until it is drawn."""
        self.page.goto(self.base + path)
        self.settle(picture)

    def settle(self, picture: bool = True) -> None:
        """Wait until the run is over and the picture, if there is one, is drawn."""
        self.page.wait_for_selector(
            "[data-testid='stApp'][data-test-connection-state='CONNECTED']", state="attached", timeout=45_000
        )
        self.page.wait_for_timeout(160)
        self.page.wait_for_selector(
            "[data-testid='stApp'][data-test-script-state='notRunning']", state="attached", timeout=90_000
        )
        if picture:
            self.page.wait_for_selector("figure.vml .main-svg", timeout=30_000)
        self.page.wait_for_timeout(250)

    def words(self) -> str:
        return self.page.locator(".vml-words").first.inner_text()

    def fine(self) -> None:
        """No exception on screen, no console error, no request to anybody else."""
        assert not self.page.locator("[data-testid='stException']").count()
        assert self.errors == []
        assert self.outside == []


Visiting = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visiting]:
    """Make visits: visit(width=1280, theme="light"); all are closed after the test."""
    contexts = []

    def start(width: int = 1280, theme: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme="dark" if theme == "dark" else "light",
        )
        contexts.append(context)
        return Visit(context.new_page(), server)

    yield start
    for context in contexts:
        context.close()
