"""Names of the invented country Merrow: cities, regions, and a name of its own for each district.

A name says what a map shows: a quarter of a city, a place on the sea or on a lake, or a place inland. It says
nothing of the people who live there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

COUNTRY = "Merrow"
CITIES = ("Aldermoor", "Quenby", "Kestrel", "Tolbrook", "Wexcombe", "Dunholt", "Saltry")
REGIONS = ("Crownland", "Fenmark", "Kestrel Downs", "Greywold", "Thornshire", "Amberdale", "Saltmarch")
QUARTERS = (
    *("Old Town", "Market", "Station", "Park", "Mills", "Hill", "Gardens", "Gate", "Bridge", "Cathedral"),
    *("College", "Fair", "Arches", "Foundry", "Garrison", "Terrace", "New Town", "Orchard", "Canal"),
    *("Priory", "Heights", "Common", "Exchange", "Cross"),
)
WATERFRONT = ("Docks", "Harbour", "Quay", "Ferry", "Strand", "Lighthouse")
STEMS = (
    *("Alder", "Ash", "Badger", "Barley", "Bell", "Birch", "Black", "Bram", "Bright", "Broad", "Brock"),
    *("Cald", "Cherry", "Clay", "Clover", "Cold", "Corn", "Crow", "Dove", "Drift", "Elder", "Elm", "Fair"),
    *("Fal", "Fern", "Finch", "Flint", "Fox", "Gold", "Gorse", "Green", "Gull", "Hare", "Hart", "Hazel"),
    *("Heron", "Hollin", "Honey", "Ivy", "Lark", "Lin", "Long", "Maple", "Marsh", "Mill", "Moss", "Nettle"),
    *("North", "Oak", "Otter", "Owl", "Pear", "Pine", "Raven", "Red", "Rook", "Rose", "Rush", "Sand"),
    *("Sedge", "Shep", "Silver", "Sorrel", "Star", "Stone", "Swan", "Thorn", "Thistle", "Wheat", "White"),
    *("Willow", "Winter", "Wood", "Wren", "Yarrow", "Yew"),
)
INLAND = (
    *("bourne", "bury", "by", "combe", "dale", "den", "field", "ford", "ham", "hurst", "ley", "low"),
    *("stead", "ton", "well", "wick", "worth"),
)
BEFORE = ("Upper", "Lower", "Great", "Little", "East", "West", "High", "Old")
SEASIDE = ("Bay", "Cove", "Haven", "Head", "Landing", "Point", "Sands", "Sound", "Spit", "Cliffs")
LAKESIDE = ("Mere", "Water", "Shallows")
ADDED = 0.25  # share of inland names with a word before them: Upper Hollinford


def name_districts(rng: np.random.Generator, city: Ints, water: Ints) -> list[str]:
    """A different name for each district.

    city   (n,) place of the city in CITIES the district belongs to, -1 for none
    water  (n,) 0: on land alone, 1: at the sea, 2: at a lake
    """
    plain = _shuffled(
        rng, [stem + end for stem in STEMS for end in INLAND if stem[-1] != end[0] and not stem.endswith(end)]
    )
    pools = {
        0: plain,
        1: _shuffled(rng, [f"{stem} {end}" for stem in STEMS for end in SEASIDE]),
        2: _shuffled(rng, [f"{stem} {end}" for stem in STEMS for end in LAKESIDE]),
    }
    quarters = [_shuffled(rng, list(QUARTERS)) for _ in CITIES]
    quays = [_shuffled(rng, list(WATERFRONT)) for _ in CITIES]
    names = []
    for own, shore in zip(city, water, strict=True):
        if own >= 0:
            names.append(f"{CITIES[own]} {(quays[own] if shore and quays[own] else quarters[own]).pop()}")
        elif shore:
            names.append(pools[shore].pop())
        else:
            before = f"{rng.choice(BEFORE)} " if rng.random() < ADDED else ""
            names.append(before + plain.pop())
    return names


def _shuffled(rng: np.random.Generator, words: list[str]) -> list[str]:
    return [words[place] for place in rng.permutation(len(words))]
