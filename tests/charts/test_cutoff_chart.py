"""The picture of the cut-off: people as dots, and the bill of every line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.chart import Chart
from core.charts.costs import cost_curve
from core.costs import CostCurve, Costs, Line, curve, draw_line

LAW = settings(max_examples=8, deadline=None)
PRICES = Costs(missed=80, wasted=40)

# Ten customers, practice and unseen alike: leavers at .9, .8, .3; stayers at .7, .2 (six of them).
#   at 50 %: contacted .9, .8, .7 -> 2 caught, 1 wasted, 1 missed: 80 + 40 = 120, 12 a customer
#   cheapest: 71 to 80 %: 2 caught, 1 missed: 80, or 21 to 30 %: 3 caught, 1 wasted: 40 <- 4 a customer
#   doing nothing: 3 x 80 = 240, 24 a customer
Y = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
P = np.array([0.9, 0.8, 0.3, 0.7, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2])


def drawn(
    cutoff: float, costs: Costs = PRICES, most: float | None = None, guess: float | None = None
) -> tuple[CostCurve, Line, Chart]:
    found = curve(Y, P, costs)
    line = draw_line(found, found, cutoff, most)
    return found, line, cost_curve(found, line, "€", guess, most)


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def test_ten_customers_on_paper(sound) -> None:
    _, _, chart = drawn(0.5)
    sound(chart)
    words = said(chart)
    for part in (
        "line at 50 %",
        "30 of 100 customers are contacted: 20 were about to leave, 10 would have stayed",
        "10 leavers are missed",
        "costs € 12.00 per customer",
        "€ 8.00 more than the cheapest line at 30 %",  # 12 - 4
    ):
        assert part in words


def test_the_cheapest_line_is_praised() -> None:
    assert "no whole-percent line costs less" in said(drawn(0.3)[2])
    assert "no whole-percent line costs less" in said(drawn(0.25)[2]), "an equally cheap line is as good"
    assert "no whole-percent line costs less" not in said(drawn(0.5)[2])


def test_a_line_above_everyone_contacts_nobody() -> None:
    words = said(drawn(0.95)[2])
    assert "0 of 100 customers are contacted" in words
    assert "30 leavers are missed" in words


def test_a_limit_that_moves_the_line_is_said() -> None:
    # two of ten can be contacted: the line moves from 50 % to .8
    words = said(drawn(0.5, most=0.2)[2])
    assert words.startswith("Your team can contact 20.0 % of customers, so the line moves up to 80 %: ")
    assert "moves" not in said(drawn(0.9, most=0.2)[2])


def test_a_line_between_whole_percents_is_never_said_to_cost_less_than_nothing_more() -> None:
    # leaver .613, stayer .612: one contact fits, at .613, and costs nothing; 61 % wastes one, 62 % misses one
    found = curve(np.array([1, 0]), np.array([0.613, 0.612]), PRICES)
    line = draw_line(found, found, 0.1, most=0.5)
    words = said(cost_curve(found, line, "€", None, 0.5))
    assert "−" not in words
    assert "costs € 0.00 per customer; no whole-percent line costs less" in words


@pytest.mark.parametrize(("most", "told"), [(0.0, "0.0 %"), (0.05, "5.0 %"), (0.004, "0.4 %")])
def test_a_limit_too_small_for_anyone_is_said_in_a_sentence(most, told) -> None:
    words = said(drawn(0.5, most=most)[2])
    assert words.startswith(
        f"Your team can contact {told} of customers, so nobody can be contacted: 0 of 100"
    )


def test_a_limit_that_does_not_bind_is_not_spoken_of() -> None:
    # three of ten are contacted at 50 %
    assert said(drawn(0.5, most=0.3)[2]) == said(drawn(0.5)[2])


@pytest.mark.parametrize(("cutoff", "guess"), [(0.0, None), (0.5, 0.0), (0.95, 0.5), (1.0, 1.0)])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_picture_is_sound_at_every_line(sound, cutoff, guess) -> None:
    for costs in (PRICES, Costs(0, 40), Costs(80, 0), Costs(0, 0), Costs(1, 1e6), Costs(1e6, 1)):
        _, _, chart = drawn(cutoff, costs, guess=guess)
        sound(chart)


@pytest.mark.parametrize("most", [0.0, 0.1, 0.35, 1.0])
def test_the_picture_is_sound_under_a_limit(sound, most) -> None:
    sound(drawn(0.5, most=most)[2])


def test_the_picture_is_sound_where_everyone_or_nobody_left(sound) -> None:
    for y in (np.zeros(10), np.ones(10)):
        found = curve(y, P, PRICES)
        sound(cost_curve(found, draw_line(found, found, 0.5), "$"))


def test_the_words_follow_the_input() -> None:
    words = {
        said(drawn(*variant)[2])
        for variant in (
            (0.5,),
            (0.25,),
            (0.95,),
            (0.5, Costs(81, 40)),
            (0.5, Costs(80, 41)),
            (0.5, PRICES, 0.2),
        )
    }
    assert len(words) == 6


def test_nothing_on_screen_tells_of_the_unseen_customers_while_the_line_is_drawn() -> None:
    found, others = curve(Y, P, PRICES), curve(1 - Y, P, PRICES)
    chart = cost_curve(found, draw_line(found, found, 0.5), "€")
    again = cost_curve(found, draw_line(found, others, 0.5), "€")
    assert (again.words, again.figure, again.narrow) == (chart.words, chart.figure, chart.narrow)


def lines(chart: Chart) -> list[dict]:
    return [trace for trace in chart.figure["data"] if trace.get("mode") == "lines"]


def marks(chart: Chart) -> set[tuple[float, float]]:
    """The single points that are marked in the picture."""
    return {
        (round(trace["x"][0], 6), round(trace["y"][0], 6))
        for trace in chart.figure["data"]
        if trace.get("mode") == "markers" and len(trace["x"]) == 1
    }


def test_the_chosen_and_the_cheapest_line_are_marked_where_they_are() -> None:
    _, _, chart = drawn(0.5)
    assert {(50.0, 12.0), (30.0, 4.0)} <= marks(chart)


def cost_drawn_at(trace: dict, percent: float) -> float:
    """What the drawn steps say a cut-off costs: the last step at or above it."""
    at = [y for x, y in zip(trace["x"], trace["y"], strict=True) if x >= percent]
    return at[-1]


def test_the_drawn_steps_are_the_bills() -> None:
    found, _, chart = drawn(0.5)
    (steps,) = lines(chart)
    assert steps["line"]["shape"] == "hv"
    for percent in (0, 10, 20, 25, 30, 31, 50, 70, 71, 80, 85, 90, 91, 100):
        assert cost_drawn_at(steps, percent) == pytest.approx(found.at(percent / 100).cost_per_customer)


def test_thousands_of_steps_are_thinned_but_stay_on_the_curve() -> None:
    rng = np.random.default_rng(0)
    p = rng.random(5_000)
    found = curve((rng.random(5_000) < p).astype(int), p, PRICES)
    (steps,) = lines(cost_curve(found, draw_line(found, found, 0.5), "€"))
    assert len(steps["x"]) <= 402
    assert (steps["x"][0], steps["x"][-1]) == (100, 0)
    for x, y in zip(steps["x"], steps["y"], strict=True):
        # x is rounded to a thousandth of a percent: the bill just above or just below it
        near = [found.at((x + off) / 100).cost_per_customer for off in (-0.001, 0, 0.001)]
        assert min(near) - 0.02 <= y <= max(near) + 0.02
    assert min(steps["y"]) == pytest.approx(found.best.cost_per_customer, rel=0.01)


def test_the_dots_are_the_people_of_the_chosen_line() -> None:
    _, _, chart = drawn(0.5)
    for figure in (chart.figure, chart.narrow):
        names = {trace["name"]: len(trace["x"]) for trace in figure["data"] if "name" in trace}
        # 2 caught, 1 wasted, 1 missed, 6 spared of ten
        assert sorted(names.values()) == [10, 10, 20, 60]
        assert all(name.startswith(f"{number} ") for name, number in names.items())


def test_the_table_is_the_whole_curve() -> None:
    found, _, chart = drawn(0.5)
    assert len(chart.table) == len(found.thresholds)
    # the first row contacts nobody; every other row can be asked for again by its cut-off
    assert chart.table["cut-off"].iloc[0] >= 1
    for _, row in chart.table.iloc[1:].iterrows():
        asked = found.at(row["cut-off"])
        assert (asked.caught, asked.wasted) == (row["caught leavers"], row["wasted contacts"])


@LAW
@given(
    st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=2, max_size=30),
    st.integers(0, 100),
    st.one_of(st.none(), st.floats(0, 1)),
)
def test_any_line_can_be_drawn(sound, rows, cutoff, most) -> None:
    y, p = (np.array(part) for part in zip(*rows, strict=True))
    found = curve(y, p, PRICES)
    line = draw_line(found, found, cutoff / 100, most)
    sound(cost_curve(found, line, "€", 0.4, most))
