"""Districts of Merrow: the shipped files are the generator's, the map holds together, segments are found."""

import json
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression
from sklearn.metrics import adjusted_rand_score, silhouette_score

from core.table import read
from sample_data import districts
from sample_data.country import country
from sample_data.districts import (
    AMOUNTS,
    COLUMNS,
    INPUTS,
    NOISE,
    PERCENTAGES,
    SALES,
    SEED,
    SEGMENTS,
    SHARES,
    standardized,
)
from sample_data.rings import area_and_centroid, crossings

FOLDER = Path(__file__).parents[2] / "sample_data"
CSV = FOLDER / "districts.csv"
SEGMENT_COUNT = len(SEGMENTS)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(CSV)


@pytest.fixture(scope="module")
def segment() -> pd.Series:
    return pd.read_csv(FOLDER / "districts.truth.csv")["segment"]


@pytest.fixture(scope="module")
def sheet() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "districts.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shapes() -> list[dict[str, Any]]:
    return json.loads((FOLDER / "districts.geojson").read_bytes())["features"]


@pytest.fixture(scope="module")
def rings(shapes: list[dict[str, Any]]) -> list[np.ndarray]:
    return [np.array(shape["geometry"]["coordinates"][0]) for shape in shapes]


@pytest.fixture(scope="module")
def coast(rings: list[np.ndarray]) -> list[np.ndarray]:
    """The closed lines along which the land ends: main land, islands and lakes."""
    sides = {side for ring in rings for side in sides_of(ring)}
    following = {start: end for start, end in sides if (end, start) not in sides}
    loops = []
    while following:
        loop = [next(iter(following))]
        while loop[-1] in following:
            loop.append(following.pop(loop[-1]))
        loops.append(np.array(loop))
    return loops


def sides_of(ring: np.ndarray) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    corners = [tuple(corner) for corner in ring.tolist()]
    return list(pairwise(corners))


def groups(points: np.ndarray, k: int = SEGMENT_COUNT, tries: int = 10) -> np.ndarray:
    return KMeans(k, n_init=tries, random_state=0).fit_predict(points)


@cache
def groups_without(name: str) -> np.ndarray:
    points = standardized(pd.read_csv(CSV))
    return groups(np.delete(points, INPUTS.index(name), axis=1), tries=4)


def explained(values: np.ndarray, labels: np.ndarray) -> float:
    """Eta squared: the share of the variance that lies between the groups."""
    means = np.array([values[labels == label].mean() for label in np.unique(labels)])
    sizes = np.array([(labels == label).sum() for label in np.unique(labels)])
    return float(sizes @ (means - values.mean()) ** 2 / ((values - values.mean()) ** 2).sum())


def test_the_seed_gives_the_shipped_tables_to_the_last_written_digit() -> None:
    assert districts.to_csv(districts.generate()) == CSV.read_bytes()
    assert districts.truth_csv(districts.truth()) == (FOLDER / "districts.truth.csv").read_bytes()


def test_the_seed_gives_the_shipped_map() -> None:
    shipped = (FOLDER / "districts.geojson").read_bytes()
    assert districts.to_geojson(districts.geojson()) == shipped
    assert len(shipped) < 200_000


def test_another_seed_gives_another_country(frame: pd.DataFrame) -> None:
    other = districts.generate(SEED + 1)
    assert 590 <= len(other) <= 610
    assert len(set(other["district"]) & set(frame["district"])) < 500
    assert not np.allclose(other["latitude"].mean(), frame["latitude"].mean(), atol=0.001)


def test_each_district_has_one_name_one_row_one_segment_and_one_shape(
    frame: pd.DataFrame, shapes: list[dict[str, Any]]
) -> None:
    assert frame["district"].is_unique and 590 <= len(frame) <= 610
    assert [shape["id"] for shape in shapes] == frame["district"].tolist()
    assert [shape["properties"] for shape in shapes] == [{"district": name} for name in frame["district"]]
    assert districts.truth()["district"].tolist() == frame["district"].tolist()


def test_names_and_regions_are_many_and_short(frame: pd.DataFrame) -> None:
    assert 6 <= frame["region"].nunique() <= 8
    assert frame["region"].value_counts().min() > 30
    assert frame["district"].str.len().max() <= 24


def test_rings_are_closed_run_counterclockwise_and_do_not_cross_themselves(rings: list[np.ndarray]) -> None:
    for ring in rings:
        assert len(ring) >= 4 and (ring[0] == ring[-1]).all()
        assert area_and_centroid(ring)[0] > 0
        assert crossings(ring) == 0


def test_a_ring_like_an_eight_crosses_itself_and_a_square_does_not() -> None:
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)
    assert crossings(square) == 0
    assert crossings(square[[0, 2, 1, 3, 0]]) == 1


def test_area_and_middle_of_a_triangle_agree_with_paper() -> None:
    # Base 3, height 6: area 9; the middle is the mean of the corners, (0 + 3 + 0) / 3 and (0 + 0 + 6) / 3.
    area, middle = area_and_centroid(np.array([[0, 0], [3, 0], [0, 6], [0, 0]], dtype=float))
    assert area == pytest.approx(9)
    assert middle.tolist() == pytest.approx([1, 2])


def test_neighbours_share_their_border_point_by_point_and_nobody_else_has_it(rings: list[np.ndarray]) -> None:
    sides = [side for ring in rings for side in sides_of(ring)]
    assert len(set(sides)) == len(sides)
    known = set(sides)
    assert sum((end, start) in known for start, end in sides) > 0.75 * len(sides)


def test_where_no_neighbour_is_there_is_a_closed_coast(coast: list[np.ndarray]) -> None:
    for loop in coast:
        assert (loop[0] == loop[-1]).all()
        assert crossings(loop) == 0
    areas = [area_and_centroid(loop)[0] for loop in coast]
    assert sum(area > 0 for area in areas) >= 3  # the main land and islands
    assert sum(area < 0 for area in areas) >= 1  # a lake
    assert max(areas) > 0.9 * sum(areas)


def test_the_coast_and_the_districts_enclose_the_same_land(
    coast: list[np.ndarray], rings: list[np.ndarray]
) -> None:
    along_coast = sum(area_and_centroid(loop)[0] for loop in coast)
    assert along_coast == pytest.approx(sum(area_and_centroid(ring)[0] for ring in rings))


def test_the_country_is_six_degrees_wide_and_a_district_lies_where_the_table_says(
    frame: pd.DataFrame, rings: list[np.ndarray]
) -> None:
    corners = np.concatenate(rings)
    assert (np.ptp(corners, axis=0) > 5).all() and (np.ptp(corners, axis=0) < 6.5).all()
    middles = np.array([area_and_centroid(ring)[1] for ring in rings])
    assert np.abs(middles - frame[["longitude", "latitude"]].to_numpy()).max() < 0.003


def test_density_is_residents_by_area_on_the_map(frame: pd.DataFrame, rings: list[np.ndarray]) -> None:
    # A degree is 111.2 km from south to north, and at latitude -6 times cos(6°) from west to east.
    km2 = np.array([area_and_centroid(ring)[0] for ring in rings]) * 111.2**2 * np.cos(np.radians(6))
    error = (frame["residents"] / km2 / frame["density"] - 1).abs()
    assert error.median() < 0.005 and error.max() < 0.05


def test_city_districts_are_small(segment: pd.Series) -> None:
    area = pd.Series(country(SEED).area)
    city = segment == "city core"
    assert area[~city].median() > 4 * area[city].median()
    assert (country(SEED).in_city == city).all()


def test_each_segment_is_between_8_and_35_percent_and_as_large_as_planned(segment: pd.Series) -> None:
    sizes = segment.value_counts(normalize=True)
    assert set(sizes.index) == set(SEGMENTS)
    assert sizes.between(0.08, 0.35).all()
    for place, share in SHARES.items():
        assert sizes[SEGMENTS[place]] == pytest.approx(share, abs=0.001)


def test_neighbours_are_mostly_of_the_same_segment(segment: pd.Series) -> None:
    a, b = country(SEED).neighbours.T
    same = (segment.to_numpy()[a] == segment.to_numpy()[b]).mean()
    by_chance = (segment.value_counts(normalize=True) ** 2).sum()
    assert same > 0.65 > 2.5 * by_chance


def test_five_groups_agree_with_the_segments(frame: pd.DataFrame, segment: pd.Series) -> None:
    assert adjusted_rand_score(segment, groups(standardized(frame))) > 0.90


def test_on_other_seeds_they_agree_too() -> None:
    # `python -m sample_data.districts` checks twenty seeds and every number of groups.
    assert districts.check(range(3), groups=(4, 5, 6))["agreement"].min() > 0.85


def test_the_silhouette_favours_five_groups_far_above_a_table_without_groups(frame: pd.DataFrame) -> None:
    points = standardized(frame)
    found = {k: silhouette_score(points, groups(points, k)) for k in range(2, 11)}
    assert max(found, key=lambda k: found[k]) == SEGMENT_COUNT
    rest = [value for k, value in found.items() if k != SEGMENT_COUNT]
    assert found[SEGMENT_COUNT] > max(rest) + 0.03
    rng = np.random.default_rng(0)
    nothing = []
    for _ in range(100):
        shuffled = rng.permuted(points, axis=0)
        nothing.append(silhouette_score(shuffled, groups(shuffled, tries=1)))
    assert found[SEGMENT_COUNT] > 2 * np.quantile(nothing, 0.95)


def test_without_scaling_the_groups_are_slices_of_income(frame: pd.DataFrame, segment: pd.Series) -> None:
    raw = frame[list(INPUTS)].fillna(frame[list(INPUTS)].median()).to_numpy()
    labels = groups(raw)
    assert explained(frame["income"].to_numpy(), labels) > 0.85
    assert adjusted_rand_score(segment, labels) < 0.5


@pytest.mark.parametrize("name", INPUTS)
def test_groups_made_without_a_column_foretell_it_unless_it_is_noise(frame: pd.DataFrame, name: str) -> None:
    values = frame[name].fillna(frame[name].median()).to_numpy(dtype=float)
    labels = groups_without(name)
    rng = np.random.default_rng(0)
    chance = np.array([explained(rng.permutation(values), labels) for _ in range(1000)])
    found = explained(values, labels)
    if name in NOISE:
        assert (chance >= found).mean() > 0.1
    else:
        assert found > 0.1 and (chance < found).all()


def test_noise_follows_no_column_and_no_place(frame: pd.DataFrame) -> None:
    together = frame.corr(numeric_only=True)[list(NOISE)].drop(list(NOISE)).abs()
    assert together.max().max() < 0.13  # four standard errors would be 0.16


def test_columns_hang_together_as_in_a_census_and_none_repeats_another(frame: pd.DataFrame) -> None:
    together = frame[list(INPUTS)].corr().abs().to_numpy()[np.triu_indices(len(INPUTS), 1)]
    assert 0.7 < together.max() < 0.85
    assert (together > 0.5).mean() > 0.15


def test_amounts_are_skewed_and_shares_stay_between_0_and_100(
    frame: pd.DataFrame, sheet: dict[str, Any]
) -> None:
    assert (frame[["density", "residents"]].skew() > 2).all()
    assert (frame[["income", "distance_to_city", "over_65", "farm_work"]].skew() > 0.4).all()
    shares = frame[[column["name"] for column in sheet["columns"] if column["unit"] == "%"]]
    assert shares.min().min() > 0 and shares.max().max() < 100
    assert (frame["under_15"] + frame["over_65"]).max() < 100
    assert (frame["farm_work"] + frame["factory_work"]).max() < 100


def test_one_column_has_a_few_gaps(frame: pd.DataFrame) -> None:
    gaps = frame.isna().mean()
    assert gaps[gaps > 0].index.tolist() == ["unemployment"]
    assert 0.01 <= gaps["unemployment"] <= 0.02


def test_sales_follow_the_segment_and_the_inputs_but_not_wholly(
    frame: pd.DataFrame, segment: pd.Series
) -> None:
    sales = np.log(frame["sales"].to_numpy())
    fitted = LinearRegression().fit(standardized(frame), sales)
    assert 0.6 < explained(sales, segment.to_numpy()) < 0.95
    assert 0.6 < fitted.score(standardized(frame), sales) < 0.95


def test_two_columns_show_the_segments_to_the_eye_in_part(
    frame: pd.DataFrame, segment: pd.Series, sheet: dict[str, Any]
) -> None:
    points = standardized(frame)[:, [INPUTS.index(name) for name in sheet["eye"]]]
    assert 0.6 < adjusted_rand_score(segment, groups(points)) < 0.85


def test_the_door_lets_the_table_in(sheet: dict[str, Any]) -> None:
    table = read(CSV.read_bytes(), "districts.csv")
    assert {c.name: c.kind for c in table.columns} == {c["name"]: c["kind"] for c in sheet["columns"]}
    assert table.left_out == ("district",)


def test_the_sheet_lists_exactly_the_columns_and_says_it_is_simulated(
    frame: pd.DataFrame, sheet: dict[str, Any]
) -> None:
    told = sheet["columns"]
    assert [column["name"] for column in told] == list(frame.columns) == list(COLUMNS)
    assert all(set(c) == {"name", "label", "unit", "kind", "help", "role", "how"} for c in told)
    assert all(len(column["label"]) <= 28 for column in told)
    assert (sheet["rows"], sheet["seed"], sheet["simulated"]) == (len(frame), SEED, True)
    roles = {role: [c["name"] for c in told if c["role"] == role] for role in {c["role"] for c in told}}
    assert set(roles) == {"name", "place", "count", "input", "noise", "profile"}
    assert roles["noise"] == list(NOISE) and roles["profile"] == sheet["profile"]
    assert set(roles["input"] + roles["noise"]) == set(INPUTS)


def test_the_sheet_tells_sizes_and_typical_values_as_they_are(
    segment: pd.Series, sheet: dict[str, Any]
) -> None:
    truth = sheet["made"]["truth"]
    for name, size in segment.value_counts().items():
        assert f"{size} {name}" in truth or f"{size} districts are {name}" in truth, name
    for typical in (*(mid for mid, _ in (AMOUNTS | PERCENTAGES).values()), SALES):
        *first, last = (f"{value:,}" for value in typical)
        assert f"{', '.join(first)} and {last}" in truth, typical
