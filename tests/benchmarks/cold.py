"""From starting the process to the first picture in a browser that has never been here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from tests.benchmarks.plan import Plan, Side
from tests.benchmarks.server import chromium, running
from tests.benchmarks.table import Row

# The last one: no name but this machine's can be looked up.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 120_000  # ms
REST = 1.0  # after the picture, before the memory is read


@dataclass(frozen=True)
class Start:
    """One cold start: seconds until ready and until the picture, MB once warm and after the visit."""

    ready: float
    picture: float
    warm: float
    visited: float


def run(plan: Plan) -> Iterator[Row]:
    """Times of a cold start, and the memory that belongs to it."""
    starts: dict[Side, list[Start]] = {side: [] for side in plan.sides}
    for number in range(plan.rounds):
        for side in plan.sides:
            start = _start(side)
            starts[side].append(start)
            plan.tell(f"cold: round {number + 1}, {side.name}: {start.picture:.2f} s")

    def row(name: str, unit: str, figure: Callable[[Start], float], wanted: float | None = None) -> Row:
        ours, theirs = ([figure(start) for start in starts[side]] for side in plan.sides)
        return Row(f"cold: {name}", unit, ours, theirs, wanted)

    yield row("start to first picture", "s", lambda start: start.picture, wanted=1.5)
    yield row("start to ready", "s", lambda start: start.ready)
    yield row("ready to first picture", "s", lambda start: start.picture - start.ready)
    yield row("memory once warm", "MB", lambda start: start.warm)
    yield row("memory after one visit", "MB", lambda start: start.visited)
    yield Row("cold: the app's memory once warm", "MB", [s.warm for s in starts[plan.ours]], wanted=450)


def _start(side: Side) -> Start:
    with sync_playwright() as playwright:
        # The browser is open already, as a reader's is; its profile is new each time.
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            page = browser.new_page()
            with running(side.folder) as server:
                warm = server.rss()
                page.goto(f"{server.http}/{side.opening}", wait_until="commit", timeout=PATIENCE)
                page.wait_for_selector(side.picture, state="attached", timeout=PATIENCE)
                drawn = time.perf_counter()
                time.sleep(REST)
                return Start(server.ready_seconds, drawn - server.started, warm, server.rss())
        finally:
            browser.close()
