"""The home page."""

from tests.pages.walk import at_home


def test_the_home_page_names_every_lesson_its_time_and_a_way_to_start() -> None:
    at = at_home()
    assert not at.exception
    assert [heading.value for heading in at.subheader] == [
        "1. What does losing a customer cost?",
        "2. Is the black box worth it?",
        "3. Who are our customers?",
    ]
    assert sum("minutes" in text.value for text in at.markdown) == 3
    assert [button.label for button in at.button] == ["Start", "Start", "Start"]


def test_one_click_starts_the_lesson() -> None:
    at = at_home()
    at.button[0].click().run()
    assert not at.exception
    assert at.title[0].value == "What does it cost when a customer leaves?"


def test_the_home_page_draws_no_picture() -> None:
    assert not at_home().get("bidi_component")
    assert not at_home().get("plotly_chart")
