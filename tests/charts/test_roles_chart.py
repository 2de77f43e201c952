"""The picture of real causes, stand-ins and noise: shares add up, words agree with them, nothing meets."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.charts.chart import Chart
from core.charts.why.roles import NAMES, roles
from core.models import feature_rows
from tests.charts.test_rankings_chart import (
    HOSTILE,
    LEAST,
    LONG,
    PAIR,
    a_table,
    assert_fits,
    assert_text_stayed_text,
    boxes,
    importance,
    pixel,
    said,
)

LAW = settings(max_examples=25, deadline=None)
TABLE = a_table("Silence", "Rival", "Complaints", "Balance", "Region")
ROLES = {"c0": "cause", "c1": "cause", "c2": "stand-in", "c3": "stand-in", "c4": "noise", "left": "target"}
KNOWN = "Because these customers are simulated, we know the truth. "


def drawn(*tree: float, boosting: tuple[float, ...] = (4, 2, 1, 2, 1)) -> Chart:
    found = {"tree": importance(*tree), "boosting": importance(*boosting)}
    return roles(found, ROLES, TABLE, PAIR)


def words(*tree: float, boosting: tuple[float, ...] = (4, 2, 1, 2, 1)) -> str:
    told = said(drawn(*tree, boosting=boosting))
    assert told.startswith(KNOWN)
    return told.removeprefix(KNOWN)


def test_two_models_on_paper(sound) -> None:
    # boosting: causes (4 + 2) / 10, stand-ins (1 + 2) / 10, noise 1 / 10; the tree 9 / 10, 1 / 10, none
    chart = drawn(8, 1, 1, 0, 0)
    sound(chart)
    assert_fits(chart)
    assert words(8, 1, 1, 0, 0) == (
        "60 % of all pushing by boosting is on real causes, 30 % on stand-ins, 10 % on noise. Its strongest "
        "stand-in: “Balance”, with 20 %. 90 % of all pushing by the tree is on real causes, 10 % on "
        "stand-ins, none on noise."
    )
    for figure in (chart.figure, chart.narrow):
        lengths = {trace["name"]: trace["x"] for trace in figure["data"]}
        assert lengths["real causes"] == pytest.approx([90, 60])
        assert lengths["stand-ins"] == pytest.approx([10, 30])
        assert lengths["noise"] == pytest.approx([0, 10])
    assert chart.table["what it is"].tolist() == ["real cause"] * 2 + ["stand-in"] * 2 + ["noise"]
    assert chart.table["boosting: share of its pushing"].tolist() == pytest.approx([0.4, 0.2, 0.1, 0.2, 0.1])


def test_no_segment_is_told_by_its_colour_alone() -> None:
    chart = drawn(1, 1, 1, 1, 1)
    for figure in (chart.figure, chart.narrow):
        hatches = [trace["marker"]["pattern"]["shape"] for trace in figure["data"]]
        assert len(set(hatches)) == len(hatches) == 3
        beside = [note["text"].replace("\u00a0", " ") for note in figure["layout"]["annotations"]]
        assert beside[1] == "40 % real causes, 40 % stand-ins, 20 % noise"


def test_one_kind_alone_nothing_and_very_little() -> None:
    assert "All pushing by the tree is on real causes." in words(1, 0, 0, 0, 0)
    assert words(1, 0, 0, 0, 0, boosting=(0, 0, 1, 0, 0)).startswith(
        "All pushing by boosting is on stand-ins. Its strongest stand-in: “Complaints”, with 100 %."
    )
    assert "The tree looks at no column: it gives everybody the same chance." in words(0, 0, 0, 0, 0)
    assert words(1, 0, 0, 0, 0, boosting=(0, 0, 0, 1, 1)).startswith(
        "No pushing by boosting is on real causes: 50 % is on stand-ins, 50 % on noise."
    )
    # 1 of 1,000 is neither nothing, nor are 999 everything
    assert words(1, 0, 0, 0, 0, boosting=(999, 0, 1, 0, 0)).startswith(
        "More than 99 % of all pushing by boosting is on real causes, less than 1 % on stand-ins, none on "
        "noise. Its strongest stand-in: “Complaints”, with less than 1 %."
    )
    # 5 of 1,000 are half a percent
    assert "less than 1 % on noise" in words(1, 0, 0, 0, 0, boosting=(985, 0, 10, 0, 5))
    assert words(1, 0, 0, 0, 0, boosting=(992, 0, 4, 0, 4)).startswith(
        "99 % of all pushing by boosting is on real causes, less than 1 % on stand-ins, less than "
        "1 % on noise."
    )


def test_stand_ins_of_the_same_strength_are_all_named() -> None:
    assert "Its strongest stand-ins: “Complaints” and “Balance”, with 25 % each." in words(
        1, 0, 0, 0, 0, boosting=(2, 0, 1, 1, 0)
    )
    assert "strongest" not in words(1, 0, 0, 0, 0, boosting=(2, 0, 0, 0, 1))


def test_a_model_that_is_not_there_yet_is_waited_for() -> None:
    one = {"tree": importance(1, 1, 1, 1, 1)}
    assert said(roles(one, ROLES, TABLE, PAIR)).endswith("20 % on noise. Still being worked out: boosting.")
    other = {"forest": importance(1, 1, 1, 1, 1)}
    assert said(roles(other, ROLES, TABLE, PAIR)) == f"{KNOWN}Still being worked out: the tree and boosting."


@LAW
@given(
    st.lists(st.lists(st.floats(0, 10), min_size=5, max_size=5), min_size=1, max_size=6),
    st.permutations(models.NAMES),
)
def test_any_models_can_be_drawn_and_every_bar_is_full_or_empty(sound, sizes, order) -> None:
    found = {model: importance(*own) for model, own in zip(order, sizes, strict=False)}
    chart = roles(found, ROLES, TABLE, PAIR)
    sound(chart)
    assert_fits(chart)
    for at, own in enumerate(sizes):
        whole = sum(trace["x"][at] for trace in chart.figure["data"])
        assert whole == pytest.approx(100, abs=1e-6) or whole == 0
        assert whole or sum(own) < 1e-300


def test_each_share_is_rounded_for_itself_even_if_they_add_up_to_more_than_a_hundred() -> None:
    # 75.7, 23.6 and 0.7 % are rounded 76 + 24 + 1 = 101
    chart = drawn(1, 0, 0, 0, 0, boosting=(757, 0, 236, 0, 7))
    assert "76 % of all pushing by boosting is on real causes, 24 % on stand-ins, 1 % on noise." in said(
        chart
    )
    assert "“Complaints”, with 24 %." in said(chart)
    for figure in (chart.figure, chart.narrow):
        beside = [note["text"].replace("\u00a0", " ") for note in figure["layout"]["annotations"]]
        assert beside[-1] == "76 % real causes, 24 % stand-ins, 1 % noise"


@LAW
@given(st.lists(st.integers(5, 1_000), min_size=3, max_size=3))
def test_every_share_said_is_within_half_a_percent_of_the_true_one(sizes) -> None:
    causes, stand_ins, noise = sizes
    first = words(1, 0, 0, 0, 0, boosting=(causes, 0, stand_ins, 0, noise)).split(". ")[0]
    for part, size in zip(first.split(", "), sizes, strict=True):
        share = 100 * size / sum(sizes)
        told = int(part.split(" %")[0].split()[-1])
        if "less than" in part.lower():
            assert share <= 0.5
        elif "more than" in part.lower():
            assert share >= 99.5
        else:
            assert told > 0
            assert abs(told - share) <= 0.5 + 1e-9


def test_no_text_stands_on_a_bar() -> None:
    found = {model: importance(990, 5, 5, 0, 4) for model in models.NAMES}
    chart = roles(found, ROLES, TABLE, PAIR)
    assert_fits(chart)
    for figure, wide in ((chart.figure, True), (chart.narrow, False)):
        width = LEAST[wide]
        bar = figure["data"][0]
        left, right = (pixel(figure, "xaxis", x, width) for x in (0, 100))
        middles = [pixel(figure, "yaxis", y, width) for y in bar["y"]]
        for text, box in boxes(figure, width).items():
            for middle in middles:
                apart = box[1] <= left or right <= box[0] or box[3] <= middle - 10 or middle + 10 <= box[2]
                assert apart, text


def test_every_pair_fits_and_the_sample_knows_its_roles() -> None:
    for name in samples.NAMES:
        table = samples.load(name)
        known = {column["name"]: column["role"] for column in samples.sheet(name)["columns"]}
        columns = list(feature_rows(table).columns)
        own = importance(*range(len(columns), 0, -1)).assign(column=columns)
        found = dict.fromkeys(models.NAMES, own)
        assert {known[column] for column in columns} <= set(NAMES)
        for pair in combinations(models.NAMES, 2):
            assert_fits(roles(found, known, table, pair))


@pytest.mark.parametrize("name", [*HOSTILE, LONG])
def test_hostile_names_stay_text(sound, name) -> None:
    found = dict.fromkeys(models.NAMES, importance(4, 2, 1, 2, 1))
    chart = roles(found, ROLES, a_table(*[name] * 5), PAIR)
    sound(chart)
    assert_text_stayed_text(chart)


def test_a_column_without_a_role_and_no_model_are_refused() -> None:
    with pytest.raises(KeyError):
        roles({"tree": importance(1, 1)}, {"c0": "cause"}, TABLE, PAIR)
    with pytest.raises(KeyError, match="has the role"):
        roles({"tree": importance(1)}, {"c0": "id"}, TABLE, PAIR)
    with pytest.raises(ValueError, match="no model"):
        roles({}, ROLES, TABLE, PAIR)
