"""The strategy on one sheet: every group has its row, money comes first, and what it earns has a range."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest

from core.charts.chart import Chart
from core.charts.groups.strategy import strategy
from core.strategy import best_split, outlook, split_as
from core.words import Noun
from tests.charts.conftest import strings
from tests.charts.test_groups_budget_chart import BANNED, NAMES, POOR, THREE, assert_notes_fit, group
from tests.charts.test_tree_chart import HOSTILE

SHOPS = Noun("shop", "shops")
OFFERS, CHANNELS = ("Family pack", "", "Repair first"), ("Letters", "Markets", "")


def drawn(
    money: float, groups: Any = THREE, names: Any = NAMES, sizes: Any = (60, 30, 10), offers: Any = OFFERS,
    channels: Any = CHANNELS, off: float = 0.3, shares: Any = None, currency: str = "€",
) -> Chart:  # fmt: skip
    plan = best_split(money, groups) if shares is None else split_as(money, shares, groups)
    found = outlook(plan, groups, off)
    return strategy(plan, found, groups, names, np.array(sizes), offers, channels, SHOPS, currency)


def said(*told: Any, **more: Any) -> str:
    return drawn(*told, **more).words.replace("\u00a0", " ")


def notes(figure: dict[str, Any]) -> list[str]:
    return [note["text"].replace("\u00a0", " ") for note in figure["layout"]["annotations"]]


def test_the_words_say_where_the_money_goes_what_it_earns_and_what_is_missing(sound) -> None:
    chart = drawn(400)
    sound(chart)
    assert_notes_fit(chart)
    words = chart.words.replace("\u00a0", " ")
    best = best_split(400, THREE)
    assert words.startswith("€ 400 goes to all 3 groups, most to group ")
    assert f"that earns € {float(f'{best.net_value:.3g}'):,.0f} (8 in 10: € " in words
    assert words.endswith("; it loses money in none of the draws. 1 group with money has no offer yet.")
    assert not [term for term in BANNED if term in (chart.words + chart.caution).lower()]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (dict(money=0), "There is no budget, so every group is left alone."),
        (dict(money=50, groups=[POOR] * 3), "No group gets money: all of € 50 stays unspent."),
        (dict(money=90), "€ 90 goes to group 1 “Young”; the other 2 are left alone. If"),
        (dict(money=90, groups=[THREE[0], POOR]), "group 1 “Young”; the other one is left alone."),
        (dict(money=90, groups=[THREE[0]] * 2), "€ 90 goes to both groups. If"),
        (
            dict(money=90, shares=[2, 1, 0]),
            "2 of 3 groups, most to group 1 “Young” (€ 60); 1 is left alone.",
        ),
        (
            dict(money=1_000, groups=[THREE[0], POOR]),
            "Of € 1,000, € 520 goes to group 1 “Young”; the other one",
        ),
        (dict(money=90, offers=["", "", ""]), "The group has no offer yet."),
        (dict(money=90, shares=[1, 1, 1], offers=["", "", ""]), "No group with money has an offer yet."),
        (dict(money=90, shares=[1, 1, 1], offers=["x", "", " "]), "2 groups with money have no offer yet."),
        (dict(money=90, off=0), "If your answers hold exactly, that earns € 515."),
        (dict(money=90, groups=[POOR] * 3, shares=[1, 0, 0]), "it loses money in all draws."),
        # 100 * .1 * (1 - exp(-.27)) = 2.366 yeses of 10, less 90: -66.34
        (
            dict(money=90, groups=[POOR] * 3, shares=[1, 0, 0]),
            "that costs € 66.30 more than it brings (8 in 10: a loss of € ",
        ),
    ],
)
def test_the_words_hold_in_every_case(sound, told, expected) -> None:
    k = len(told.get("groups", THREE))
    cut = {
        "names": NAMES[:k],
        "sizes": (60, 30, 10)[:k],
        "offers": OFFERS[:k],
        "channels": CHANNELS[:k],
        **told,
    }
    sound(drawn(**cut))
    assert expected in said(**cut)


def test_the_group_with_most_money_comes_first_and_those_left_alone_last_and_grey() -> None:
    for figure in (drawn(90, shares=[0, 1, 2]).figure, drawn(90, shares=[0, 1, 2]).narrow):
        listed = [text for text in notes(figure) if re.match(r"\d (Young|Old|Far)$", text)]
        assert listed == ["3 Far", "2 Old", "1 Young"]
        marks = [trace["marker"] for trace in figure["data"] if trace.get("marker", {}).get("size") == 14]
        assert [mark["color"] for mark in marks] == ["$group2", "$group1", "$spared"]
        assert [mark["symbol"] for mark in marks] == ["diamond", "square", "circle"]
        assert notes(figure).count("left alone") == 1


def test_whiskers_end_where_the_range_does_and_zero_is_on_the_axis() -> None:
    plan = split_as(90, [0, 1, 2], THREE)
    found = outlook(plan, THREE)
    for figure in (drawn(90, shares=[0, 1, 2]).figure, drawn(90, shares=[0, 1, 2]).narrow):
        whiskers = [trace["x"] for trace in figure["data"] if trace.get("mode") == "lines"]
        assert whiskers == [pytest.approx(found.groups[number], rel=1e-3) for number in (2, 1)]
        low, high = figure["layout"]["xaxis2"]["range"]
        assert low < 0 < max(max(ends) for ends in whiskers) < high
        zero = [shape for shape in figure["layout"]["shapes"] if shape.get("xref") == "x2"]
        assert {shape["x0"] for shape in zero} == {0}


def test_offers_are_in_the_readers_words_and_missing_ones_are_told_only_where_money_goes() -> None:
    texts = notes(drawn(90, shares=[0, 1, 1]).figure)
    assert {"Family pack", "Letters", "no offer yet", "Markets", "Repair first", "no channel yet"} <= set(
        texts
    )
    alone = notes(drawn(90, shares=[1, 0, 0]).figure)
    assert "no offer yet" not in alone
    assert "no channel yet" not in alone


def test_a_long_offer_is_broken_between_words_into_two_lines() -> None:
    offer = "Four cards and one bill for the whole family, with help by phone"
    texts = notes(drawn(90, offers=[offer, "", ""]).figure)
    first = next(text for text in texts if text.startswith("Four cards"))
    assert offer.startswith(f"{first} ")
    assert any(text.rstrip("…") in offer and "family" in text for text in texts)


def test_sizes_and_those_who_say_yes_are_counted_in_words() -> None:
    few = [group(2, 1e4, 0.5, 0.4), group(300, 1e4, 0.3, 0.5)]
    chart = drawn(
        30, few, NAMES[:2], (1, 9), OFFERS[:2], CHANNELS[:2], shares=[1, 0]
    )  # 2 people * .5 * (1 - exp(-6)) = .9975
    assert {"1 shop (10 %)", "9 shops (90 %)", "1 says yes"} <= set(notes(chart.figure))
    poor = drawn(0.1, [POOR, POOR], NAMES[:2], (1, 9), OFFERS[:2], CHANNELS[:2], shares=[1, 0])
    assert "hardly anybody says yes" in notes(poor.figure)


def test_all_together_stands_above_with_its_range() -> None:
    best = best_split(1_000, THREE[:1])
    found = outlook(best, THREE[:1])
    for figure in (
        drawn(1_000, THREE[:1], NAMES[:1], (1,), OFFERS[:1], CHANNELS[:1]).figure,
        drawn(1_000, THREE[:1], NAMES[:1], (1,), OFFERS[:1], CHANNELS[:1]).narrow,
    ):
        texts = notes(figure)
        assert {"<b>€ 520</b> spent", "€ 480 unspent"} <= set(texts)
        assert any(text.endswith("earns <b>€ 1,230</b>") for text in texts)
        low, high = (f"{float(f'{end:.2g}'):,.0f}" for end in (found.low, found.high))
        assert f"8 in 10: € {low} to {high}" in texts


def test_a_group_that_loses_money_is_said_to_lose_it() -> None:
    chart = drawn(90, groups=[POOR] * 3, shares=[1, 0, 0])
    assert any(
        "says yes, loses € 66.30" in text or "say yes, loses € 66.30" in text for text in notes(chart.narrow)
    )
    assert any(text == "loses <b>€ 66.30</b>" for text in notes(chart.figure))
    assert "−" not in chart.words


def test_a_long_name_of_a_group_takes_two_lines() -> None:
    name = "High share of commuters to the capital"
    texts = notes(drawn(90, names=(name, "Old", "Far")).figure)
    first = next(text for text in texts if text.startswith("1 High"))
    assert f"{first} {texts[texts.index(first) + 1]}" == f"1 {name}"


def test_the_table_is_in_the_order_of_the_picture() -> None:
    table = drawn(90, shares=[0, 1, 2]).table
    assert table["group"].tolist() == ["3 Far", "2 Old", "1 Young"]
    assert table["money"].tolist() == [60, 30, 0]
    assert table["people"].tolist() == [50, 300, 100]
    assert (table["8 in 10: from"] <= table["8 in 10: to"]).all()


def test_ten_groups_with_long_texts_fit_and_stay_small(sound) -> None:
    groups = [group(1e5 * (number + 1), 20 + number, 0.1 + number / 50, 0.3) for number in range(10)]
    long = ["W" * 60, "x" * 60, *["Words that go on and on and that nobody can remember for long"] * 8]
    chart = drawn(4e6, groups, long, range(1, 11), long, long)
    sound(chart)
    assert_notes_fit(chart)
    assert max(len(json.dumps(figure)) for figure in (chart.figure, chart.narrow)) < 60_000


@pytest.mark.parametrize("text", [*HOSTILE, "=SUM(A1)", "W" * 60, "$ink"])
def test_hostile_texts_stay_text(text) -> None:
    chart = drawn(90, names=(text,) * 3, offers=(text,) * 3, channels=(text,) * 3, currency=text)
    assert not {"\n", "\r", "\u2028", "\u202e"} & set(chart.words)
    for figure in (chart.figure, chart.narrow):
        assert not [one for one in strings(figure) if re.search(r"<(?!/?b>|br>)", one)]
        assert not [one for one in notes(figure) if re.fullmatch(r"\$\w+", one)]
