"""The picture of twins and leaks: who pushes how far before and after."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.why.credit import BREAKPOINT, CAUTIONS, credit
from core.table import Column, Table
from tests.charts.test_tree_chart import HOSTILE, PHONE, said
from tests.charts.test_waterfall_chart import assert_everything_fits, texts

LAW = settings(max_examples=10, deadline=None)
LABELS = {"days": "Days silent", "speed": "Data speed", "plan": "Plan"}


def a_table(labels=LABELS) -> Table:
    rows = pd.DataFrame({name: [1.0] for name in labels})
    return Table(rows, tuple(Column(name, label, "number") for name, label in labels.items()))


def ranking(pushes: dict[str, float]) -> pd.DataFrame:
    found = pd.DataFrame({"column": list(pushes), "mean_abs_contribution": list(pushes.values())})
    return found.sort_values("mean_abs_contribution", ascending=False, kind="stable")


BEFORE = ranking({"days": 0.057, "speed": 0.03, "plan": 0.004})


def beside(now: float, other: float, kind: str = "twin", label: str = "Days silent, again", most: int = 6):
    after = ranking({"days": now, "speed": 0.03, "plan": 0.004, "extra": other})
    return credit(BEFORE, after, a_table(), "days", "extra", label, "boosting", kind, most)


def test_twins_that_share(sound) -> None:
    chart = beside(0.031, 0.027)
    sound(chart)
    assert said(chart) == (
        "Alone, “Days silent” pushes by 5.7 points on average. With a twin beside it in the table the two "
        "share: 3.1 and 2.7 points. Nothing in the world has changed."
    )
    assert chart.caution == CAUTIONS["twin"]


@pytest.mark.parametrize(
    ("now", "other", "told"),
    [
        (0.045, 0.015, "the two share unevenly: 4.5 points, and 1.5 for the twin."),
        (0.015, 0.045, "the two share unevenly: 1.5 points, and 4.5 for the twin."),
        (0.057, 0.0, "boosting keeps to “Days silent”: 5.7 points, and 0 for the twin. Another model"),
        (0.0, 0.056, "boosting turns to the twin: 5.6 points, and 0 for “Days silent”."),
        (0.055, 0.03, "it still pushes by 5.5, and the twin by 3.0."),
        (0.03, 0.002, "it pushes by 3.0, and the twin by 0.2: the rest moves to other columns."),
    ],
)
def test_twins_that_do_not_share_evenly_say_so(now, other, told) -> None:
    assert told in said(beside(now, other))


@pytest.mark.parametrize(
    ("now", "other", "alone"),
    [(0.057, 0.0, True), (0.0, 0.056, True), (0.05, 0.004, True), (0.05, 0.006, False), (0.03, 0.027, False)],
)
def test_where_one_of_two_twins_has_the_push_the_other_may_say_as_much(now, other, alone) -> None:
    caution = "A column with no push may say just as much as the one beside it."
    assert beside(now, other).caution == (caution if alone else CAUTIONS["twin"])
    assert beside(now, other, "leak").caution == CAUTIONS["leak"]


def test_a_column_that_pushes_nobody_has_nothing_to_share() -> None:
    before, after = ranking({"days": 0.0001}), ranking({"days": 0.0, "extra": 0.0})
    chart = credit(before, after, a_table(), "days", "extra", "Again", "tree", "twin")
    assert chart.caution == CAUTIONS["twin"]
    assert chart.words.startswith(
        "Alone, “Days silent” pushes by under 0.1 points on average, so there is nothing"
    )


@pytest.mark.parametrize(
    ("now", "other", "told"),
    [
        (0.012, 0.07, "takes over: “Called to cancel” pushes by 7.0 points on average, and “Days silent” "
                      "falls from 5.7 to 1.2. On the day boosting is needed, that column is still empty."),
        (0.057, 0.02, "joins in: “Called to cancel” pushes by 2.0 points on average, and “Days silent” "
                      "stays at 5.7."),
        (0.06, 0.02, "“Days silent” rises from 5.7 to 6.0."),
        (0.057, 0.0, "stays without effect: “Called to cancel” pushes by under 0.1 points in boosting."),
    ],
)  # fmt: skip
def test_a_column_that_knows_the_answer(sound, now, other, told) -> None:
    chart = beside(now, other, "leak", "Called to cancel")
    sound(chart)
    assert said(chart).startswith("A column written down only after customers had left ")
    assert told in said(chart)
    assert chart.caution == CAUTIONS["leak"]


def test_the_bars_are_the_pushes_before_and_after_the_strongest_on_top() -> None:
    chart = beside(0.031, 0.027)
    for figure in (chart.figure, chart.narrow):
        was, now = figure["data"]
        # after: days 3.1, speed 3.0, the twin 2.7, plan 0.4
        assert now["x"] == pytest.approx([3.1, 3.0, 2.7, 0.4])
        assert was["x"] == pytest.approx([5.7, 3.0, 0.0, 0.4])
        assert "pattern" in was["marker"]
        assert "pattern" not in now["marker"]
        for label in (
            "5.7 before",
            "3.1 after",
            "2.7 after",
            "before: not in the table",
            "Days silent, again",
        ):
            assert label in texts(figure)
        assert "other" not in texts(figure)
    assert chart.table["average push after, points"].tolist() == pytest.approx([3.1, 3.0, 2.7, 0.4])
    assert chart.table["average push before, points"].isna().tolist() == [False, False, True, False]


def test_the_pair_is_drawn_however_weak_and_the_rest_is_counted() -> None:
    names = {f"c{k}": f"Column {k}" for k in range(9)} | {"days": "Days silent"}
    strong = {f"c{k}": 0.05 for k in range(9)}
    before, after = ranking({**strong, "days": 0.001}), ranking({**strong, "days": 0.0, "extra": 0.001})
    chart = credit(before, after, a_table(names), "days", "extra", "Again", "tree", "twin", most=4)
    for figure in (chart.figure, chart.narrow):
        # 11 columns, 2 strong and the pair are drawn: 7 others of 5.0 points, together 35
        assert len(figure["data"][1]["x"]) == 4
        assert "7 others" in texts(figure)
        assert "together 35.0 before, 35.0 after" in texts(figure)
        assert "Days silent" in texts(figure)
    assert len(chart.table) == 11
    one_left = credit(before, after, a_table(names), "days", "extra", "Again", "tree", "twin", most=10)
    assert "1 other " in texts(one_left.narrow) or "1 other:" in texts(one_left.narrow)


def test_an_unknown_kind_or_column_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind"):
        beside(0.03, 0.03, "cousin")
    for original, extra in (("nobody", "extra"), ("days", "nobody"), ("extra", "extra")):
        with pytest.raises(ValueError, match="Both columns"):
            credit(
                BEFORE, ranking({"days": 0.1, "extra": 0.1}), a_table(), original, extra, "x", "tree", "twin"
            )


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", CAUTIONS)
def test_hostile_names_stay_text_and_fit(sound, kind, name) -> None:
    long = (name * 9)[:60]
    after = ranking({"days": 0.03, "speed": 0.03, "extra": 0.05})
    table = a_table({"days": long, "speed": "W" * 60})
    chart = credit(ranking({"days": 0.05, "speed": 0.03}), after, table, "days", "extra", long, "tree", kind)
    sound(chart)
    for figure, width in ((chart.figure, BREAKPOINT), (chart.narrow, PHONE)):
        assert "<" not in texts(figure)
        assert_everything_fits(figure, width)


@LAW
@given(st.lists(st.floats(0, 0.5), min_size=3, max_size=3),
       st.lists(st.floats(0, 0.5), min_size=4, max_size=4),
       st.sampled_from(list(CAUTIONS)), st.integers(0, 6))  # fmt: skip
def test_any_pushes_can_be_drawn_and_fit(sound, was, now, kind, most) -> None:
    before = ranking(dict(zip(LABELS, was, strict=True)))
    after = ranking(dict(zip([*LABELS, "extra"], now, strict=True)))
    chart = credit(before, after, a_table(), "days", "extra", "Days silent, again", "forest", kind, most)
    sound(chart)
    for figure, width in ((chart.figure, BREAKPOINT), (chart.narrow, PHONE)):
        assert_everything_fits(figure, width)
