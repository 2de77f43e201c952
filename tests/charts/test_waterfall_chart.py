"""The picture of one customer: steps that add up, marks of change, and the sentence of why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.why.steps import steps
from core.charts.why.waterfall import BREAKPOINT, waterfall
from core.charts.why.waterfall_told import because, decimals
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


def drawn(one: Explanation, threshold: float = 0.12, changed=(), most: int = 7, **more):
    return waterfall(one, ROW, TABLE, threshold, "boosting", changed, most, **more)


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


def rows_of(figure) -> list[str]:
    """The names of the rows, from top to bottom, of the picture for a laptop."""
    return [name.replace("\u00a0", " ") for name in figure["layout"]["yaxis"]["ticktext"]]


def written(figure) -> list[float]:
    """The figures as they are printed, from top to bottom: a chance, the pushes, the chance they lead to."""
    notes = [note for note in figure["layout"]["annotations"] if note.get("xref") != "paper"]
    told = sorted((note["y"], note["text"]) for note in notes if not note["text"].startswith("contact"))
    plain = [text.replace("\u00a0", " ").replace("−", "-").strip(" ▶◀%") for _, text in told]
    return [0.0 if text in ("about 0", "no push") else float(text.split()[-1]) for text in plain]


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
    exact = "Nine times in ten a push is right to within 0.4 points"
    assert said(drawn(explained(0.1, error=0.0024))).endswith(f"{exact}.")
    assert said(drawn(explained(0.1, 0.0041, error=0.0024))).endswith(f"{exact}.")
    small = said(drawn(explained(0.1, 0.0037, error=0.0024)))
    assert small.endswith(f"{exact}, so do not trust the order of the small ones.")
    assert said(drawn(explained(0.1, 0.0037, error=0.0024), most=1)).endswith(f"{exact}."), "not drawn"
    assert "Nine times" not in said(drawn(explained(0.1)))


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
        wanted = [(at, pytest.approx(start), pytest.approx(push)) for at, start, push in
                  ((0, 0, 8), (1, 8, 12.3), (2, 20.3, 5), (3, 25.3, -2.1), (5, 0, 23.2))]  # fmt: skip
        assert moves(figure) == wanted
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


def test_the_printed_figures_add_up() -> None:
    # 8.04 + 1.24 + 1.24 + 1.24 + 0.34 = 12.10; rounded one by one 8.0 + 1.2 + 1.2 + 1.2 + 0.3 is 11.9
    chart = drawn(explained(0.0124, 0.0124, 0.0124, 0.0034, base=0.0804))
    for figure in (chart.figure, chart.narrow):
        assert written(figure) == [8.0, 1.2, 1.2, 1.3, 0.4, 0.0, 12.1]
    assert "“Recharges” (0, +1.3 points)" in said(drawn(explained(0.0124, 0.0124, 0.0124, base=0.0804)))


def test_a_tiny_chance_gives_all_figures_more_decimals() -> None:
    # 0.02 + 0.40 = 0.42
    figure = drawn(explained(0.004, base=0.0002)).figure
    assert written(figure) == [0.02, 0.4, 0.0, 0.42]
    assert "+0.40 ▶" in texts(figure)


def test_the_guess_has_a_row_of_its_own_and_no_part_in_the_sum(sound) -> None:
    chart, without = drawn(explained(0.1), guess=0.3), drawn(explained(0.1))
    sound(chart)
    assert rows_of(chart.figure)[-2:] == ["This customer", "Your guess"]
    assert "Your guess" not in texts(without.figure)
    for figure, width in ((chart.figure, BREAKPOINT), (chart.narrow, PHONE)):
        bar = figure["data"][-1]
        assert (bar["x"], bar["y"]) == ([30], [4])
        assert (bar["marker"]["color"], bar["marker"]["line"]["color"]) == ("rgba(0,0,0,0)", "$guess")
        assert {"30 %", "Your guess"} <= set(map(str.strip, texts(figure).split("|")))
        assert_everything_fits(figure, width)
    assert chart.words == without.words
    assert chart.table.iloc[-1].tolist()[0] == "Your guess"
    assert "12.5 %" in texts(drawn(explained(0.1), guess=0.125).figure)


def test_the_chance_before_a_change_stands_below_the_customer(sound) -> None:
    chart = drawn(explained(0.1), changed=("days",), before=0.61, guess=0.3)
    sound(chart)
    assert rows_of(chart.figure)[-3:] == ["This customer", "As in the table", "Your guess"]
    for figure in (chart.figure, chart.narrow):
        assert "61.0 %" in texts(figure)
        before, guess = figure["data"][-2:]
        assert (before["x"], before["y"], guess["y"]) == ([61], [4], [5])
        assert before["width"] < figure["data"][0]["width"], "quieter than the chance itself"


def test_a_change_moves_the_other_pushes_too() -> None:
    ending = "A push depends on the other facts too, so the others move with it."
    assert said(drawn(explained(0.1), changed=("days",))).endswith(f"says: contact. {ending}")
    assert ending not in said(drawn(explained(0.1), changed=NAMES))
    assert ending not in said(drawn(explained(0.1)))


@pytest.mark.parametrize("how", [{"changed": ("days",)}, {"before": 0.3}, {"fixed": True}])
def test_a_picture_that_follows_a_slider_keeps_its_axis(how) -> None:
    low, high = drawn(explained(0.01), **how), drawn(explained(0.6, 0.2, -0.3), **how)
    for one, other in ((low.figure, high.figure), (low.narrow, high.narrow)):
        assert one["layout"]["xaxis"]["range"] == other["layout"]["xaxis"]["range"]
        assert one["layout"]["xaxis"]["range"][0] == 0
        assert {"0 %", "100 %"} <= set(one["layout"]["xaxis"]["ticktext"])
    assert drawn(explained(0.01)).figure["layout"]["xaxis"]["range"][1] < 30, "else it fits the pushes"


def test_rows_keep_the_order_they_are_given() -> None:
    order = ("plan", "days", "gap")
    for pushes in ((0.1, 0.3, 0.0, 0.02), (0.01, -0.3, 0.4, 0.0)):
        chart = drawn(explained(*pushes), order=order)
        names = [name.split(":")[0] for name in rows_of(chart.figure)]
        assert names == ["Average chance", "Plan", "Days silent", "Balance", "2 others", "This customer"]
        assert sum(written(chart.figure)[:-1]) == pytest.approx(written(chart.figure)[-1])
    assert "others" not in texts(drawn(explained(0.1), order=NAMES).figure)
    with pytest.raises(KeyError):
        drawn(explained(0.1), order=("nobody",))


def test_on_a_phone_the_cut_off_does_not_run_through_the_names() -> None:
    chart = drawn(explained(0.1, 0.05), before=0.3, guess=0.2)
    shape = chart.narrow["layout"]
    names = [note["y"] for note in shape["annotations"] if note.get("xref") == "paper"]
    assert len(names) == 7
    pixels = (shape["height"] - 58) / (shape["yaxis"]["range"][0] - shape["yaxis"]["range"][1])
    for line in shape["shapes"]:
        assert line["x0"] == line["x1"] == 12
        for name in names:
            apart = max(line["y0"] - name, name - line["y1"]) * pixels
            assert apart >= 9, "half a line of text"
    assert len(chart.figure["layout"]["shapes"]) == 1


@LAW
@given(st.integers(1, 40), st.floats(0, 1), st.integers(0, 12), st.data())
def test_the_drawn_steps_add_up_to_the_chance(sound, columns, base, most, data) -> None:
    table, rows, names = many(columns)
    drawn_pushes = data.draw(st.lists(st.floats(-1, 1), min_size=columns, max_size=columns))
    chance = data.draw(st.floats(0, 1))
    drawn_pushes[-1] = chance - base - sum(drawn_pushes[:-1])
    one = Explanation(base, dict(zip(names, drawn_pushes, strict=True)), chance)
    threshold = data.draw(st.one_of(st.floats(0, 1), st.just(2.0)))
    more = {
        "guess": data.draw(st.one_of(st.none(), st.floats(0, 1))),
        "before": data.draw(st.one_of(st.none(), st.floats(0, 1))),
        "order": data.draw(st.one_of(st.none(), st.just(names[1:6]))),
    }
    changed = data.draw(st.sampled_from([(), names[:3]]))
    chart = waterfall(one, rows, table, threshold, "forest", changed, most, **more)
    sound(chart)
    extra = sum(more[name] is not None for name in ("guess", "before"))
    for figure, width in ((chart.figure, BREAKPOINT), (chart.narrow, PHONE)):
        everything = moves(figure)
        (_, _, first), *pushes, (last, _, total) = everything[: len(everything) - extra]
        at = first
        for _, start, push in pushes:
            assert start == pytest.approx(at, abs=1e-6)
            at += push
        assert at == pytest.approx(total, abs=1e-6)
        assert total == pytest.approx(100 * chance, abs=1e-6)
        assert last <= min(most if more["order"] is None else 5, columns) + 2
        low, high = figure["layout"]["xaxis"]["range"]
        assert all(low <= end <= high for _, start, push in pushes for end in (start, start + push))
        assert_everything_fits(figure, width)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 12), st.floats(0, 1), st.integers(0, 12), st.sampled_from([1.0, 0.05, 1e-4]), st.data())
def test_whatever_is_printed_adds_up_and_is_off_by_one_unit_at_most(columns, base, most, size, data) -> None:
    table, rows, names = many(columns)
    pushes = data.draw(st.lists(st.floats(-size, size), min_size=columns, max_size=columns))
    chance = min(max(base + sum(pushes), 0.0), 1.0)
    pushes[0] += chance - base - sum(pushes)
    one = Explanation(base, dict(zip(names, pushes, strict=True)), chance)
    order = data.draw(st.sampled_from([None, names[:4]]))
    found, digits = steps(one, rows, table, (), most, order), decimals(one)
    first, last = (round(float(f"{100 * end:.{digits}f}") * 10**digits) for end in (base, chance))
    assert first + sum(step.units for step in found) == last
    for step in found:
        assert abs(100 * step.push * 10**digits - step.units) <= 1 + 1e-6
        assert step.push or not step.units, "no push stays no push"
