"""The contest as a picture: everybody's bill, everybody's lead, and words that agree with the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import costs as core_costs
from core.charts.box.contest import COLOURS, HOLLOW, KINDS, SYMBOLS, contest
from core.charts.box.contest_told import verdict
from core.charts.chart import Chart
from core.costs import (
    BEST_READABLE,
    CONTACT_EVERYONE,
    DO_NOTHING,
    PERFECT,
    RULE,
    Best,
    Contest,
    Costs,
    Difference,
    Prepared,
    difference,
    prepare,
)
from core.models import BLACK_BOXES, NAMES, READABLE, Scores
from core.samples import FOLDER
from core.words import money
from tests.charts.test_tree_chart import wide_in_pixels
from tests.core.test_paired import real_prices

LAW = settings(max_examples=25, deadline=None)
PRICES = Costs(80, 40)
BASE = 100_000  # customers of the whole base
LAPTOP, PHONE = 1_180, 340
Text = tuple[float, float, str, str, float]  # place across, row, text, side and letter size


@cache
def case(name: str) -> tuple[np.ndarray, dict[str, Prepared]]:
    """Outcomes and prepared models of a sample, or of 60 customers with chances drawn at random."""
    if name == "tiny":
        rng = np.random.default_rng(2)
        y, fold = np.arange(60) % 4 == 0, np.arange(60) % 3
        drawn = {model: np.clip(0.3 * y + 0.7 * rng.random(60), 0.01, 0.99) for model in NAMES}
    else:
        told = pd.read_csv(FOLDER / f"{name}.scores.csv")
        y, fold = told["left"].to_numpy(), told["fold"].to_numpy()
        drawn = {model: told[model].to_numpy() for model in NAMES}
    ids = np.arange(len(y))
    return y, {model: prepare(Scores(y, p, fold, ids, model, 0.0)) for model, p in drawn.items()}


def held(
    name: str = "tiny",
    of: Costs = PRICES,
    against: str = BEST_READABLE,
    among: Sequence[str] = NAMES,
    rule: str = "random",
) -> Contest:
    y, contenders = case(name)
    rules = {
        "random": np.random.default_rng(1).random(len(y)) < np.where(y, 0.6, 0.3),
        "worst": y == 0,
        "nobody": np.zeros(len(y), dtype=bool),
        "none": None,
    }
    there = {model: contenders[model] for model in among}
    return core_costs.contest(y, there, READABLE, rules[rule], of, against)


def drawn(found: Contest, currency: str = "€", **more: Any) -> Chart:
    return contest(found, READABLE, more.pop("customers", BASE), currency, **more)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("−", "-")


def assert_well_said(*sentences: str) -> None:
    for words in map(plain, sentences):
        assert not re.search(
            r"nan|inf\b|None|  |-0\.00|-\S+ 0\.00\b|\b1 customers|the the|the boosting", words
        )
        assert re.search(r"^[A-Z].*[.]$", words)


# -- the picture -------------------------------------------------------------------------------

ALL = [
    ("prepaid", PRICES, BEST_READABLE, NAMES, "random"),
    ("broadband", PRICES, BEST_READABLE, NAMES, "random"),
    ("broadband", PRICES, RULE, NAMES, "random"),
    ("prepaid", PRICES, "support vector machine", NAMES, "none"),
    ("prepaid", PRICES, PERFECT, NAMES, "nobody"),
    ("prepaid", PRICES, DO_NOTHING, NAMES, "random"),
    ("prepaid", Costs(80, 1_600), BEST_READABLE, NAMES, "worst"),
    ("prepaid", Costs(80, 400), RULE, NAMES, "worst"),
    ("broadband", Costs(1e6, 1e6), BEST_READABLE, NAMES, "worst"),
    ("prepaid", Costs(0, 0), BEST_READABLE, NAMES, "random"),
    ("broadband", Costs(80, 0), BEST_READABLE, NAMES, "worst"),
    ("broadband", Costs(0, 80), BEST_READABLE, NAMES, "worst"),
    ("broadband", Costs(0.01, 0.005), BEST_READABLE, NAMES, "random"),
    ("broadband", PRICES, BEST_READABLE, READABLE, "random"),
    ("broadband", PRICES, BEST_READABLE, BLACK_BOXES, "none"),
    ("tiny", PRICES, BEST_READABLE, NAMES, "random"),
    ("tiny", PRICES, BEST_READABLE, (), "none"),
    ("tiny", PRICES, BEST_READABLE, (), "worst"),
]


@pytest.mark.parametrize("told", ALL, ids=lambda told: f"{told[0]}-{told[1].missed:g}-{told[1].wasted:g}")
@pytest.mark.parametrize(("currency", "bet"), [("CHF", RULE), ("CHF", "support vector machine"), ("€", None)])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_picture_is_sound_and_its_texts_keep_apart(sound, told, currency, bet) -> None:
    name, of, against, among, rule = told
    found = held(name, of, against, among, rule)
    chart = drawn(found, currency, bet=bet, wanted=len(NAMES))
    sound(chart)
    assert_well_said(chart.words, chart.caution)
    assert_texts_keep_apart(chart.figure)
    assert_names_fit(chart.narrow)
    for figure in (chart.figure, chart.narrow):
        assert_everybody_is_in_the_picture(figure, found, currency)


def texts(figure: dict[str, Any], axis: str = "x") -> list[Text]:
    """Every text on an axis, from the top."""
    told = []
    for trace in figure["data"]:
        if trace.get("mode") == "text" and trace.get("xaxis", "x") == axis:
            sides = trace["textposition"]
            sides = [sides] * len(trace["x"]) if isinstance(sides, str) else sides
            size = trace["textfont"]["size"]
            told += [(*one, size) for one in zip(trace["x"], trace["y"], trace["text"], sides, strict=True)]
    return sorted(told, key=lambda one: one[1])


def pixels(figure: dict[str, Any], axis: str, value: float, left: float, width: int) -> float:
    """Where a value lies, in pixels from the left edge of the picture."""
    shape = figure["layout"][axis.replace("x", "xaxis")]
    low, high = shape["range"]
    start, end = shape["domain"]
    return left + (width - 8 - left) * (start + (end - start) * (value - low) / (high - low))


def reach(figure: dict[str, Any]) -> tuple[float, float]:
    """How far the axis of differences reaches."""
    low, high = figure["layout"]["xaxis2" if "xaxis2" in figure["layout"] else "xaxis"]["range"]
    return low, high


def marks(figure: dict[str, Any]) -> dict[int, list[tuple[float, str, str, int]]]:
    """Place across, symbol, colour and size of every dot and triangle, by row."""
    told: dict[int, list[tuple[float, str, str, int]]] = {}
    for trace in figure["data"]:
        if trace.get("mode") == "markers" and not trace["showlegend"]:
            marker = trace["marker"]
            for x, at, *look in zip(trace["x"], trace["y"], marker["symbol"], marker["color"], strict=True):
                told.setdefault(at, []).append((x, *look, marker["size"]))
    return told


def ranges(figure: dict[str, Any]) -> dict[int, tuple[float, float]]:
    lines = [trace for trace in figure["data"] if trace.get("mode") == "lines"]
    assert all(line["line"]["width"] == 5 for line in lines)
    return {line["y"][0]: tuple(line["x"]) for line in lines}


def half(symbol: str, size: int) -> float:
    """How far a mark reaches from its middle to a side, with its border; a triangle's tip is sharp."""
    return size / 2 + (2.5 if symbol.startswith("triangle") else 1.25)


def letters(figure: dict[str, Any], axis: str, left: float, width: int, told: Text) -> tuple[float, float]:
    """Where the letters of a text begin and end, in pixels, without the spaces around them."""
    x, _, text, side, size = told
    place, wide = pixels(figure, axis, x, left, width), wide_in_pixels(text, size)
    start = place if side == "middle right" else place - wide
    before, after = (wide - wide_in_pixels(rest, size) for rest in (text.lstrip(), text.rstrip()))
    return start + before, start + wide - after


def assert_off_the_marks(figure: dict[str, Any], axis: str, left: float, width: int, told: Text) -> None:
    """A figure beside a dot touches neither a mark nor the range of its row, and ends in the picture."""
    begin, over = letters(figure, axis, left, width, told)
    _, row, text, *_ = told
    assert over <= width, text
    for x, symbol, _, size in marks(figure)[row]:
        middle, far = pixels(figure, axis, x, left, width), half(symbol, size)
        assert over <= middle - far or begin >= middle + far, f"{text} lies on its {symbol}"
    if row in ranges(figure):
        low, high = (pixels(figure, axis, end, left, width) for end in ranges(figure)[row])
        assert over <= low or begin >= high, f"{text} lies on its range"


def assert_texts_keep_apart(figure: dict[str, Any]) -> None:
    """In every row the bill ends before the lead and its marks begin, and that ends inside the picture."""
    names = figure["layout"]["yaxis"]["ticktext"]
    left = 8 + 5 + max(wide_in_pixels(name, 15) for name in names)
    bills, leads = texts(figure), texts(figure, "x2")
    assert [at for _, at, *_ in bills] == [at for _, at, *_ in leads] == list(range(len(names)))
    for bill, lead in zip(bills, leads, strict=True):
        assert bill[3] == "middle right"
        _, end = letters(figure, "x", left, LAPTOP, bill)
        begin, _ = letters(figure, "x2", left, LAPTOP, lead)
        assert end + 4 < begin, f"{bill[2]} meets {lead[2]}"
        for x, symbol, _, size in marks(figure)[lead[1]]:
            assert end + 4 < pixels(figure, "x2", x, left, LAPTOP) - half(symbol, size)
        assert_off_the_marks(figure, "x2", left, LAPTOP, lead)


def assert_names_fit(figure: dict[str, Any]) -> None:
    """Every name on a phone ends inside it and stands clear above its dot, or the figure there."""
    height, (bottom, top) = figure["layout"]["height"], figure["layout"]["yaxis"]["domain"]
    under, over = figure["layout"]["yaxis"]["range"]
    per_row = (height - 16) * (top - bottom) / (under - over)
    for told in texts(figure):
        x, at, text, _, size = told
        if at == round(at):  # a figure of one that lies beyond the axis
            assert_off_the_marks(figure, "x", 8, PHONE, told)
            continue
        assert pixels(figure, "x", x, 8, PHONE) + 4 + wide_in_pixels(text, size) <= PHONE, text
        row = round(at + 0.45)
        assert (row - at) * per_row >= 0.65 * size + 8
    lines = figure["layout"]["xaxis"]["title"]["text"].split("<br>")
    assert all(wide_in_pixels(line, 14) < PHONE - 16 for line in lines)


def assert_everybody_is_in_the_picture(figure: dict[str, Any], found: Contest, currency: str) -> None:
    """A dot with its range per entry, hollow if there may be no difference.

    One that lies beyond the axis is a triangle at that edge with its figure; so ends a range that goes on.
    """
    low, high = reach(figure)
    assert low < 0 < high
    seen, lines = marks(figure), ranges(figure)
    assert sorted(seen) == list(range(len(found.entries)))
    figures = {at: text for _, at, text, *_ in texts(figure, "x2" if "xaxis2" in figure["layout"] else "x")}
    for at, entry in enumerate(found.entries):
        ahead = entry.ahead
        inside = low <= ahead.value <= high
        triangles = {(x, symbol) for x, symbol, *_ in seen[at] if symbol.startswith("triangle")}
        dots = [mark for mark in seen[at] if not mark[1].startswith("triangle")]
        if inside:
            ((x, symbol, colour, size),) = dots
            assert (x, size) == (ahead.value, 11)
            assert symbol in SYMBOLS.values()
            least, most = ahead.low, ahead.high
        else:
            ((_, _, colour, _),) = seen[at]
            assert not dots
            assert money(ahead.value, currency) in figures[at]
            least = most = ahead.value
        assert (colour == "$paper") == (not ahead.real)
        assert lines.get(at) == ((max(least, low), min(most, high)) if least < most else None)
        assert triangles == (
            ({(low, "triangle-left")} if least < low else set())
            | ({(high, "triangle-right")} if most > high else set())
        )
        if entry.name in NAMES:
            assert low < ahead.low <= ahead.high < high, "the axis holds every model with its range"
    for x, *_ in texts(figure, "x2"):
        assert low <= x <= high, "a text beyond an axis is not drawn"


def bars(figure: dict[str, Any]) -> dict[int, float]:
    return {
        at: x
        for trace in figure["data"]
        if trace["type"] == "bar"
        for x, at in zip(trace["x"], trace["y"], strict=True)
    }


def test_a_bar_is_as_long_as_the_bill_unless_it_leaves_the_picture() -> None:
    found = held("prepaid", Costs(80, 400), rule="worst")
    figure = drawn(found).figure
    long = {at for at, entry in enumerate(found.entries) if entry.name in (CONTACT_EVERYONE, RULE)}
    told = {at: text for _, at, text, *_ in texts(figure)}
    for at, entry in enumerate(found.entries):
        bill = entry.worth.cost_per_customer
        assert (bars(figure)[at] == bill) == (at not in long)
        assert bars(figure)[at] <= bill
        assert ("▸" in told[at]) == (at in long)
        assert money(bill, "€") in told[at]


def test_a_rule_out_of_all_proportion_does_not_make_the_models_look_alike() -> None:
    # ten times dearer prices of contacting in vain move the rule, hardly the models
    found = held("prepaid", Costs(80, 400), rule="worst")
    assert found.entry(RULE).worth.cost_per_customer > 10 * found.entry("tree").worth.cost_per_customer
    figure = drawn(found).figure
    low, high = figure["layout"]["xaxis2"]["range"]
    leads = sorted(entry.ahead.value for entry in found.entries if entry.name in NAMES)
    assert leads[-1] - leads[0] > 0.1 * (high - low)


@pytest.mark.parametrize("name", ["prepaid", "broadband"])
def test_how_far_a_rule_is_off_does_not_move_the_axis_of_the_models(name: str) -> None:
    near, far = (drawn(held(name, Costs(80, 400), rule=rule)) for rule in ("nobody", "worst"))
    assert reach(near.figure) == reach(far.figure) == reach(near.narrow) == reach(far.narrow)


def test_who_lies_beyond_the_axis_is_a_triangle_on_that_side_with_its_figure() -> None:
    found = held("prepaid")
    chart = drawn(found)
    for figure, axis in ((chart.figure, "x2"), (chart.narrow, "x")):
        low, high = reach(figure)
        for name, at, edge, side in ((DO_NOTHING, 0, low, "left"), (PERFECT, -1, high, "right")):
            row = range(len(found.entries))[at]
            ((x, symbol, *_),) = marks(figure)[row]
            assert (x, symbol) == (edge, f"triangle-{side}")
            (text,) = [text for _, at, text, *_ in texts(figure, axis) if at == row]
            assert text.strip() == money(found.entry(name).ahead.value, "€")


def test_a_range_that_goes_on_beyond_the_axis_ends_in_a_triangle() -> None:
    found = held()
    chart = drawn(found)
    for figure in (chart.figure, chart.narrow):
        low, _ = reach(figure)
        assert found.entries[0].ahead.low < low < found.entries[0].ahead.value
        (dot, end) = marks(figure)[0]
        assert (dot[0], dot[1]) == (found.entries[0].ahead.value, SYMBOLS["base lines"])
        assert (end[0], end[1]) == (low, "triangle-left")


def test_on_a_phone_the_line_of_no_difference_leaves_room_for_the_figures_beside_triangles() -> None:
    for against in (BEST_READABLE, DO_NOTHING):
        figure = drawn(held("prepaid", against=against)).narrow
        lines = {round(shape["y0"] + 0.2) for shape in figure["layout"]["shapes"]}
        told = {at for _, at, *_ in texts(figure) if at == round(at)}
        assert told
        assert lines.isdisjoint(told)
        assert lines | told == set(marks(figure))


def test_a_rule_in_proportion_stays_in_the_picture() -> None:
    found = held("broadband")
    figure = drawn(found).figure
    assert bars(figure)[2] == found.entry(RULE).worth.cost_per_customer
    assert not any(text.startswith("▸") for _, at, text, *_ in texts(figure) if at == 2)


def test_each_kind_has_a_colour_and_a_shape_of_its_own_and_all_that_are_there_are_named() -> None:
    assert len(set(COLOURS.values())) == len(set(SYMBOLS.values())) == len(KINDS)
    for among, rule, kinds in (
        (NAMES, "random", KINDS),
        (NAMES, "none", ("base lines", "you can read it", "black box")),
        (READABLE, "none", ("base lines", "you can read it")),
        ((), "random", ("base lines", "your rule")),
    ):
        chart = drawn(held(among=among, rule=rule))
        for figure in (chart.figure, chart.narrow):
            keys = [trace for trace in figure["data"] if trace.get("showlegend")]
            assert tuple(key["name"] for key in keys) == kinds
            for key in keys:
                shown = key["marker"]["color"], key["marker"]["symbol"]
                assert shown == (COLOURS[key["name"]], SYMBOLS[key["name"]])


def test_the_bet_is_marked_in_words_once() -> None:
    for bet in (RULE, "boosting"):
        chart = drawn(held(), bet=bet)
        for figure in (chart.figure, chart.narrow):
            (marked,) = [(at, text) for _, at, text, *_ in texts(figure) if "your bet" in text]
            assert found_at(bet) == round(marked[0] + (0.45 if figure is chart.narrow else 0))
    chart = drawn(held())
    assert not any("your bet" in text for figure in (chart.figure, chart.narrow) for *_, text, _, _ in
                   texts(figure))  # fmt: skip


def found_at(name: str) -> int:
    return [entry.name for entry in held().entries].index(name)


@pytest.mark.parametrize(
    ("against", "says"),
    [
        (DO_NOTHING, "than doing nothing"),
        (CONTACT_EVERYONE, "than contacting everyone"),
        (RULE, "than your rule"),
        (PERFECT, "than perfect foresight"),
        ("boosting", "than boosting"),
        ("tree", "than the tree"),
        ("logistic regression", "than the straight-line score"),
    ],
)
def test_the_axis_says_whom_everybody_is_compared_with(against: str, says: str) -> None:
    chart = drawn(held(against=against), "CHF")
    for axis in (chart.figure["layout"]["xaxis2"], chart.narrow["layout"]["xaxis"]):
        assert axis["title"]["text"] == f"saves more per customer, CHF,<br>{says}<br>{HOLLOW}"
    marked = [at for _, at, text, *_ in texts(chart.figure, "x2") if "compared with this" in text]
    assert marked == [found_at(against)]


def test_where_parts_differ_in_their_best_no_row_is_the_one_compared_with() -> None:
    found = held()
    mixed = Best(found.readable.contact, ("logistic regression", "tree", "logistic regression"))
    chart = drawn(replace(found, readable=mixed))
    assert not any("compared with this" in text for *_, text, _, _ in texts(chart.figure, "x2"))
    says = "than the best readable model<br>(mostly the straight-line score)"
    assert says in chart.narrow["layout"]["xaxis"]["title"]["text"]
    assert "saves more than the best readable model (mostly the straight-line score)" in chart.table
    assert_names_fit(chart.narrow)


# -- the words ---------------------------------------------------------------------------------


def told(lead: Difference, wanted: int = 0, customers: int = BASE, **more: Any) -> str:
    """The words about a neural network that leads a tree by so much, on 60 customers."""
    found = held()
    box = replace(found.box, names=("neural network",) * 3)
    changed = replace(found, **{"readable": replace(found.readable, names=("tree",) * 3), "box": box, **more})
    words = drawn(replace(changed, lead=lead), wanted=wanted, customers=customers).words
    assert_well_said(words)
    return plain(words)


PAIR = "The best black box here is the neural network, the best you can read is the tree. "


def test_a_real_lead_is_said_per_customer_and_for_the_base() -> None:
    # 1.58 x 100,000 = 158,000 and 2.14 x 100,000 = 214,000
    assert told(Difference(1.86, 1.58, 2.14)) == PAIR + (
        "On 60 customers the black box saves € 1.86 more per customer (between € 1.58 and € 2.14): "
        "for 100,000 customers between € 158,000 and € 214,000."
    )


def test_a_real_lead_the_other_way_round_is_less() -> None:
    # 0.2 x 100,000 = 20,000 and 0.8 x 100,000 = 80,000
    assert told(Difference(-0.5, -0.8, -0.2)) == PAIR + (
        "On 60 customers the black box saves € 0.50 less per customer (between € 0.20 and € 0.80): "
        "for 100,000 customers between € 20,000 and € 80,000."
    )


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (-0.3, 0.18, "saves from € 0.30 less to € 0.18 more"),
        (-0.3, 0.0, "saves from € 0.30 less to just as much"),
        (0.0, 0.18, "saves from just as much to € 0.18 more"),
        (-0.004, 0.18, "saves from just as much to € 0.18 more"),
        (-0.003, 0.002, "saves just as much"),
    ],
)
def test_a_lead_that_may_be_none_is_not_called_one(low: float, high: float, says: str) -> None:
    found = told(Difference((low + high) / 2, low, high))
    assert found == f"{PAIR}On 60 customers we cannot tell them apart: the black box {says} per customer."


def added(found: Contest) -> str:
    """The last sentence, if it is about whom the reader chose to compare with."""
    words = drawn(found).words
    assert_well_said(words)
    _, mark, sentence = plain(words).partition(" Against ")
    return (mark + sentence).strip()


@pytest.mark.parametrize("name", ["prepaid", "broadband"])
@pytest.mark.parametrize(
    ("whom", "says", "more"),
    [
        (DO_NOTHING, "doing nothing", "more"),
        (CONTACT_EVERYONE, "contacting everyone", "more"),
        (RULE, "your rule", "more"),
        (PERFECT, "perfect foresight", "less"),
    ],
)
def test_where_another_is_chosen_the_black_box_is_compared_with_that_too(name, whom, says, more) -> None:
    found = held(name, against=whom)
    ahead = found.entry(found.box.name).ahead
    low, high = sorted((abs(ahead.low), abs(ahead.high)))
    value, low, high = (plain(money(amount, "€")) for amount in (abs(ahead.value), low, high))
    assert added(found) == (
        f"Against {says}, the neural network saves {value} {more} per customer (between {low} and {high})."
    )


def test_a_comparison_with_another_that_may_be_no_difference_says_so() -> None:
    found = held("broadband", against="support vector machine")
    ahead = found.entry("neural network").ahead
    assert not ahead.real
    low, high = (plain(money(abs(end), "€")) for end in (ahead.low, ahead.high))
    assert added(found) == (
        "Against the support vector machine, the neural network saves "
        f"from {low} less to {high} more per customer."
    )


def test_who_are_alike_are_still_compared_with_the_one_chosen() -> None:
    # leavers cost nothing, so every model contacts nobody, as one does who does nothing
    found = held("broadband", Costs(0, 80), against=DO_NOTHING)
    assert added(found) == "Against doing nothing, the forest saves just as much per customer."


@pytest.mark.parametrize("whom", [BEST_READABLE, "tree", "neural network"])
def test_what_the_words_have_said_already_they_do_not_say_again(whom: str) -> None:
    found = held("prepaid", against=whom)
    assert (found.readable.name, found.box.name) == ("tree", "neural network")
    assert added(found) == ""


def test_where_parts_differ_in_their_best_the_one_chosen_is_compared_by_itself() -> None:
    found = held("prepaid", against="tree")
    mixed = Best(found.readable.contact, ("tree", "logistic regression", "tree"))
    assert added(replace(found, readable=mixed)).startswith("Against the tree, the neural network saves € ")


def test_the_warning_says_how_cut_offs_were_chosen_and_what_a_range_holds() -> None:
    caution = drawn(held()).caution
    assert "its cut-off was chosen on others" in caution
    assert "nine times in ten" in caution


def test_only_those_who_decide_alike_are_said_to() -> None:
    found, none = held(), Difference(0, 0, 0)
    alike = told(none, box=Best(found.readable.contact, ("neural network",) * 3))
    assert alike == f"{PAIR}On 60 customers they decide alike about everyone."
    other = told(none, box=Best(~found.readable.contact, ("neural network",) * 3))
    assert other == f"{PAIR}On 60 customers they cost exactly the same."


def test_the_best_of_several_parts_is_named_after_most_of_them() -> None:
    found = held()
    words = told(
        Difference(1, -1, 3), box=Best(found.box.contact, ("boosting", "neural network", "boosting"))
    )
    assert words.startswith("The best black box here is mostly boosting, the best you can read is the tree.")


@pytest.mark.parametrize(
    ("among", "says"),
    [
        ((), "So far 0 of 6 models are there. "),
        (("forest",), "So far 1 of 6 models is there. "),
        (READABLE, "So far 2 of 6 models are there. "),
        (BLACK_BOXES, "So far 4 of 6 models are there. "),
    ],
)
def test_while_models_are_missing_the_words_say_how_many_are_there(among: Sequence[str], says: str) -> None:
    # 15 of 60 leave: 15 x 80 / 60 = 20
    words = drawn(held(among=among), wanted=6).words
    assert_well_said(words)
    assert plain(words) == (
        f"{says}On 60 customers doing nothing costs € 20.00 per customer. Nobody can match perfect foresight."
    )


def test_once_one_of_either_kind_is_there_they_are_compared_and_the_others_counted() -> None:
    words = plain(drawn(held(among=("tree", "forest")), wanted=6).words)
    assert words.startswith("So far 2 of 6 models are there. The best black box here is the forest, the best")
    assert not plain(drawn(held(), wanted=6).words).startswith("So far")


def test_one_customer_is_one_customer() -> None:
    assert "for 1 customer between € 1.00 and € 3.00." in told(Difference(2, 1, 3), customers=1)
    alone = core_costs.contest(np.array([1]), {}, READABLE, None, PRICES)
    words = drawn(alone).words
    assert_well_said(words)
    assert plain(words).startswith("On 1 customer doing nothing costs € 80.00 per customer.")


@pytest.mark.parametrize("name", ["prepaid", "broadband"])
def test_the_figures_in_the_words_are_those_of_the_table(name: str) -> None:
    found = held(name)
    chart = drawn(found)
    assert found.readable.alone
    assert found.box.alone
    rows = chart.table.set_index("who chooses")
    row = rows.loc[found.box.name.capitalize()]
    (ahead,) = [column for column in rows.columns if column.startswith("saves more than")]
    assert (row[ahead], row["more, at least"], row["more, at most"]) == (
        found.lead.value,
        found.lead.low,
        found.lead.high,
    )
    value, low, high = (abs(figure) for figure in (found.lead.value, found.lead.low, found.lead.high))
    said = (value, low, high, low * BASE, high * BASE) if found.lead.real else (low, high)
    for amount in said:
        assert money(amount, "€") in chart.words
    y, _ = case(name)
    assert f"{len(y):,} customers" in chart.words


def test_the_table_has_a_row_per_entry_with_its_bill_and_its_lead() -> None:
    found = held(against=RULE)
    table = drawn(found, "CHF").table
    assert table["who chooses"].tolist()[:4] == ["Do nothing", "Contact everyone", "Your rule", "Tree"]
    assert table["who chooses"].iloc[-1] == "Perfect foresight"
    for row, entry in zip(table.to_dict("records"), found.entries, strict=True):
        assert row["cost per customer, CHF"] == entry.worth.cost_per_customer
        assert row["saves per customer, CHF"] == entry.worth.gain
        assert row["saves more than your rule"] == entry.ahead.value
        assert row["at least"] <= row["saves per customer, CHF"] <= row["at most"]


@LAW
@given(
    real_prices,
    st.sampled_from([BEST_READABLE, *NAMES, RULE, DO_NOTHING, CONTACT_EVERYONE, PERFECT]),
    st.sampled_from(["random", "worst", "nobody", "none"]),
    st.lists(st.sampled_from(NAMES), unique=True),
)
def test_any_contest_can_be_drawn_and_said(sound, of, against, rule, among) -> None:
    found = held("tiny", of, against, among, rule)
    chart = drawn(found, "kr", wanted=6)
    sound(chart)
    assert_well_said(chart.words)
    for figure in (chart.figure, chart.narrow):
        assert_everybody_is_in_the_picture(figure, found, "kr")


# -- how a bet turned out ----------------------------------------------------------------------


def bet_on(found: Contest, bet: str, of: Costs = PRICES, name: str = "prepaid") -> str:
    """The verdict on a bet, compared with the cheapest of those one can bet on."""
    y, contenders = case(name)
    rows = [entry for entry in found.entries if entry.name not in (CONTACT_EVERYONE, PERFECT)]
    cheapest = min(rows, key=lambda entry: entry.worth.cost_per_customer)
    folds = next(iter(contenders.values())).folds
    ahead = difference(y, cheapest.contact, found.entry(bet).contact, of, folds=folds)
    words = verdict(found, bet, "€", ahead)
    assert_well_said(words)
    return plain(words)


def test_a_bet_on_the_cheapest_is_told_so() -> None:
    found = held("prepaid")
    assert bet_on(found, "neural network") == "You bet on: neural network. Nothing costs less here."


def test_a_bet_on_a_worse_one_hears_how_much_the_cheapest_saves_more() -> None:
    found = held("prepaid")
    less = found.entry("tree").worth.cost_per_customer - found.entry("neural network").worth.cost_per_customer
    assert re.fullmatch(
        r"You bet on: tree\. The cheapest here is the neural network: it saves "
        rf"{re.escape(plain(money(less, '€')))} more per customer \(between € [\d.]+ and € [\d.]+\)\. "
        r"We name it only once the bills are known, which flatters it a little\.",
        bet_on(found, "tree"),
    )


def test_a_bet_that_cannot_be_told_apart_from_the_cheapest_was_a_good_one() -> None:
    found = held("broadband")
    assert re.fullmatch(
        r"You bet on: neural network\. A good bet: the cheapest here, the straight-line score, cannot be "
        r"told apart from it \(it saves from € [\d.]+ less to € [\d.]+ more\)\.",
        bet_on(found, "neural network", name="broadband"),
    )


def test_a_bet_on_the_rule_and_a_rule_that_wins() -> None:
    found = held("prepaid")
    assert bet_on(found, RULE).startswith(
        "You bet on: your rule. The cheapest here is the neural network: it"
    )
    y, contenders = case("prepaid")
    knows = core_costs.contest(y, contenders, READABLE, y == 1, PRICES)
    assert bet_on(knows, RULE) == "You bet on: your rule. Nothing costs less here."
    assert "The cheapest here is your rule: it saves" in bet_on(knows, "boosting")


def test_where_doing_nothing_is_cheapest_the_verdict_says_so() -> None:
    of = Costs(1, 1_000)
    found = held("tiny", of, among=(), rule="worst")
    assert "The cheapest here is doing nothing: it saves" in bet_on(found, RULE, of, "tiny")


def test_contacting_everyone_is_no_bet_but_named_where_only_that_costs_less() -> None:
    # contacts are free, so contacting everyone costs nothing; each model still leaves somebody out
    of = Costs(80, 0)
    found = held("broadband", of)
    bills = {entry.name: entry.worth.cost_per_customer for entry in found.entries}
    assert bills[CONTACT_EVERYONE] == 0
    cheapest = min(NAMES, key=bills.__getitem__)
    assert bills[cheapest] > 0
    assert bet_on(found, cheapest, of, "broadband").endswith("Only contacting everyone costs less here.")
    dearest = max(NAMES, key=bills.__getitem__)
    assert "contacting everyone" not in bet_on(found, dearest, of, "broadband")


def test_a_bet_that_costs_as_little_as_the_cheapest_lost_nothing() -> None:
    found = held("prepaid", Costs(0, 0))
    for bet in (RULE, *NAMES):
        assert bet_on(found, bet, Costs(0, 0)).endswith("Nothing costs less here.")


def test_every_row_has_its_name_and_its_place_below_the_one_before() -> None:
    found = held()
    chart = drawn(found)
    names = chart.table["who chooses"].tolist()
    axis = chart.figure["layout"]["yaxis"]
    assert (axis["tickvals"], axis["ticktext"]) == (list(range(len(names))), names)
    told = [text for _, at, text, *_ in texts(chart.narrow) if at != round(at)]
    assert [text.partition(":")[0] for text in told] == names
    for figure in (chart.figure, chart.narrow):
        bottom, top = figure["layout"]["yaxis"]["range"]
        assert bottom > top, "rows count from the top"
        places = [at for _, at, *_ in texts(figure)]
        assert all(below > above for above, below in pairwise(places))
