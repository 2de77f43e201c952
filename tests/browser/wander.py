"""A visitor who clicks on anything: seeded, so that what goes wrong can be seen again.

python -m tests.browser.wander [--minutes 20] [--seed 0]

Starts the app, wanders through all lessons, and says after every action what it was if anything is wrong: an
exception on screen, an error in the browser's console, a request to anybody else. At the end: how many
actions of which sort, and the most memory that the app held.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psutil
from playwright.sync_api import Error, Locator, sync_playwright

from tests.benchmarks.server import chromium, running
from tests.browser.conftest import FLAGS, HEIGHTS, HOUSE, Visit
from tests.pages.walk import own_file, own_rows

LESSONS = sorted({path.parent.name for path in HOUSE.glob("pages/*/lesson.py")} - {"shared"})
KINDS = {
    "button": ".st-key-lesson button:enabled:visible",
    "choice": ".st-key-lesson label:has(input[type=radio], input[type=checkbox]):visible",
    "slider": ".st-key-lesson input[type=range]:enabled",
    "list": ".st-key-lesson [data-testid=stSelectbox] input:visible",
    "number": ".st-key-lesson input[type=number]:visible, .st-key-lesson input[type=text]:visible",
    "fold": ".st-key-lesson summary:visible",
    "drag": ".vml-linked canvas:visible",
    "guess": ".st-key-commit button:enabled, .st-key-skip button:enabled",
}
WEIGHTS = {
    "button": 6, "choice": 4, "slider": 4, "list": 3, "number": 3, "guess": 3, "fold": 1, "drag": 3,
    "away": 1, "file": 0.3, "back": 0.7, "look": 0.5,
}  # fmt: skip
TYPED = ("0", "1", "7", "50", "99.5", "1e9", "-3", "", "abc", "<b>x</b>", "~=.:", "100000")


class Wanderer:
    """One visitor, one seed."""

    def __init__(self, seen: Visit, seed: int, folder: Path) -> None:
        self.seen, self.page, self.dice, self.folder = seen, seen.page, random.Random(seed), folder
        self.done: Counter[str] = Counter()
        self.acts: dict[str, Callable[[], str]] = {
            **{kind: lambda kind=kind: self._one_of(kind) for kind in KINDS},
            "away": self.away,
            "file": self.file,
            "back": self.back,
            "look": self.look,
        }  # fmt: skip

    def act(self) -> str:
        """Do something, and say what it was."""
        kind = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        try:
            told = self.acts[kind]()
        except Error as error:  # what was there a moment ago is gone, or lies under something
            told = f"{kind}: not possible ({str(error).splitlines()[0][:80]})"
        self.done[kind] += 1
        self.seen.page.wait_for_timeout(self.dice.choice((0, 30, 200)))
        if self.dice.random() < 0.7:
            self.seen.settle(picture=False)
        return told

    def _one_of(self, kind: str) -> str:
        found = self.page.locator(KINDS[kind])
        many = found.count()
        if not many:
            return f"{kind}: none here"
        piece = found.nth(self.dice.randrange(many))
        told = (piece.get_attribute("aria-label") or piece.inner_text() or "")[:50]
        hands = {"slider": self.slide, "list": self.pick, "number": self.type, "drag": self.drag}
        hands.get(kind, self.press)(piece)
        return f"{kind}: {told!r}"

    def press(self, piece: Locator) -> None:
        piece.click(timeout=2000)

    def slide(self, piece: Locator) -> None:
        piece.focus(timeout=2000)
        for key in self.dice.choices(("ArrowRight", "ArrowLeft", "PageUp", "Home", "End"), k=3):
            self.page.keyboard.press(key)

    def pick(self, piece: Locator) -> None:
        piece.click(timeout=2000)
        for _ in range(self.dice.randrange(6)):
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press(self.dice.choice(("Enter", "Escape")))

    def type(self, piece: Locator) -> None:
        piece.fill(self.dice.choice(TYPED), timeout=2000)
        self.page.keyboard.press("Enter")

    def drag(self, piece: Locator) -> None:
        piece.scroll_into_view_if_needed(timeout=2000)
        box = piece.bounding_box()
        if box is None:
            return
        spots = [
            (box["x"] + self.dice.random() * box["width"], box["y"] + self.dice.random() * box["height"])
            for _ in range(self.dice.randrange(1, 7))
        ]
        self.page.mouse.move(*spots[0])
        self.page.mouse.down()
        for spot in spots[1:]:
            self.page.mouse.move(*spot)
        self.page.mouse.up()

    def away(self) -> str:
        lesson = self.dice.choice(LESSONS)
        self.seen.open(f"/{lesson}", picture=False)
        return f"away to {lesson}"

    def back(self) -> str:
        self.page.go_back() if self.dice.random() < 0.7 else self.page.go_forward()
        if not self.page.url.startswith(self.seen.base):
            self.seen.open("/", picture=False)
        return "back or forward"

    def look(self) -> str:
        width, theme = self.dice.choice(list(HEIGHTS)), self.dice.choice(("light", "dark"))
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        self.page.emulate_media(color_scheme=theme)
        return f"look at {width} {theme}"

    def file(self) -> str:
        places = self.page.locator("input[type=file]")
        if not places.count():
            return "file: no place for one"
        name = self.dice.choice(("shops.csv", "customers.csv", "nonsense.csv", "country.geojson"))
        places.first.set_input_files(self.folder / name)
        return f"file: {name}"


def wander(seconds: float, seed: int, folder: Path, seen: Visit, tell: Callable[[str], None]) -> Wanderer:
    """Wander for so long; AssertionError at the first thing that is wrong, with the last actions."""
    files = {"shops.csv": own_rows(80), "customers.csv": own_file(300), "nonsense.csv": b"\x00\xff;;\n"}
    files["country.geojson"] = (HOUSE / "sample_data" / "districts.geojson").read_bytes()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    seen.open("/", picture=False)
    seen.open(f"/{LESSONS[seed % len(LESSONS)]}", picture=False)
    wanderer, last, end = Wanderer(seen, seed, folder), [], time.monotonic() + seconds
    while time.monotonic() < end:
        last = [*last[-11:], f"{wanderer.act()}  [{seen.page.url.removeprefix(seen.base)[:120]}]"]
        tell(last[-1])
        try:
            seen.fine()
        except AssertionError as wrong:
            raise AssertionError("\n".join([*last, str(wrong)])) from wrong
    seen.settle(picture=False)
    seen.fine()
    return wanderer


def main() -> None:
    """From the command line."""
    import tempfile

    parser = argparse.ArgumentParser(prog="python -m tests.browser.wander")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--told", action="store_true", help="say every action")
    asked = parser.parse_args()
    peak = 0.0
    with (
        running(HOUSE) as server,
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as folder,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": HEIGHTS[1280]})
        seen = Visit(page, server.http)

        def tell(told: str) -> None:
            nonlocal peak
            peak = max(peak, server.rss())
            if asked.told:
                print(told, flush=True)

        wanderer = wander(60 * asked.minutes, asked.seed, Path(folder), seen, tell)
        browser.close()
    print(f"{sum(wanderer.done.values())} actions: {dict(wanderer.done)}; memory at most {peak:.0f} MB, "
          f"{psutil.cpu_count()} cores")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
