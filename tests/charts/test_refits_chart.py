"""The refits as a picture: stories by level, whose fate hangs on the draw, two trees side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.chart import Chart
from core.charts.refits import LEVELS, pair, refits
from core.costs import Costs
from core.refits import REFITS, Stability
from core.trees import Node, Tree
from core.words import money, percent
from tests.charts.test_race_chart import ALONE, MACHINE, YOU, assert_shown_well, bars, runner
from tests.charts.test_tree_chart import (
    DEPTH_FIRST,
    HOSTILE,
    LAPTOP,
    LONG,
    PHONE,
    PRICES,
    assert_nothing_overlaps,
    assert_text_stayed_text,
    labels,
    said,
    wide_in_pixels,
)

LAW = settings(max_examples=30, deadline=None)

# 200 refits, 1,000 customers watched: 380 contacted by nearly all, 80 contested, 540 left alone
FOUND = Stability(REFITS, (200, 90, 12), (1, 8, 61), "fee", contacted=0.38, contested=0.08, customers=1_000)
FIRST = Stability(1, (1, 1, 1), (1, 1, 1), "fee", contacted=0.4, contested=0.0, customers=1_000)
SILENT = Stability(REFITS, (), (), "", contacted=0.0, contested=0.0, customers=1_000)


def both(chart: Chart) -> list[tuple[dict[str, Any], int]]:
    return [(chart.figure, LAPTOP), (chart.narrow, PHONE)]


def place(figure: dict[str, Any], axis: str, value: float, width: int) -> float:
    """Where a value of an axis lies, in pixels from the left, or from the bottom."""
    shape = figure["layout"]
    low, high = shape[axis]["range"]
    start, end = shape[axis]["domain"]
    whole = width - 16 if axis.startswith("x") else shape["height"] - 16
    return whole * (start + (end - start) * (value - low) / (high - low))


def assert_stories_fit(figure: dict[str, Any], width: int) -> None:
    """No text beside or above a bar leaves the picture or touches a bar it does not belong to."""
    (drawn,) = bars(figure)
    spans = []
    for x, y in zip(drawn["x"], drawn["y"], strict=True):
        edges = [place(figure, "yaxis2", y + off, width) for off in (-drawn["width"] / 2, drawn["width"] / 2)]
        spans.append((place(figure, "xaxis2", x, width), min(edges), max(edges)))
    floor = place(figure, "yaxis2", figure["layout"]["yaxis2"]["range"][0], width)
    ceiling = place(figure, "yaxis2", figure["layout"]["yaxis2"]["range"][1], width)
    boxes = []
    for trace in figure["data"]:
        if trace.get("mode") != "text":
            continue
        for x, y, words in zip(trace["x"], trace["y"], trace["text"], strict=True):
            left, middle = place(figure, "xaxis2", x, width), place(figure, "yaxis2", y, width)
            size = trace["textfont"]["size"]
            right, half = left + 4 + wide_in_pixels(words, size), 0.65 * size
            assert right <= width - 16, words
            assert floor <= middle - half
            assert middle + half <= ceiling + 1
            assert all(
                end <= left or low >= middle + half or high <= middle - half for end, low, high in spans
            )
            boxes.append((left, right, middle - half, middle + half))
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart


def rings(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace.get("marker", {}).get("color") == "$guess"]


def dotted(figure: dict[str, Any]) -> dict[str, int]:
    return {
        trace["name"]: len(trace["x"])
        for trace in figure["data"]
        if "name" in trace and not trace["name"].startswith("your guess")
    }


# -- what the refits agree on ------------------------------------------------------------------


@pytest.mark.parametrize("guess", [None, 0, 20, 100])
@pytest.mark.parametrize("found", [FOUND, FIRST, SILENT], ids=["all", "first", "silent"])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_picture_is_sound(sound, found, guess) -> None:
    chart = refits(found, "Fee", guess)
    sound(chart)
    for figure, width in both(chart):
        assert_stories_fit(figure, width)


def test_after_all_refits_the_words_say_stories_and_customers() -> None:
    # 0.08 of 1,000 customers are 80
    assert said(refits(FOUND, "Fee")) == (
        "In 200 refits, 200 ask about “Fee” first. They tell 8 different stories down to level 2 and 61 "
        "different stories down to level 3. 92.0 % of 1,000 unseen customers get the same verdict from more "
        "than nine refits in ten; the fate of 80 (8.0 %) hangs on the draw."
    )


def test_after_one_refit_the_words_say_how_far_it_is() -> None:
    assert said(refits(FIRST, "Fee")) == (
        "After 1 of 200 refits, 1 asks about “Fee” first. They tell 1 story down to level 2 and 1 story down "
        "to level 3. Of 1,000 unseen customers, nobody's fate hangs on the draw so far."
    )


def test_a_tree_of_one_level_has_no_deeper_stories_to_tell() -> None:
    found = Stability(150, (90,), (3,), "fee", contacted=0.2, contested=0.123, customers=1_000)
    assert said(refits(found, "Fee")) == (
        "After 150 of 200 refits, 90 ask about “Fee” first. 87.7 % of 1,000 unseen customers get the same "
        "verdict from more than nine refits in ten; the fate of 123 (12.3 %) hangs on the draw."
    )


def test_refits_without_a_question_say_so() -> None:
    assert said(refits(SILENT, "")) == (
        "In 200 refits the tree found no question worth asking. Of 1,000 unseen customers, nobody's fate "
        "hangs on the draw."
    )


def test_the_bars_are_the_refits_that_tell_the_most_frequent_story() -> None:
    for figure, _ in both(refits(FOUND, "Fee")):
        (drawn,) = bars(figure)
        # 200, 90 and 12 of 200
        assert drawn["x"] == [100, 45, 6]
        ends, names = [trace["text"] for trace in figure["data"] if trace.get("mode") == "text"]
        assert [end.strip() for end in ends] == ["200 of 200", "90 of 200", "12 of 200"]
        assert names == [
            "First question: 1 story", "First two levels: 8 stories", "First three levels: 61 stories"
        ]  # fmt: skip


def test_the_dots_are_a_hundred_customers_and_the_guess_a_ring_around_some() -> None:
    for figure, _ in both(refits(FOUND, "Fee", guess=20)):
        assert dotted(figure) == {"8 hang on the draw": 8, "38 contact": 38, "54 leave alone": 54}
        (ring,) = rings(figure)
        assert ring["marker"]["symbol"] == "circle-open"
        assert ring["name"] == "your guess: 20"
        assert len(ring["x"]) == 20
        contested = next(trace for trace in figure["data"] if trace.get("name") == "8 hang on the draw")
        assert (ring["x"][:8], ring["y"][:8]) == (contested["x"], contested["y"]), "it starts with those"
    for figure, _ in both(refits(FOUND, "Fee")):
        assert rings(figure) == []


def test_the_table_behind_the_picture_has_its_numbers() -> None:
    told = refits(FOUND, "Fee").table
    assert dict(zip(told["what"], told["number"], strict=True)) == {
        "refits": 200,
        **{f"{LEVELS[k]}: refits with the most frequent story": n for k, n in enumerate((200, 90, 12))},
        **{f"{LEVELS[k]}: different stories": n for k, n in enumerate((1, 8, 61))},
        "unseen customers: contact": 380,
        "unseen customers: leave alone": 540,
        "unseen customers: hang on the draw": 80,
    }
    silent = refits(SILENT, "").table
    assert len(silent) == 4
    assert silent["number"].tolist() == [200, 0, 1_000, 0]


@LAW
@given(st.integers(1, 200), st.integers(0, 3), st.data())
def test_any_agreement_can_be_drawn_and_adds_up(sound, number, levels, data) -> None:
    same = sorted((data.draw(st.integers(1, number)) for _ in range(levels)), reverse=True)
    stories = sorted(data.draw(st.integers(1, number)) for _ in range(levels))
    people = data.draw(st.integers(25, 10_000))
    contested = data.draw(st.integers(0, people))
    contacted = data.draw(st.integers(0, people - contested))
    found = Stability(
        number, tuple(same), tuple(stories), "fee", contacted / people, contested / people, people
    )
    chart = refits(found, "Fee", data.draw(st.one_of(st.none(), st.floats(0, 100))))
    sound(chart)
    for figure, width in both(chart):
        assert sum(dotted(figure).values()) == 100
        assert_stories_fit(figure, width)
    assert sum(chart.table["number"][-3:]) == people
    if contested:
        assert f"of {people:,} unseen customers get the same verdict" in said(chart)
        assert f"the fate of {contested:,} " in said(chart)
        assert f"({contested / people * 100:.1f} %)" in said(chart)


def test_the_legend_and_the_title_of_the_axis_do_not_meet() -> None:
    for figure, _ in both(refits(FOUND, "Fee", 20)):
        shape = figure["layout"]
        whole = shape["height"] - 16
        floor, top = whole * shape["yaxis2"]["domain"][0], whole * shape["legend"]["y"]
        # the axis needs about 46 pixels for its figures and its title, a row of the legend 22
        above_the_stories = top - 22 >= whole * shape["yaxis2"]["domain"][1]
        assert above_the_stories or 22 <= top <= floor - 46


# -- two of the trees --------------------------------------------------------------------------


def paired(one: Tree, two: Tree, apart: float = 0.05, costs: Costs = PRICES, currency: str = "€") -> Chart:
    sides = [(f"Refit {k}", runner(tree, tree.most, costs)) for k, tree in ((199, one), (200, two))]
    return pair(sides, apart, currency)


@pytest.mark.parametrize("costs", [PRICES, Costs(1e6, 1e6), Costs(12.34, 0.56), Costs(0, 0)])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_two_full_trees_are_sound_no_boxes_meet_and_every_text_fits(sound, a_tree, costs) -> None:
    chart = paired(a_tree(DEPTH_FIRST), a_tree(scale=30), costs=costs, currency="CHF")
    sound(chart)
    assert_shown_well(chart, groups=30)


def test_long_columns_and_levels_are_cut_to_fit(sound, a_tree) -> None:
    tree = a_tree(DEPTH_FIRST, questions=[LONG.upper()] * 7)
    tree = Tree(tuple(replace(node, answer=LONG if node.parent >= 0 else "") for node in tree.nodes))
    chart = paired(tree, tree)
    sound(chart)
    assert_shown_well(chart, groups=30)
    assert any("…" in label for label in labels(chart.figure))


def test_a_tree_without_a_question_is_drawn_beside_one_with_seven(sound, a_tree) -> None:
    chart = paired(ALONE, a_tree())
    sound(chart)
    assert_shown_well(chart, groups=16)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text_and_in_their_box(sound, a_tree, name) -> None:
    tree = a_tree(questions=[f"{name}: {name}?"] * 7)
    tree = Tree(tuple(replace(node, answer=name if node.parent >= 0 else "") for node in tree.nodes))
    chart = paired(tree, tree)
    sound(chart)
    assert_text_stayed_text(chart)
    for figure, _ in both(chart):
        assert_nothing_overlaps(figure, 30)


def test_two_trees_on_paper(sound) -> None:
    # as in the race: 1,400 and 1,000 of 2,400 on 100 unseen customers
    chart = paired(YOU, MACHINE, apart=0.123)
    sound(chart)
    words = said(chart)
    assert words.startswith("Two trees from the same half of the customers: they save 42 % (between ")
    assert ") and 58 % (between " in words
    assert words.endswith(
        "of the bill, € 14.00 and € 10.00 per customer, and decide differently about 12.3 % of the unseen "
        "customers."
    )
    for figure, _ in both(chart):
        assert [bar["x"][0] for bar in bars(figure)] == pytest.approx([100 * 10 / 24, 100 * 14 / 24])
        assert {"<b>Refit 199</b>", "<b>Refit 200</b>"} <= set(labels(figure))
        everything = " ".join(labels(figure))
        assert "20 people, 80.0 % leave: <b>contact</b>" in everything
        assert "60 people, 3.3 % leave: <b>leave alone</b>" in everything


def test_the_words_of_two_trees_are_those_of_their_bills(a_tree) -> None:
    for costs in (PRICES, Costs(300, 50)):
        sides = [runner(tree, 7, costs) for tree in (a_tree(), a_tree(scale=2))]
        words = pair([("Refit 1", sides[0]), ("Refit 2", sides[1])], 0.0, "€").words
        for side in sides:
            worth = side.bill.worth
            ranged = f"{percent(worth.value)} (between {percent(worth.low)} and {percent(worth.high)})"
            assert ranged in words
            assert money(worth.cost_per_customer, "€") in words


def test_the_table_behind_two_trees_names_them() -> None:
    told = paired(YOU, MACHINE).table
    assert told["tree"].tolist() == ["Refit 199", "Refit 199", "Refit 200", "Refit 200"]
    assert told["cost on unseen customers"].tolist() == [1_200, 200, 600, 400]


def test_a_group_nobody_practised_on_is_drawn(sound) -> None:
    empty = Tree(
        (
            Node(0, -1, 0, "", "Plan: gold?", 1, 1, 2, 50, 10, 50, 10),
            Node(1, 0, 1, "", "", 0, -1, -1, 0, 0, 5, 1),
            Node(2, 0, 1, "", "", 0, -1, -1, 50, 10, 45, 9),
        )
    )
    chart = paired(empty, empty)
    sound(chart)
    assert any("nobody: <b>leave alone</b>" in label for label in labels(chart.narrow))
