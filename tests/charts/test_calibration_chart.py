"""The picture of honest chances."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calibration import Calibration
from core.calibration import calibration as measured
from core.charts.box.calibration import calibration
from core.charts.chart import Chart
from core.models import NAMES
from tests.charts.test_tree_chart import PHONE, wide_in_pixels

LAW = settings(max_examples=25, deadline=None)
LAPTOP = 760  # the narrowest screen the wide picture is for
pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def found(off: float = 0.012, luck: float = 0.009, unlucky: float = 0.015) -> Calibration:
    return Calibration(
        customers=np.array([100, 100]), said=np.array([0.08, 0.42]), came=np.array([0.07, 0.4]),
        low=np.array([0.04, 0.32]), high=np.array([0.12, 0.48]), off=off, honest=2, brier=0.1,
        off_by_luck=luck, off_unlucky=unlucky,
    )  # fmt: skip


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def points(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [trace for trace in figure["data"] if trace["mode"] == "markers"]


def assert_headings_fit(chart: Chart, models: int) -> None:
    for figure, width in ((chart.figure, LAPTOP), (chart.narrow, PHONE)):
        heads = [note for note in figure["layout"]["annotations"] if note["xref"] == "paper"]
        assert len(heads) == models
        for note in heads:
            room = (width - 16) * (0.46 if figure is chart.figure else 1)
            assert max(wide_in_pixels(line, 15) for line in note["text"].split("<br>")) <= room


def test_two_models_on_paper(sound) -> None:
    chart = calibration({"tree": found(), "boosting": found(0.02)}, ("tree", "boosting"))
    sound(chart)
    assert said(chart) == (
        "Of the customers to whom the tree gives about 42 %, 40 % left. Over all 2 groups it is off by 1.2 "
        "points, no more than luck allows (about 0.9). Of the customers to whom boosting gives about 42 %, "
        "40 % left. Over all 2 groups it is off by 2.0 points, more than luck explains (luck alone gives "
        "about 0.9)."
    )
    assert len(chart.table) == 4


def test_as_far_off_as_luck_is_said_so() -> None:
    assert "off by 0.9 points, as luck alone would make it." in said(
        calibration({"tree": found(0.009)}, ("tree",))
    )


def test_one_group_is_said_without_groups(sound) -> None:
    one = measured(np.array([1, 0, 0, 0, 0]), np.full(5, 0.08))
    chart = calibration({"neural network": one}, ("tree", "neural network"))
    sound(chart)
    assert said(chart).startswith(
        "The neural network gives all customers about 8.0 %, and 20 % left. So it is off by"
    )


def test_points_stand_at_what_was_said_and_came_with_their_range() -> None:
    chart = calibration({"tree": found(), "forest": found()}, ("tree", "forest"))
    for figure in (chart.figure, chart.narrow):
        for trace in points(figure):
            assert (trace["x"], trace["y"]) == ([8, 42], [7, 40])
            assert trace["error_y"]["array"] == [5, 8]
            assert trace["error_y"]["arrayminus"] == [3, 8]
        one, other = points(figure)
        assert one["marker"]["symbol"] != other["marker"]["symbol"]
        assert one["marker"]["color"] != other["marker"]["color"]
        for axes in ("", "2"):
            shape = figure["layout"]
            assert shape[f"xaxis{axes}"]["range"] == shape[f"yaxis{axes}"]["range"]


def test_a_model_keeps_its_look_when_the_other_is_not_there_yet() -> None:
    both = calibration({"tree": found(), "forest": found()}, ("tree", "forest"))
    alone = calibration({"forest": found()}, ("tree", "forest"))
    assert points(alone.figure)[0]["marker"] == points(both.figure)[1]["marker"]


@pytest.mark.parametrize("first", NAMES)
def test_every_pair_fits_both_screens(sound, first) -> None:
    for second in NAMES:
        chart = calibration({first: found(), second: found()}, (first, second))
        sound(chart)
        assert_headings_fit(chart, 1 if first == second else 2)


def test_without_either_model_there_is_nothing_to_show() -> None:
    with pytest.raises(ValueError, match="no model"):
        calibration({"forest": found()}, ("tree", "boosting"))


@LAW
@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=1, max_size=300))
def test_any_chances_can_be_drawn_inside_the_axes(sound, rows) -> None:
    y, p = (np.array(column) for column in zip(*rows, strict=True))
    chart = calibration({"tree": measured(y, p)}, ("tree", "boosting"))
    sound(chart)
    for trace in points(chart.figure):
        low, high = chart.figure["layout"]["yaxis"]["range"]
        assert all(low <= x <= high for x in trace["x"])
        ends = np.add(trace["y"], trace["error_y"]["array"])
        assert all(low <= end <= high + 1e-3 for end in ends)
