"""The second lesson in a real browser: every screen, and the walks by mouse, by keyboard, with a file."""

from pathlib import Path

import pytest

from core import samples
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_games import tab_to
from tests.browser.test_lesson import assert_whole, choose
from tests.pages.walk import BOX_SCREENS, BOX_SEEN, BOX_STEPS, own_file

PATIENCE = 120_000  # until the models of a sample, or of somebody's own table, are fitted


def link(**choices: str) -> str:
    """The address of a screen of the lesson."""
    return "/black_box?" + "&".join(f"{name}={text.replace(' ', '+')}" for name, text in choices.items())


def fitted(visit: Visit) -> None:
    """Wait until nothing is worked out behind the screen any more."""
    visit.page.locator("figure.vml").first.wait_for(timeout=PATIENCE)
    visit.page.wait_for_function(
        "() => !document.querySelector('[data-testid=stProgress]')", timeout=PATIENCE
    )
    visit.settle()


@pytest.mark.parametrize(("width", "theme"), ((390, "dark"), (1280, "light"), (1920, "dark")))
def test_every_screen_is_whole_at_every_width(visit: Visiting, width: int, theme: str) -> None:
    seen = visit(width, theme)
    for screen in BOX_SCREENS:
        case = "broadband" if width == 390 else "prepaid"
        seen.open(link(**BOX_SEEN, **screen, case=case), picture=False)
        fitted(seen)
        assert_whole(seen, " ".join(screen.values()), width)
    for step in BOX_STEPS:
        seen.open(link(step=step), picture=False)
        seen.fine()
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", (390, 1280))
def test_the_three_steps_are_walked_by_mouse(visit: Visiting, width: int) -> None:
    seen = visit(width)
    seen.open("/black_box", picture=False)
    seen.page.get_by_text("Support vector machine", exact=True).click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    seen.settle()
    seen.page.get_by_text("he cheapest here").wait_for()
    assert "the black box saves" in seen.words()
    seen.page.get_by_role("button", name="Bet at the other company").click()
    seen.page.get_by_role("button", name="Skip the guess").click()
    seen.page.get_by_text("The opposite story").wait_for()
    seen.settle()
    assert "cannot tell them apart" in seen.words()
    assert "case=broadband" in seen.page.url

    seen.page.get_by_role("button", name="Next: Where they differ").click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    fitted(seen)
    assert "disagree on" in seen.words()
    seen.page.get_by_text("As maps", exact=True).click()
    fitted(seen)
    assert "On this map" in seen.words()
    choose(seen, "Across", "Months as a customer")
    seen.settle()

    seen.page.get_by_role("button", name="Next: Its price").click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    fitted(seen)
    before = seen.words()
    seen.page.locator(".st-key-black_box-depth input[type=range]").first.focus()
    seen.page.keyboard.press("ArrowLeft")
    seen.page.wait_for_function(
        "before => document.querySelector('.vml-words').textContent !== before", arg=before
    )
    for view in ("On one page", "Fitted again", "Honest chances", "Groups alike", "Running it"):
        seen.page.get_by_text(view, exact=True).click()
        seen.settle()
        assert seen.words()
    seen.fine()


@pytest.mark.parametrize("case", samples.NAMES)
def test_the_lesson_is_walked_by_keyboard_alone(visit: Visiting, case: str) -> None:
    seen = visit()
    seen.open(link(case=case), picture=False)
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("document.activeElement.type") == "radio":
            break
    seen.page.keyboard.press("Space")
    seen.page.wait_for_selector(".st-key-commit button:enabled")
    for following in ("^Next: Where", "^Next: Its price", ""):
        tab_to(seen, "^Show me$")
        seen.page.keyboard.press("Enter")
        fitted(seen)
        assert "customers" in seen.words() or "tree" in seen.words()
        if following:
            tab_to(seen, following)
            seen.page.keyboard.press("Enter")
            seen.page.locator(".st-key-commit").wait_for()
            seen.settle(picture=False)
    tab_to(seen, "^Say it with a tree$")
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Space")
    seen.page.wait_for_url("**price_view=page**")
    seen.fine()


def test_a_file_someone_brings_goes_through_the_lesson(visit: Visiting, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(own_file())
    seen = visit(1280)
    seen.open(link(**BOX_SEEN, case="own"), picture=False)
    seen.page.locator("input[type=file]").set_input_files(path)
    fitted(seen)
    assert "400" in seen.words()
    for label in ("Where they differ", "Its price"):
        seen.page.get_by_role("button", name=f"Next: {label}").click()
        seen.settle(picture=False)
        fitted(seen)
        assert seen.words()
    assert not any(part in seen.page.url for part in ("mine", "months", "plan"))
    seen.fine()
