"""The picture of one customer: steps that add up, marks of change, and the sentence of why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.why.waterfall import BREAKPOINT, waterfall
from core.charts.why.waterfall_told import because
from core.explain.explanation import Explanation
from core.table import Column, Table
from tests.charts.test_tree_chart import HOSTILE, PHONE, said, wide_in_pixels

LAW = settings(max_examples=15, deadline=None)
LABELS = {"days": ("Days silent", "days"), "recharges": ("Recharges", ""), "speed": ("Data speed", "Mbit/s")}
TABLE = Table(
    pd.DataFrame({"days": [23.0], "recharges": [0.0], "speed": [9.1], "plan": ["talk"], "gap": [np.nan]}),
    (
        *(Column(name, label, "number", unit) for name, (label, unit) in LABELS.items()),
        Column("plan", "Plan", "category"),
        Column("gap", "Balance", "number", "€"),
    ),
)
ROW = TABLE.rows
NAMES = tuple(ROW.columns)


def explained(*pushes: float, base: float = 0.08, error: float = 0.0) -> Explanation:
    given = (*pushes, *[0.0] * (len(NAMES) - len(pushes)))
    return Explanation(base, dict(zip(NAMES, given, strict=True)), base + sum(given), error)


def drawn(one: Explanation, threshold: float = 0.12, changed=(), most: int = 7):
    return waterfall(one, ROW, TABLE, threshold, "boosting", changed, most)


def many(number: int) -> tuple[Table, pd.DataFrame, list[str]]:
    """A table of so many columns without a unit, and one customer of it."""
    names = [f"c{k}" for k in range(number)]
    rows = pd.DataFrame({name: [1.5] for name in names})
    columns = tuple(Column(name, f"Column {name}", "number") for name in names)
    return Table(rows, columns), rows, names


def moves(figure) -> list[tuple[int, float, float]]:
    """Place, start and length of every bar, from top to bottom, in points."""
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    return sorted(part for trace in bars for part in zip(trace["y"], trace["base"], trace["x"], strict=True))


def texts(figure) -> str:
    axis = figure["layout"]["yaxis"].get("ticktext", [])
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    return " | ".join([*axis, *notes]).replace("\u00a0", " ")


def assert_everything_fits(figure, width: int) -> None:
    shape = figure["layout"]
    names = [wide_in_pixels(name, 14) for name in shape["yaxis"].get("ticktext", [])]
    left = shape["margin"]["l"] + max(names, default=0)
    across = width - left - shape["margin"]["r"]
    low, high = shape["xaxis"]["range"]
    for note in shape["annotations"]:
        at = left if note.get("xref") == "paper" else left + across * (note["x"] - low) / (high - low)
        at += note.get("xshift", 0)
        wide = wide_in_pixels(note["text"], note["font"]["size"])
        start = at - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
        assert start >= 0, note["text"]
        assert start + wide <= width, note["text"]


# -- the sentence ------------------------------------------------------------------------------


def test_above_average_because_of_what_and_held_down_by_what() -> None:
    one = explained(0.123, 0.05, -0.021)
    # 8 + 12.3 + 5.0 - 2.1 = 23.2
    assert said(drawn(one)) == (
        "Above average because of “Days silent” (23, +12.3 points) and “Recharges” (0, +5.0 points); held "
        "down by “Data speed” (9.1 Mbit/s, -2.1 points). Chance 23 %, cut-off 12 %, so boosting says: "
        "contact."
    )
    assert because(one, ROW, TABLE).endswith("points).")


def test_below_average_lifted_by_what() -> None:
    # 8 - 6 + 1 = 3
    assert said(drawn(explained(-0.06, 0.01))) == (
        "Below average because of “Days silent” (23, -6.0 points); lifted by “Recharges” (0, +1.0 points). "
        "Chance 3.0 %, cut-off 12 %, so boosting says: leave alone."
    )


def test_a_push_under_a_tenth_of_the_strongest_is_not_named() -> None:
    assert "Recharges" not in because(explained(0.2, 0.019), ROW, TABLE)
    assert "Recharges" in because(explained(0.2, 0.021), ROW, TABLE)


def test_at_most_two_columns_on_each_side_are_named() -> None:
    sentence = because(explained(0.1, 0.09, 0.08, -0.02), ROW, TABLE)
    assert "Data speed" not in sentence
    assert "“Plan” (talk, −2.0 points)" in sentence


def test_a_gap_is_said_to_be_missing() -> None:
    assert "“Balance” (missing, +30.0 points)" in because(explained(0, 0, 0, 0, 0.3), ROW, TABLE)


def test_about_average_is_half_a_point_to_either_side() -> None:
    assert because(explained(0.03, -0.026), ROW, TABLE) == (
        "About average: lifted by “Days silent” (23, +3.0 points); held down by “Recharges” (0, −2.6 points)."
    )
    assert because(explained(0.03, -0.024), ROW, TABLE).startswith("Above average")
    assert because(explained(0.024, -0.03), ROW, TABLE).startswith("Below average")
    assert because(explained(0.002), ROW, TABLE) == "About average: no push is stronger than 0.2 points."


def test_no_push_at_all_leaves_the_average_chance(sound) -> None:
    chart = drawn(explained())
    sound(chart)
    assert said(chart).startswith(
        "No column pushes this customer, so the chance is the average one. Chance 8.0"
    )
    assert "All 5 columns" in texts(chart.figure)
    assert "no push" in texts(chart.figure)


def test_many_weak_pushes_can_outweigh_a_strong_one() -> None:
    table, rows, names = many(31)
    # -10 + 30 x 0.9 = +17 points
    one = Explanation(0.1, {**dict.fromkeys(names, 0.009), "c0": -0.1}, 0.27)
    assert because(one, rows, table) == (
        "Above average because many weak pushes add up; held down by “Column c0” (1.5, −10.0 points)."
    )


def test_sampled_pushes_say_how_exact_they_are() -> None:
    # 1.645 x 0.24 = 0.39
    assert said(drawn(explained(0.1, error=0.0024))).endswith("Each push is right to about ± 0.4 points.")
    assert "right to about" not in said(drawn(explained(0.1)))


@pytest.mark.parametrize(
    ("chance", "threshold", "told"),
    [
        (0.12, 0.12, "Chance 12 %, cut-off 12 %, so boosting says: contact."),
        (0.1196, 0.12, "Chance 11.96 %, cut-off 12.00 %, so boosting says: leave alone."),
        (0.1204, 0.1201, "Chance 12.04 %, cut-off 12.01 %, so boosting says: contact."),
        (0.11999999, 0.12, "Chance just under 12 %, cut-off 12 %, so boosting says: leave alone."),
        (0.9997, 0.125, "Chance 99.97 %, cut-off 12.5 %, so boosting says: contact."),
        (0.3, 2.0, "Chance 30 %. Nobody is contacted at this cut-off, so boosting says: leave alone."),
        (0.3, 0.0, "Chance 30 %. Everybody is contacted at this cut-off, so boosting says: contact."),
    ],
)
def test_the_chance_is_seen_to_lie_on_its_side_of_the_cut_off(chance, threshold, told) -> None:
    one = Explanation(0.05, {**dict.fromkeys(NAMES, 0.0), "days": chance - 0.05}, chance)
    assert said(drawn(one, threshold)).endswith(told)


# -- the picture -------------------------------------------------------------------------------


def test_the_steps_on_paper() -> None:
    for figure in (
        drawn(explained(0.123, 0.05, -0.021)).figure,
        drawn(explained(0.123, 0.05, -0.021)).narrow,
    ):
        # 0 to 8; 8 to 20.3; 20.3 to 25.3; 25.3 to 23.2; then 0 to 23.2
        steps = [(at, pytest.approx(start), pytest.approx(push)) for at, start, push in
                 ((0, 0, 8), (1, 8, 12.3), (2, 20.3, 5), (3, 25.3, -2.1), (5, 0, 23.2))]  # fmt: skip
        assert moves(figure) == steps
        for label in ("Days silent: 23", "Data speed: 9.1 Mbit/s", "+12.3 ▶", "◀ −2.1", "2 others", "8.0 %",
                      "23.2 %", "contact from 12 % on"):  # fmt: skip
            assert label in texts(figure), label


def test_up_and_down_differ_in_more_than_colour() -> None:
    _, up, down, _ = drawn(explained(0.1, -0.05)).figure["data"]
    assert "pattern" not in up["marker"]
    assert down["marker"]["pattern"]["shape"]
    assert up["marker"]["color"] != down["marker"]["color"]


def test_columns_the_reader_changed_are_marked_also_among_the_others() -> None:
    chart = drawn(explained(0.3, 0.2, 0.1), changed=("days", "plan"), most=2)
    for figure in (chart.figure, chart.narrow):
        assert "Days silent: 23 (changed)" in texts(figure)
        assert "3 others (1 changed)" in texts(figure)
    assert "(changed)" not in texts(drawn(explained(0.3, 0.2)).figure)
    assert chart.table["this customer's value"].tolist()[1] == "23 (changed)"


def test_the_others_share_one_step() -> None:
    chart = drawn(explained(0.1, 0.09, 0.08, 0.07, -0.06), most=4)
    assert "1 other" in texts(chart.figure)
    assert "others" not in texts(chart.figure)
    assert len(chart.table) == len(NAMES) + 2, "the table names them all"


def test_without_a_cut_off_to_draw_there_is_no_line() -> None:
    chart = drawn(explained(0.1), threshold=float("inf"))
    assert chart.figure["layout"]["shapes"] == []
    assert "contact from" not in texts(chart.figure)


def test_pushes_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        drawn(Explanation(0.1, {"days": 0.1}, 0.25))
    with pytest.raises(ValueError, match="one row"):
        waterfall(explained(0.1), ROW.iloc[:0], TABLE, 0.1, "tree")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_stay_text_and_fit(sound, name) -> None:
    rows = pd.DataFrame({"a": [name * 3], "b": [1.0]})
    table = Table(rows, (Column("a", (name * 9)[:60], "category"), Column("b", "W" * 60, "number", "m")))
    one = Explanation(0.1, {"a": 0.3, "b": -0.2}, 0.2)
    chart = waterfall(one, rows, table, 0.5, "tree", ("a", "b"))
    sound(chart)
    for figure, width in ((chart.figure, BREAKPOINT), (chart.narrow, PHONE)):
        assert "<" not in texts(figure)
        assert_everything_fits(figure, width)
        assert texts(figure).count("(changed)") == 2


@LAW
@given(st.integers(1, 40), st.floats(0, 1), st.integers(0, 12), st.data())
def test_the_drawn_steps_add_up_to_the_chance(sound, columns, base, most, data) -> None:
    table, rows, names = many(columns)
    drawn_pushes = data.draw(st.lists(st.floats(-1, 1), min_size=columns, max_size=columns))
    chance = data.draw(st.floats(0, 1))
    drawn_pushes[-1] = chance - base - sum(drawn_pushes[:-1])
    one = Explanation(base, dict(zip(names, drawn_pushes, strict=True)), chance)
    threshold = data.draw(st.one_of(st.floats(0, 1), st.just(2.0)))
    chart = waterfall(one, rows, table, threshold, "forest", names[:3], most)
    sound(chart)
    for figure, width in ((chart.figure, BREAKPOINT), (chart.narrow, PHONE)):
        (_, _, first), *pushes, (last, _, total) = moves(figure)
        at = first
        for _, start, push in pushes:
            assert start == pytest.approx(at, abs=1e-6)
            at += push
        assert at == pytest.approx(total, abs=1e-6)
        assert total == pytest.approx(100 * chance, abs=1e-6)
        assert last <= min(most, columns) + 2
        low, high = figure["layout"]["xaxis"]["range"]
        assert all(low <= end <= high for _, start, push in pushes for end in (start, start + push))
        assert_everything_fits(figure, width)
