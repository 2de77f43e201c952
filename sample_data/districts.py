"""Districts of Merrow: a simulated census of an invented country, with five kinds of districts built in.

Where a district lies decides its segment: city core, commuter belt, ageing coast, market towns or farmland.
Its columns are then drawn around what is typical of the segment, so that neighbours resemble each other
without being alike. The segments are written to a file of their own: in real life nobody knows them.

`python -m sample_data.districts` looks for the segments with k-means on 20 generator seeds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sample_data.country import Country, country

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SEED = 18
SEGMENTS = ("city core", "commuter belt", "ageing coast", "market towns", "farmland")
CORE, BELT, COAST, TOWNS, FARMS = range(5)
SHARES = {BELT: 0.22, COAST: 0.18, TOWNS: 0.20}  # of the districts; the cities have theirs, farmland the rest

# Typical value in each segment, and the spread of one district around it, as a share of the value (amounts)
# or on the logit scale (percentages).
AMOUNTS = {
    "density": ((2600, 210, 95, 150, 22), 0.52),  # people per km²
    "household_size": ((2.1, 2.9, 2.2, 3.0, 4.2), 0.10),  # people
    "income": ((25500, 32000, 21000, 19500, 15500), 0.23),  # € per household and year
}
PERCENTAGES = {
    "under_15": ((17, 25, 12, 19, 29), 0.18),
    "over_65": ((13, 11, 29, 17, 9), 0.23),
    "unemployment": ((9, 4, 6, 13, 5.5), 0.32),
    "farm_work": ((0.6, 5, 12, 9, 42), 0.46),
    "factory_work": ((9, 14, 7, 36, 8), 0.32),
    "degree": ((43, 33, 19, 14, 9), 0.32),
    "smartphones": ((93, 91, 66, 82, 62), 0.39),
    "renters": ((66, 17, 24, 45, 13), 0.34),
    "commuters": ((15, 57, 17, 20, 11), 0.34),
}
# How much of the spread a column shares with others in the district: how well off it is, how young it is.
WEALTH = {"income": 0.7, "unemployment": -0.5, "degree": 0.6, "smartphones": 0.4, "renters": -0.3}
YOUTH = {"household_size": 0.3, "under_15": 0.7, "over_65": -0.6, "smartphones": 0.3}
NOISE = {"left_handed": (10.6, 0.9), "born_in_spring": (25.3, 1.1)}  # mean and standard deviation in percent
INPUTS = (
    *("density", "distance_to_city", "household_size", "under_15", "over_65", "income", "unemployment"),
    *("farm_work", "factory_work", "degree", "smartphones", "renters", "commuters"),
    *("left_handed", "born_in_spring"),
)
COLUMNS = ("district", "region", "latitude", "longitude", "residents", *INPUTS, "sales")
MIXED = 0.05  # share of districts half-way between their segment and the one next door
SALES = (5200, 7400, 5600, 4300, 3100)  # € per 1,000 residents and year, before what a district adds
LOST = 0.015  # share of the districts whose unemployment is missing


@cache
def _segments(seed: int) -> Ints:
    """(n,) place in SEGMENTS of each district, by where it lies."""
    land = country(seed)
    rng = np.random.default_rng([seed, 2])
    size = np.bincount(land.city[land.in_city])[land.city]
    coast, towns = _hills(rng, land.centre), _hills(rng, land.centre)
    order = {
        BELT: land.to_city / np.sqrt(size),
        COAST: land.to_sea + 14 * coast,
        TOWNS: land.to_city / 90 + towns,
    }
    segment = np.where(land.in_city, CORE, FARMS)
    for place, score in order.items():
        free = np.where(segment == FARMS, score, np.inf)
        segment[np.argsort(free, kind="stable")[: round(SHARES[place] * len(segment))]] = place
    return segment


def _hills(rng: np.random.Generator, at: Floats) -> Floats:
    """(n,) a height that changes slowly over the map (n, 2), about 0 on average and 1 in spread."""
    waves = rng.normal(size=(6, 2)) * (2 * np.pi / 3.5)
    return np.cos(at @ waves.T + rng.uniform(0, 2 * np.pi, size=6)).sum(axis=1) / np.sqrt(3)


def _blend(rng: np.random.Generator, land: Country, segment: Ints) -> Floats:
    """(n, 5) how much of each segment a district is: 1 for its own, or half and half with one next door."""
    weight = np.eye(len(SEGMENTS))[segment]
    both_ways = np.concatenate([land.neighbours, land.neighbours[:, ::-1]])
    border = both_ways[segment[both_ways[:, 0]] != segment[both_ways[:, 1]]]
    shuffled = border[rng.permutation(len(border))]
    at, first = np.unique(shuffled[:, 0], return_index=True)
    mixed = rng.choice(len(at), size=min(len(at), round(MIXED * len(segment))), replace=False)
    weight[at[mixed]] = (weight[at[mixed]] + np.eye(len(SEGMENTS))[segment[shuffled[first[mixed], 1]]]) / 2
    return weight


def generate(seed: int = SEED) -> pd.DataFrame:
    """The table, one row per district, rounded as a statistics office would, NaN where a cell is missing."""
    land, segment = country(seed), _segments(seed)
    rng, by_chance = np.random.default_rng([seed, 3]), np.random.default_rng([seed, 4])
    weight = _blend(rng, land, segment)
    wealth, youth = rng.normal(size=(2, len(segment)))

    def around(name: str, typical: Floats, spread: float) -> Floats:
        shared = np.array([WEALTH.get(name, 0), YOUTH.get(name, 0)])
        own = np.sqrt(1 - (shared**2).sum()) * rng.normal(size=len(segment))
        return weight @ typical + spread * (own + shared[0] * wealth + shared[1] * youth)

    values = {name: np.exp(around(name, np.log(mid), by)) for name, (mid, by) in AMOUNTS.items()}
    for name, (mid, by) in PERCENTAGES.items():
        share = np.array(mid) / 100
        values[name] = 100 / (1 + np.exp(-around(name, np.log(share / (1 - share)), by)))
    for name, (mean, spread) in NOISE.items():
        values[name] = by_chance.normal(mean, spread, size=len(segment))
    usual = weight @ np.array(SALES) * (values["income"] / 22000) ** 0.4 * (values["smartphones"] / 80) ** 0.5
    frame = pd.DataFrame(values).round(dict.fromkeys(values, 1) | {"household_size": 2})
    residents = (values["density"] * land.area).round()
    frame = frame.assign(
        district=land.names,
        region=land.regions,
        longitude=land.centre[:, 0],
        latitude=land.centre[:, 1],
        residents=residents.astype(int),
        density=(residents / land.area).round(1),
        distance_to_city=land.to_city.round(1),
        income=frame["income"].round(-2).astype(int),
        sales=(usual * np.exp(0.16 * rng.normal(size=len(segment)))).round(-1).astype(int),
    )
    lost = rng.choice(len(frame), size=round(LOST * len(frame)), replace=False)
    frame.loc[lost, "unemployment"] = np.nan
    return frame[list(COLUMNS)]


def truth(seed: int = SEED) -> pd.DataFrame:
    """The segment each district was made in, in the order of generate(): columns district and segment."""
    names = [SEGMENTS[place] for place in _segments(seed)]
    return pd.DataFrame({"district": country(seed).names, "segment": names})


def geojson(seed: int = SEED) -> dict[str, Any]:
    """The map: a FeatureCollection (RFC 7946) of one polygon per district, in the order of generate()."""
    land = country(seed)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": name,
                "properties": {"district": name},
                "geometry": {"type": "Polygon", "coordinates": [ring.tolist()]},
            }
            for name, ring in zip(land.names, land.rings, strict=True)
        ],
    }


def to_csv(frame: pd.DataFrame) -> bytes:
    """The file: comma separated, as many decimals as were kept in rounding, blank for a gap."""
    return frame.to_csv(index=False, lineterminator="\n").encode()


def truth_csv(frame: pd.DataFrame) -> bytes:
    """The file of what truth() gives, comma separated."""
    return frame.to_csv(index=False, lineterminator="\n").encode()


def to_geojson(shapes: dict[str, Any]) -> bytes:
    """The file of the map, without spaces."""
    return json.dumps(shapes, separators=(",", ":")).encode()


def standardized(frame: pd.DataFrame) -> Floats:
    """(n, 15) the inputs with mean 0 and standard deviation 1, gaps filled with the median."""
    filled = frame[list(INPUTS)].fillna(frame[list(INPUTS)].median())
    return ((filled - filled.mean()) / filled.std(ddof=0)).to_numpy(dtype=float)


def check(seeds: Sequence[int], groups: Sequence[int] = range(2, 11)) -> pd.DataFrame:
    """A row per seed: how well k-means finds the segments, and which number of groups it favours.

    agreement  of five groups with the segments: adjusted Rand index (Hubert & Arabie 1985), 1 for the same
    best       the number of groups with the largest silhouette (Rousseeuw 1987)
    """
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score, silhouette_score

    found = {}
    for seed in seeds:
        points = standardized(generate(seed))
        labels = {
            k: KMeans(k, n_init=10, random_state=0).fit_predict(points) for k in {*groups, len(SEGMENTS)}
        }
        silhouette = {k: silhouette_score(points, labels[k]) for k in groups}
        found[seed] = {
            "agreement": adjusted_rand_score(_segments(seed), labels[len(SEGMENTS)]),
            "best": max(silhouette, key=lambda k: silhouette[k]),
            "silhouette": max(silhouette.values()),
        }
    return pd.DataFrame(found).T


if __name__ == "__main__":
    print(check(range(20)).round(3).to_string())
