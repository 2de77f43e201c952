"""Lesson 1, step by step, on both cases and on a file someone brings."""

import contextlib
import io
import re

import pytest

from core import samples
from core.costs import Costs
from core.words import money, percent
from pages.shared import cached
from tests.pages.walk import SEEN, STEPS, address, in_lesson, picture, pictures


@pytest.mark.parametrize("case", samples.NAMES)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_shows_its_picture_words_and_caution(step: str, case: str) -> None:
    at = in_lesson(step=step, case=case, **SEEN)
    assert not at.exception
    assert len(pictures(at)) == (2 if step == "decision" else 1)
    for shown in pictures(at):
        assert len(shown["words"]) > 40
        assert len(shown["caution"]) > 40
        assert shown["figure"]["data"]
        assert shown["narrow"]["data"]


@pytest.mark.parametrize("step", ("bill", "tree", "cutoff"))
def test_nothing_is_shown_before_the_reader_has_guessed_or_skipped(step: str) -> None:
    at = in_lesson(step=step, view="grow")
    assert not [p for p in at.get("bidi_component") if p.proto.component_name == "vml_picture"]
    at.button("commit").click().run()
    assert not at.exception
    assert picture(at)["words"]
    assert float(address(at)[f"guess_{step}"]) >= 0


@pytest.mark.parametrize("step", ("bill", "tree", "cutoff"))
def test_the_guess_can_be_skipped_and_taken_again(step: str) -> None:
    at = in_lesson(step=step, view="grow")
    at.button("skip").click().run()
    assert address(at)[f"guess_{step}"] == "skip"
    assert picture(at)["words"]
    at = in_lesson(step=step, **SEEN)
    at.button("again").click().run()
    assert f"guess_{step}" not in address(at)
    assert at.button("commit").label == "Show me"


def test_back_and_next_lead_through_all_steps_and_the_address_follows() -> None:
    at = in_lesson(**SEEN)
    for following in STEPS[1:]:
        at.button("next").click().run()
        assert address(at)["step"] == following
    for before in STEPS[-2::-1]:
        at.button("back").click().run()
        assert address(at)["step"] == before


def test_choices_stay_made_across_steps_and_stand_in_the_address() -> None:
    at = in_lesson(step="cutoff", **SEEN)
    at.slider("churn_costs.cutoff").set_value(31).run()
    at.selectbox("churn_costs.model").set_value("forest").run()
    at.number_input("churn_costs.missed").set_value(120.0).run()
    at.button("back").click().run()
    at.button("back").click().run()
    assert at.number_input("churn_costs.missed").value == 120
    for name, text in {"cutoff": "31", "model": "forest", "missed": "120"}.items():
        assert address(at)[name] == text
    at.button("next").click().run()
    at.button("next").click().run()
    assert at.slider("churn_costs.cutoff").value == 31
    assert "31" in picture(at)["words"]


def test_a_link_opened_elsewhere_shows_the_very_same_picture() -> None:
    at = in_lesson(step="cutoff", case="broadband", **SEEN)
    at.slider("churn_costs.cutoff").set_value(28).run()
    at.number_input("churn_costs.wasted").set_value(25.0).run()
    again = in_lesson(**address(at))
    assert picture(again) == picture(at)
    assert address(again) == address(at)


def test_nonsense_in_the_address_is_dropped_and_the_rest_is_kept() -> None:
    at = in_lesson(
        step="cutoff", cutoff="9999", missed="NaN", model="EVIL", guess_cutoff="40", wasted="30", case="x"
    )
    assert not at.exception
    assert address(at) == {"step": "cutoff", "guess_cutoff": "40", "wasted": "30"}


def test_start_over_forgets_everything() -> None:
    at = in_lesson(step="cutoff", missed="120", **SEEN)
    at.button("start_over").click().run()
    assert address(at) == {"step": "bill"}
    assert at.number_input("churn_costs.missed").value == 80


def test_the_bill_says_the_share_the_price_and_the_whole_base() -> None:
    at = in_lesson(step="bill", missed="120", customers="5000", **SEEN)
    y = samples.load("prepaid").y
    words = picture(at)["words"]
    assert percent(y.mean(), 1) in words
    assert money(120 * y.mean(), "Rs") in words
    assert money(120 * y.mean() * 5000, "Rs") in words


def test_another_currency_goes_everywhere() -> None:
    at = in_lesson(step="bill", currency="$", **SEEN)
    assert "$\u00a0" in picture(at)["words"]
    assert "Rs" not in picture(at)["words"]


def test_words_follow_the_cut_off_and_agree_with_the_curve() -> None:
    practice, unseen = cached.curves(cached.sample("prepaid"), "boosting", Costs(80, 40))
    for cutoff in (10, 45):
        at = in_lesson(step="cutoff", model="boosting", cutoff=str(cutoff), **SEEN)
        words = picture(at)["words"]
        assert money(practice.at(cutoff / 100).cost_per_customer, "Rs") in words
        assert money(unseen.at(cutoff / 100).cost_per_customer, "Rs") not in words


def test_a_team_limit_moves_the_line_up_and_says_so() -> None:
    free = in_lesson(step="cutoff", model="boosting", cutoff="5", **SEEN)
    bound = in_lesson(step="cutoff", model="boosting", cutoff="5", limited="1", limit="3000", **SEEN)
    assert "moves up" in picture(bound)["words"]
    assert "moves up" not in picture(free)["words"]


def test_a_plan_that_contacts_nobody_says_so() -> None:
    at = in_lesson(step="decision", cutoff="100")
    assert not at.exception
    assert any("contacts nobody" in text.value for text in at.markdown)


@pytest.mark.parametrize("prices", ({"missed": "0", "wasted": "0"}, {"missed": "0"}, {"wasted": "0"}))
@pytest.mark.parametrize("step", STEPS)
def test_prices_of_nothing_never_break_a_step(step: str, prices: dict[str, str]) -> None:
    at = in_lesson(step=step, **prices, **SEEN)
    assert not at.exception
    for shown in pictures(at):
        assert "nan" not in shown["words"].lower()


@pytest.mark.parametrize("step", STEPS)
def test_do_it_yourself_gives_the_number_on_screen(step: str) -> None:
    at = in_lesson(
        step=step, case="broadband", questions="4", model="logistic regression", cutoff="35", **SEEN
    )
    code = at.code[-1].value
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    figures = [float(text) for text in re.findall(r"-?\d+\.\d+", printed.getvalue())]
    words = pictures(at)[0]["words"]
    assert any(money(abs(figure), "€") in words for figure in figures), (figures, words)


def test_the_numbers_behind_a_picture_can_be_taken_away() -> None:
    at = in_lesson(step="tree", questions="3", **SEEN)
    at.session_state["fold_numbers_tree"] = True
    at.run()
    assert not at.exception
    assert len(at.dataframe[0].value) == 4
