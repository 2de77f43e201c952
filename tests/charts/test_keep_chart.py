"""The pictures of keeping and winning: words that agree with the sums, labels that never meet."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import ResponseCurve, split_budget, unlimited
from core.charts.chart import Chart
from core.charts.keep import claim, customer, next_euro
from core.charts.keep.places import Label, Plot, Spot, placed
from tests.charts.test_tree_chart import wide_in_pixels

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=25, deadline=None)
PHONE, LAPTOP = 340, 1_200
KEEPING, WINNING = (0.70, 0.90, 0.08), (0.04, 0.25)
CURRENCIES = ("€", "Rs", "CHF")

shares = st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0])
curves = st.builds(
    lambda one, other, steep: ResponseCurve(min(one, other), max(one, other), steep),
    shares,
    shares,
    st.sampled_from([0.0, 0.01, 0.08, 2.0]),
)
heads = st.sampled_from([0, 1, 1_000, 500_000])
worths = st.sampled_from([0.0, 1.0, 60.0, 400.0, 1e6])
currencies = st.sampled_from(CURRENCIES)


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def euros(
    budget: float,
    keeping: Any = KEEPING,
    winning: Any = WINNING,
    people: tuple[float, float] = (1_000, 5_000),
    values: tuple[float, float] = (400, 350),
    currency: str = "€",
    guess: float | None = None,
) -> Chart:
    split = split_budget(budget, keeping, winning, *people, *values)
    return next_euro(split, keeping, winning, people, values, budget, currency, guess)


# -- where every text stands -------------------------------------------------------------------


def along(
    figure: dict[str, Any], axis: str, value: float, length: float, before: float, after: float
) -> float:
    """Pixels of a value on an axis, from the left or from below."""
    shape = figure["layout"][axis]
    low, high = shape["range"]
    start, end = shape.get("domain", (0, 1))
    return before + (length - before - after) * (start + (end - start) * (value - low) / (high - low))


def boxes(figure: dict[str, Any], width: int) -> dict[str, tuple[float, float, float, float]]:
    """left, right, bottom, top of every text of a picture so wide, in pixels."""
    shape, found = figure["layout"], {}
    margin, height = shape["margin"], shape["height"]

    def put(text: str, x: float, y: float, size: float, side: str, rise: str) -> None:
        wide = wide_in_pixels(text, size)
        left = {"left": x, "right": x - wide}[side]
        bottom = {"bottom": y, "top": y - 1.3 * size, "middle": y - 0.65 * size}[rise]
        found[f"{text} at {len(found)}"] = (left, left + wide, bottom, bottom + 1.3 * size)

    for note in shape.get("annotations", []):
        if note.get("xref") == "paper":
            x = margin["l"] + note["x"] * (width - margin["l"] - margin["r"])
            y = margin["b"] + note["y"] * (height - margin["t"] - margin["b"])
        else:
            x = along(figure, "xaxis", note["x"], width, margin["l"], margin["r"])
            y = along(figure, "yaxis", note["y"], height, margin["b"], margin["t"])
        put(note["text"], x + note.get("xshift", 0), y + note.get("yshift", 0), note["font"]["size"],
            note["xanchor"], note["yanchor"])  # fmt: skip
    for trace in figure["data"]:
        if "text" not in trace or trace["type"] == "bar":
            continue
        beside = 8 if "markers" in trace["mode"] else 3
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            right = along(figure, trace["xaxis"].replace("x", "xaxis"), x, width, margin["l"], margin["r"])
            up = along(figure, trace["yaxis"].replace("y", "yaxis"), y, height, margin["b"], margin["t"])
            side = {"middle right": "left", "middle left": "right"}[trace["textposition"]]
            put(text, right + (beside if side == "left" else -beside), up, trace["textfont"]["size"], side,
                "middle")  # fmt: skip
    return found


def assert_texts_are_clear(chart: Chart) -> None:
    for figure, width in (
        (chart.narrow, PHONE),
        (chart.narrow, chart.breakpoint - 1),
        (chart.figure, chart.breakpoint),
        (chart.figure, LAPTOP),
    ):
        found = boxes(figure, width)
        assert found
        height = figure["layout"]["height"]
        for text, (left, right, bottom, top) in found.items():
            assert left >= 0, text
            assert right <= width, text
            assert bottom >= 0, text
            assert top <= height, text
        for (one, a), (other, b) in combinations(found.items(), 2):
            apart = a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]
            assert apart, f"{one} meets {other} at {width} pixels"


def test_two_texts_that_meet_are_found() -> None:
    chart = euros(2_000)
    note = chart.narrow["layout"]["annotations"][0]
    chart.narrow["layout"]["annotations"].append({**note, "text": "on top of another"})
    with pytest.raises(AssertionError, match="meets on top of another"):
        assert_texts_are_clear(chart)


def test_a_label_takes_the_first_spot_where_nothing_is_drawn() -> None:
    plot = Plot(200, 100, 10, 10)
    line = plot.pixels([0, 10], [5, 5])
    on_it, clear, later = Spot(1, 4), Spot(1, 7), Spot(1, 8)
    (note,) = placed([Label("here", "$ink", (on_it, clear, later))], plot, [line])
    assert note["y"] == 7
    first, second = placed(
        [Label("here", "$ink", (clear,)), Label("there", "$ink", (clear, on_it))], plot, []
    )
    assert (first["y"], second["y"]) == (7, 4), "the second keeps clear of the first"
    (outside,) = placed([Label("a long name", "$ink", (Spot(9, 7), Spot(9, 7, False)))], plot, [])
    assert outside["xanchor"] == "right", "a label does not leave the picture"


def test_a_label_that_is_clear_on_a_phone_stays_clear_where_the_picture_is_wider() -> None:
    # two labels back to back, 14 pixels of air between their points: wider pictures push them into each other
    plot = Plot(200, 100, 10, 10)
    left, right = Label("here", "$ink", (Spot(5.6, 5, False),)), (Spot(5, 5), Spot(9, 8, False))
    assert plot.box("here", left.spots[0])[1] <= plot.box("there", right[0])[0]
    _, second = placed([left, Label("there", "$ink", right)], plot, [])
    assert second["y"] == 8


# -- the next euro -----------------------------------------------------------------------------


def test_the_words_of_a_budget_shared_by_both_sides() -> None:
    # a hundred times the small example: 12,334.885 and 7,665.115, l = 2.385735, 125.4458 and 63.6723
    words = said(euros(2_000_000, people=(100_000, 500_000)))
    for part in (
        "Of € 2,000,000, € 1,233,488 go to keeping and € 766,512 to winning",
        "the last euro buys € 2.39 of customer value on either side",
        "keeps 12,545 customers more than spending nothing and wins 6,367 customers: € 5,246,362 more",
    ):
        assert part in words


def test_the_words_of_every_other_budget() -> None:
    assert "All of € 2,000 goes to keeping: the last euro buys € 5.45" in said(euros(2_000))
    assert "the first one for winning would buy € 3.50" in said(euros(2_000))
    left = said(euros(80_000))
    assert "€ 31,741 should stay unspent" in left
    assert "every further euro would buy less than a euro" in left
    assert "no budget" in said(euros(0))
    assert "Nothing of € 1,000 should be spent" in said(euros(1_000, values=(50, 50)))
    assert "1 customer more" in said(euros(1, people=(1, 0), values=(1e6, 0), keeping=(0.0, 1.0, 3.0)))
    assert "less than one customer" in said(euros(1, people=(1, 0)))


@pytest.mark.parametrize("budget", [0, 2_000, 20_000, 80_000])
def test_only_a_euro_is_called_a_euro(budget) -> None:
    chart = euros(budget, currency="Rs")
    told = said(chart) + str(chart.figure) + str(chart.narrow)
    assert "euro" not in told
    assert "unit of money" in said(chart)


@pytest.mark.parametrize("currency", CURRENCIES)
@pytest.mark.parametrize(
    ("budget", "told", "guess"),
    [
        (2_000, {}, 0.5),
        (20_000, {}, 0.0),
        (48_000, {}, 1.0),
        (80_000, {}, None),
        (0, {}, 0.3),
        (1_000, {"values": (50, 50)}, 0.7),
        (1_000, {"values": (0, 0)}, 0.7),
        (20_000, {"people": (0, 5_000)}, 0.49),
        (20_000, {"people": (0, 0)}, 0.51),
        (9_000, {"values": (200, 900)}, 0.2),
        (20_000, {"keeping": (0, 0.04, 0.25), "values": (350, 350)}, 0.2),
        (3e6, {"people": (1e6, 5e6), "values": (40_000, 300)}, 0.2),
        (20_000, {"values": (63, 101)}, 0.2),
    ],
)
def test_the_next_euro_is_sound_and_its_texts_are_clear(sound, budget, told, guess, currency) -> None:
    chart = euros(budget, **told, guess=guess, currency=currency)
    sound(chart)
    assert_texts_are_clear(chart)


def test_the_bar_is_the_budget_and_the_guess_stands_over_it() -> None:
    chart = euros(80_000, guess=0.4)
    for figure in (chart.figure, chart.narrow):
        parts = [trace["x"][0] for trace in figure["data"] if trace["type"] == "bar"]
        assert parts == pytest.approx([0.29005, 0.31319, 0.39676], abs=1e-4)  # of 80,000
        guesses = [trace for trace in figure["data"] if "guess" in str(trace.get("text"))]
        assert [guess["x"] for guess in guesses] == [[0.4]]
    assert "guess" not in str(euros(80_000).figure)


def test_a_dot_on_each_curve_at_the_height_of_the_last_euro() -> None:
    chart = euros(20_000)
    dots = [trace for trace in chart.figure["data"] if trace.get("mode") == "markers"]
    assert [dot["x"][0] for dot in dots] == pytest.approx([12_334.885, 7_665.115], abs=1e-2)
    assert [dot["y"][0] for dot in dots] == pytest.approx([2.385735] * 2, abs=1e-5)
    heights = [shape["y0"] for shape in chart.figure["layout"]["shapes"]]
    assert heights == pytest.approx([1, 2.385735], abs=1e-5)
    dashes = [trace["line"]["dash"] for trace in chart.figure["data"] if trace.get("mode") == "lines"]
    assert len(set(dashes)) == 2, "told apart without colour"


def test_the_picture_ends_a_bit_beyond_the_last_euro_worth_spending() -> None:
    # both sides until a euro buys a euro: 23,203.7 and 25,055.3, whatever the budget
    for budget in (2_000, 80_000):
        end = euros(budget).figure["layout"]["xaxis"]["range"][1]
        assert 25_055 < end < 1.2 * 25_055


def test_the_table_behind_the_curves_has_the_split_in_it() -> None:
    table = euros(20_000).table
    chosen = table[table["in the split"]]
    assert chosen["money spent"].tolist() == pytest.approx([12_334.885, 7_665.115], abs=1e-2)
    assert chosen["next one buys"].tolist() == pytest.approx([2.385735] * 2, abs=1e-5)


@LAW
@given(st.sampled_from([0.0, 1.0, 5e3, 2e6, 1e11]), curves, curves, heads, heads, worths, worths, currencies,
       st.sampled_from([None, 0.0, 0.5, 1.0]))  # fmt: skip
def test_any_split_can_be_drawn(
    sound, budget, keeping, winning, customers, prospects, kept, won, currency, guess
) -> None:
    chart = euros(budget, keeping, winning, (customers, prospects), (kept, won), currency, guess)
    sound(chart)
    assert_texts_are_clear(chart)


# -- the worth of a customer -------------------------------------------------------------------


def test_the_words_of_a_customer_on_paper() -> None:
    # ln(1 - 300 * .2 / 100) / ln .8 = 4.106; 110 / .3 = 366.67, 66.67 above 300
    # halves at .9 and .7: (110 / .2 + 110 / .4) / 2 = 412.50, of which 366.67 leaves out 11 %
    chart = customer(100, 0.8, 0.1, 300, 0.1, "€")
    words = said(chart)
    for part in (
        "won for € 300 has paid back after 4.1 years",
        "In today's money one is worth € 367, € 66.67 more than",
        "If half stay 10 in 100 more often and half less, one is worth € 412",
        "hides 11 % of that",
    ):
        assert part in words
    assert chart.table["money"].tolist()[:5] == pytest.approx(
        [266.667, 366.667, 333.333, 366.667, 412.5], abs=1e-3
    )
    assert chart.table["money"].tolist()[5:7] == pytest.approx([-200, -120])  # 100 and 180, less 300


def test_the_words_of_other_customers() -> None:
    # 30 a year of which 9 in 10 go on: 30 / .1 = 300 in all, only just not more than the 300
    assert "never pays back: all margins together bring no more than € 300" in said(
        customer(30, 0.9, 0.1, 300, 0.05, "€")
    )
    assert "less than winning one costs" in said(customer(30, 0.9, 0.1, 300, 0.05, "€"))
    assert "worth more than any sum" in said(customer(100, 1.0, 0, 300, 0, "€"))
    assert "one such half is worth more than any sum" in said(customer(100, 0.9, 0, 300, 0.1, "€"))
    assert "won for nothing has nothing to pay back" in said(customer(100, 0.7, 0.1, 0, 0.2, "€"))
    assert "tells the truth" in said(customer(100, 0.7, 0.1, 100, 0, "€"))
    assert "just what winning one costs" in said(customer(100, 0, 0.1, 100, 0, "€"))
    assert "after 1 year." in said(customer(100, 0.5, 0.1, 100, 0, "€"))
    assert "less than a month" in said(customer(100, 0.5, 0.1, 1, 0, "€"))


CUSTOMERS = [
    (100, 0.8, 0.1, 300, 0.1),
    (30, 0.9, 0.1, 300, 0.05),
    (100, 1.0, 0, 300, 0),
    (100, 0.5, 0, 300, 0.5),
    (0, 0.5, 0.1, 300, 0.5),
    (0, 0.5, 0.1, 0, 0),
    (100, 0.7, 0.1, 0, 0.2),
    (1e6, 0.9, 0, 900_000, 0.1),
    (100, 0, 0.1, 50, 0),
    (10, 0.99, 0.1, 500, 0),
    (10, 0.99, 0.1, 200, 0),
    (50, 0.95, 0.1, 550, 0.05),
    (100, 0.9, 0.1, 400, 0.05),
]


@pytest.mark.parametrize("currency", CURRENCIES)
@pytest.mark.parametrize("told", CUSTOMERS)
def test_a_customer_is_sound_and_its_texts_are_clear(sound, told, currency) -> None:
    chart = customer(*told, currency)
    sound(chart)
    assert_texts_are_clear(chart)


def test_payback_is_marked_where_the_curve_meets_the_cost() -> None:
    chart = customer(100, 0.8, 0.1, 300, 0.1, "€")
    for figure in (chart.figure, chart.narrow):
        (mark,) = [trace for trace in figure["data"] if trace.get("marker", {}).get("symbol") == "diamond"]
        assert mark["x"] == [pytest.approx(4.106, abs=1e-3)]
        assert mark["y"] == [300]
        dots = next(trace for trace in figure["data"] if trace.get("mode") == "markers")
        assert dots["y"][:4] == pytest.approx([0, 100, 180, 244])  # 100, 80 and 64 more
    never = customer(30, 0.9, 0.1, 300, 0.05, "€")
    assert "never pays back" in str(never.figure["layout"]["annotations"])
    assert "diamond" not in str(never.figure)


def test_a_worth_without_end_is_drawn_with_an_end() -> None:
    chart = customer(100, 0.9, 0, 300, 0.1, "€")
    (bars,) = [trace for trace in chart.figure["data"] if trace["type"] == "bar"]
    # 90 / .1, 100 / .1, the same, the same; and one without end, longer than all
    assert bars["x"] == pytest.approx([900, 1_000, 1_000, 1_000, 1_250])
    assert "no limit" in str(chart.figure["data"])


@LAW
@given(st.sampled_from([0.0, 0.01, 100.0, 1e6]), st.integers(0, 100), st.sampled_from([0.0, 0.1, 1.0]),
       st.sampled_from([0.0, 0.01, 300.0, 1e6]), st.data(), currencies)  # fmt: skip
def test_any_customer_can_be_drawn(sound, margin, stay, discount, cost, data, currency) -> None:
    spread = data.draw(st.integers(0, min(stay, 100 - stay)))
    chart = customer(margin, stay / 100, discount, cost, spread / 100, currency)
    sound(chart)
    assert_texts_are_clear(chart)


def test_a_customer_who_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match=r"between 0 % and 100 %"):
        customer(100, 0.8, 0.1, 300, 0.3, "€")


# -- the claim ---------------------------------------------------------------------------------


def test_the_claim_compares_averages_and_shows_the_last_ones_equal(sound) -> None:
    # 112.93 / 51.59 = 2.19, and 214.00 for the last of either
    chart = claim(unlimited(100, 0.10, (0.30, 0.05), (0.85, 0.06)), "€")
    sound(chart)
    assert_texts_are_clear(chart)
    words = said(chart)
    assert "An average win costs 2.2 times an average keep" in words
    assert "the last win and the last keep cost the same" in words
    assert "€ 214" in words
    (bars,) = [trace for trace in chart.narrow["data"] if trace["type"] == "bar"]
    assert bars["x"] == pytest.approx([112.9325, 51.5905, 213.9976, 213.9976], abs=1e-3)
    assert chart.table["cost of one"].tolist() == bars["x"]


def test_a_keep_may_be_the_dearer_one() -> None:
    chart = claim(unlimited(100, 0.10, (0.30, 5.0), (0.85, 0.03)), "€")
    assert "An average keep costs" in said(chart)
    assert "times an average win" in said(chart)


@pytest.mark.parametrize(
    ("winning", "keeping", "margin", "sentence"),
    [
        ((0.01, 0.01), (0.85, 0.06), 100, "winning is not worth any money"),
        ((0.30, 0.05), (0.85, 0.0), 100, "keeping is not worth any money"),
        ((0.30, 0.05), (0.85, 0.06), 0, "no spending pays"),
    ],
)
def test_the_claim_says_where_nothing_is_worth_spending(sound, winning, keeping, margin, sentence) -> None:
    chart = claim(unlimited(margin, 0.10, winning, keeping), "CHF")
    sound(chart)
    assert_texts_are_clear(chart)
    assert sentence in said(chart)
    assert "nothing spent" in str(chart.narrow)
    assert not any(math.isnan(number) for number in chart.figure["data"][0]["x"])


@LAW
@given(worths, st.sampled_from([0.01, 0.1, 1.0]), curves, curves, currencies)
def test_any_claim_can_be_drawn(sound, margin, discount, winning, keeping, currency) -> None:
    chart = claim(unlimited(margin, discount, winning, keeping), currency)
    sound(chart)
    assert_texts_are_clear(chart)
