"""The map that answers, in a real browser: what a hand picks is what pandas picks, and nothing is sent while
it moves."""

import re

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import BrowserContext

from core import samples
from core.linked import Board, Picks
from pages.segments.places import sample_placed
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_games import tab_to

MAP = "/segments?step=where&guess_where=patches"
COMBINATIONS = 50
KEPT = "() => [...document.querySelector('.vml-linked').vmlLinked.board.room.kept]"
SPELT = "() => document.querySelector('.vml-linked').vmlLinked.spelt()"
ASKED = "() => window.vmlWatch.asked"
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def board() -> Board:
    return sample_placed("districts").board


def opened(visit: Visiting, width: int, theme: str = "light", path: str = MAP) -> Visit:
    seen = visit(width, theme)
    seen.open(path, picture=False)
    seen.page.wait_for_function("() => document.querySelector('.vml-linked')?.dataset.drawn > 0")
    return seen


def box_of(seen: Visit, what: str, nth: int = 0) -> dict[str, float]:
    return seen.page.locator(what).nth(nth).bounding_box()


def drag(seen: Visit, way: list[tuple[float, float]]) -> None:
    seen.page.mouse.move(*way[0])
    seen.page.mouse.down()
    for spot in way[1:]:
        seen.page.mouse.move(*spot)


def around(spots: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which points a closed line goes round an odd number of times, by the angles it turns through."""
    turned = np.zeros(len(x))
    for (ax, ay), (bx, by) in zip(spots, np.roll(spots, -1, axis=0), strict=True):
        left, right = np.arctan2(ay - y, ax - x), np.arctan2(by - y, bx - x)
        turned += (right - left + np.pi) % (2 * np.pi) - np.pi
    return np.round(turned / (2 * np.pi)).astype(int) % 2 == 1


def by_pandas(rows: pd.DataFrame, groups: np.ndarray, board: Board, picks: Picks) -> np.ndarray:
    """The rows that fulfil the conditions, from the table's own values."""
    found = pd.Series(True, index=rows.index)
    if picks.groups:
        found &= pd.Series(groups).isin(picks.groups)
    for place, (first, last) in picks.ranges.items():
        bars = board.bars[place]
        values = rows[bars.column.name]
        found &= values.notna()
        if first:
            found &= values >= bars.borders[first - 1]
        if last < len(bars.borders):
            found &= values < bars.borders[last]
    if picks.around:
        found &= around(np.array(picks.around, float), board.x.astype(float), board.y.astype(float))
    return found.to_numpy()


def test_what_a_hand_picks_is_what_pandas_picks(visit: Visiting, board: Board) -> None:
    rows = samples.load("districts").rows
    groups = samples.groups("districts")["group 5"].to_numpy()
    rng = np.random.default_rng(8)
    seen = opened(visit, 1280)
    canvas = box_of(seen, ".vml-map")
    some = 0
    for _ in range(COMBINATIONS):
        seen.page.evaluate("() => document.querySelector('.vml-clear').click()")
        for group in rng.choice(5, rng.integers(1, 4), replace=False):
            seen.page.evaluate(
                "at => document.querySelectorAll('.vml-groups button')[at].click()", int(group)
            )
        corners = rng.uniform(0.05, 0.95, (rng.integers(3, 6), 2))
        drag(seen, [
            (canvas["x"] + x * canvas["width"], canvas["y"] + y * canvas["height"]) for x, y in corners
        ])  # fmt: skip
        seen.page.mouse.up()
        bars = box_of(seen, ".vml-bars canvas", int(rng.integers(0, 15)))
        ends = rng.uniform(0.02, 0.98, 2)
        drag(seen, [(bars["x"] + share * bars["width"], bars["y"] + 20) for share in ends])
        seen.page.mouse.up()
        seen.page.evaluate(FRAME)
        picks = Picks.read(seen.page.evaluate(SPELT))
        kept = np.array(seen.page.evaluate(KEPT), bool)
        assert picks.groups
        assert picks.around
        wanted = by_pandas(rows, groups, board, picks)
        assert (kept == wanted).all(), str(picks)
        assert (board.picked(picks, groups) == wanted).all()
        some += bool(wanted.any())
    assert some > COMBINATIONS / 2
    seen.settle(picture=False)
    assert f"{int(wanted.sum())} of 600" in seen.words() or "No district" in seen.words()
    seen.fine()


def received(seen: Visit) -> list[int]:
    """The sizes of all messages from the server, in bytes, from now on."""
    sizes: list[int] = []
    seen.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: sizes.append(len(data))))
    return sizes


def test_nothing_is_sent_while_a_hand_moves_and_the_map_is_sent_once(visit: Visiting) -> None:
    seen = visit(1280)
    sizes = received(seen)
    seen.open(MAP, picture=False)
    first = max(sizes)
    assert 20_000 < first < 400_000
    assert sum(sizes) < 500_000
    for what in (".vml-map", ".vml-bars canvas"):
        box = box_of(seen, what)
        asked, before = seen.page.evaluate(ASKED), len(sizes)
        spots = [(box["x"] + box["width"] * share, box["y"] + box["height"] / 2) for share in (0.2, 0.5, 0.8)]
        spots[1] = (spots[1][0], box["y"] + 4)
        drag(seen, spots)
        seen.page.wait_for_timeout(700)  # longer than any debouncing
        assert seen.page.evaluate(ASKED) == asked
        assert len(sizes) == before
        words = seen.words()
        seen.page.mouse.up()
        seen.page.wait_for_function(
            "words => document.querySelector('.vml-words').innerText !== words", arg=words
        )
        seen.settle(picture=False)
        assert 0 < sum(sizes[before:]) < 20_000
    assert "inside your line" in seen.words()
    assert "~h0." in seen.page.url
    seen.fine()


def test_picks_come_by_the_address_go_with_one_click_and_come_back(visit: Visiting) -> None:
    seen = opened(visit, 1280, path=f"{MAP}&picked=g1.4_h1.3.9_r5.17")
    assert seen.page.evaluate(SPELT) == "g1.4_h1.3.9_r5.17"
    seen.page.get_by_role("button", name="Clear all").click()
    seen.settle(picture=False)
    assert "All 600 districts" in seen.words()
    assert "picked=" not in seen.page.url
    seen.page.get_by_role("button", name=re.compile("High density")).click()
    seen.settle(picture=False)
    assert "84 of 600 districts" in seen.words()
    seen.page.get_by_text("5 Portraits").click()
    seen.settle(picture=False)
    seen.page.get_by_text("4 The map").click()
    seen.settle(picture=False)
    assert seen.page.evaluate(SPELT) == "g4"
    assert "84 of 600 districts" in seen.words()
    seen.page.go_back()
    seen.page.go_back()
    seen.page.go_back()
    seen.settle(picture=False)
    assert seen.page.evaluate(SPELT) == ""
    seen.fine()


def test_every_pick_works_by_keyboard_and_from_a_list_and_is_announced(visit: Visiting) -> None:
    seen = opened(visit, 1280)
    tab_to(seen, "High density")
    seen.page.keyboard.press("Enter")
    seen.settle(picture=False)
    assert seen.page.locator(".vml-heard").inner_text() == "84 of 600 districts"
    tab_to(seen, "^Household size, from$")
    for _ in range(3):
        seen.page.keyboard.press("ArrowRight")
    seen.settle(picture=False)
    seen.page.wait_for_url("**~g4_h0.3.**")
    heard = seen.page.locator(".vml-heard").inner_text()
    assert heard != "84 of 600 districts"
    assert heard.split(" of ")[0] + " of 600" in seen.words()
    tab_to(seen, "^Pick from lists$")
    seen.page.keyboard.press("Enter")
    seen.page.get_by_label("District", exact=True).select_option("Alder Point")
    seen.settle(picture=False)
    assert "Alder Point" in seen.words()
    seen.page.get_by_label("Column", exact=True).select_option("Share over 65")
    seen.page.get_by_label("from", exact=True).select_option(index=4)
    seen.settle(picture=False)
    assert "Share over 65" in seen.words()
    seen.fine()


def test_a_thumb_picks_on_a_phone(window: BrowserContext, server: str) -> None:
    context = window.browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    seen = Visit(context.new_page(), server)
    seen.open(MAP, picture=False)
    seen.page.wait_for_function("() => document.querySelector('.vml-linked')?.dataset.drawn > 0")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    touch = context.new_cdp_session(seen.page)

    def stroke(way: list[tuple[float, float]]) -> None:
        for kind, spots in [
            ("touchStart", way[:1]),
            *(("touchMove", [spot]) for spot in way[1:]),
            ("touchEnd", []),
        ]:
            points = [{"x": x, "y": y} for x, y in spots]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    seen.page.locator(".vml-bars canvas").first.scroll_into_view_if_needed()
    box = box_of(seen, ".vml-bars canvas")
    stroke([(box["x"] + box["width"] * share, box["y"] + 20) for share in (0.2, 0.3, 0.4, 0.5, 0.6)])
    seen.settle(picture=False)
    assert re.fullmatch(r"h0\.\d+\.\d+", seen.page.evaluate(SPELT))
    seen.page.wait_for_timeout(600)  # a thumb that has just drawn does not tap at once
    seen.page.get_by_role("button", name="Clear all").tap()
    seen.page.locator(".vml-map").scroll_into_view_if_needed()
    box = box_of(seen, ".vml-map")
    seen.page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.35)
    seen.settle(picture=False)
    assert re.fullmatch(r"r\d+", seen.page.evaluate(SPELT))
    seen.page.get_by_role("button", name="Draw round").tap()
    box = box_of(seen, ".vml-map")
    corners = ((0.3, 0.3), (0.7, 0.3), (0.7, 0.6), (0.3, 0.6), (0.3, 0.35))
    stroke([(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in corners])
    seen.settle(picture=False)
    assert "inside your line" in seen.words()
    seen.fine()
    context.close()
