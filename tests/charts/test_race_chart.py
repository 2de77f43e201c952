"""The race as a picture: two outlines, what either saves, and words that agree with the figures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.chart import Chart
from core.charts.race import MACHINES, YOURS, Runner, drafting, race
from core.costs import Costs, Difference
from core.trees import Node, Tree, bill
from core.words import money, percent
from tests.charts.test_tree_chart import (
    BREADTH_FIRST,
    DEPTH_FIRST,
    HOSTILE,
    LAPTOP,
    LONG,
    PHONE,
    PRICES,
    RIGHT_FIRST,
    assert_drawn_well,
    assert_nothing_overlaps,
    assert_text_stayed_text,
    labels,
    per_unit,
    said,
    wide_in_pixels,
)

LAW = settings(max_examples=10, deadline=None)
LOOKED = 0.31  # what the reader's questions seemed to save while choosing
AHEAD = Difference(2, 1, 3)
ROUNDS = range(1, 4)

# Practice left of the bar, unseen right of it, leavers in brackets.
#   everyone   100 (30) | 100 (30)
#   yours      Calls: 4 or less?   yes 80 (14) | 80 (15)   no 20 (16) | 20 (15)
#   machine's  Plan: gold?         yes 40 (28) | 40 (25)   no 60 (2)  | 60 (5)
BEFORE = {"practice": 100, "practice_left": 30, "unseen": 100, "unseen_left": 30}
YOU = Tree(
    (
        Node(0, -1, 0, "", "Calls: 4 or less?", 1, 1, 2, **BEFORE),
        Node(1, 0, 1, "4 or less", "", 0, -1, -1, 80, 14, 80, 15),
        Node(2, 0, 1, "5 or more", "", 0, -1, -1, 20, 16, 20, 15),
    )
)
MACHINE = Tree(
    (
        Node(0, -1, 0, "", "Plan: gold?", 1, 1, 2, **BEFORE),
        Node(1, 0, 1, "", "", 0, -1, -1, 40, 28, 40, 25),
        Node(2, 0, 1, "", "", 0, -1, -1, 60, 2, 60, 5),
    )
)
ALONE = Tree((Node(0, -1, 0, "", "", 0, -1, -1, **BEFORE),))


def runner(tree: Tree, questions: int, costs: Costs = PRICES, practice: bool = False) -> Runner:
    return Runner(tree, questions, bill(tree, questions, costs, practice))


def raced(
    you: Tree,
    machine: Tree,
    questions: int = 1,
    ahead: Difference = AHEAD,
    costs: Costs = PRICES,
    currency: str = "€",
) -> Chart:
    asked = min(questions, machine.most)
    return race(runner(you, questions, costs), runner(machine, asked, costs), LOOKED, ahead, currency)


def drafted(you: Tree, questions: int = 1, costs: Costs = PRICES) -> Chart:
    return drafting(runner(you, questions, costs, practice=True), "€")


def bars(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["type"] == "bar"]


def assert_names_fit_over_their_bars(figure: dict[str, Any], width: int) -> None:
    """Every name of a bar starts and ends inside the strip, between its own bar and the one above."""
    shape = figure["layout"]
    low, high = shape["xaxis2"]["range"]
    start, end = shape["xaxis2"]["domain"]
    across = (width - shape["margin"]["l"] - shape["margin"]["r"]) * (end - start)
    bottom, top = shape["yaxis2"]["domain"]
    down = (shape["height"] - shape["margin"]["t"] - shape["margin"]["b"]) * (top - bottom)
    under, over = shape["yaxis2"]["range"]
    texts = [trace for trace in figure["data"] if trace.get("mode") == "text"]
    names = [text for text in texts if not text["text"][0].endswith("%")]
    drawn = bars(figure)
    ends = [text for text in texts if text not in names]
    assert [end["text"][0].strip() for end in ends] == [percent(bar["x"][0] / 100) for bar in drawn]
    for end in ends:
        place = (end["x"][0] - low) / (high - low) * across
        wide = wide_in_pixels(end["text"][0], end["textfont"]["size"])
        assert place + wide <= width - 16 if end["textposition"] == "middle right" else place >= wide
    assert [name["text"] for name in names] == [] or len(names) == len(drawn)
    for name in names:
        size = name["textfont"]["size"]
        left = (name["x"][0] - low) / (high - low) * across
        assert left >= 0
        assert left + 8 + wide_in_pixels(name["text"][0], size) <= across
        half = 0.65 * size * (over - under) / down
        assert name["y"][0] + half <= over
        for bar in drawn:
            edge = bar["width"] / 2
            assert bar["y"][0] - edge >= under, "a bar does not reach below its axis"
            clear = name["y"][0] - half >= bar["y"][0] + edge or name["y"][0] + half <= bar["y"][0] - edge
            assert clear, name["text"]
    title = shape["xaxis2"]["title"]
    assert wide_in_pixels(title["text"], title["font"]["size"]) <= across


def assert_shown_well(chart: Chart, groups: int) -> None:
    assert_drawn_well(chart, groups)
    for figure, width in ((chart.figure, LAPTOP), (chart.narrow, PHONE)):
        assert_names_fit_over_their_bars(figure, width)


# -- sound, in its place, and readable ---------------------------------------------------------


@pytest.mark.parametrize("questions", ROUNDS)
@pytest.mark.parametrize(
    "order", [BREADTH_FIRST, DEPTH_FIRST, RIGHT_FIRST], ids=["breadth", "depth", "right"]
)
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_race_is_sound_no_boxes_meet_and_every_text_fits(sound, a_tree, order, questions) -> None:
    chart = raced(a_tree(order), a_tree(), questions)
    sound(chart)
    assert_shown_well(chart, groups=2 * (2 * questions + 1))


@pytest.mark.parametrize("questions", ROUNDS)
def test_a_draft_is_sound_no_boxes_meet_and_every_text_fits(sound, a_tree, questions) -> None:
    chart = drafted(a_tree(DEPTH_FIRST), questions)
    sound(chart)
    assert_shown_well(chart, groups=2 * questions + 1)


@pytest.mark.parametrize("currency", ["€", "CHF", "Rs"])
@pytest.mark.parametrize(
    "costs", [Costs(1e6, 1e6), Costs(999, 999), Costs(2_500, 0), Costs(12.34, 0.56), Costs(0, 0)]
)
def test_texts_fit_whatever_the_prices(sound, a_tree, costs, currency) -> None:
    chart = raced(a_tree(DEPTH_FIRST), a_tree(scale=30), 3, costs=costs, currency=currency)
    sound(chart)
    assert_shown_well(chart, groups=14)


@pytest.mark.parametrize(
    "asked",
    [LONG, "INTERNATIONAL ROAMING MINUTES IN THE LAST TWELVE MONTHS: WESTERN EUROPE AND AMERICA OR MISSING?"],
    ids=["long", "capitals"],
)
def test_long_columns_and_levels_are_cut_to_fit(sound, a_tree, asked) -> None:
    tree = a_tree(DEPTH_FIRST, questions=[f"{asked} {asked}"] * 7)
    told = asked.removesuffix("?")
    tree = Tree(tuple(replace(node, answer=told if node.parent >= 0 else "") for node in tree.nodes))
    chart = raced(tree, tree, 3)
    sound(chart)
    assert_shown_well(chart, groups=14)
    draft = drafted(tree, 3)
    sound(draft)
    assert_shown_well(draft, groups=7)
    for figure in (chart.figure, chart.narrow, draft.narrow):
        assert any("…" in label for label in labels(figure))


def test_each_outline_stays_on_its_side_of_a_wide_screen_under_its_name(a_tree) -> None:
    shape = raced(a_tree(), a_tree(), 3).figure["layout"]
    left = [box for box in shape["shapes"] if box["x1"] < 0.5]
    right = [box for box in shape["shapes"] if box["x0"] > 0.5]
    assert len(left) == len(right) == 7
    heads = {note["text"]: note for note in shape["annotations"] if note["text"] in named()}
    assert set(heads) == named()
    assert heads[f"<b>{YOURS}</b>"]["x"] < 0.5 < heads[f"<b>{MACHINES}</b>"]["x"]
    for side, name in ((left, YOURS), (right, MACHINES)):
        assert min(box["y0"] for box in side) > heads[f"<b>{name}</b>"]["y"]


def named() -> set[str]:
    return {f"<b>{YOURS}</b>", f"<b>{MACHINES}</b>"}


def test_on_a_phone_the_machines_outline_stands_below_yours_under_its_name(a_tree) -> None:
    figure = raced(a_tree(), a_tree(), 2).narrow
    shape = figure["layout"]
    heads = {note["text"]: note["y"] for note in shape["annotations"] if note["text"] in named()}
    tops = sorted(box["y0"] for box in shape["shapes"])
    yours = [top for top in tops if top < heads[f"<b>{MACHINES}</b>"]]
    assert len(yours) == 5
    assert heads[f"<b>{YOURS}</b>"] < tops[0]
    _, down = per_unit(figure, PHONE)
    assert down == pytest.approx(1, abs=0.02), "places down the picture are pixels"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text_and_in_their_box(sound, a_tree, name) -> None:
    tree = a_tree(DEPTH_FIRST, questions=[f"{name}: {name}?"] * 7)
    tree = Tree(tuple(replace(node, answer=name if node.parent >= 0 else "") for node in tree.nodes))
    for chart, groups in ((raced(tree, tree, 3), 14), (drafted(tree, 3), 7)):
        sound(chart)
        assert_text_stayed_text(chart)
        for figure in (chart.figure, chart.narrow):
            assert_nothing_overlaps(figure, groups)


@LAW
@given(st.lists(st.text(max_size=80), min_size=7, max_size=7))
def test_any_names_stay_text(a_tree, names) -> None:
    tree = a_tree(questions=names)
    assert_text_stayed_text(raced(tree, tree, 3))
    assert_text_stayed_text(drafted(tree, 3))


def test_a_saving_of_far_less_than_nothing_keeps_its_name_in_the_picture(sound) -> None:
    # practice says contact, unseen says no: 1 - (95 x 40) / (5 x 80) = -8.5
    root = replace(YOU.nodes[0], unseen_left=5)
    few = replace(YOU.nodes[1], practice_left=70, unseen_left=4)
    many = replace(YOU.nodes[2], unseen_left=1)
    chart = raced(Tree((root, few, many)), MACHINE)
    sound(chart)
    assert "you save -850 % of the bill" in said(chart)
    assert_shown_well(chart, groups=6)


# -- the words and the figures -----------------------------------------------------------------


def test_a_race_on_paper(sound) -> None:
    # Yours: many calls are contacted. Unseen: 5 x 40 + 15 x 80 = 1,400 of 30 x 80 = 2,400: 41.7 % saved.
    # The machine's: gold is contacted. 15 x 40 + 5 x 80 = 1,000: 58.3 % saved.
    chart = raced(YOU, MACHINE, ahead=Difference(4, 0.5, 7.5))
    sound(chart)
    assert said(chart) == (
        "While you chose, your question seemed to save 31 %. "
        "On 100 unseen customers, with 1 question each: you save 42 % of the bill, the machine 58 %. "
        "The machine is € 4.00 per customer ahead (between € 0.50 and € 7.50)."
    )
    for figure in (chart.figure, chart.narrow):
        yours, its = bars(figure)
        assert yours["x"] == [pytest.approx(100 * 1_000 / 2_400)]
        assert its["x"] == [pytest.approx(100 * 1_400 / 2_400)]
        assert [yours["marker"]["color"], its["marker"]["color"]] == ["$guess", "$caught"]
        assert [
            t["text"] for t in figure["data"] if t.get("mode") == "text" and not t["text"][0].endswith("%")
        ] == [[YOURS], [MACHINES]]
        assert "unseen customers" in figure["layout"]["xaxis2"]["title"]["text"]


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (Difference(2, 1, 3), "The machine is € 2.00 per customer ahead (between € 1.00 and € 3.00)."),
        (Difference(-2, -3, -1), "You are € 2.00 per customer ahead (between € 1.00 and € 3.00)."),
        (
            Difference(1, -1, 3),
            "The machine's lead lies between -€ 1.00 and € 3.00 per customer, so these customers cannot "
            "tell you apart.",
        ),
        (
            Difference(-1, -3, 1),
            "The machine's lead lies between -€ 3.00 and € 1.00 per customer, so these customers cannot "
            "tell you apart.",
        ),
        (
            Difference(1, 0, 2),
            "The machine's lead lies between € 0.00 and € 2.00 per customer, so these customers cannot "
            "tell you apart.",
        ),
        (Difference(0, 0, 0), "Both cost the very same: a draw."),
        (Difference(0, -1, 1), "Both cost the very same: a draw."),
        (Difference(-0.0, -1, 1), "Both cost the very same: a draw."),
    ],
    ids=[
        "machine ahead",
        "you ahead",
        "close",
        "close too",
        "touching nought",
        "equal",
        "as dear",
        "minus 0",
    ],
)
def test_who_is_ahead_is_said_with_its_range(sound, ahead, told) -> None:
    chart = raced(YOU, MACHINE, ahead=ahead)
    sound(chart)
    assert said(chart).endswith(f" {told}")


def test_where_nobody_is_worth_contacting_a_race_is_a_draw(sound) -> None:
    chart = raced(YOU, MACHINE, ahead=Difference(0, 0, 0), costs=Costs(missed=1, wasted=40))
    sound(chart)
    assert "you save 0 % of the bill, the machine 0 %. Both cost the very same: a draw." in said(chart)


@pytest.mark.parametrize("questions", ROUNDS)
def test_a_machine_that_ran_out_of_questions_is_not_said_to_have_asked_as_many(
    sound, a_tree, questions
) -> None:
    few = raced(a_tree(), ALONE, questions)
    sound(few)
    asked = "1 question" if questions == 1 else f"{questions} questions"
    assert f"with {asked} against the machine's 0: " in said(few)
    assert f"with {asked} each: " in said(raced(a_tree(), a_tree(), questions))


@pytest.mark.parametrize("questions", ROUNDS)
@pytest.mark.parametrize("costs", [PRICES, Costs(300, 150), Costs(120, 20)])
def test_the_words_of_a_race_are_those_of_the_bills(a_tree, costs, questions) -> None:
    you, machine = runner(a_tree(DEPTH_FIRST), questions, costs), runner(a_tree(), questions, costs)
    words = race(you, machine, LOOKED, AHEAD, "€").words
    yours, its = (percent(side.bill.worth.value) for side in (you, machine))
    assert f"you save {yours} of the bill, the machine {its}." in words


def test_a_draft_on_paper(sound) -> None:
    # Many calls are contacted, 16 of 20 left. Practice: 4 x 40 + 14 x 80 = 1,280, 12.80 a customer, where
    # doing nothing costs 30 x 80 = 2,400: 46.7 % saved
    chart = drafted(YOU)
    sound(chart)
    words = said(chart)
    assert words.startswith(
        "Your question makes 2 groups; 1 of them is worth contacting. On 100 practice customers this costs "
        "€ 12.80 per customer instead of € 24.00: it saves 47 % (between "
    )
    for figure in (chart.figure, chart.narrow):
        (bar,) = bars(figure)
        assert bar["x"] == [pytest.approx(100 * 1_120 / 2_400)]
        assert bar["marker"]["color"] == "$guess"
        assert "practice customers" in figure["layout"]["xaxis2"]["title"]["text"]


def test_a_draft_with_nobody_worth_contacting_saves_nothing(sound) -> None:
    chart = drafted(YOU, costs=Costs(missed=1, wasted=40))
    sound(chart)
    assert said(chart) == (
        "Your question makes 2 groups; none of them is worth contacting. So it saves nothing yet: too few "
        "leave in any group to pay for the contacts."
    )
    assert bars(chart.figure)[0]["x"] == [0]


@pytest.mark.parametrize("questions", ROUNDS)
def test_the_words_of_a_draft_are_those_of_its_bill(a_tree, questions) -> None:
    for costs in (PRICES, Costs(300, 50), Costs(120, 20)):
        you = runner(a_tree(DEPTH_FIRST), questions, costs, practice=True)
        worth, words = you.bill.worth, drafting(you, "€").words
        contacted = sum(leaf.contact for leaf in you.bill.leaves)
        assert f"{questions + 1} groups; " in words
        assert f"; {contacted} of them " in words
        assert f"{money(worth.cost_per_customer, '€')} per customer" in words
        they = "it saves" if questions == 1 else "they save"
        assert f"{they} {percent(worth.value)} " in words
        assert f"between {percent(worth.low)} and {percent(worth.high)}" in words


def test_a_draft_shows_nothing_of_the_unseen_customers() -> None:
    others = Tree(
        tuple(replace(node, unseen=node.unseen + 7, unseen_left=node.unseen_left // 2) for node in YOU.nodes)
    )
    one, two = drafted(YOU), drafted(others)
    assert (one.words, one.figure, one.narrow) == (two.words, two.figure, two.narrow)
    assert one.table.equals(two.table)
    assert not any("unseen" in name for name in one.table.columns)


def test_the_table_behind_a_draft_is_its_practice_bill() -> None:
    told = drafted(YOU).table
    assert told["what to do"].tolist() == ["leave alone", "contact"]
    # 14 x 80 and 4 x 40
    assert told["cost on practice customers"].tolist() == [1_120, 160]
    assert told["practice customers"].tolist() == [80, 20]


def test_the_table_behind_a_race_has_both_sides(a_tree) -> None:
    told = raced(YOU, MACHINE).table
    assert told["whose"].tolist() == [YOURS, YOURS, MACHINES, MACHINES]
    assert told["what to do"].tolist() == ["leave alone", "contact", "contact", "leave alone"]
    # 15 x 80, 5 x 40; 15 x 40, 5 x 80
    assert told["cost on unseen customers"].tolist() == [1_200, 200, 600, 400]
    assert len(raced(a_tree(), a_tree(), 3).table) == 8


def test_the_words_follow_the_input(a_tree) -> None:
    words = [said(raced(a_tree(), a_tree(DEPTH_FIRST), questions)) for questions in ROUNDS]
    words += [said(drafted(a_tree(), questions)) for questions in ROUNDS]
    words += [said(raced(a_tree(), a_tree(), 3, costs=Costs(81, 40)))]
    words += [said(raced(a_tree(), a_tree(), 3, ahead=Difference(2, 1, 4)))]
    assert len(set(words)) == len(words)


def test_the_boxes_say_which_money_decides() -> None:
    chart = raced(YOU, MACHINE)
    for figure in (chart.figure, chart.narrow):
        everything = re.sub(r"\s+", " ", " ".join(re.sub(r"<[^>]*>", " ", label) for label in labels(figure)))
        # per 100 of the gold: 30 stayers x 40 against 70 leavers x 80
        for part in ("Yes: 4 or less", "No: 5 or more", "Plan: gold?", "40 people, 70.0 % leave",
                     "Contact: € 1,200 per 100, not € 5,600"):  # fmt: skip
            assert part in everything
