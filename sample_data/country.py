"""Merrow, an invented country: about 600 districts on a main land and islands, with names and regions.

Districts are the cells (Voronoi 1908) of seeded points that lie closer together around seven cities; land is
where a smooth height is greatest. Each border is bent once, so that two neighbours share the same points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample_data.country_names import CITIES, REGIONS, name_districts
from sample_data.rings import area_and_centroid, bent, convex_ring, crossings, ring_around

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DISTRICTS = 600  # or a few more
MIDDLE = (-6.0, -6.0)  # longitude and latitude: nothing but ocean for 700 km around
KM = 111.2  # per degree of latitude
SHORE = 325  # km east, west, north and south of the middle beyond which all is sea
FRAME = 420  # km within which points are drawn
DIGITS = 3  # of a degree, about 100 m
CITY_SIZES = (23, 16, 13, 11, 9, 8, 7)  # districts of each city, the capital first
COUNTRYSIDE = 1400  # points drawn over land and sea alike
SMALLEST_ISLAND = 3  # districts
SEA, LAKE = 1, 2  # what a district borders on, if not on land alone


@dataclass(frozen=True)
class Country:
    """The districts in the order of regions and names; n of them.

    rings       n arrays (points, 2) of longitude and latitude, closed and counterclockwise
    centre      (n, 2) longitude and latitude of the centroid
    area        (n,) km²
    city        (n,) place of the nearest city in CITIES
    to_city     (n,) km from the centroid to the middle of that city
    in_city     (n,) whether the district belongs to that city
    to_sea      (n,) km from the centroid to the nearest point of the sea shore
    neighbours  (m, 2) places of two districts with a common border
    """

    names: tuple[str, ...]
    regions: tuple[str, ...]
    rings: tuple[Floats, ...]
    centre: Floats
    area: Floats
    city: Ints
    to_city: Floats
    in_city: Flags
    to_sea: Floats
    neighbours: Ints


@cache
def country(seed: int) -> Country:
    """The country of a seed, built once."""
    rng = np.random.default_rng([seed, 1])
    cities = _cities(rng)
    cells = _cells(rng, cities)
    land, sea = _land(rng, cells, cities)
    rings, paths = _rings(rng, cells, land)
    area, centre = map(np.array, zip(*map(area_and_centroid, rings), strict=True))
    pairs = cells.ridge_points[list(paths)]
    by_water = np.zeros(len(land), dtype=int)
    for water, wet in ((LAKE, ~land & ~sea), (SEA, sea)):
        by_water[pairs[wet[pairs[:, ::-1]] & land[pairs]]] = water
    shore = np.concatenate(
        [path for path, pair in zip(paths.values(), pairs, strict=True) if sea[pair].any()]
    )
    distance = np.linalg.norm(centre[:, None] - cities, axis=2)
    city = distance.argmin(axis=1)
    in_city = np.zeros(len(rings), dtype=bool)
    for place, size in enumerate(CITY_SIZES):
        in_city[np.argsort(distance[:, place])[:size]] = True
    names = name_districts(rng, np.where(in_city, city, -1), by_water[land])
    regions = [REGIONS[place] for place in _of_the_whole_island(_parts(cells, land)[land], city)]
    order = sorted(range(len(rings)), key=lambda row: (regions[row], names[row]))
    new_place = np.full(len(land), -1)
    new_place[np.flatnonzero(land)[order]] = np.arange(len(order))
    return Country(
        names=tuple(names[row] for row in order),
        regions=tuple(regions[row] for row in order),
        rings=tuple(_written(rings[row]) for row in order),
        centre=_degrees(centre[order], digits=4),
        area=area[order],
        city=city[order],
        to_city=distance.min(axis=1)[order],
        in_city=in_city[order],
        to_sea=np.array([np.linalg.norm(shore - centre[row], axis=1).min() for row in order]),
        neighbours=new_place[pairs[land[pairs].all(axis=1)]],
    )


def _cities(rng: np.random.Generator) -> Floats:
    """(7, 2) km: places well inside the country and well apart, the capital nearest to the middle."""
    found: list[Floats] = []
    while len(found) < len(CITIES):
        place = rng.uniform(-225, 225, size=2)
        if np.linalg.norm(place) < 225 and all(np.linalg.norm(place - other) > 135 for other in found):
            found.append(place)
        elif rng.random() < 0.001:
            found = []
    return np.array(sorted(found, key=np.linalg.norm))


def _cells(rng: np.random.Generator, cities: Floats) -> Any:
    """A Voronoi diagram of points in the frame, dense in the cities, moved to the middle of their cells."""
    from scipy.spatial import Voronoi

    around = [
        city + rng.normal(scale=spread * np.sqrt(size), size=(int(times * size), 2))
        for city, size in zip(cities, CITY_SIZES, strict=True)
        for spread, times in ((2.1, 1.3), (6.0, 0.8))
    ]
    points = np.concatenate([rng.uniform(-FRAME, FRAME, size=(COUNTRYSIDE, 2)), *around])
    for _ in range(3):
        cells = Voronoi(points)
        for point, number in enumerate(cells.point_region):
            corners = cells.vertices[cells.regions[number]]
            if -1 not in cells.regions[number] and np.abs(corners).max() < FRAME:
                points[point] = area_and_centroid(convex_ring(corners, points[point]))[1]
    return Voronoi(points)


def _land(rng: np.random.Generator, cells: Any, cities: Floats) -> tuple[Flags, Flags]:
    """(cells,) which cells are land, and which belong to the sea that surrounds it (the rest are lakes)."""
    points = cells.points
    waves = rng.normal(size=(9, 2)) * (2 * np.pi / 330)
    height = 1 - (points**2).sum(axis=1) / 260**2
    height += 0.23 * np.cos(points @ waves.T + rng.uniform(0, 2 * np.pi, size=9)).sum(axis=1)

    def hill(top: Floats, width: float) -> Floats:
        return np.exp(-((points - top) ** 2).sum(axis=1) / (2 * width**2))

    turn = rng.uniform(0, 2 * np.pi)
    for step, distance in enumerate((272, 285, 262)):
        angle = turn + step * 2.1 + rng.uniform(-0.4, 0.4)
        island = distance * np.array([np.cos(angle), np.sin(angle)])
        height += 3.2 * hill(island, 24) - 2.4 * hill(island, 58)
    bay = 215 * np.array([np.cos(turn + 1.05), np.sin(turn + 1.05)])
    lake = bay * -0.3
    height -= 1.3 * hill(bay, 42) + 2.2 * hill(lake, 17)
    for city, size in zip(cities, CITY_SIZES, strict=True):
        height += 1.5 * hill(city, 6 * np.sqrt(size))
    height[np.abs(points).max(axis=1) > SHORE] = -np.inf

    highest_first = np.argsort(-height, kind="stable")
    for taken in range(DISTRICTS, len(points)):
        land = np.zeros(len(points), dtype=bool)
        land[highest_first[:taken]] = True
        part = _parts(cells, land)
        land &= np.bincount(part)[part] >= SMALLEST_ISLAND
        if land.sum() >= DISTRICTS:
            break
    part = _parts(cells, ~land)
    return land, ~land & (part == part[np.abs(points).max(axis=1).argmax()])


def _parts(cells: Any, among: Flags) -> Ints:
    """(cells,) a number for each connected part of the chosen cells; every other cell is a part alone."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    a, b = cells.ridge_points[among[cells.ridge_points].all(axis=1)].T
    joined = coo_array((np.ones(len(a)), (a, b)), shape=(len(among), len(among)))
    return connected_components(joined, directed=False)[1]


def _of_the_whole_island(part: Ints, city: Ints) -> Ints:
    """(n,) the city of each district, but on an island the one that most of its districts are near."""
    main = np.bincount(part).argmax()
    return np.array(
        [
            own if at == main else np.bincount(city[part == at]).argmax()
            for own, at in zip(city, part, strict=True)
        ]
    )


def _rings(rng: np.random.Generator, cells: Any, land: Flags) -> tuple[list[Floats], dict[int, Floats]]:
    """The ring of each land cell in km, counterclockwise and closed, and the bent path of each ridge."""
    sides: dict[int, list[int]] = {int(cell): [] for cell in np.flatnonzero(land)}
    paths: dict[int, Floats] = {}
    for ridge, pair in enumerate(cells.ridge_points):
        if not land[pair].any():
            continue
        start, end = cells.vertices[cells.ridge_vertices[ridge]]
        on_coast = not land[pair].all()
        step, rough = (5.5, 0.2) if on_coast else (11.0, 0.15)
        paths[ridge] = np.array([*bent(rng, start, end, step, rough), end])
        for cell in pair[land[pair]]:
            sides[int(cell)].append(ridge)
    rings = {
        cell: ring_around(cells.points[cell], [paths[r] for r in ridges]) for cell, ridges in sides.items()
    }
    while crossed := [cell for cell, ring in rings.items() if crossings(_written(ring))]:
        for ridge in {ridge for cell in crossed for ridge in sides[cell]}:
            paths[ridge] = paths[ridge][[0, -1]]
        rings = {
            cell: ring_around(cells.points[cell], [paths[r] for r in ridges])
            for cell, ridges in sides.items()
        }
    return list(rings.values()), paths


def _degrees(points: Floats, digits: int = DIGITS) -> Floats:
    """Longitude and latitude, rounded, of points (n, 2) in km from the middle."""
    km = KM * np.array([np.cos(np.radians(MIDDLE[1])), 1])
    return np.round(np.array(MIDDLE) + points / km, digits)


def _written(ring: Floats) -> Floats:
    """The ring in degrees as in the file, without points that rounding made the same as the one before."""
    at = _degrees(ring)
    return at[np.concatenate([[True], (np.diff(at, axis=0) != 0).any(axis=1)])]
