"""A running app and a browser that may speak to nobody else."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

HOUSE = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--process-per-site",
    # No other host can be reached. Stopping the requests one by one would turn off the browser's cache.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
HEIGHTS = {390: 844, 960: 700, 1280: 800, 1920: 1080}

# Kept in every page: when anything last changed on it, when it last asked the server for a run, and when
# the state of the run last changed.
WATCH = """
(() => {
  const watch = window.vmlWatch = { changed: 0, asked: 0, run: 0 }
  const send = WebSocket.prototype.send
  WebSocket.prototype.send = function (...sent) {
    watch.asked = performance.now()
    return send.apply(this, sent)
  }
  new MutationObserver(changes => {
    watch.changed = performance.now()
    if (changes.some(change => change.attributeName === 'data-test-script-state')) watch.run = watch.changed
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
})()
"""
# A run that was asked for has begun and ended, fonts and pictures are there, no colour fades, and for an
# eighth of a second nothing has changed (longer on a slider, which asks only when its keys have rested).
# What is asked for besides runs is not waited for longer than 1.5 s.
SETTLED = """
picture => {
  const app = document.querySelector("[data-testid='stApp']")
  if (app?.dataset.testConnectionState !== 'CONNECTED' || app.dataset.testScriptState !== 'notRunning') return
  const [watch, now] = [window.vmlWatch, performance.now()]
  if (!watch.run || (watch.asked > watch.run && now - watch.asked < 1500)) return
  const still = document.activeElement?.type === 'range' ? 350 : 125
  if (now - Math.max(watch.changed, watch.asked) < still || document.fonts.status !== 'loaded') return
  const stages = [...document.querySelectorAll('figure.vml .vml-stage')].filter(stage => stage.clientWidth)
  if (document.querySelector("[data-testid='stSkeleton']")) return  // a part whose code is still on its way
  if (picture && (!stages.length || stages.some(stage => !stage.querySelector('.main-svg')))) return
  return !document.getAnimations().some(fade =>
    fade.playState === 'running' && fade.effect.getComputedTiming().endTime !== Infinity)
}
"""
DRAWN = """
() => [...document.querySelectorAll('figure.vml')].filter(figure => figure.clientWidth)
  .map(figure => Number(figure.dataset.drawn))
"""
IN_THEME = """
dark => {
  const colour = getComputedStyle(document.querySelector("[data-testid='stApp']")).backgroundColor
  return (colour.match(/[0-9]+/g).slice(0, 3).every(part => part < 128)) === dark
}
"""


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


@pytest.fixture(scope="session")
def window(browser: Browser, server: str) -> BrowserContext:
    """Where visits are made. One page stays open, so that what the browser has compiled stays with it."""
    context = browser.new_context()
    context.new_page().goto(f"{server}/_stcore/health")
    return context


class Visit:
    """One visitor's page, with everything that went wrong on it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.add_init_script(WATCH)
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, self.base.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    @property
    def width(self) -> int:
        return int(self.page.viewport_size["width"])

    def open(self, path: str, picture: bool = True) -> None:
        """Go to a path of the app and wait until it is drawn."""
        self.page.goto(self.base + path)
        self.settle(picture)

    def settle(self, picture: bool = True) -> None:
        """Wait until the run is over, its pictures, if there have to be some, are drawn, and all is still."""
        self.page.evaluate("vmlWatch.changed = performance.now()")
        self.page.wait_for_function(SETTLED, arg=picture, timeout=90_000)

    def turn_to(self, width: int, theme: str) -> None:
        """See the same screen in a window of this width and in this theme; its pictures follow in place."""
        before = self.page.evaluate(DRAWN)
        resized = width != self.width
        self.page.emulate_media(color_scheme=theme)
        self.page.wait_for_function(IN_THEME, arg=theme == "dark")
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        if resized:
            self.page.wait_for_function(f"before => ({DRAWN})().every((n, k) => n > before[k])", arg=before)
        self.settle(picture=False)

    def words(self) -> str:
        return self.page.locator(".vml-words").first.inner_text()

    def fine(self) -> None:
        """No exception on screen, no console error, no request to anybody else."""
        errors, outside = self.errors[:], self.outside[:]
        self.errors.clear()
        self.outside.clear()
        assert not self.page.locator("[data-testid='stException']").count()
        assert errors == []
        assert outside == []


Visiting = Callable[..., Visit]


@contextmanager
def visits(window: BrowserContext, server: str) -> Iterator[Visiting]:
    pages = []

    def start(width: int = 1280, theme: str = "light", stranger: bool = False) -> Visit:
        page = window.browser.new_page() if stranger else window.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=theme)
        return Visit(page, server)

    yield start
    for page in pages:
        page.close()


@pytest.fixture
def visit(window: BrowserContext, server: str) -> Iterator[Visiting]:
    """Make visits: visit(width=1280, theme="light"); all are closed after the test.

    A stranger comes with a browser of their own, in which nobody has been before.
    """
    with visits(window, server) as start:
        yield start


@pytest.fixture(scope="module")
def walker(window: BrowserContext, server: str) -> Iterator[Visit]:
    """One visitor for all tests of a file that only look."""
    with visits(window, server) as start:
        yield start()
