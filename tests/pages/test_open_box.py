"""Lesson 2 with the box open: what stands on screen is what the shipped explanations say."""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from core import costs, models, samples
from core.explain import Explainer
from core.words import money
from pages.black_box import looked
from pages.shared import cached
from tests.pages.walk import BOX_SEEN, address, bring, follow, go, in_box, own_file, picture, pictures


def told(at) -> str:
    """All running text on screen, without the escapes that keep it plain."""
    return " ".join(piece.value for piece in at.markdown).replace("\\", "").replace("\u2060", "")


def shipped(case: str, model: str) -> pd.DataFrame:
    frame = samples.explained(case)
    return frame[frame["model"] == model].set_index("row")


def features(case: str) -> list[str]:
    return [column.name for column in samples.load(case).features]


@pytest.mark.parametrize("case", samples.NAMES)
@pytest.mark.parametrize("model", ["tree", "boosting", "support vector machine"])
def test_the_ranking_on_screen_is_that_of_the_shipped_pushes(case: str, model: str) -> None:
    found = 100 * shipped(case, model)[features(case)].abs().mean().sort_values(ascending=False)
    table = samples.load(case)
    words = picture(in_box(step="looks", case=case, looked=model, **BOX_SEEN))["words"]
    assert (
        f"“{table.column(found.index[0]).label}”: on average it moves the chance by {found.iloc[0]:.1f}"
        in words
    )
    assert f"“{table.column(found.index[1]).label}” ({found.iloc[1]:.1f})" in words


def test_a_bet_is_judged_by_the_ranking() -> None:
    frame = shipped("prepaid", "tree")[features("prepaid")].abs().mean().sort_values(ascending=False)
    first, third = (features("prepaid").index(frame.index[place]) for place in (0, 2))
    at = in_box(step="looks", looked="tree", guess_looks=str(first))
    assert "Right: it comes first." in told(at)
    follow(at, {"step": "looks", "looked": "tree", "guess_looks": str(third)})
    assert "It comes at place 3 of 13." in told(at)
    follow(at, {"step": "looks", "looked": "tree", "guess_looks": "other"})
    assert "It was among those on offer." in told(at)
    follow(at, {"step": "looks", "looked": "tree", "guess_looks": "499"})
    assert picture(at)["words"]


@pytest.mark.parametrize("case", samples.NAMES)
@pytest.mark.parametrize(("model", "whom"), [("boosting", 0), ("neural network", 3), ("forest", 7)])
def test_a_waterfall_is_the_shipped_explanation_of_its_customer(case: str, model: str, whom: int) -> None:
    at = in_box(step="why", case=case, looked=model, whom=str(whom), guess_why="10")
    number = (
        int(re.search(r"In the table, customer ([\d,]+) (left|stayed)", told(at))[1].replace(",", "")) - 1
    )
    row = shipped(case, model).loc[number]
    strongest = 100 * row[features(case)].astype(float).sort_values(key=abs, ascending=False)
    words = picture(at)["words"].replace("−", "-")
    for column, push in strongest.head(1).items():
        assert f"“{samples.load(case).column(column).label}”" in words
        assert f"{push:+.1f} points" in words
    chance = 100 * row["prediction"]
    said = float(re.search(r"Chance ([\d.]+)", words)[1])
    assert said == pytest.approx(chance, abs=0.51)
    assert f"customer {number + 1:,} {'left' if samples.load(case).y[number] else 'stayed'}" in told(at)


def test_the_customers_of_every_list_can_be_picked_by_card() -> None:
    at = in_box(step="why", guess_why="10")
    assert len(at.selectbox("black_box.whom.cards").options) == 12
    first = told(at)
    at.button("take_4").click().run()
    assert address(at)["whom"] == "4"
    assert told(at) != first
    at.selectbox("black_box.whom_from").set_value(at.selectbox("black_box.whom_from").options[2]).run()
    assert address(at)["whom_from"] == "surprising"
    assert "whom" not in address(at), "another list starts at its first customer"


@pytest.mark.parametrize("case", samples.NAMES)
def test_what_was_promised_and_what_the_truth_answers_add_up_by_hand(case: str) -> None:
    sheet, sign = samples.sheet(case), samples.load(case).currency
    frame = samples.trap(case)
    rows = frame[frame["model"] == "boosting"].set_index("action")
    for place, action in enumerate(sheet["trap"]["actions"]):
        at = in_box(step="trust", case=case, looked="boosting", guess_act=str(place), missed="100")
        words = picture(at)["words"]
        promised = 100 * rows.loc[place, "believed"] - action["cost"]
        truth = 100 * (rows.loc[place, "kept"] - rows.loc[place, "lost"]) / sheet["rows"] - action["cost"]
        assert money(abs(promised), sign) in words
        assert money(abs(truth), sign) in words
        assert ("loses" in words) == (truth < 0)


def test_the_decision_to_act_comes_before_the_truth() -> None:
    at = in_box(step="trust", looked="boosting")
    assert not pictures(at)
    assert "promises" in told(at)
    assert "never wrote down" in told(at)
    at.radio[0].set_value("nothing").run()
    at.button("commit").click().run()
    assert address(at)["guess_act"] == "nothing"
    assert "You chose to do nothing" in picture(at)["words"]


@pytest.mark.parametrize("model", models.NAMES)
def test_twins_and_leaks_on_screen_are_those_shipped(model: str) -> None:
    frame = samples.shaken("broadband")
    for test, name in (("twin", "twin of the column"), ("leak", "called to cancel")):
        part = frame[(frame["model"] == model) & (frame["test"] == test)].set_index("column")["push"]
        at = in_box(step="trust", case="broadband", trust_view=test, looked=model, guess_twin="shrinks")
        if part[name] > 0.0005:
            assert f"{100 * part[name]:.1f}" in picture(at)["words"]
        else:
            assert "keeps" in picture(at)["words"] or "nothing" in picture(at)["words"]


@pytest.mark.parametrize("case", samples.NAMES)
def test_the_model_signed_costs_what_it_cost_in_the_contest(case: str) -> None:
    prepared = cached.prepared(cached.sample(case))
    for signed in ("tree", "neural network"):
        at = in_box(step="decide", case=case, signed=signed)
        found = costs.contest(
            samples.load(case).y, prepared, models.READABLE, None, costs.Costs(80, 40), signed
        ).entry(signed)
        assert found is not None
        assert money(found.worth.cost_per_customer, samples.load(case).currency) in picture(at)["words"]


def test_terms_are_ticked_kept_in_the_address_and_taken_along() -> None:
    at = in_box(step="decide")
    at.checkbox("black_box.terms.3").check().run()
    at.checkbox("black_box.watched.0").check().run()
    assert address(at)["terms"] == "3"
    memo = at.code[0].value
    assert "- Nobody acts on a push without a trial first" in memo
    assert "- Whether the chances are still honest" in memo
    assert memo.startswith("We sign: neural network.")
    at.checkbox("black_box.terms.3").uncheck().run()
    assert "terms" not in address(at)
    assert "none ticked yet" in at.code[0].value


LINK = "[link](http://evil.example)"


def hostile() -> bytes:
    """A small table whose columns are named like markup."""
    rng = np.random.default_rng(6)
    silent, plan = rng.integers(1, 60, 200), rng.choice(["**a**", "![x](http://evil.example/x.png)"], 200)
    left = rng.random(200) < silent / 80
    lines = [f"{s},{p},{'yes' if gone else 'no'}" for s, p, gone in zip(silent, plan, left, strict=True)]
    return "\n".join([f"{LINK},<b>{{plan}}</b>,left", *lines]).encode()


def test_names_that_look_like_markup_stay_text_where_labels_are_read_as_markup() -> None:
    at = bring(in_box(case="own", step="looks"), hostile())
    options = at.radio[0].options
    assert any("evil" in option for option in options)
    assert not [option for option in options if LINK in option], "the brackets are escaped"
    go(at, {"step": "why", "why_view": "what_if", "looked": "tree"})
    labels = [control.label for control in (*at.select_slider, *at.selectbox)]
    assert any("evil" in label for label in labels)
    assert not [label for label in labels if LINK in label]
    assert picture(at)["words"]
    go(at, {"step": "why", "why_view": "turn", "looked": "tree", "ticked": "0,1"})
    assert not at.exception
    assert "{plan}" in at.code[0].value


def test_a_move_of_a_slider_explains_one_customer_and_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at = bring(in_box(case="own", step="why", guess_why="skip"), own_file())
    there = {"step": "why", "why_view": "what_if", "looked": "tree"}
    go(at, there)
    asked: list[int] = []
    explain_them = Explainer.explain

    def counting(self: Explainer, rows: pd.DataFrame, scale: str = "probability") -> list:
        asked.append(len(rows))
        return explain_them(self, rows, scale)

    monkeypatch.setattr(Explainer, "explain", counting)
    for place in (3, 9, 14):
        asked.clear()
        follow(at, {"case": "own", **BOX_SEEN, **there, "changed": f"0:{place}"})
        assert picture(at)["words"]
        assert asked == [1], place


def test_somebody_on_a_list_that_was_just_replaced_is_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    key = "black_box.whom.cards"
    kept: dict[str, object] = {key: "no. 1,849, left"}
    chosen: list[dict[str, object]] = []
    choices = SimpleNamespace(whom_from="cards", set=lambda **values: chosen.append(values))
    step = SimpleNamespace(lesson="black_box", choices=choices)
    monkeypatch.setattr(looked.st, "session_state", kept)
    looked._other_customer(step, key)
    assert (kept, chosen) == ({}, [])
    looked._other_customer(step, key)  # nothing is there any more
    kept[key] = 3
    looked._other_customer(step, key)
    assert chosen == [{"whom": 3, "changed": ""}]
    choices.whom_from = "disputed"  # both lists were changed at once: the customer is of the old one
    looked._other_customer(step, key)
    assert len(chosen) == 1
