"""Which columns of a table say where a row lies, and the places on a grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from core import samples
from core.geo import Drawing, drawing, places
from tests.core.maps import table

UP, ACROSS = [50.5, 51.25, 48.0], [7.5, 8.0, 11.5]


def drawn_places(**columns: Sequence[object]) -> Drawing:
    found = places(table(**columns))
    assert found is not None
    return drawing(found)


@pytest.mark.parametrize(
    ("up", "across"),
    [
        ("lat", "lon"),
        ("latitude", "longitude"),
        ("Latitude", "Long"),
        ("geo_lat", "geo_lng"),
        ("storeLat", "storeLon"),
        ("Breite", "Länge"),
        ("y", "x"),
        ("coord_y", "coord_x"),
        ("lat", "longitude_deg"),
    ],
)
def test_two_columns_are_found_by_their_names(up: str, across: str) -> None:
    found = places(table(**{across: ACROSS, "size": [1.5, 2.5, 3.5], up: UP}))
    assert found is not None
    assert (found.up, found.across, found.notes, found.degrees) == (up, across, (), True)
    assert found.xy.tolist() == [list(pair) for pair in zip(ACROSS, UP, strict=True)]


@pytest.mark.parametrize(
    "columns",
    [
        {"size": UP, "income": ACROSS},
        {"lat": UP, "size": ACROSS},
        {"flat": UP, "along": ACROSS},
        {"lat": UP, "long_term_debt": ACROSS},
        {"lat": ["a", "b", "c"], "lon": ["d", "e", "f"]},
        {"lat": [500.0, 600.0, 700.0], "lon": ACROSS},
        {"y": [0, 1, 1], "x": [3, 4, 5]},
        {"y": [5e6, 5e6, 5e6 + 0.5], "x": [4e5, 4e5, 4e5]},
        {"lat": [None, None, 1.5], "lon": [2.5, None, None]},
    ],
    ids=str,
)
def test_columns_that_only_look_like_places_are_none(columns: dict[str, list[object]]) -> None:
    assert places(table(**columns)) is None


def test_the_label_says_it_where_the_name_does_not() -> None:
    rows = samples.load("districts")
    renamed = table(v1=rows.rows["latitude"].tolist(), v2=rows.rows["longitude"].tolist())
    assert places(renamed) is None
    labelled = renamed.corrected("v1", label="Latitude").corrected("v2", label="Longitude")
    found = places(labelled)
    assert found is not None
    assert (found.up, found.across) == ("v1", "v2")


def test_the_districts_and_not_the_prepaid_customers_have_places() -> None:
    found = places(samples.load("districts"))
    assert found is not None
    assert (found.up, found.across) == ("latitude", "longitude")
    assert places(samples.load("prepaid")) is None


def test_of_two_pairs_columns_that_belong_together_are_taken() -> None:
    found = places(table(end_lon=ACROSS, start_lat=UP, start_lon=[1.5, 2.5, 3.5], end_lat=UP))
    assert found is not None
    assert (found.up, found.across) == ("start_lat", "start_lon")


def test_columns_that_fit_only_the_other_way_round_are_exchanged_with_a_note() -> None:
    found = places(table(lat=[120.5, 121.0, 119.0], lon=[-30.0, -31.0, -29.5]))
    assert found is not None
    assert (found.up, found.across) == ("lon", "lat")
    assert found.xy[0].tolist() == [120.5, -30.0]
    assert "fit the globe only the other way round" in found.notes[0]


def test_gaps_places_beyond_the_globe_and_places_in_the_sea_are_no_places() -> None:
    up = [*([50.0] * 20), None, 95.0, 0.0]
    found = places(table(lat=up, lon=[*([7.0] * 20), 7.0, 7.0, 0.0]))
    assert found is not None
    assert np.isfinite(found.xy).all(axis=1).tolist() == [True] * 20 + [False] * 3
    assert np.isnan(found.xy[20:]).all()
    assert found.notes[0].startswith("1 row has a place beyond the globe and is not on the map")
    assert found.notes[1].startswith("1 row lies at 0 and 0, in the middle of the sea; its place is taken")


def test_lengths_count_only_in_columns_called_so() -> None:
    found = places(table(Easting=[3.5e6, 3.6e6, 3.7e6], Northing=[5.8e6, 5.9e6, 6e6]))
    assert found is not None
    assert not found.degrees
    drawn = drawing(found)
    assert drawn.middles.tolist() == [[0, 10_000], [5_000, 5_000], [10_000, 0]]


def test_places_around_the_date_line_lie_side_by_side() -> None:
    found = places(table(lat=[-17.5, -18.5, -17.0], lon=[178.5, -179.5, 179.0]))
    assert found is not None
    assert found.xy[:, 0].tolist() == [178.5, 180.5, 179.0]


def test_longitudes_are_narrowed_by_the_cosine_of_the_middle_latitude() -> None:
    # At 60 degrees a degree of longitude is half as long: 4 wide and 2 high become 2 by 2.
    drawn = drawn_places(lat=[59, 61, 60.5], lon=[10, 14, 12.5])
    assert drawn.box == (10_000, 10_000)
    # 12.5 lies at 2.5 / 4 of the width, 60.5 at 0.5 / 2 of the height from above.
    assert drawn.middles.tolist() == [[0, 10_000], [10_000, 0], [6_250, 2_500]]


def test_places_in_one_column_of_one_value_lie_on_a_line_and_all_in_one_place_in_the_middle() -> None:
    line = drawn_places(lat=[1.5, 2.5, 3.5], lon=[7.0, 7.0, 7.0])
    assert line.box == (1_000, 10_000)
    assert line.middles.tolist() == [[500, 10_000], [500, 5_000], [500, 0]]
    spot = drawn_places(lat=[1.5, 1.5], lon=[7.0, 7.0])
    assert spot.box == (10_000, 10_000)
    assert spot.middles.tolist() == [[5_000, 5_000]] * 2


def test_rows_without_a_place_are_not_drawn_and_of_very_many_an_even_part_is() -> None:
    few = drawn_places(lat=[1.5, None, 3.5], lon=[1.5, 2.5, 3.5])
    assert few.drawn.tolist() == [0, 2]
    rng = np.random.default_rng(1)
    many = {"lat": rng.uniform(40, 50, 50_000), "lon": rng.uniform(0, 10, 50_000)}
    drawn = drawn_places(**many)
    assert len(drawn.drawn) == len(drawn.middles) == len(drawn.shapes) == 20_000
    assert (np.diff(drawn.drawn) > 0).all()
    assert drawn.notes == ("The map shows 20,000 of 50,000 rows, evenly taken from the table.",)
    exact = drawn_places(**{name: values[:20_000] for name, values in many.items()})
    assert len(exact.drawn) == 20_000
    assert exact.notes == ()
