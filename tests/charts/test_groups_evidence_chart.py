"""How many groups, and which columns matter: marks stand where the measures say, words agree with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from core.charts.chart import Chart
from core.charts.groups.evidence import evidence
from core.charts.groups.worth import worth
from core.segments import Verdict, verdict
from core.table import Column, Table
from core.words import Noun
from tests.charts.conftest import strings
from tests.charts.test_tree_chart import HOSTILE, wide_in_pixels

KS = list(range(2, 11))
CLEAR = [0.30, 0.35, 0.40, 0.43, 0.36, 0.30, 0.25, 0.22, 0.20]
STEADY = [0.60, 0.90, 0.80, 0.95, 0.70, 0.60, 0.55, 0.50, 0.45]
TIGHT = [900, 700, 500, 300, 280, 265, 250, 240, 230]
DISTRICTS = Noun("district", "districts")
SEEN = ("$missed", "W" * 60, HOSTILE[0])  # hostile names whose figures are checked in full
BANNED = (
    "cluster",
    "silhouette",
    "inertia",
    "feature",
    "variance",
    "centroid",
    "standard deviation",
    "z-score",
)


def a_result(nulls: int = 20, **columns: Any) -> pd.DataFrame:
    """What choose_k gives, from lists of figures."""
    known = float("nan") if not nulls else 1.0
    made = {
        "k": KS, "inertia": TIGHT, "silhouette": CLEAR, "gap": [0.1, 0.2, 0.4, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9],
        "gap_se": 0.01, "stability": STEADY, "inertia_null": [1000 - 20 * k for k in KS],
        "inertia_null95": [1010 - 20 * k for k in KS], "silhouette_null": 0.08, "silhouette_null95": 0.1,
        "stability_null": 0.2, "stability_null95": 0.3, "silhouette_cloud95": 0.2, "chance": 0.02,
        "nulls": nulls, "stability_nulls": nulls, "clouds": nulls, "rows": 600, "rows_measured": 600,
    }  # fmt: skip
    frame = pd.DataFrame({**made, **columns})
    for name in frame:
        if ("null" in name[-6:] and not name.endswith("nulls")) or name in (
            "gap",
            "gap_se",
            "silhouette_cloud95",
        ):
            frame[name] = frame[name] * known
    return frame


def drawn(result: pd.DataFrame, guess: int | None = None, mine: int | None = None, rows: int = 600) -> Chart:
    return evidence(result, verdict(result), guess, mine, rows)


def marked(figure: dict[str, Any], symbol: str) -> list[tuple[str, float, float]]:
    """In which panel and where a mark stands; the key's marks are not among them."""
    return [
        (trace["xaxis"], trace["x"][0], trace["y"][0])
        for trace in figure["data"]
        if trace.get("marker", {}).get("symbol") == symbol
    ]


def notes(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def assert_notes_fit(chart: Chart) -> None:
    """No text leaves the paper on the narrowest screen of either kind."""
    for figure, width in ((chart.figure, 884), (chart.narrow, 324)):
        for note in figure["layout"]["annotations"]:
            if note.get("textangle"):
                continue
            wide = max(wide_in_pixels(line, note["font"]["size"]) for line in note["text"].split("<br>"))
            left = width * note["x"] - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
            assert left >= -3, note["text"]
            assert left + wide <= width + 3, note["text"]
            assert note["font"]["size"] >= 14


# -- how many groups ---------------------------------------------------------------------------


def test_all_measures_agree_and_say_so(sound) -> None:
    chart = drawn(a_result(), guess=4, mine=6)
    sound(chart)
    assert_notes_fit(chart)
    assert chart.words.startswith("The table falls into 5 groups")
    assert chart.words.endswith("All four measures taken alone would choose 5.")
    assert chart.caution.endswith("Compared with 20 shuffled tables, of which 20 were cut again and again.")
    for figure in (chart.figure, chart.narrow):
        assert [(axis, x) for axis, x, _ in marked(figure, "circle-open")] == [
            (f"x{n}", 5) for n in (2, 3, 4, 5)
        ]
        answer = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "line"]
        assert [(line["xref"], line["x0"]) for line in answer] == [(f"x{n}", 5) for n in (2, 3, 4, 5)]
        assert [x for _, x, _ in marked(figure, "triangle-up")] == [4] * 4
        assert [x for _, x, _ in marked(figure, "diamond")] == [6] * 4


def test_the_ring_stands_on_the_measures_own_figure() -> None:
    heights = [y for _, _, y in marked(drawn(a_result()).figure, "circle-open")]
    # the lead is in per cent of the shuffled tables' total distance: 100 * (1 - exp(-0.9)) = 59.34
    assert heights == [300, 0.43, pytest.approx(59.34), 0.95]


def test_measures_that_disagree_are_named_with_their_numbers(sound) -> None:
    steps = [0.1 * k for k in KS]  # the lead grows to the end: no number is the first good one
    chart = drawn(a_result(gap=steps, stability=[0.99, *STEADY[1:]]))
    sound(chart)
    assert chart.words.endswith(
        "Taken alone, the measures disagree: they choose 2 (“found again”), 5 (total distance and clearness) "
        "and none (lead over shuffled tables)."
    )
    assert sorted(text for text in notes(chart.figure) if text.startswith("picks")) == [
        "picks 2", "picks 5", "picks 5", "picks none",
    ]  # fmt: skip
    assert len(marked(chart.figure, "circle-open")) == 3


def test_a_table_without_groups_gets_no_answer_line(sound) -> None:
    chart = drawn(a_result(silhouette_null95=0.9, chance=0.5), guess=12)
    sound(chart)
    assert "We find no groups here" in chart.words
    assert chart.words.endswith(
        "Taken alone, all four measures would still choose 5: one number always scores best."
    )
    assert not [shape for shape in chart.figure["layout"]["shapes"] if shape["type"] == "line"]
    assert "your bet: 12 (not drawn)" in notes(chart.figure)
    assert not marked(chart.figure, "triangle-up")


def test_while_shuffled_tables_are_cut_nothing_is_compared(sound) -> None:
    chart = drawn(a_result(nulls=0))
    sound(chart)
    assert "still being cut" in chart.words
    assert chart.words.endswith("So far the measures choose 5 (total distance and clearness).")
    assert "shuffled table," not in chart.caution
    assert notes(chart.figure).count("not yet") == 2
    assert not [trace for trace in chart.figure["data"] if trace.get("fill")]
    assert "mean of shuffled tables" not in notes(chart.narrow)


def test_one_shuffled_table_and_a_sample_of_rows_are_told(sound) -> None:
    chart = drawn(a_result(nulls=1, rows=8_000, rows_measured=2_000), rows=10_000)
    sound(chart)
    assert "1 shuffled table, of which 1 was cut" in chart.caution
    assert chart.caution.endswith(
        "all of it on 8,000 of 10,000 rows, drawn by lot; clearness measured on 2,000 of 8,000 rows."
    )
    whole = evidence(a_result(), verdict(a_result()), None, None, 600)
    assert "rows" not in whole.caution


def test_two_marks_on_one_number_stand_side_by_side_on_either_side_of_it() -> None:
    figure = drawn(a_result(), guess=4, mine=4).figure
    ((left, *_), (right, *_)) = (
        [x for _, x, _ in marked(figure, kind)] for kind in ("triangle-up", "diamond")
    )
    assert left < 4 < right
    assert left + right == pytest.approx(8)


def test_a_single_number_of_groups_is_drawn(sound) -> None:
    chart = drawn(a_result().head(1))
    sound(chart)
    assert chart.words.endswith("Only one number of groups is possible here, so the measures have no choice.")


def test_no_technical_term_in_words() -> None:
    chart = drawn(a_result())
    found = [term for term in BANNED if term in (chart.words + chart.caution).lower()]
    assert not found
    assert chart.table.columns[0] == "number of groups"


def test_the_words_begin_with_the_verdict() -> None:
    said = Verdict(
        True, 3, True, dict.fromkeys(("elbow", "silhouette", "gap", "stability"), 3), "Three it is."
    )
    assert evidence(a_result(), said, None, None).words == (
        "Three it is. All four measures taken alone would choose 3."
    )


# -- what columns add --------------------------------------------------------------------------


def a_table(*labels: str) -> Table:
    columns = tuple(Column(f"c{at}", label, "number", "%") for at, label in enumerate(labels))
    return Table(pd.DataFrame({column.name: [0.0] for column in columns}), columns)


def a_worth(*adds: bool) -> pd.DataFrame:
    """Columns c0, c1, ... each weaker than the one before."""
    between = np.linspace(0.9, 0.1, len(adds))
    return pd.DataFrame(
        {"column": [f"c{at}" for at in range(len(adds))], "explained": between, "without": between / 2,
         "null95": 0.02, "adds": adds}
    )  # fmt: skip


def told(*adds: bool, noise: tuple[str, ...] = (), labels: tuple[str, ...] = ("A", "B", "C")) -> str:
    chart = worth(a_table(*labels), a_worth(*adds), DISTRICTS, 5, frozenset(noise))
    return chart.words.replace("\u00a0", " ")


def test_columns_that_add_nothing_are_named() -> None:
    assert told(True, True, False) == (
        "“C” adds nothing to the 5 groups: groups formed without it do not differ in it more than by chance."
    )
    assert told(True, False, False).startswith(
        "“B” and “C” add nothing to the 5 groups: groups formed without them"
    )
    assert told(True, True, True) == (
        "Every column adds something to the 5 groups. Most of all “A”: 90 % of how the districts differ in "
        "it lies between the groups."
    )


@pytest.mark.parametrize(
    ("adds", "noise", "end"),
    [
        ((True, True, False), ("c2",), "That is right: it is pure noise in this case."),
        ((True, False, False), ("c1", "c2"), "That is right: they are pure noise in this case."),
        ((True, True, True), ("c2",), "“C” is pure noise in this case, and not found out."),
        ((True, True, False), ("c1", "c2"), "“B” is pure noise in this case, and not found out."),
        ((True, False, False), ("c2",),
         "“C” is pure noise in this case, and found; “B” is not made as noise."),
        ((True, True, True), ("elsewhere",), "lies between the groups."),
    ],
)  # fmt: skip
def test_the_words_say_whether_the_noise_was_found(adds, noise, end) -> None:
    assert told(*adds, noise=noise).endswith(end)


def test_bars_dots_and_chance_stand_where_the_figures_are(sound) -> None:
    chart = worth(a_table("A", "B", "C"), a_worth(True, True, False), DISTRICTS, 3)
    sound(chart)
    assert_notes_fit(chart)
    bars, chance, without = chart.figure["data"][-3:]
    assert (bars["x"], chance["x"], without["x"]) == ([90, 50, 10], [2, 2, 2], [45, 25, 5])
    assert [text for text in notes(chart.narrow) if text == "adds nothing"] == ["adds nothing"]


def test_of_many_columns_those_that_add_nothing_are_always_drawn(sound) -> None:
    adds = [True] * 38 + [False] * 2
    chart = worth(a_table(*[f"Column {at}" for at in range(40)]), a_worth(*adds), DISTRICTS, 3)
    sound(chart)
    assert notes(chart.figure).count("adds nothing") == 2
    assert "20 more columns in the table below" in notes(chart.figure)
    assert len(chart.table) == 40


@pytest.mark.parametrize("name", [*HOSTILE, "=SUM(A1)", "W" * 60])
def test_hostile_labels_of_columns_stay_text(sound, name) -> None:
    chart = worth(a_table(name, name), a_worth(True, False), DISTRICTS, 3)
    assert_notes_fit(chart)
    if name in SEEN:
        sound(chart)
    for figure in (chart.figure, chart.narrow):
        for text in strings(figure):
            assert "<" not in text.replace("<b>", "").replace("</b>", "").replace("<br>", "")
