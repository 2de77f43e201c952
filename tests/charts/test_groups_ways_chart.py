"""Other ways to look at groups: what the directions are made of, and who stays near whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from core.charts.groups.directions import directions
from core.charts.groups.near import near, same_group
from core.segments import Directions, Segmentation, cut, grid
from core.segments import directions as found_directions
from tests.charts.test_groups_points_chart import (
    LONG,
    SHOP,
    assert_key_fits,
    assert_text_stayed_text,
    cloud,
    said,
)
from tests.charts.test_tree_chart import HOSTILE, wide_in_pixels

NAMES = ("Sales", "Rent", "Age")


def segmentation(labels: list[int]) -> Segmentation:
    points = grid(cloud(len(labels), NAMES))
    return Segmentation(points, np.array(labels), np.zeros((max(labels) + 1, 3)), 1.0)


def along(places: list[tuple[float, float]], loadings: Any, share: tuple[float, ...]) -> Directions:
    return Directions(np.array(places, dtype=float), np.array(loadings, dtype=float), np.array(share))


LABELS = [0] * 6 + [1] * 4
SPOTS = [(0.0, 0.0)] * 6 + [(10.0, 1.0)] * 4
LOADINGS = [(0.9, 0.1, 0.0), (-0.8, 0.2, 0.0), (0.1, 0.95, 0.0)]


def three() -> Directions:
    return along([(*spot, 0.0) for spot in SPOTS], LOADINGS, (0.5, 0.3, 0.2))  # type: ignore[misc]


# -- directions --------------------------------------------------------------------------------


def test_the_words_say_what_runs_along_and_how_much_it_shows(sound) -> None:
    # 0.5 + 0.3 = 80 %; every shop stands on the middle of its own group
    chart = directions(segmentation(LABELS), three(), None, ["Big", "Small"], SHOP)
    sound(chart)
    assert said(chart) == (
        "The first direction (50 % of all differences) runs towards more “Sales” and less “Rent”, the second "
        "(30 %) runs towards more “Age”; together they show 80 %. In this picture 100 % of the shops lie "
        "nearest to the middle of their own group: the groups hardly mix here."
    )
    assert chart.caution.replace("\u00a0", " ").startswith(
        "A flat picture leaves out 20 % of all differences"
    )
    titles = chart.figure["layout"]["xaxis"]["title"]["text"].replace("\u00a0", " ")
    assert titles == "first direction, 50 % of all differences<br>more Sales, less Rent →"


@pytest.mark.parametrize(
    ("strayed", "told"),
    [
        (0, "hardly mix here"),
        (2, "neighbouring groups mix here"),
        (4, "what sets them apart lies in the rest"),
    ],
)
def test_rows_nearer_to_another_middle_are_counted(strayed, told) -> None:
    # of 20 shops so many stand on the other group's place: 0, 20 and 40 % of them
    labels = [0] * 10 + [1] * 10
    places = [(9.0, 0.0)] * strayed + [(0.0, 0.0)] * (10 - strayed)
    places += [(0.0, 0.0)] * strayed + [(9.0, 0.0)] * (10 - strayed)
    d = along(places, [(0.9, 0.1), (0.2, 0.9), (0.0, 0.0)], (0.6, 0.4))
    words = said(directions(segmentation(labels), d, None, ["a", "b"], SHOP))
    assert f"In this picture {100 - 10 * strayed} % of the shops" in words
    assert words.endswith(f"{told}.")


def test_a_direction_along_which_nothing_runs_is_said_to_follow_nothing(sound) -> None:
    d = along(SPOTS, [(0.9, 0.0), (0.1, 0.0), (0.2, 0.0)], (1.0, 0.0))
    chart = directions(segmentation(LABELS), d, None, ["a", "b"], SHOP)
    sound(chart)
    assert "the second (0 %) follows no column closely; together they show 100 %" in said(chart)
    assert any("no column runs along it closely" in one["text"] for one in
               chart.figure["layout"]["annotations"])  # fmt: skip


def test_two_columns_leave_nothing_out_and_one_direction_is_too_few() -> None:
    found = cut(grid(cloud()), 2)
    d = found_directions(found.grid)
    assert directions(found, d, None, ["a", "b"], SHOP).caution.startswith("Two columns have only two")
    with pytest.raises(ValueError, match="too few"):
        directions(found, Directions(d.places[:, :1], d.loadings[:, :1], d.share[:1]), None, ["a", "b"], SHOP)


def test_the_strongest_six_columns_are_listed_with_sign_and_figure() -> None:
    names = tuple(f"Column {at}" for at in range(8))
    found = cut(grid(cloud(60, names)), 3)
    d = found_directions(found.grid)
    chart = directions(found, d, np.arange(0, 60, 3), list("abc"), SHOP)
    bars = [trace for trace in chart.figure["data"] if trace["type"] == "bar"]
    strongest = np.sort(np.abs(d.loadings[:, 0]))[::-1][:6]
    assert bars[0]["x"] == pytest.approx(strongest, abs=1e-3)
    assert sum(len(trace["x"]) for trace in chart.figure["data"][:3]) == 20
    assert "Of 60 shops 20 are drawn." in chart.caution
    assert len(chart.table) == 8


@pytest.mark.parametrize("name", [*HOSTILE, LONG, "$ink"])
def test_hostile_and_long_names_of_ten_groups_stay_text_and_fit(sound, name) -> None:
    k = 10
    rows = cloud(60, (name, "Rent", "Age")).assign(Plan=np.where(np.arange(60) % 3, name, "no"))
    found = cut(grid(rows), k)
    places = np.random.default_rng(0).normal(size=(60, 2))
    for chart in (
        directions(found, found_directions(found.grid), None, [name] * k, SHOP),
        near(found, np.arange(60), places, 30, 0.5, [name] * k, SHOP),
    ):
        sound(chart)
        assert_text_stayed_text(chart)
        assert_key_fits(chart)
        for figure, room in ((chart.figure, 500), (chart.narrow, 324)):
            for line in figure["layout"]["xaxis"].get("title", {}).get("text", "").split("<br>"):
                assert wide_in_pixels(line, 14) <= room


# -- the map of neighbours ---------------------------------------------------------------------


def test_neighbours_of_the_same_group_are_counted_in_the_picture() -> None:
    # on a line at 0 1 2 | 10 11; two nearest each: the last two have one of their own and one of the others
    places = np.array([[0, 0], [1, 0], [2, 0], [10, 0], [11, 0]], dtype=float)
    own = same_group(places, np.array([0, 0, 0, 1, 1]), neighbours=2)
    assert own.tolist() == [1, 1, 1, 0.5, 0.5]


def test_the_words_say_who_is_still_near_and_what_chance_would_do(sound) -> None:
    # 12 + 12 shops far apart: the 10 nearest are all of the own 12; by chance 2 * 12 * 11 / (24 * 23) = 48 %
    labels = [0] * 12 + [1] * 12
    rng = np.random.default_rng(0)
    places = rng.normal(size=(24, 2)) + np.array([[0, 0]] * 12 + [[100, 0]] * 12)
    chart = near(segmentation(labels), np.arange(24), places, 15, 0.62, ["Big", "Small"], SHOP)
    sound(chart)
    assert said(chart) == (
        "Of each shop's 10 nearest, 6.2 are still among the nearest here (62 %); each tried to keep about 15 "
        "neighbours. Of the 10 nearest in the picture, 100 % are of the same group; by chance it would be "
        "48 %."
    )
    assert "mean nothing" in chart.caution
    assert "drawn" not in chart.caution


def test_a_group_of_which_no_row_is_drawn_stays_in_the_key(sound) -> None:
    found = segmentation([0] * 12 + [1] * 12 + [2])
    rows = np.arange(24)
    chart = near(found, rows, np.random.default_rng(1).normal(size=(24, 2)), 5, 0.1, list("abc"), SHOP)
    sound(chart)
    assert any(words.endswith("· none drawn") for words in chart.figure["data"][-1]["text"])
    assert "Of 25 shops 24 are drawn." in chart.caution
    assert isinstance(chart.table, pd.DataFrame)
    assert len(chart.table) == 2


def test_one_kept_neighbour_is_said_in_the_singular() -> None:
    places = np.random.default_rng(1).normal(size=(24, 2))
    chart = near(segmentation([0] * 12 + [1] * 12), np.arange(24), places, 5, 0.1, ["a", "b"], SHOP)
    assert "10 nearest, 1 is still among" in said(chart)
