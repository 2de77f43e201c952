"""The board in a real browser: how long a frame of filtering takes while a hand moves, and what is sent."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from statistics import median, quantiles

import numpy as np
import pandas as pd
from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.plan import Plan
from tests.benchmarks.server import chromium, running
from tests.benchmarks.table import Row

COLUMNS = 15
MANY = 10_000
MOVES = 80
FAST, FAST_MANY = 16, 50  # ms a frame may take with the districts, and with many rows
MOST_SENT = 400  # kB
READY = "() => document.querySelector('.vml-linked')?.dataset.drawn > 0"
# Another board in the place of the one on screen, and its groups.
REPLACE = """
([board, told]) => {
  const root = document.querySelector('.vml-linked'), old = root.vmlLinked
  root.vmlLinked = new old.constructor(root, { board: JSON.parse(board), colours: old.pairs })
  root.vmlLinked.told({ ...told, picked: '', seen: Date.now() })
  return new Promise(done => setTimeout(done, 500))
}
"""
# From one frame on screen to the next, while the hand moves.
WATCH = """
() => {
  const root = document.querySelector('.vml-linked').vmlLinked
  root.frames.length = 0
  window.between = []
  let before = performance.now()
  const tick = now => {
    window.between.push(now - before)
    before = now
    window.ticking = requestAnimationFrame(tick)
  }
  window.ticking = requestAnimationFrame(tick)
}
"""
SEEN = """
() => {
  cancelAnimationFrame(window.ticking)
  return [document.querySelector('.vml-linked').vmlLinked.frames, between]
}
"""


def run(plan: Plan) -> Iterator[Row]:
    """Frames on the districts and on many rows, and the bytes of the board."""
    sizes: list[int] = []
    frames: dict[str, list[tuple[list[float], list[float]]]] = {"districts": [], "many": []}
    with running(plan.ours.folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for number in range(plan.rounds):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            received = _received(page)
            page.goto(f"{server.http}/segments?step=where&guess_where=skip")
            page.wait_for_function(READY)
            page.wait_for_timeout(1000)
            sizes.append(max(received))
            frames["districts"].append(_moved(page))
            page.evaluate(REPLACE, list(_many_rows()))
            frames["many"].append(_moved(page))
            page.close()
            plan.tell(f"board: round {number + 1} done")
        browser.close()
    for name, wanted in (("districts", FAST), ("many", FAST_MANY)):
        what = f"board: {'600 districts' if name == 'districts' else f'{MANY:,} rows'} by {COLUMNS}"
        yield Row(f"{what}: a frame, middle", "ms", [median(own) for own, _ in frames[name]], wanted=wanted)
        yield Row(f"{what}: a frame, 95 of 100", "ms", [_high(own) for own, _ in frames[name]], wanted=wanted)
        yield Row(f"{what}: between frames", "ms", [median(between) for _, between in frames[name]])
    yield Row("board: the largest message", "kB", [size / 1000 for size in sizes], wanted=MOST_SENT)


def _received(page: Page) -> list[int]:
    """The bytes of every message from the server, from now on."""
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(len(data))))
    return received


def _moved(page: Page) -> tuple[list[float], list[float]]:
    """ms of every frame of filtering, and between frames on screen, while a hand moves on bars and map."""
    page.evaluate(WATCH)
    for what in (".vml-bars canvas", ".vml-map"):
        box = page.locator(what).nth(0).bounding_box()
        assert box is not None
        turns = np.linspace(0, 2 * np.pi, MOVES)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        for turn in turns.tolist():
            x, y = 0.5 + 0.4 * np.cos(turn), 0.5 + 0.4 * np.sin(turn)
            page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        page.mouse.up()
    own, between = page.evaluate(SEEN)
    return own, between


def _high(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[18]


def _many_rows() -> tuple[str, dict[str, object]]:
    """A board of many rows with places, and their groups."""
    from core import geo, linked
    from core.segments.grid import plain_table
    from core.words import ROW
    from pages.segments.linked import MARKS

    rng = np.random.default_rng(0)
    table = plain_table(
        pd.DataFrame(rng.normal(size=(MANY, COLUMNS)), columns=[f"c{at}" for at in range(COLUMNS)])
    )
    names = [column.name for column in table.columns]
    drawing = geo.drawing(geo.Places("x", "y", rng.uniform(-5, 5, (MANY, 2))))
    board = linked.board(table, names, names, ROW, [], drawing, np.arange(MANY))
    groups = rng.integers(0, 5, MANY).astype(np.uint8)
    marks = list(MARKS.values())[:5]
    told = {
        "labels": base64.b64encode(groups.tobytes()).decode(),
        "names": [f"Group {at}" for at in range(5)],
    }
    return json.dumps(json.loads(board.sent)), {**told, "marks": marks}
