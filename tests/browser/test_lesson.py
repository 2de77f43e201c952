"""Lesson 1 in a real browser: its home page, its buttons, its addresses, and walks through its steps."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Visiting
from tests.browser.test_screens import STEPS
from tests.browser.whole import LEFT_OR_RIGHT, choose, serious
from tests.pages.walk import own_file

BUTTON_CONTRASTS = """
() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3)
      .map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const filled = [...document.querySelectorAll('button[kind=primary], [data-testid="stBaseButton-primary"]')]
  return filled.map(button => {
    const a = getComputedStyle(button.querySelector('p')).color
    const b = getComputedStyle(button).backgroundColor
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x)
    return (high + 0.05) / (low + 0.05)
  })
}
"""


@pytest.mark.parametrize("width", (390, 1280))
def test_the_home_page_fits_one_screen_and_starts_with_one_click(visit: Visiting, width: int) -> None:
    seen = visit(width)
    seen.open("/", picture=False)
    assert serious(seen) == []
    assert seen.page.evaluate(LEFT_OR_RIGHT) == []
    start = seen.page.get_by_role("button", name="Start").first
    assert start.bounding_box()["y"] < seen.page.viewport_size["height"]
    start.click()
    seen.settle(picture=False)
    assert "What does it cost" in seen.page.locator("h1").inner_text()
    seen.fine()


@pytest.mark.parametrize("path", ("/", "/churn_costs?step=bill"))
def test_the_filled_buttons_can_be_read(visit: Visiting, path: str) -> None:
    seen = visit(390, "light")
    seen.open(path, picture=False)
    seen.page.locator("[data-testid='stBaseButton-primary']").first.wait_for()
    for theme in ("light", "dark"):
        seen.turn_to(390, theme)
        contrasts = seen.page.evaluate(BUTTON_CONTRASTS)
        assert contrasts
        assert min(contrasts) >= 4.5, theme


def test_the_picture_follows_the_slider_in_place(visit: Visiting) -> None:
    seen = visit()
    seen.open(STEPS["cutoff"])
    seen.page.evaluate("window.kept = document.querySelector('figure.vml .main-svg')")
    top = seen.page.locator("figure.vml").bounding_box()
    words = seen.words()
    seen.page.evaluate(
        """() => { window.gone = 0; new MutationObserver(list => list.forEach(change =>
        change.removedNodes.forEach(node => {
          if (node.contains && node.contains(window.kept)) window.gone++
        })
        )).observe(document.body, { childList: true, subtree: true }) }"""
    )
    slider = seen.page.locator(".st-key-churn_costs-cutoff input[type=range]").first
    slider.focus()
    for _ in range(6):
        seen.page.keyboard.press("ArrowRight")
    seen.page.wait_for_function(
        "before => document.querySelector('.vml-words').textContent !== before", arg=words
    )
    seen.settle()
    assert seen.page.evaluate("window.kept === document.querySelector('figure.vml .main-svg')")
    assert seen.page.evaluate("window.gone") == 0
    assert seen.page.locator("figure.vml").bounding_box() == top
    assert "cutoff=37" in seen.page.url
    assert "37" in seen.words()


def test_a_copied_address_opens_the_same_screen_in_a_second_browser(visit: Visiting) -> None:
    first = visit()
    first.open("/churn_costs", picture=False)
    first.page.get_by_role("button", name="Skip the guess").click()
    first.settle()
    price = first.page.get_by_label("To win back one who left")
    price.fill("120")
    price.press("Enter")
    first.settle()
    choose(first, "Customers", "Broadband contracts (simulated)")
    first.settle()
    for label in ("Next: Spot them", "Next: The tree", "Next: The line"):
        first.page.get_by_role("button", name=label).click()
        first.settle(picture=False)
    first.page.get_by_role("button", name="Skip the guess").click()
    first.settle()
    slider = first.page.locator(".st-key-churn_costs-cutoff input[type=range]").first
    slider.focus()
    for _ in range(9):
        first.page.keyboard.press("ArrowLeft")
    first.settle()
    first.page.get_by_role("button", name="Back", exact=True).click()
    first.settle(picture=False)
    first.page.get_by_role("button", name="Next: The line").click()
    first.settle()
    second = visit(stranger=True)
    second.open(first.page.url.removeprefix(first.base))
    assert second.words() == first.words()
    assert second.page.url == first.page.url
    for part in ("cutoff=41", "missed=120", "case=broadband", "step=cutoff"):
        assert part in first.page.url
    first.fine()
    second.fine()


def test_the_browsers_back_takes_back_the_last_move(visit: Visiting) -> None:
    seen = visit()
    seen.open(STEPS["bill"])
    seen.page.get_by_role("button", name="Next: Spot them").click()
    seen.settle(picture=False)
    assert "spot the leavers" in seen.page.locator("h1").inner_text()
    seen.page.go_back()
    seen.settle()
    assert "What does it cost" in seen.page.locator("h1").inner_text()
    assert "step=bill" in seen.page.url


def test_the_next_step_starts_at_its_top(visit: Visiting) -> None:
    seen = visit(390)
    seen.open(STEPS["tree"])
    following = seen.page.get_by_role("button", name="Next: The line")
    following.scroll_into_view_if_needed()
    following.click()
    seen.settle(picture=False)
    assert 0 <= seen.page.locator("h1").bounding_box()["y"] < 400


def test_a_step_can_be_walked_by_keyboard_alone(visit: Visiting) -> None:
    seen = visit()
    seen.open("/churn_costs?step=bill", picture=False)
    for _ in range(40):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("document.activeElement.innerText") == "Show me":
            break
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert seen.words()


def test_a_file_someone_brings_goes_through_every_step(visit: Visiting, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(own_file())
    seen = visit(1280)
    seen.open(
        "/churn_costs?step=bill&guess_bill=20&guess_tree=20&guess_cutoff=50&spot_shown=1&case=own"
        "&guess_offer=30&guess_keep=50&guess_whom=80",
        picture=False,
    )
    seen.page.locator("input[type=file]").set_input_files(path)
    seen.settle()
    assert "400" in seen.words()
    following = ("Spot them", "The tree", "The line", "The offer", "Keep or win", "Whom to ask")
    for label in (*following, "Your decision"):
        seen.page.get_by_role("button", name=f"Next: {label}").click()
        seen.settle()
        assert seen.words()
    assert not re.search("mine|months|plan", seen.page.url)
    seen.fine()
