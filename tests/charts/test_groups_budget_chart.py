"""A budget among the groups: bars, stops and words agree with the two splits, for every kind of answer."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.amounts import about, between, brief
from core.campaign import ResponseCurve
from core.charts.chart import Chart
from core.charts.groups.budget import budget
from core.charts.groups.budget_told import _gap
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
        "Of € 90, the best split gives all to group 1 “Young” and leaves 2 groups alone: there the first "
        "euro would buy € 5.40 at most, the last one elsewhere buys € 5.58. The best split earns € 515 "
        "(8 in 10: "
    )
    assert re.search(
        r"your split € 416 \(8 in 10: € \d+ to \d+\)\. The difference is € 99; the best split earns more in "
        r"(all|(over )?\d+ of 100) draws\.$",
        words,
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
            "There is no budget to split. The first euro would buy most in group 1 “Young”: € 8.",
        ),
        (dict(money=0, groups=[THREE[0]] * 2), "in group 1 “Young” and group 2 “Old”: € 8."),
        (dict(money=0, groups=[group(0, 1, 1, 1)] * 2), "There is no budget to split."),
        (
            dict(money=0, currency="CHF"),
            "The first CHF 1 would buy most in group 1 “Young”: CHF 8.",
        ),
        (
            dict(money=50, groups=[POOR, POOR]),
            "spends nothing: in no group does € 1 buy more than € 1. Your split costs € ",
        ),
        (
            dict(money=50, groups=[POOR, POOR], shares=[0, 0]),
            "spends nothing: in no group does € 1 buy more than € 1. Your split spends nothing either.",
        ),
        (dict(money=50, shares=[0, 0, 0]), ", and your split spends nothing."),
        (dict(money=50, groups=[THREE[0]] * 2), "gives both groups the same, € 25 each. It earns "),
        (dict(money=50, groups=[THREE[0]] * 2), ", and so does your split."),
        (dict(money=60, groups=[THREE[0]] * 3), "gives 3 groups the same, € 20 each. It earns "),
        (
            dict(money=30, groups=[THREE[0], THREE[0], POOR]),
            "gives 2 groups the same, € 15 each and leaves",
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
    assert chart.caution.endswith("There is no range, as if your answers held exactly.")
    assert "If your answers hold exactly, the best split earns € 515, your split € 416." in said(90, off=0)


def test_the_caution_says_how_far_answers_may_be_off() -> None:
    assert "off by a factor of 1.3 at most; half of the doubt is shared by all groups." in drawn(90).caution
    assert "nobody has been asked" in drawn(90).caution


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
    for figure in (chart.figure, chart.narrow):
        lowest = max(max(bar["y"]) for bar in figure["data"] if bar["type"] == "bar")
        assert lowest + 10 < figure["layout"]["yaxis"]["range"][0], "the last row is on the sheet"
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


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (897_345.12, "€ 897,000"),
        (0, "€ 0"),
        (-0.0, "€ 0"),
        (12.345, "€ 12.30"),
        (25, "€ 25"),
        (-1_234, "−€ 1,230"),
        (0.6, "€ 0.60"),
        (0.001, "€ 0"),
        (999_600, "€ 1 million"),
        (11_940_000, "€ 11.9 million"),
        (2e6, "€ 2 million"),
        (999_960_000, "€ 1 billion"),
        (1.26e9, "€ 1.3 billion"),
        (3.21e13, "€ 32.1 trillion"),
    ],
)
def test_amounts_have_three_digits_and_millions_one_decimal(amount, expected) -> None:
    assert plain(about(amount, "€")) == expected


def test_labels_are_short() -> None:
    assert plain(brief(15_432_100, "€")) == "€ 15.4 M"
    assert plain(brief(1_234, "Rs")) == "Rs 1,230"


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ((5.63e6, 20.4e6), "€ 5.6 to 20 million"),
        ((0.98e6, 2.04e6), "€ 0.98 to 2.0 million"),
        ((0.0, 20.4e6), "€ 0 to 20 million"),
        ((560_000, 20.4e6), "€ 0.56 to 20 million"),
        ((900, 20.4e6), "€ 900 to € 20 million"),
        ((421, 634), "€ 420 to 630"),
        ((56_300, 204_000), "€ 56,000 to 200,000"),
        ((1.2, 9.96), "€ 1.20 to 10"),
        ((-1.21e6, 2.34e6), "a loss of € 1.2 million to a gain of € 2.3 million"),
        ((-634, -421), "a loss of € 420 to 630"),
        ((1_001, 1_004), "€ 1,000 to € 1,000"),
        ((1_001, 1_001), ""),
    ],
)
def test_ranges_have_two_digits_and_call_a_loss_a_loss(ends, expected) -> None:
    told = plain(between(*ends, "€")).removeprefix("8 in 10: ")
    assert told == (expected if ends != (1_001, 1_004) else "")  # alike even in three digits


def test_a_range_holds_what_the_plan_earns() -> None:
    # in two digits 10 to 10: the third digit tells them apart, and 10.4 is inside
    assert plain(between(10.1, 10.49, "€", 10.4)) == "8 in 10: € 10.10 to 10.50"


@pytest.mark.parametrize("gap", [20_000, 130_000, 700_000, 11_000_000])
def test_the_difference_can_be_read_off_the_amounts(gap) -> None:
    def number(words: str) -> float:
        found = re.search(r"€ ([\d.,]+)( million)?", words)
        assert found
        return float(found[1].replace(",", "")) * (1e6 if found[2] else 1)

    step, told = _gap(1.16e6 + gap, 1.16e6, "€")
    one, other = (number(plain(about(value, "€", step))) for value in (1.16e6 + gap, 1.16e6))
    if not told.startswith("about"):
        assert number(plain(told)) == pytest.approx(one - other)
    assert number(plain(told)) == pytest.approx(gap, rel=0.15)


def test_splits_that_earn_about_the_same_are_not_praised() -> None:
    words = said(400, shares=(best_split(400, THREE).spend * [1.1, 0.95, 1.0]).tolist())
    assert "Both splits earn about the same. The best split earns € " in words
    assert "of 100 draws" not in words
    poor = said(10_000, [POOR, POOR], shares=[0, 0], names=NAMES[:2])
    assert "about the same" not in poor


def test_the_readers_split_is_called_as_the_page_says() -> None:
    best, mine = best_split(90, THREE), split_as(90, [1, 1, 1], THREE)
    outlooks = (outlook(best, THREE), outlook(mine, THREE))
    chart = budget(best, mine, THREE, NAMES, outlooks, "Rs", DISTRICTS, mine_called="the same on everybody")
    assert "), the same on everybody Rs\u00a0416 (8 in 10" in chart.words
    texts = [plain(note["text"]) for note in chart.figure["layout"]["annotations"]]
    assert {"the same on everybody", "here Rs 1 buys Rs 1"} <= set(texts)
    assert "↑ what the next Rs 1 buys, Rs" in texts
    assert "the same on everybody: money" in chart.table
    nothing = (outlook(split_as(9, [0] * 3, [POOR] * 3), [POOR] * 3),) * 2
    none = split_as(9, [0] * 3, [POOR] * 3)
    told = budget(best_split(9, [POOR] * 3), none, [POOR] * 3, NAMES, nothing, "€", DISTRICTS,
                  mine_called="the same on everybody").words  # fmt: skip
    assert told.endswith(". The same on everybody spends nothing either.")


def test_the_group_whose_answers_change_stands_out_by_more_than_colour() -> None:
    best = best_split(90, THREE)
    outlooks = (outlook(best, THREE),) * 2
    chart = budget(best, best, THREE, NAMES, outlooks, "€", DISTRICTS, chosen=1)
    for figure, without in zip(
        (chart.figure, chart.narrow), (drawn(90).figure, drawn(90).narrow), strict=True
    ):
        texts = [note["text"] for note in figure["layout"]["annotations"]]
        assert "<b>2 Old</b>" in texts
        assert "1 Young" in texts
        curves = [trace["line"]["width"] for trace in figure["data"] if trace.get("xaxis") == "x2"
                  and trace.get("mode") == "lines"]  # fmt: skip
        assert curves == [2, 4, 2]
        assert len(figure["layout"]["shapes"]) == len(without["layout"]["shapes"]) + 2


def test_a_long_name_takes_two_lines_and_moves_what_is_below() -> None:
    names = ("High share of commuters to the capital", "Old", "Far")
    long, short = drawn(90, names=names), drawn(90)
    texts = [note["text"] for note in long.figure["layout"]["annotations"]]
    first = next(text for text in texts if text.startswith("1 High"))
    assert f"{first} {texts[texts.index(first) + 1]}" == f"1 {names[0]}"
    assert "100 people, € 0.90 each" in [plain(text) for text in texts]
    for figure, other in ((long.figure, short.figure), (long.narrow, short.narrow)):
        rules, before = (
            [
                shape["y0"]
                for shape in one["layout"]["shapes"]
                if shape.get("yref") is None and shape["type"] == "line"
            ]
            for one in (figure, other)
        )
        assert rules[1] - before[1] in (0, 18)


def test_many_people_are_told_in_millions() -> None:
    # 8,322,996 people at 1.85 each
    chart = drawn(8_322_996 * 1.85, [group(8_322_996, 1e3, 0.3, 0.5)], [1], ["Big"])
    for figure in (chart.figure, chart.narrow):
        assert "8.3 M people, € 1.85 each" in [plain(n["text"]) for n in figure["layout"]["annotations"]]
