"""A budget among the groups: bars, stops and words agree with the two splits, for every kind of answer."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import ResponseCurve
from core.charts.chart import Chart
from core.charts.groups.budget import budget
from core.charts.groups.budget_told import about, between
from core.strategy import Answers, best_split, outlook, split_as
from core.words import Noun
from tests.charts.conftest import strings
from tests.charts.test_tree_chart import HOSTILE, wide_in_pixels

DISTRICTS = Noun("district", "districts")
BANNED = ("cluster", "segment", "silhouette", "eta squared", "monte carlo", "quantile", "bootstrap", "seed")


def group(people: float, worth: float, ceiling: float, steepness: float) -> Answers:
    return Answers(people, worth, ResponseCurve(0, ceiling, steepness))


# first euros: 40*.5*.4 = 8, 30*.3*.5 = 4.50, 90*.2*.3 = 5.40
THREE = [group(100, 40, 0.5, 0.4), group(300, 30, 0.3, 0.5), group(50, 90, 0.2, 0.3)]
NAMES = ("Young", "Old", "Far")
POOR = group(100, 10, 0.1, 0.3)  # first euro: 10*.1*.3 = .30


def drawn(
    money: float,
    groups: Sequence[Answers] = THREE,
    shares: Sequence[float] | None = None,
    names: Any = NAMES,
    off: float = 0.3,
    currency: str = "€",
) -> Chart:
    best = best_split(money, groups)
    mine = split_as(money, [1] * len(groups) if shares is None else shares, groups)
    outlooks = (outlook(best, groups, off), outlook(mine, groups, off))
    return budget(best, mine, groups, names, outlooks, currency, DISTRICTS)


def said(*told: Any, **more: Any) -> str:
    return drawn(*told, **more).words.replace("\u00a0", " ")


def assert_notes_fit(chart: Chart) -> None:
    """No text leaves the paper on the narrowest screen of either kind, and none is small."""
    for figure, width in ((chart.figure, 884), (chart.narrow, 324)):
        for note in figure["layout"]["annotations"]:
            assert note["font"]["size"] >= 14
            if note["xref"] != "paper":
                continue
            wide = wide_in_pixels(note["text"], note["font"]["size"])
            left = width * note["x"] - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
            assert left >= -3, note["text"]
            assert left + wide <= width + 3, note["text"]


def test_the_words_say_who_gets_most_who_is_left_alone_and_what_both_splits_earn(sound) -> None:
    chart = drawn(90)
    sound(chart)
    assert_notes_fit(chart)
    words = chart.words.replace("\u00a0", " ")
    # 90 on the first group: the last euro buys 8 * exp(-.36) = 5.58, the first of the third 5.40
    # 100 * .5 * (1 - exp(-.36)) = 15.116 yeses of 40, less 90: 514.65
    # a third each: 40*5.654 + 30*4.389 + 90*1.647 less 90 = 416.08 -> € 416
    assert words.startswith(
        "Of € 90.00, the best split gives all to group 1 “Young” and leaves 2 groups alone: there the first "
        "euro would buy € 5.40 at most, the last one elsewhere buys € 5.58. The best split earns € 515 "
        "(8 in 10: "
    )
    assert re.search(
        r"yours € 416 \(8 in 10: € \d+ to € \d+\)\. That is € 98\.60 more: ahead in \d+ of 100", words
    )
    assert not [term for term in BANNED if term in (chart.words + chart.caution).lower()]


def test_every_stop_of_the_best_split_stands_at_one_height_and_under_the_bar_of_its_amount() -> None:
    chart = drawn(400)
    best = best_split(400, THREE)
    for figure in (chart.figure, chart.narrow):
        mine, stops = figure["data"][-2:]
        assert stops["x"] == pytest.approx(best.spend, rel=1e-3)
        assert stops["y"] == pytest.approx([best.next_euro[0]] * 3, rel=1e-3)
        assert mine["x"] == pytest.approx([400 / 3] * 3, rel=1e-3)
        assert stops["marker"]["symbol"] == ["circle", "square", "diamond"]
        assert mine["marker"]["symbol"] == ["circle-open", "square-open", "diamond-open"]
        bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
        lengths = [bar["x"][0] / money for bar, money in zip(bars, (best.spend[0], 400 / 3), strict=True)]
        assert lengths[0] == pytest.approx(lengths[1], rel=1e-3), "both splits are drawn on one scale"
        right, high = figure["layout"]["xaxis2"]["range"][1], figure["layout"]["yaxis2"]["range"][1]
        assert max(*stops["x"], *mine["x"]) <= right
        assert max(*stops["y"], *mine["y"]) <= high


@pytest.mark.parametrize(
    ("money", "shares"), [(0, [1, 1, 1]), (90, [0, 0, 1]), (1e6, [0, 0, 1]), (1e6, [0, 0, 0])]
)
def test_every_stop_is_inside_the_picture_however_the_reader_splits(money, shares) -> None:
    figure = drawn(money, shares=shares).figure
    right, high = figure["layout"]["xaxis2"]["range"][1], figure["layout"]["yaxis2"]["range"][1]
    for stops in figure["data"][-2:]:
        assert max(stops["x"]) <= right
        assert max(stops["y"]) <= high


def test_curves_pass_through_their_stops_and_fall() -> None:
    figure = drawn(400).figure
    lines = [trace for trace in figure["data"] if trace.get("xaxis") == "x2" and trace.get("mode") == "lines"]
    stops = figure["data"][-1]
    for line, x, y in zip(lines, stops["x"], stops["y"], strict=True):
        assert line["y"] == sorted(line["y"], reverse=True)
        near = min(range(len(line["x"])), key=lambda place: abs(line["x"][place] - x))
        assert line["y"][near] == pytest.approx(y, rel=0.15)


def test_a_group_left_alone_is_marked_so_and_stands_at_its_first_euro() -> None:
    figure = drawn(90).figure
    assert [note["text"] for note in figure["layout"]["annotations"]].count("left alone") == 2
    assert figure["data"][-1]["x"][1:] == [0, 0]
    assert figure["data"][-1]["y"][1:] == pytest.approx([4.5, 5.4])


def test_one_group_left_alone_is_named(sound) -> None:
    chart = drawn(100, [THREE[0], POOR], names=("A", "B"))
    sound(chart)
    assert (
        "gives all to group 1 “A” and leaves group 2 “B” alone: its first euro would buy € 0.30"
        in chart.words.replace("\u00a0", " ")
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            dict(money=0),
            "There is no budget to split. The first euro would buy most in group 1 “Young”: € 8.00.",
        ),
        (dict(money=0, groups=[THREE[0]] * 2), "in group 1 “Young” and group 2 “Old”: € 8.00."),
        (dict(money=0, groups=[group(0, 1, 1, 1)] * 2), "There is no budget to split."),
        (
            dict(money=0, currency="CHF"),
            "The first unit of money would buy most in group 1 “Young”: CHF 8.00.",
        ),
        (
            dict(money=50, groups=[POOR, POOR]),
            "the best split spends nothing: in no group does a euro buy more than a euro. Yours earns −€ ",
        ),
        (
            dict(money=50, groups=[POOR, POOR], shares=[0, 0]),
            "spends nothing: in no group does a euro buy more than a euro. Your split spends nothing either.",
        ),
        (dict(money=50, shares=[0, 0, 0]), ", and yours spends nothing."),
        (dict(money=50, groups=[THREE[0]] * 2), "gives both groups the same, € 25.00 each. It earns "),
        (dict(money=50, groups=[THREE[0]] * 2), ", and so does your split."),
        (dict(money=60, groups=[THREE[0]] * 3), "gives 3 groups the same, € 20.00 each. It earns "),
        (
            dict(money=30, groups=[THREE[0], THREE[0], POOR]),
            "gives 2 groups the same, € 15.00 each and leaves",
        ),
        # 1,000 on the first group alone: it stops at 519.86
        (
            dict(money=1_000, groups=[THREE[0], POOR]),
            "gives € 520 to group 1 “Young”, keeps € 480 and leaves group 2",
        ),
        # both need 519.86, and 2,000 less 1,039.72 stay
        (dict(money=2_000, groups=[THREE[0]] * 2), "the same, € 520 each and keeps € 960. "),
        (dict(money=90, groups=[THREE[0], group(0, 1, 1, 1)]), "its first euro would buy nothing, the last"),
    ],
)
def test_the_words_hold_in_every_case(sound, told, expected) -> None:
    told["names"] = NAMES[: len(told.get("groups", THREE))]
    sound(drawn(**told))
    assert expected in said(**told)


def test_without_doubt_nothing_is_drawn_anew() -> None:
    chart = drawn(90, off=0)
    assert "8 in 10" not in chart.words
    assert "draws" not in chart.words
    assert chart.caution.endswith("taken as sure, so there is no range.")


def test_the_caution_says_how_far_answers_may_be_off() -> None:
    # 1 / 1.3 = .769: 23 % fewer
    assert "between 23\u00a0% fewer and 30\u00a0% more" in drawn(90).caution
    assert "no district has been asked" in drawn(90).caution


def test_the_table_has_the_numbers_of_both_splits() -> None:
    table = drawn(90).table
    assert table["best split: money"].tolist() == [90, 0, 0]
    assert table["your split: money"].tolist() == [30, 30, 30]
    assert table["best split: earned"][0] == pytest.approx(514.65, abs=0.01)


def test_ten_groups_with_long_names_fit_and_stay_small(sound) -> None:
    names = ["W" * 60, "x" * 60, *["Name of a group that nobody can remember"] * 8]
    groups = [group(1e5 * (number + 1), 20 + number, 0.1 + number / 50, 0.3) for number in range(10)]
    chart = drawn(4e6, groups, names=names)
    sound(chart)
    assert_notes_fit(chart)
    assert len(json.dumps(chart.figure)) < 60_000
    numbers = [note for note in chart.narrow["layout"]["annotations"] if note["xref"] == "x2"]
    assert sorted(int(re.sub(r"\D", "", note["text"])) for note in numbers) == list(range(1, 11))


@pytest.mark.parametrize("name", [*HOSTILE, "=SUM(A1)", "W" * 60, "$ink"])
def test_hostile_names_and_currencies_stay_text(name) -> None:
    chart = drawn(90, names=(name, name, ""), currency=name)
    assert not {"\n", "\r", "\u2028", "\u202e"} & set(chart.words)
    for figure in (chart.figure, chart.narrow):
        assert not [text for text in strings(figure) if re.search(r"<(?!/?b>|br>)", text)]
        texts = [note["text"] for note in figure["layout"]["annotations"]]
        assert not [text for text in texts if re.fullmatch(r"\$\w+", text)]


@settings(max_examples=25, deadline=None)
@given(
    st.one_of(st.just(0.0), st.floats(0, 1e7)),
    st.lists(
        st.builds(
            group, st.one_of(st.just(0), st.integers(0, 10**6)), st.floats(0, 1e4), st.floats(0, 1),
            st.one_of(st.just(0.0), st.floats(1e-3, 5)),
        ),
        min_size=2,
        max_size=10,
    ),
    st.lists(st.floats(0, 1), min_size=10, max_size=10),
)  # fmt: skip
def test_any_answers_make_a_picture_a_browser_can_read(money, groups, shares) -> None:
    chart = drawn(money, groups, shares[: len(groups)], names=[""] * len(groups))
    for figure in (chart.figure, chart.narrow):
        json.dumps(figure, allow_nan=False)
        assert all(text is not None for mark in figure["data"] for text in mark["y"])
    assert not re.search(r"nan|inf\b|None|  |unknown|no limit", chart.words), chart.words
    assert chart.words.endswith(".")


def test_amounts_have_three_digits() -> None:
    told = [
        about(amount, "€").replace("\u00a0", " ") for amount in (897_345.12, 0, -0.0, 12.345, -1_234, 0.6)
    ]
    assert told == ["€ 897,000", "€ 0", "€ 0", "€ 12.30", "−€ 1,230", "€ 0.60"]
    assert between(1_001, 1_002, "€") == ""
