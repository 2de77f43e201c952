"""The games of lesson 1 played in a real browser: by mouse, by keyboard alone, on an own file."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Visit, Visiting
from tests.pages.walk import own_file

FOCUSED = """
() => {
  const piece = document.activeElement
  if (!/INPUT|BUTTON|SUMMARY/.test(piece.tagName)) return ''
  const label = piece.closest('label') || piece
  return (piece.getAttribute('aria-label') || label.innerText || piece.value || '').trim()
}
"""
NAMES = (
    "id",
    "<img src=x onerror=window.ran=1>",
    "</p><script>window.ran=2</script>",
    "$\\alpha$ **b** [l](javascript:window.ran=3)",
    "=cmd|' /C calc'!A0",
    "\u202egnitteg \U0001f600",
    "churned",
)
ROWS = (
    (
        f"R{i}",
        i % 13,
        f"<b onmouseover=window.ran=4>{'gold' if i % 3 else 'basic'}</b>",
        f"{i * 7 % 50},5",
        f"![p](http://evil.example/{i % 4}.png)",
        f"<svg onload=window.ran=5>{i % 5}",
        "yes" if i % 13 > 8 else "no",
    )
    for i in range(300)
)
HOSTILE = "\n".join([";".join(NAMES), *(";".join(map(str, row)) for row in ROWS)])
LOADED = "document.querySelectorAll('.st-key-lesson img, .st-key-lesson script').length"
CORNERS = """
[...document.querySelectorAll('figure.vml .annotation-text')].map(text => text.getBoundingClientRect())
  .filter(box => box.width).map(box => [box.left, box.top])
"""
LINKED = """
[...document.querySelectorAll('.st-key-lesson a')].filter(a => /evil|javascript/.test(a.href)).length
"""


def tab_to(visit: Visit, wanted: str, most: int = 90) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        if re.search(wanted, visit.page.evaluate(FOCUSED)):
            return
    raise AssertionError(f"Tab never reaches {wanted}")


def bring(visit: Visit, tmp_path: Path, data: bytes, path: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(data)
    visit.open(path, picture=False)
    visit.page.locator("input[type=file]").set_input_files(file)
    visit.page.locator("[class*=st-key-own_file]").wait_for()
    visit.settle(picture=False)


def play_cards(visit: Visit) -> None:
    """Tick two cards with the mouse, look, and deal again."""
    for number in (2, 7):
        visit.page.get_by_text(f"Customer {number} will leave", exact=True).click()
        visit.settle(picture=False)
    visit.page.get_by_role("button", name="Show me").click()
    visit.settle()
    assert "on these twelve cards" in visit.words()
    assert "marks=010000100000" in visit.page.url
    visit.page.get_by_role("button", name="Deal twelve others").click()
    visit.settle(picture=False)
    assert "marks" not in visit.page.url


def run_race(visit: Visit) -> None:
    """Choose a column and a cut with the mouse, ask, see the machine's, and ask again."""
    before = visit.words()
    visit.page.get_by_label("What do you ask about?", exact=True).last.click()
    visit.page.get_by_role("option").nth(1).click()
    visit.settle()
    assert visit.words() != before or "race_column=1" in visit.page.url
    visit.page.get_by_role("button", name="Ask this question").click()
    visit.settle()
    assert "with 1 question each" in visit.words()
    visit.page.get_by_role("button", name="Next question").click()
    visit.settle()
    visit.page.get_by_label("What do you ask about?", exact=True).last.click()
    visit.page.get_by_role("option").nth(0).click()
    visit.settle()
    visit.page.get_by_role("button", name="Ask this question").click()
    visit.settle()
    assert "with 2 questions each" in visit.words()


@pytest.mark.parametrize("width", (390,))
def test_the_cards_are_played_by_mouse(visit: Visiting, width: int) -> None:
    seen = visit(width)
    seen.open("/churn_costs?step=spot", picture=False)
    play_cards(seen)
    seen.fine()


@pytest.mark.parametrize("width", (1280,))
def test_the_race_is_run_by_mouse(visit: Visiting, width: int) -> None:
    seen = visit(width)
    seen.open("/churn_costs?step=tree&guess_tree=skip")
    run_race(seen)
    seen.fine()


@pytest.mark.parametrize("width", (1280,))
def test_the_cards_are_played_by_keyboard_alone(visit: Visiting, width: int) -> None:
    seen = visit(width)
    seen.open("/churn_costs?step=spot", picture=False)
    tab_to(seen, "Customer 3 will leave")
    seen.page.keyboard.press("Space")
    seen.settle(picture=False)
    tab_to(seen, "Show me")
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert "on these twelve cards" in seen.words()
    assert "marks=001000000000" in seen.page.url


@pytest.mark.parametrize("width", (390,))
def test_the_race_is_run_by_keyboard_alone(visit: Visiting, width: int) -> None:
    seen = visit(width)
    seen.open("/churn_costs?step=tree&guess_tree=skip")
    before = seen.words()
    tab_to(seen, "What do you ask about")
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    seen.settle()
    tab_to(seen, "Yes means")
    for _ in range(4):
        seen.page.keyboard.press("ArrowRight")
    seen.settle()
    assert seen.words() != before or "race_pick" in seen.page.url
    tab_to(seen, "Ask this question")
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert "with 1 question each" in seen.words()
    tab_to(seen, "Next question")
    seen.page.keyboard.press("Enter")
    seen.settle()
    tab_to(seen, "Ask this question")
    seen.fine()


@pytest.mark.parametrize("width", (390,))
def test_both_games_are_played_on_an_own_file(visit: Visiting, tmp_path: Path, width: int) -> None:
    seen = visit(width)
    bring(seen, tmp_path, own_file(), "/churn_costs?step=spot&guess_tree=skip&case=own")
    play_cards(seen)
    seen.page.get_by_role("button", name="Next: The tree").click()
    seen.settle()
    run_race(seen)
    seen.page.get_by_text("Refit it 200 times").click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    seen.page.get_by_text("Two of the refitted trees").wait_for(timeout=90_000)
    assert not re.search("months|plan|mine", seen.page.url)
    seen.fine()


def test_the_refits_fill_in_while_the_reader_goes_on(visit: Visiting, tmp_path: Path) -> None:
    seen = visit()
    bring(seen, tmp_path, own_file(4_000), "/churn_costs?step=tree&view=refit&guess_refit=skip&case=own")
    seen.page.get_by_text(re.compile(r"After \d+ of 200 refits")).wait_for(timeout=60_000)
    seen.page.get_by_text("Watch it grow").click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Skip the guess").click()
    seen.settle()
    assert "With 1 question" in seen.words()
    seen.page.get_by_text("Refit it 200 times").click()
    seen.page.get_by_text("Two of the refitted trees").wait_for(timeout=90_000)
    seen.fine()


def test_hostile_names_and_values_run_nothing_anywhere(visit: Visiting, tmp_path: Path) -> None:
    seen = visit()
    address = "/churn_costs?step=bill&guess_bill=20&guess_cutoff=50&guess_tree=skip&spot_shown=1&case=own"
    bring(seen, tmp_path, HOSTILE.encode(), address)
    seen.page.locator("[class*=st-key-own_file] summary").click()

    def assert_nothing_ran() -> None:
        seen.settle(picture=False)
        for left, top in seen.page.evaluate(CORNERS):
            seen.page.mouse.move(left + 3, top + 3)
        assert seen.page.evaluate("window.ran") is None
        assert seen.page.evaluate(LOADED) == 0
        assert seen.page.evaluate(LINKED) == 0
        seen.fine()

    assert_nothing_ran()
    for label, question in (("Next: Spot them", "spot"), ("Next: The tree", "questions")):
        seen.page.get_by_role("button", name=label).click()
        seen.page.locator("h1").filter(has_text=question).wait_for()
        seen.page.locator("figure.vml .main-svg").first.wait_for()
        assert_nothing_ran()
    for place in range(4):
        seen.page.get_by_label("What do you ask about?", exact=True).last.press("ArrowDown")
        seen.page.get_by_role("option").nth(place).click()
        assert_nothing_ran()
    seen.page.get_by_role("button", name="Ask this question").click()
    assert_nothing_ran()
    for fold in ("The technical name", "The numbers", "Do it yourself"):
        seen.page.get_by_text(fold, exact=True).click()
        assert_nothing_ran()
    for view in ("Watch it grow", "Refit it 200 times"):
        seen.page.get_by_text(view).click()
        assert_nothing_ran()
    for label in ("The line", "The offer", "Keep or win", "Whom to ask", "Your decision"):
        seen.page.get_by_role("button", name=f"Next: {label}").click()
        assert_nothing_ran()
