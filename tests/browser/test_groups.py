"""The third lesson in a real browser: every screen, and the walks by mouse, by keyboard, with a file."""

from pathlib import Path

import pytest

from tests.browser.conftest import Visit, Visiting
from tests.browser.test_box import fitted
from tests.browser.test_games import tab_to
from tests.browser.whole import assert_whole
from tests.pages.walk import GROUPS_GUESSES, GROUPS_SCREENS, GROUPS_SEEN, own_rows

LOOKS = {"districts": ((1280, "light"), (390, "dark")), "prepaid": ((1920, "dark"),)}
LABELS = ("The machine", "How many", "The map", "Portraits", "Other views", "A plan", "Your decision")
BY_KEYBOARD = tuple(f"^Next: {name}" for name in LABELS)


def link(**choices: str) -> str:
    """The address of a screen of the lesson."""
    return "/segments?" + "&".join(f"{name}={text}" for name, text in choices.items())


@pytest.mark.parametrize("screen", GROUPS_SCREENS, ids=lambda screen: " ".join(screen.values()))
def test_every_screen_is_whole_at_every_width(walker: Visit, screen: dict[str, str]) -> None:
    walker.open(link(**GROUPS_SEEN, **screen), picture=False)
    fitted(walker)
    assert_whole(walker, " ".join(screen.values()), LOOKS["districts"])


@pytest.mark.parametrize("screen", GROUPS_SCREENS[::3], ids=lambda screen: " ".join(screen.values()))
def test_longer_labels_and_many_customers_fit_as_well(walker: Visit, screen: dict[str, str]) -> None:
    walker.open(link(**GROUPS_SEEN, **screen, rows="prepaid"), picture=False)
    fitted(walker)
    assert_whole(walker, " ".join(screen.values()), LOOKS["prepaid"])


@pytest.mark.parametrize("step", GROUPS_GUESSES)
def test_every_step_fits_the_window_before_the_guess(walker: Visit, step: str) -> None:
    walker.open(link(step=step), picture=step == "eye")
    for width, theme in ((390, "dark"), (1920, "light")):
        walker.turn_to(width, theme)
        walker.fine()
        assert walker.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_lesson_is_walked_by_mouse(visit: Visiting) -> None:
    seen = visit(390)
    seen.open("/segments")
    assert "nobody sorted yet" in seen.words()
    press(seen, "Show me")
    seen.page.get_by_text("Shuffle the columns", exact=True).click()
    seen.page.wait_for_url("**shuffled=1**")
    seen.settle()
    assert "nothing to find" in seen.words()

    press(seen, "Next: The machine")
    press(seen, "Show me")
    for _ in range(2):
        press(seen, "One half-step forward")
    assert "Half-step 2" in seen.words()
    press(seen, "A beginning that gets stuck")
    seen.page.get_by_text("Stuck:").wait_for()
    seen.page.get_by_text("Many beginnings", exact=True).click()
    seen.settle()
    assert "Of 50 beginnings" in seen.words()

    press(seen, "Next: How many")
    seen.page.get_by_text("5", exact=True).click()
    press(seen, "Show me")
    assert "falls into 5 groups" in seen.words()
    for view, told in (("One scale", "raw units"), ("What counts", "add nothing")):
        seen.page.get_by_text(view, exact=True).click()
        seen.settle()
        assert told in seen.words()

    press(seen, "Next: The map")
    press(seen, "Skip the guess")
    assert "All 600 districts are here" in seen.words()

    press(seen, "Next: Portraits")
    seen.page.get_by_text("Another column", exact=True).click()
    press(seen, "Show me")
    seen.page.get_by_text("Names", exact=True).click()
    seen.settle()
    seen.page.get_by_label("Name of group 1").fill("Wide fields")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**Wide**")
    seen.settle()
    assert "Wide fields" in seen.words()
    for view in ("All at a glance", "Names", "One portrait"):
        seen.page.get_by_text(view, exact=True).click()
        seen.settle()
    slider = seen.page.locator("[class*='st-key-segments-k'] input[type=range]")
    assert slider.get_attribute("aria-valuetext") == "5", "a control that comes back shows what was set"
    assert "k=" not in seen.page.url

    press(seen, "Next: Other views")
    press(seen, "Show me")
    for view in ("Two directions", "Near points", "Mixtures"):
        seen.page.get_by_text(view, exact=True).click()
        seen.settle()
        assert "Wide fields" in seen.page.locator("figure.vml .vml-stage").inner_html()

    press(seen, "Next: A plan")
    press(seen, "Skip the guess")
    assert "the best split" in seen.words()
    seen.page.get_by_text("One group", exact=True).click()
    seen.settle()
    seen.page.get_by_label("What we offer this group").fill("Seed & <b>tools</b>")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**offers=**")
    before = seen.words()
    seen.page.get_by_label("What one yes is worth").fill("500")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function(
        "before => document.querySelector('.vml-words').textContent !== before", arg=before
    )
    seen.settle()
    seen.page.get_by_text("Is each worth it?", exact=True).click()
    seen.settle()
    assert "five tests" in seen.words()

    press(seen, "Next: Your decision")
    seen.settle()
    assert "Wide fields" in seen.words()
    assert "Seed & <b>tools</b>" in seen.page.locator("figure.vml .vml-stage").first.inner_text()
    assert "Seed & <b>tools</b>" in seen.page.locator("code").first.inner_text()
    assert "Begun anew" in seen.page.locator(".vml-words").nth(1).inner_text()
    seen.fine()


def press(seen: Visit, name: str) -> None:
    seen.page.get_by_role("button", name=name, exact=True).click()
    seen.settle(picture=False)


def test_the_lesson_is_walked_by_keyboard_alone(visit: Visiting) -> None:
    seen = visit()
    seen.open(link(rows="prepaid"), picture=False)
    for following in (*BY_KEYBOARD, ""):
        if seen.page.locator(".st-key-commit button:disabled").count():
            for _ in range(60):
                seen.page.keyboard.press("Tab")
                if seen.page.evaluate("document.activeElement.type") == "radio":
                    break
            seen.page.keyboard.press("Space")
            seen.page.wait_for_selector(".st-key-commit button:enabled")
        if seen.page.locator(".st-key-commit").count():
            tab_to(seen, "^Show me$")
            seen.page.keyboard.press("Enter")
        fitted(seen)
        assert len(seen.words()) > 40
        if "machine group" in seen.page.title() or "step=halves" in seen.page.url:
            tab_to(seen, "^One half-step forward$")
            seen.page.keyboard.press("Enter")
            seen.page.wait_for_url("**at=1**")
            seen.settle()
        if following:
            tab_to(seen, following)
            seen.page.keyboard.press("Enter")
            seen.settle(picture=False)
    seen.fine()


def test_a_file_in_which_nobody_leaves_goes_through_the_lesson(visit: Visiting, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(own_rows(60))
    seen = visit(1280)
    seen.open(link(**GROUPS_SEEN, rows="own"), picture=False)
    seen.page.locator("input[type=file]").set_input_files(path)
    fitted(seen)
    for label in LABELS:
        press(seen, f"Next: {label}")
        seen.page.locator(
            "figure.vml, .vml-told"
        ).first.wait_for()  # the evidence fills in behind: nobody waits for it
        assert len(seen.words()) > 40
    assert not any(part in seen.page.url for part in ("mine", "mall", "area", "shop"))
    seen.fine()
