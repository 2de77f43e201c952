"""The offer, keep or win, whom the offer changes, and the decision that draws on them."""

import contextlib
import io
import re

import numpy as np
import pytest

from core import samples, uplift
from core.campaign import Campaign, ResponseCurve, break_even, earned, profit_curve, split_budget
from core.words import money, percent
from pages.churn_costs import keep, offer, whom
from pages.shared import cached
from tests.pages.walk import SEEN, address, bring, in_lesson, own_file, own_trial, picture, pictures

VIEWS = [
    *(("offer", "offer_view", view) for view in offer.VIEWS),
    *(("keep", "keep_view", view) for view in keep.VIEWS),
    *(("whom", "whom_view", view) for view in whom.VIEWS),
]


def told(at) -> str:
    """Everything said on screen in markdown, without the signs that keep it from being markup."""
    texts = [*at.markdown, *at.warning, *at.error]
    return "\n".join(text.value for text in texts).replace("\\", "").replace("\u2060", "")


def shown(step: str, setting: str, view: str, **more: str):
    return in_lesson(step=step, **{**SEEN, setting: view, **more})


@pytest.mark.parametrize(("step", "setting", "view"), VIEWS)
def test_every_view_has_its_picture_words_and_caution(step: str, setting: str, view: str) -> None:
    at = shown(step, setting, view)
    assert not at.exception
    seen = picture(at)
    assert len(seen["words"]) > 40
    assert len(seen["caution"]) > 40
    assert [fold.label for fold in at.expander][-3:] == [
        "The technical name",
        "The numbers",
        "Do it yourself",
    ]


@pytest.mark.parametrize(
    ("step", "guess"), [("offer", "guess_offer"), ("keep", "guess_keep"), ("whom", "guess_whom")]
)
def test_the_guess_comes_before_the_picture_and_is_scored(step: str, guess: str) -> None:
    at = in_lesson(step=step)
    assert not pictures(at)
    at.button("commit").click().run()
    assert not at.exception
    assert picture(at)["words"]
    assert "Your guess" in told(at)
    assert f"guess_{step}" in address(at)
    at.button("again").click().run()
    assert not pictures(at)


@pytest.mark.parametrize(("step", "setting", "view"), VIEWS)
def test_do_it_yourself_gives_a_number_on_screen(step: str, setting: str, view: str) -> None:
    at = shown(step, setting, view, case="broadband", cutoff="70")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(at.code[-1].value, {})
    figures = [float(text) for text in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", printed.getvalue())]
    words = picture(at)["words"].replace("\u00a0", " ")
    spelt = [
        {money(figure, "€"), f"{figure:.1f}", f"{figure:,.0f}", f"{100 * figure:.2f}", f"{figure:.0f}"}
        for figure in map(abs, figures)
    ]
    found = [texts for texts in spelt if any(text.replace("\u00a0", " ") in words for text in texts)]
    assert found, (figures, words)


def test_a_preset_sets_three_values_and_the_guess_is_scored_against_the_break_even() -> None:
    at = in_lesson(step="offer")
    at.button("preset Large contract").click().run()
    at.button("commit").click().run()
    truth = break_even(Campaign(500, 0.3, 50, 5))
    assert percent(truth, 1) in told(at)
    assert [address(at).get(name) for name in ("clv", "incentive", "contact")] == ["500", "50", None]


def test_the_words_of_the_offer_agree_with_the_curve_of_the_practice_half() -> None:
    curve = profit_curve(*cached.practised(cached.sample("prepaid"), "boosting"), Campaign(100, 0.3, 30, 5))
    for cutoff in (30, 65):
        words = picture(in_lesson(step="offer", cutoff=str(cutoff), **SEEN))["words"]
        assert money(abs(curve.at(cutoff / 100).profit_per_customer), "Rs") in words


def test_the_team_limit_carries_over_to_the_offer() -> None:
    free = in_lesson(step="offer", cutoff="10", **SEEN)
    bound = in_lesson(step="offer", cutoff="10", limited="1", limit="2000", **SEEN)
    assert picture(free)["words"] != picture(bound)["words"]
    y, chances = cached.practised(cached.sample("prepaid"), "boosting")
    most = int(0.02 * len(y))
    curve = profit_curve(y, chances, Campaign(100, 0.3, 30, 5))
    assert money(curve.at(curve.limited(most)).profit_per_customer, "Rs") in picture(bound)["words"]


def test_without_doubt_there_is_no_curve_to_show_and_a_sentence_says_so() -> None:
    at = in_lesson(step="offer", offer_view="unsure", accept="0", **SEEN)
    assert not at.exception
    assert not pictures(at)
    assert "no doubt" in told(at)


ODD_VALUES = (
    {"clv": "0"},
    {"clv": "20", "incentive": "30"},
    {"accept": "0"},
    {"accept": "100"},
    {"incentive": "0", "contact": "0"},
    {"clv": "0", "incentive": "0", "contact": "0"},
    {"contact": "1000000"},
    {"cutoff": "0"},
    {"cutoff": "100"},
    {"limited": "1", "limit": "0"},
)


@pytest.mark.parametrize("odd", ODD_VALUES, ids=str)
@pytest.mark.parametrize("view", ["earn", "unsure", "ledger", "decision"])
def test_odd_values_get_a_sentence_and_never_an_error(view: str, odd: dict[str, str]) -> None:
    where = {"step": "decision"} if view == "decision" else {"step": "offer", "offer_view": view}
    at = in_lesson(**where, **{**SEEN, **odd})
    assert not at.exception
    for seen in pictures(at):
        assert not re.search(r"nan|\binf\b|None", seen["words"])


def test_a_worthless_offer_is_called_so() -> None:
    at = in_lesson(step="offer", clv="20", **SEEN)
    assert "no customer is worth" in picture(at)["words"].lower()
    assert "not worth a contact" in told(at)


def test_the_budget_is_split_as_the_formula_says_and_the_rest_is_kept() -> None:
    at = in_lesson(step="keep", budget="8000000", **SEEN)
    words = picture(at)["words"]
    curves = [
        {"floor": 0.7, "ceiling": 0.9, "spend": 10, "rate": 0.81},
        {"floor": 0.0, "ceiling": 0.04, "spend": 2, "rate": 0.016},
    ]
    made = [ResponseCurve.from_answers(**curve) for curve in curves]
    split = split_budget(
        at.slider("churn_costs.budget").value,
        *made,
        customers=100_000,
        prospects=500_000,
        value_kept=400,
        value_won=350,
    )
    for amount in (split.keep, split.win, split.unspent):
        assert money(amount, "Rs") in words


@pytest.mark.parametrize(
    "odd",
    [
        {"keep_now": "95"},
        {"win_spend": "0"},
        {"keep_floor": "100"},
        {"prospects": "0"},
        {"value_kept": "0", "value_won": "0"},
        {"budget": "0"},
        {"margin": "0"},
        {"cac": "0"},
        {"stay": "100", "discount": "0"},
        {"stay": "0", "spread": "50"},
        {"customers": "1000000000", "prospects": "1000000000"},
    ],
    ids=str,
)
@pytest.mark.parametrize("view", list(keep.VIEWS))
def test_odd_answers_get_a_sentence_and_never_an_error(view: str, odd: dict[str, str]) -> None:
    at = shown("keep", "keep_view", view, **odd)
    assert not at.exception
    assert pictures(at) or at.warning
    for seen in pictures(at):
        assert not re.search(r"nan|\binf\b|None", seen["words"])


def test_what_never_comes_back_is_said() -> None:
    words = picture(shown("keep", "keep_view", "worth", cac="5000"))["words"]
    assert "never" in words


def test_the_worth_of_a_customer_can_be_taken_to_the_budget() -> None:
    at = shown("keep", "keep_view", "worth")
    at.button("use_worth").click().run()
    # 100 * 1.1 / (1.1 - .8) = 366.67
    assert address(at)["value_kept"] == address(at)["value_won"] == "366.67"
    assert not at.exception
    assert "keep_view" not in address(at)


def test_whom_says_what_the_true_effects_say() -> None:
    words = picture(in_lesson(step="whom", share="20", **SEEN))["words"]
    unseen = slice(20_000, None)
    truth, scores = samples.truth()[unseen], samples.uplift_scores()[unseen]
    worth = uplift.worth_of_contact(truth["stay_contacted"], truth["stay_alone"], uplift.Values(500, 30, 3))
    for score in (scores["risk"], scores["two models"], 1 - truth["stay_alone"]):
        assert money(float(uplift.profit_by_share(score, worth, [0.2])[0]), "€") in words


def test_whom_follows_the_share_and_the_values() -> None:
    said = {
        picture(in_lesson(step="whom", **{**SEEN, **more}))["words"]
        for more in ({}, {"share": "35"}, {"trial_clv": "300"}, {"trial_incentive": "60"})
    }
    assert len(said) == 4


@pytest.mark.parametrize(
    "odd",
    [
        {"share": "0"},
        {"share": "100"},
        {"trial_clv": "0"},
        {"trial_contact": "100000"},
        {"trial_incentive": "0"},
    ],
    ids=str,
)
@pytest.mark.parametrize("view", list(whom.VIEWS))
def test_odd_lists_get_a_sentence_and_never_an_error(view: str, odd: dict[str, str]) -> None:
    at = shown("whom", "whom_view", view, **odd)
    assert not at.exception
    assert not re.search(r"nan|\binf\b|None", picture(at)["words"])


# -- a trial of one's own ----------------------------------------------------------------------


def with_own(data: bytes, **more: str):
    return bring(in_lesson(step="whom", trial="own", **{**SEEN, **more}), data)


def test_without_a_drawn_column_the_step_says_why_it_cannot_answer() -> None:
    at = with_own(own_file())
    assert not at.exception
    assert not pictures(at)
    assert "cannot answer the question" in told(at)


@pytest.mark.parametrize("view", ["lists", "trial", "needed"])
def test_a_trial_of_ones_own_is_answered_with_ranges(view: str) -> None:
    at = with_own(own_trial(), trial_column="1", trial_value="1", whom_view=view)
    assert not at.exception
    assert not at.warning
    words = picture(at)["words"]
    assert not re.search(r"nan|\binf\b|None", words)
    assert "between" in words
    assert not re.search("months|contacted=|region", str(address(at)))


def test_nobody_can_see_the_kinds_of_real_customers() -> None:
    at = with_own(own_trial(), trial_column="1", trial_value="1", whom_view="people")
    assert not at.exception
    assert not pictures(at)
    assert "Nobody can see" in told(at)


def test_a_contact_that_was_not_drawn_by_lot_is_noticed() -> None:
    at = with_own(own_trial(by_lot=False), trial_column="1", trial_value="1")
    assert not at.exception
    assert "not look drawn by lot" in told(at)
    assert "“Months”" in told(at)


def test_a_trial_too_small_gets_a_sentence() -> None:
    at = with_own(own_trial(rows=60), trial_column="1", trial_value="1")
    assert not at.exception
    assert "At least" in told(at)


# -- the decision ------------------------------------------------------------------------------


def test_the_decision_is_worth_what_the_unseen_customers_say() -> None:
    at = in_lesson(step="decision", cutoff="55", **SEEN)
    y, chances = cached.unseen(cached.sample("prepaid"), "boosting")
    worth = earned(y, chances >= 0.55, Campaign(100, 0.3, 30, 5))
    words = pictures(at)[0]["words"]
    for figure in (worth.value, worth.low, worth.high, 100_000 * worth.low, 100_000 * worth.high):
        assert money(figure, "Rs") in words
    assert words in at.code[0].value


def test_the_advice_turns_where_the_decision_says_it_does() -> None:
    at = in_lesson(step="decision", cutoff="55", **SEEN)
    turning = re.search(r"a contact costs Rs.([\d.]+) or more", told(at))
    price = float(turning[1])
    y, chances = cached.unseen(cached.sample("prepaid"), "boosting")
    for contact, sign in ((price - 0.02, 1), (price + 0.02, -1)):
        assert np.sign(earned(y, chances >= 0.55, Campaign(100, 0.3, 30, contact)).value) == sign


def test_the_decision_draws_on_the_budget_and_on_the_trial() -> None:
    at = in_lesson(step="decision", **SEEN)
    assert "Keep or win." in told(at)
    assert "Try it first." in told(at)
    at = in_lesson(step="decision", keep_now="95", **SEEN)
    assert not at.exception
    assert "Keep or win." not in told(at)
