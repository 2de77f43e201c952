"""The picture of all models' rankings: places and shares are right, words agree with them, nothing meets."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models
from core.charts.chart import Chart
from core.charts.why.places import joined, ordinal, shortened, spelled
from core.charts.why.rankings import rankings
from core.table import Column, Table
from tests.charts.conftest import strings
from tests.charts.test_tree_chart import HOSTILE, wide_in_pixels

LAW = settings(max_examples=25, deadline=None)
PAIR = ("tree", "boosting")
LEAST = {True: 900, False: 340}
LONG = "Number of calls to the hotline in the last twelve months, all"


def a_table(*labels: str) -> Table:
    """A table with a number column per label, named a, b, c ... in order."""
    columns = tuple(Column(f"c{at}", label, "number", "", "") for at, label in enumerate(labels))
    return Table(pd.DataFrame({column.name: [0.0] for column in columns}), columns)


def importance(*sizes: float) -> pd.DataFrame:
    """The importance of columns c0, c1, ... strongest first, as core.explain gives it."""
    frame = pd.DataFrame(
        {"column": [f"c{at}" for at in range(len(sizes))], "mean_abs_contribution": list(map(float, sizes))}
    )
    return frame.sort_values("mean_abs_contribution", ascending=False, kind="stable", ignore_index=True)


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def pixel(figure: dict[str, Any], axis: str, value: float, width: int) -> float:
    """Where a value of an axis, or a share of the paper, lies, in pixels from the left or from the bottom."""
    shape = figure["layout"]
    whole = (width if axis.startswith("x") or axis == "across" else shape["height"]) - 16
    if axis in ("across", "up"):
        return whole * value
    low, high = shape[axis]["range"]
    start, end = shape[axis].get("domain", (0, 1))
    return whole * (start + (end - start) * (value - low) / (high - low))


def boxes(figure: dict[str, Any], width: int) -> dict[str, tuple[float, float, float, float]]:
    """left, right, bottom, top of every line of text, in pixels inside the margins."""
    found = {}
    for at, note in enumerate(figure["layout"]["annotations"]):
        lines, size = note["text"].split("<br>"), note["font"]["size"]
        x = pixel(figure, "across" if note["xref"] == "paper" else "xaxis", note["x"], width)
        y = pixel(figure, "up" if note.get("yref") == "paper" else "yaxis", note["y"], width)
        tall = 1.25 * size
        bottom = y - tall * len(lines) * {"bottom": 0, "middle": 0.5, "top": 1}[note["yanchor"]]
        for number, line in enumerate(reversed(lines)):
            wide = wide_in_pixels(f"<b>{line}" if "<b>" in note["text"] else line, size)
            left = x - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
            top = bottom + tall * (number + 1)
            found[f"{at} {number} {line}"] = (left, left + wide, top - tall, top)
    for trace in figure["data"]:
        if trace.get("mode") != "text":
            continue
        each = zip(trace["x"], trace["y"], trace["text"], trace["textposition"], strict=True)
        for at, (x, y, text, side) in enumerate(each):
            wide = wide_in_pixels(text, trace["textfont"]["size"])
            end = pixel(figure, "xaxis", x, width) + (0 if side == "middle left" else wide / 2)
            middle = pixel(figure, "yaxis", y, width)
            found[f"cell {at} {text}"] = (end - wide - 1, end - 1, middle - 9, middle + 9)
    return found


def assert_fits(chart: Chart) -> None:
    """No text leaves the picture or meets another one, on the narrowest screen of either kind."""
    for figure, wide in ((chart.figure, True), (chart.narrow, False)):
        width = LEAST[wide]
        found = boxes(figure, width)
        for text, (left, right, bottom, top) in found.items():
            assert -2 <= left <= right <= width - 16 + 2, text
            assert -4 <= bottom < top <= figure["layout"]["height"] - 16 + 4, text
        for (one, a), (other, b) in combinations(found.items(), 2):
            assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2], f"{one} meets {other}"


def assert_text_stayed_text(chart: Chart) -> None:
    """No tag but our own, no line break from a label."""
    for figure in (chart.figure, chart.narrow):
        for text in strings(figure):
            plain = text.replace("<br>", "").replace("<b>", "").replace("</b>", "")
            assert "<" not in plain
            assert not {"\n", "\r", "\u2028", "\u202e", "\u200f"} & set(text)


def assert_bars_end_before(figure: dict[str, Any], width: int) -> None:
    """No bar reaches into the next model's cell, and none stands on a figure."""
    bars = figure["data"][0]
    figures = [box for name, box in boxes(figure, width).items() if name.startswith("cell")]
    for base, length, y in zip(bars["base"], bars["x"], bars["y"], strict=True):
        assert int(base) == int(base + length)
        left, right = (pixel(figure, "xaxis", x, width) for x in (base, base + length))
        middle = pixel(figure, "yaxis", y, width)
        for one in figures:
            assert right <= one[0] or one[1] <= left or not one[2] < middle < one[3] or not length


TABLE = a_table("Silence", "Rival", "Speed", "Plan", "Months", "Region", "Bill", "Calls")
# shares of the tree 60, 20, 20 %; of boosting 50, 30, 10, 10 %
TREE, BOOSTING = importance(6, 2, 2, 0, 0, 0, 0, 0), importance(0.3, 0.5, 0.1, 0.1, 0, 0, 0, 0)
FULL = importance(8, 7, 6, 5, 4, 3, 2, 1)
TURNED = importance(1, 2, 3, 4, 5, 6, 7, 8)


# -- figures -----------------------------------------------------------------------------------


def test_places_and_shares_of_two_models_on_paper(sound) -> None:
    chart = rankings({"tree": TREE, "boosting": BOOSTING}, TABLE, PAIR)
    sound(chart)
    told = chart.table.set_index("column")
    # on average: silence (60 + 30) / 2 = 45 %, rival (20 + 50) / 2 = 35 %, speed 15 %, plan 5 %
    assert told.index.tolist()[:4] == ["Silence", "Rival", "Speed", "Plan"]
    assert told["tree: place"].tolist()[:3] == [1, 2, 2], "equal ones share the better place"
    assert told["boosting: place"].tolist()[:4] == [2, 1, 3, 3]
    assert told["tree: place"].isna().sum() == 5, "no place where nothing is pushed"
    assert told["boosting: share of its pushing"].tolist()[:4] == pytest.approx([0.3, 0.5, 0.1, 0.1])


def test_every_cell_shows_its_place_and_a_bar_as_long_as_its_share() -> None:
    chart = rankings({"tree": TREE, "boosting": BOOSTING}, TABLE, PAIR, most=3)
    for figure in (chart.figure, chart.narrow):
        bars, cells = figure["data"]
        # tree 60, 20, 20; boosting 30, 50, 10: the longest is 60
        longest = max(bars["x"])
        assert bars["base"][0] + longest == pytest.approx(0.95), "the longest fills its cell"
        assert [x / longest for x in bars["x"]] == pytest.approx([1, 1 / 3, 1 / 3, 1 / 2, 5 / 6, 1 / 6])
        plain = [text.replace("\u00a0", " ") for text in cells["text"]]
        # the last row: what the other five columns push together, nothing and 10 %
        assert plain == ["<b>1</b>", "2", "2", "–", "2", "<b>1</b>", "3", "10 %"]


def test_weak_cells_are_quiet_and_the_pair_stands_out() -> None:
    found = {"tree": importance(96, 4, *[0] * 6), "forest": FULL, "boosting": FULL}
    chart = rankings(found, TABLE, PAIR)
    colours = dict(zip(chart.figure["data"][1]["text"], chart.figure["data"][1]["textfont"]["color"],
                       strict=True))  # fmt: skip
    assert (colours["<b>1</b>"], colours["–"]) == ("$ink", "$faint")
    heads = [note["text"] for note in chart.figure["layout"]["annotations"] if note["xref"] == "x"]
    assert heads == ["<b>Tree</b>", "Forest", "<b>Boosting</b>"]
    assert chart.figure["data"][0]["marker"]["color"][::8] == ["$accent", "$spared", "$accent"]


def test_columns_beyond_the_most_are_counted_in_a_last_row() -> None:
    def labels(most: int) -> list[str]:
        notes = rankings({"tree": FULL}, TABLE, PAIR, most).figure["layout"]["annotations"]
        return [note["text"] for note in notes if note["xref"] == "paper"][:-1]

    assert labels(6)[-1] == "2 other columns, together"
    assert labels(7)[-1] == "1 other column"
    assert labels(8)[-1] == "Calls"


@LAW
@given(
    st.integers(1, 40).flatmap(
        lambda columns: st.lists(
            st.lists(st.floats(0, 10), min_size=columns, max_size=columns), min_size=1, max_size=6
        )
    ),
    st.permutations(models.NAMES),
)
def test_any_models_can_be_drawn_and_every_share_adds_up(sound, sizes, order) -> None:
    table = a_table(*(f"Column {at}" for at in range(len(sizes[0]))))
    found = {model: importance(*own) for model, own in zip(order, sizes, strict=False)}
    chart = rankings(found, table, PAIR)
    sound(chart)
    assert_fits(chart)
    for own in (name for name in chart.table if name.endswith("pushing")):
        total = chart.table[own].sum()
        assert total == pytest.approx(1, abs=1e-9) or total == 0
    for own in (name for name in chart.table if name.endswith("place")):
        taken = sorted(chart.table[own].dropna())
        assert all(place <= at for at, place in enumerate(taken, start=1))


# -- words -------------------------------------------------------------------------------------


def words(pair: tuple[str, str] = PAIR, **found: pd.DataFrame) -> str:
    names = {"straight": "logistic regression", "machine": "support vector machine",
             "network": "neural network"}  # fmt: skip
    return said(rankings({names.get(name, name): one for name, one in found.items()}, TABLE, pair))


def test_all_models_agree() -> None:
    found = dict.fromkeys(models.NAMES, FULL)
    # eight columns: the four strongest are compared
    assert said(rankings(found, TABLE, PAIR)) == (
        "All six look most at “Silence”. Of the four strongest columns of the tree and of boosting, all are "
        "the same."
    )
    assert words(tree=FULL, boosting=FULL).startswith("Both look most at “Silence”.")


def test_some_models_look_elsewhere() -> None:
    found = {"tree": FULL, "straight": TURNED, "forest": FULL, "boosting": FULL, "machine": FULL}
    assert words(**found, network=BOOSTING).startswith(
        "Four of the six look most at “Silence”, the straight-line score at “Calls”, the neural network at "
        "“Rival”."
    )
    assert words(**found, network=TURNED).startswith(
        "Four of the six look most at “Silence”, the straight-line score and the neural network at “Calls”."
    )


def test_no_two_models_agree() -> None:
    own = [importance(*(9 if at == model else 1 for at in range(8))) for model in range(6)]
    names = ("tree", "straight", "forest", "boosting", "machine", "network")
    assert words(**dict(zip(names, own, strict=True))).startswith(
        "No two of the six look most at the same column."
    )
    assert words(**dict(zip(names, [own[0], *own[:5]], strict=True))).startswith(
        "Two of the six look most at “Silence”, the other four elsewhere."
    )
    assert words(tree=FULL, boosting=TURNED) == (
        "The tree looks most at “Silence”, boosting at “Calls”. Of the four strongest columns of the tree "
        "and of boosting, none is the same."
    )


def test_a_tie_for_the_first_place_is_told() -> None:
    tied, more = importance(5, 5, 1, 1, 1, 1, 1, 1), importance(5, 5, 5, 5, 1, 1, 1, 1)
    assert "Both look most at “Silence”. The tree looks just as much at “Rival”. Of" in words(
        tree=tied, boosting=FULL
    )
    assert "The tree looks just as much at three other columns." in words(tree=more, boosting=FULL)
    assert words(boosting=tied) == (
        "Boosting looks most at “Silence” and “Rival”: 31 % of all its pushing each. Still being worked out: "
        "the tree."
    )


def test_a_model_that_looks_at_nothing() -> None:
    nothing = importance(*[0] * 8)
    assert words(tree=nothing).startswith(
        "The tree looks at no column: it gives everybody the same chance. Still"
    )
    assert words(tree=nothing, boosting=FULL) == ("Boosting looks most at “Silence”, the tree at no column.")
    assert words(tree=nothing, forest=FULL, boosting=FULL) == (
        "Two of the three look most at “Silence”, the tree at no column."
    )
    assert words(tree=nothing, boosting=nothing) == (
        "Both look at no column: each gives everybody the same chance."
    )


def test_one_model_alone_names_its_strongest_columns() -> None:
    # of 36: 8, 7 and 6 are 22, 19 and 17 %
    assert words(boosting=FULL) == (
        "Boosting looks most at “Silence”: 22 % of all its pushing. Then come “Rival” (19 %) and “Speed” "
        "(17 %). Still being worked out: the tree."
    )
    assert "Then comes “Rival” (25 %)." in words(boosting=importance(3, 1, *[0] * 6))
    assert words(forest=importance(3, *[0] * 7)) == (
        "The forest looks most at “Silence”: 100 % of all its pushing. Still being worked out: the tree and "
        "boosting."
    )


@pytest.mark.parametrize(
    ("tree", "boosting", "end"),
    [
        ((3, 0, 0, 0), (4, 3, 2, 1), "The tree looks at only one column; it is among the four strongest of"),
        ((0, 0, 0, 0, 3), (4, 3, 2, 1), "only one column; it is not among the four strongest of boosting."),
        ((3, 2, 0, 0), (4, 3, 2, 1), "The tree looks at only two columns; all are among the four"),
        ((3, 2, 0, 0), (4, 0, 2, 1, 1), "only two columns; one is among the four strongest of boo"),
        ((3, 2, 0, 0), (0, 0, 4, 3, 2, 1), "two columns; none is among the four strongest of boo"),
        ((4, 3, 2, 1), (3, 2, 0, 0), "Boosting looks at only two columns; all are among the four "
         "strongest of the tree."),
        ((3, 2), (1, 3, 2), "looks at only two columns, boosting at three; two are in both."),
        ((3,), (0, 3), "looks at only one column, boosting at one; none is in both."),
    ],
)  # fmt: skip
def test_how_far_the_pair_agrees(tree, boosting, end) -> None:
    frames = [importance(*sizes, *[0] * (8 - len(sizes))) for sizes in (tree, boosting)]
    assert end in words(tree=frames[0], boosting=frames[1])


def test_a_pair_of_one_model_and_a_table_of_one_column_have_nothing_to_compare() -> None:
    assert words(("tree", "tree"), tree=FULL, forest=FULL) == "Both look most at “Silence”."
    chart = rankings({"tree": importance(1), "boosting": importance(2)}, a_table("Silence"), PAIR)
    assert said(chart) == "Both look most at “Silence”."


def test_a_place_in_a_list_is_no_fact_about_the_customers() -> None:
    assert rankings({"tree": FULL}, TABLE, PAIR).caution == (
        "Different models look at different things, even where their bills are alike. A place in one model's "
        "list is no fact about the customers."
    )


# -- text from the table -----------------------------------------------------------------------


@pytest.mark.parametrize("name", [*HOSTILE, "=SUM(A1)", "W" * 60, LONG])
def test_hostile_and_long_names_stay_text_and_in_their_place(sound, name) -> None:
    table = a_table(*[name] * 9)
    found = {model: importance(*range(9, 0, -1)) for model in models.NAMES}
    chart = rankings(found, table, PAIR)
    sound(chart)
    assert_fits(chart)
    assert_text_stayed_text(chart)
    assert len(chart.words) < 400


def test_everything_fits_with_six_models_and_five_hundred_columns(sound) -> None:
    table = a_table(*[LONG] * 500)
    found = {model: importance(*range(500, 0, -1)) for model in models.NAMES}
    found["tree"] = importance(*range(1, 501))
    for pair in combinations(models.NAMES, 2):
        chart = rankings(found, table, pair)
        assert_fits(chart)
        for figure, wide in ((chart.figure, True), (chart.narrow, False)):
            assert_bars_end_before(figure, LEAST[wide])
    sound(chart)


def test_no_model_and_an_unknown_column_are_refused() -> None:
    with pytest.raises(ValueError, match="no model"):
        rankings({}, TABLE, PAIR)
    with pytest.raises(KeyError):
        rankings({"tree": FULL}, a_table("Silence"), PAIR)


# -- how places are said -----------------------------------------------------------------------


def test_places_are_said_the_way_people_say_them() -> None:
    expected = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st",
                22: "22nd", 101: "101st", 111: "111th", 1_003: "1,003rd"}  # fmt: skip
    assert {number: ordinal(number) for number in expected} == expected
    assert [spelled(number) for number in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]
    assert [joined(["a", "b", "c"][:number]) for number in (1, 2, 3)] == ["a", "a and b", "a, b and c"]


@LAW
@given(st.text(min_size=1), st.integers(20, 300))
def test_a_shortened_label_fits_its_room(label, room) -> None:
    from core.charts.box.ticks import wide

    assert wide(shortened(a_table(label), "c0", room, 14)) <= room
