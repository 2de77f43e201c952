"""The offer, keep or win, and whom the offer changes, walked in a real browser."""

from pathlib import Path

from tests.browser.conftest import Visit, Visiting
from tests.browser.test_games import bring, tab_to
from tests.browser.whole import choose
from tests.pages.walk import own_trial


def slide(visit: Visit, setting: str, key: str = "ArrowRight", times: int = 5) -> None:
    """Move a slider with the arrow keys, and see that the words follow."""
    before = visit.words()
    visit.page.locator(f".st-key-churn_costs-{setting} input[type=range]").first.focus()
    for _ in range(times):
        visit.page.keyboard.press(key)
    visit.page.wait_for_function(
        "before => document.querySelector('.vml-words').textContent !== before", arg=before
    )
    visit.settle()


def look_at(visit: Visit, view: str) -> None:
    """Choose one of the views of a step."""
    visit.page.get_by_role("radio", name=view).or_(visit.page.get_by_role("button", name=view)).first.click()
    visit.settle(picture=False)


def test_the_three_steps_are_walked_by_mouse(visit: Visiting) -> None:
    seen = visit(1280)
    seen.open("/churn_costs?step=offer", picture=False)
    seen.page.get_by_role("button", name="Large contract").click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    seen.settle()
    seen.page.get_by_text("In truth the offer pays").wait_for()
    slide(seen, "cutoff", "ArrowLeft")
    look_at(seen, "If fewer accept")
    slide(seen, "sure", "ArrowLeft", 1)
    look_at(seen, "What is different")
    assert "really earns" in seen.words()

    seen.page.get_by_role("button", name="Next: Keep or win").click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    seen.settle()
    slide(seen, "budget")
    look_at(seen, "What a customer is worth")
    slide(seen, "stay")
    seen.page.get_by_role("button", name="Use this worth").click()
    seen.settle()
    assert "value_kept" in seen.page.url
    look_at(seen, "Five times as dear")
    assert "average" in seen.words()

    seen.page.get_by_role("button", name="Next: Whom to ask").click()
    seen.settle(picture=False)
    seen.page.get_by_role("button", name="Show me").click()
    seen.settle()
    slide(seen, "share")
    look_at(seen, "As people")
    assert "because of the contact" in seen.words()
    look_at(seen, "The trial")
    look_at(seen, "How large")
    slide(seen, "effect", times=2)
    seen.page.get_by_role("button", name="Next: Your decision").click()
    seen.settle()
    assert seen.page.locator("figure.vml").count() == 2
    seen.fine()


def test_the_three_steps_are_walked_by_keyboard_alone(visit: Visiting) -> None:
    seen = visit(1280)
    for step, following in (("offer", "keep"), ("keep", "whom"), ("whom", "decision")):
        seen.open(f"/churn_costs?step={step}", picture=False)
        tab_to(seen, "^Show me$")
        seen.page.keyboard.press("Enter")
        seen.settle()
        assert seen.words(), step
        tab_to(seen, "^Next: ")
        seen.page.keyboard.press("Enter")
        seen.settle(picture=False)
        assert f"step={following}" in seen.page.url
    seen.fine()


def test_a_trial_of_ones_own_is_brought_and_answered(visit: Visiting, tmp_path: Path) -> None:
    seen = visit(1280)
    bring(seen, tmp_path, own_trial(), "/churn_costs?step=whom&trial=own")
    seen.page.get_by_text("First say which column").wait_for()
    choose(seen, "Which column says who was contacted?", "Contacted")
    seen.settle(picture=False)
    choose(seen, "Which value means contacted?", "yes")
    seen.settle()
    assert "between" in seen.words()
    slide(seen, "share")
    for name in ("months", "region", "churned", "mine"):
        assert name not in seen.page.url
    seen.fine()
