"""Steps 7 and 8 of lesson 3: offers, answers, the budget, and the decision."""

import numpy as np
import pytest

from core import samples, segments, strategy
from core.amounts import about
from core.campaign import ResponseCurve
from core.words import Noun
from tests.pages.test_segments import told
from tests.pages.walk import GROUPS_SEEN, address, bring, follow, in_groups, own_rows, picture, pictures

PLAN = {**GROUPS_SEEN, "step": "plan"}
GROUP = {**PLAN, "plan_view": "group"}


ODD = (
    *({"budget": budget} for budget in ("1", "1000000000000")),
    *({"head": head} for head in ("0.01", "1000000")),
    *({"off": off} for off in ("0", "200")),
    *({"worth_by": column} for column in ("1", "501")),
    *({"k": k} for k in ("2", "10")),
    {"columns": "13.14", "k": "3"},
)


@pytest.fixture(scope="module")
def lesson():
    return in_groups()


def number(at, label: str):
    return next(piece for piece in at.number_input if piece.label.startswith(label))


def text(at, label: str):
    return next(piece for piece in at.text_input if piece.label == label)


def test_the_split_on_screen_is_that_of_the_answers_on_screen(lesson) -> None:
    follow(lesson, PLAN)
    table, labels = samples.load("districts"), samples.groups("districts")["group 5"].to_numpy()
    people, sales = table.rows["residents"].to_numpy(), table.rows["sales"].to_numpy()
    sheet = samples.sheet("districts")["strategy"]
    curve = ResponseCurve.from_answers(0.0, sheet["most"] / 100, sheet["head"], sheet["now"] / 100)
    groups = []
    for group in range(5):
        own = labels == group
        index = np.average(sales[own], weights=people[own]) / np.average(sales, weights=people)
        worth = float(f"{sheet['worth'] * index:.2g}")
        groups.append(strategy.Answers(float(people[own].sum()), worth, curve))
    budget = float(f"{0.5 * sheet['head'] * people.sum():.2g}")
    best = strategy.best_split(budget, groups)
    words = picture(lesson)["words"]
    assert about(budget, "€") in words
    assert f"most to group {int(best.spend.argmax()) + 1} " in words
    assert f"leaves {len(best.alone)} groups alone" in words
    assert f"earns about {about(best.net_value, '€')}" in told(lesson)


def test_an_answer_moves_the_split_travels_in_the_address_and_contradictions_are_said(lesson) -> None:
    follow(lesson, {**GROUP, "group": "0"})
    before = picture(lesson)["words"]
    number(lesson, "What one yes is worth").set_value(400.0).run()
    assert picture(lesson)["words"] != before
    assert "most to group 1 " in picture(lesson)["words"]
    kept = address(lesson)["answers"]
    assert kept.startswith("districts::5.0=w400 ")
    number(lesson, "Yes with unlimited money").set_value(1.0).run()
    assert not lesson.exception
    warned = lesson.warning[0].value.replace("\\", "").replace("\u2060", "")
    assert "Group 1: 2 of 100 say yes at €\xa01 each, but no more than 1 with" in warned
    assert number(lesson, "What one yes is worth").value == 400.0
    follow(lesson, {**PLAN, "step": "decide", "answers": address(lesson)["answers"]})
    assert not lesson.exception
    assert "no more than 1 with" in lesson.warning[0].value


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_odd_answers_still_make_sense(lesson, odd: dict[str, str]) -> None:
    for screen in ({}, {"plan_view": "group"}, {"step": "decide"}, {"step": "decide", "plan_of": "mine"}):
        follow(lesson, {**PLAN, **screen, **odd})
        assert not lesson.exception and not lesson.error, screen
        for shown in pictures(lesson):
            assert shown["words"]
            assert "nan" not in shown["words"].lower() and "inf" not in shown["words"].lower()


def test_an_offer_is_asked_for_ticks_its_test_and_stands_in_the_decision(lesson) -> None:
    follow(lesson, {**GROUP, "group": "1"})
    labels = samples.groups("districts")["group 5"].to_numpy()
    found = segments.regrouped(segments.grid(samples.load("districts")), labels, clear=True)
    asked = strategy.questions(found, found.names, Noun(*samples.sheet("districts")["row"]))
    own = [one.text for one in asked if one.group == 1]
    assert own
    assert all(question in told(lesson) for question in own)
    text(lesson, "What we offer this group").set_value("Season = ticket ~ <b>half</b>").run()
    text(lesson, "How it reaches them").set_value("Letter").run()
    at = address(lesson)
    assert at["offers"] == "districts::5.1=Season - ticket - <b>half</b>"
    follow(lesson, {**at, "plan_view": "criteria"})
    assert "no action yet: groups 1, 3, 4 and 5" in picture(lesson)["words"]
    follow(lesson, {**at, "step": "decide"})
    assert "<b>half" not in str(pictures(lesson)[0]["figure"])
    assert "&lt;b&gt;half" in str(pictures(lesson)[0]["figure"])
    memo = lesson.code[0].value
    assert "offer: Season - ticket - <b>half</b>; by: Letter" in memo
    assert pictures(lesson)[0]["words"] in memo
    assert "simulated" in memo


def test_where_nothing_stands_out_nothing_is_suggested(lesson) -> None:
    for group in range(3):
        follow(lesson, {**GROUP, "columns": "13.14", "k": "3", "group": str(group)})
        assert "the data suggest nothing" in told(lesson)
        assert "?" not in told(lesson).split("Nothing stands out")[1].split("Run this")[0]


def test_both_splits_can_be_decided_on(lesson) -> None:
    follow(lesson, {**GROUPS_SEEN, "step": "decide"})
    best = pictures(lesson)[0]["words"]
    assert "Begun anew" in pictures(lesson)[1]["words"]
    follow(lesson, {**GROUPS_SEEN, "step": "decide", "plan_of": "mine"})
    assert pictures(lesson)[0]["words"] != best
    assert lesson.code[0].value.startswith("Your split of")


def test_offers_for_own_groups_stay_out_of_the_address() -> None:
    at = bring(in_groups(**GROUP, rows="own", k="2"), own_rows(), "shops.csv")
    text(at, "What we offer this group").set_value("Late opening").run()
    assert text(at, "What we offer this group").value == "Late opening"
    assert "Late" not in str(address(at))
    number(at, "What one yes is worth").set_value(700.0).run()
    assert not at.exception and not at.error
    assert "answers" not in address(at)
    follow(at, {**GROUPS_SEEN, "rows": "own", "step": "decide", "k": "2"})
    assert "Late opening" in at.code[0].value
    assert not at.exception and not at.error
