"""The second lesson in a real browser: every screen, and the walks by mouse, by keyboard, with a file."""

from pathlib import Path

import pytest

from core import samples
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_games import tab_to
from tests.browser.whole import assert_whole, choose
from tests.pages.walk import BOX_SCREENS, BOX_SEEN, BOX_STEPS, own_file

LOOKS = {"prepaid": ((1280, "light"), (1920, "dark")), "broadband": ((390, "dark"),)}
BY_KEYBOARD = tuple(
    f"^Next: {name}" for name in ("Where", "What", "One", "Trust", "Its price", "Your decision")
)
PATIENCE = 120_000  # until the models of a sample, or of somebody's own table, are fitted


def link(**choices: str) -> str:
    """The address of a screen of the lesson."""
    return "/black_box?" + "&".join(f"{name}={text.replace(' ', '+')}" for name, text in choices.items())


def fitted(visit: Visit) -> None:
    """Wait until nothing is worked out behind the screen any more."""
    visit.page.locator("figure.vml, .vml-told").first.wait_for(timeout=PATIENCE)
    visit.page.wait_for_function(
        "() => !document.querySelector('[data-testid=stProgress]')", timeout=PATIENCE
    )
    visit.settle(picture=visit.page.locator("figure.vml").count() > 0)


@pytest.mark.parametrize("screen", BOX_SCREENS, ids=lambda screen: " ".join(screen.values()))
def test_every_screen_is_whole_at_every_width(walker: Visit, screen: dict[str, str]) -> None:
    walker.open(link(**BOX_SEEN, **screen, case="prepaid"), picture=False)
    fitted(walker)
    assert_whole(walker, " ".join(screen.values()), LOOKS["prepaid"])


@pytest.mark.parametrize("screen", BOX_SCREENS[::3], ids=lambda screen: " ".join(screen.values()))
def test_longer_labels_fit_a_phone_as_well(walker: Visit, screen: dict[str, str]) -> None:
    walker.open(link(**BOX_SEEN, **screen, case="broadband"), picture=False)
    fitted(walker)
    assert_whole(walker, " ".join(screen.values()), LOOKS["broadband"])


@pytest.mark.parametrize("step", BOX_STEPS)
def test_every_step_fits_the_window_before_the_guess(walker: Visit, step: str) -> None:
    walker.open(link(step=step), picture=step == BOX_STEPS[-1])  # the last one asks nothing
    for width, theme in ((390, "dark"), (1280, "light"), (1920, "dark")):
        walker.turn_to(width, theme)
        walker.fine()
        assert walker.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_contest_the_quarrel_and_the_price_are_walked_by_mouse(visit: Visiting) -> None:
    seen = visit(390)
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

    seen.page.get_by_text("6 Its price").click()
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


def test_the_box_is_opened_by_mouse(visit: Visiting) -> None:
    seen = visit(1280)
    seen.open(link(step="looks", looked="tree"), picture=False)
    bet(seen, "Dropped calls")
    assert "the tree looks most at" in seen.words()
    for view, told in (
        ("All models", "look most at"),
        ("One column", "In the tree"),
        ("The truth", "simulated"),
    ):
        seen.page.get_by_text(view, exact=True).click()
        seen.settle()
        assert told in seen.words()

    seen.page.get_by_role("button", name="Next: One customer").click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    fitted(seen)
    assert "average" in seen.words()
    seen.page.get_by_text("Change the customer", exact=True).click()
    fitted(seen)
    before = seen.words()
    slider = seen.page.locator("[class*='st-key-black_box-changed'] input[type=range]").first
    slider.focus()
    for _ in range(12):
        seen.page.keyboard.press("ArrowRight")
    seen.page.wait_for_function(
        "before => document.querySelector('.vml-words').textContent !== before", arg=before
    )
    seen.settle()
    assert "changed=" in seen.page.url
    for view in ("Someone alike", "Turn the verdict"):
        seen.page.get_by_text(view, exact=True).click()
        fitted(seen)
        assert "so the tree says" in seen.words()

    seen.page.get_by_role("button", name="Next: Trust").click()
    seen.settle(picture=False)
    bet(seen, "Give everyone 200 MB of data more")
    assert "in truth" in seen.words()
    seen.page.get_by_text("A twin", exact=True).click()
    seen.settle(picture=False)
    bet(seen, "It shrinks")
    assert "twin" in seen.words()
    for view, told in (("A leak", "Called to cancel"), ("Fitted again", "customers drawn anew")):
        seen.page.get_by_text(view, exact=True).click()
        seen.settle()
        assert told in seen.words()
    seen.page.get_by_text("7 Your decision").click()
    seen.settle()
    seen.page.get_by_text("Nobody acts on a push without a trial first").click()
    seen.page.wait_for_url("**terms=3**")
    assert "You sign" in seen.words()
    seen.fine()


def bet(seen: Visit, option: str) -> None:
    """Choose one of the answers and see what is behind it."""
    seen.page.get_by_text(option, exact=True).first.click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    fitted(seen)


@pytest.mark.parametrize("case", samples.NAMES)
def test_the_lesson_is_walked_by_keyboard_alone(visit: Visiting, case: str) -> None:
    seen = visit()
    seen.open(link(case=case), picture=False)
    for following in BY_KEYBOARD:
        if seen.page.locator(".st-key-commit button:disabled").count():
            for _ in range(60):
                seen.page.keyboard.press("Tab")
                if seen.page.evaluate("document.activeElement.type") == "radio":
                    break
            seen.page.keyboard.press("Space")
            seen.page.wait_for_selector(".st-key-commit button:enabled")
        tab_to(seen, "^Show me$")
        seen.page.keyboard.press("Enter")
        fitted(seen)
        assert len(seen.words()) > 40
        tab_to(seen, following)
        seen.page.keyboard.press("Enter")
        seen.settle(picture=False)
    fitted(seen)
    assert "You sign" in seen.words()
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("document.activeElement.type") == "checkbox":
            break
    seen.page.keyboard.press("Space")
    seen.page.wait_for_url("**terms=0**")
    seen.fine()


def test_a_file_someone_brings_goes_through_the_lesson(visit: Visiting, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(own_file())
    seen = visit(1280)
    seen.open(link(**BOX_SEEN, case="own", looked="tree"), picture=False)
    seen.page.locator("input[type=file]").set_input_files(path)
    fitted(seen)
    assert "400" in seen.words()
    for label in (
        "Where they differ",
        "What it looks at",
        "One customer",
        "Trust",
        "Its price",
        "Your decision",
    ):
        seen.page.get_by_role("button", name=f"Next: {label}").click()
        seen.settle(picture=False)
        fitted(seen)
        assert seen.words()
    assert not any(part in seen.page.url for part in ("mine", "months", "plan"))
    seen.fine()
