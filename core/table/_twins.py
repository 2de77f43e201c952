"""Columns that say the same as another one: they are named, and stay in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.table._kinds import MOST_LEVELS
from core.table._saying import listed, quoted

ALIKE = 0.98
BEYOND_CHANCE = 0.9
_SAMPLE = 1_000
_PAIRS = 512
_LOOKS_ALIKE = 0.5
_SEED = 11
_MOST_GROUPS = 5


def twins(columns: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """Groups of columns that say nearly the same, each in the order of the table.

    Judged on a fixed sample of rows. Two numbers: their rank correlation (Spearman 1904) is at least ALIKE
    in size. Two columns with a handful of values each, numbers or not: the values go one to one in at
    least ALIKE of the rows, and in BEYOND_CHANCE of what chance leaves open (kappa, Cohen 1960), since two
    rare marks agree in nearly every row without saying the same. A gap is one more value.
    """
    rows = columns
    if len(columns) > _SAMPLE:
        some = np.random.default_rng(_SEED).choice(len(columns), _SAMPLE, replace=False)
        rows = columns.iloc[np.sort(some)]
    names = list(columns.columns)
    numbers = [place for place, name in enumerate(names) if rows[name].dtype.kind == "f"]
    pairs = [(numbers[a], numbers[b]) for a, b in _same_order(rows.iloc[:, numbers])]
    codes = [pd.factorize(rows[name].to_numpy(), use_na_sentinel=False)[0] for name in names]
    few = [place for place, code in enumerate(codes) if 2 <= code.max(initial=0) + 1 <= MOST_LEVELS]
    pairs += [(few[a], few[b]) for a, b in _one_to_one([codes[place] for place in few])]
    return tuple(tuple(names[place] for place in group) for group in _groups(pairs, len(names)))


def sentence(groups: Sequence[Sequence[str]]) -> list[str]:
    """The sentence on the groups; none without groups."""
    if not groups:
        return []
    first, *others = [quoted(group) for group in groups]
    same = f"{first} say nearly the same"
    if others:
        same += ", and so do " + listed(others, _MOST_GROUPS)
    stay = "Both stay in" if len(groups) == 1 and len(groups[0]) == 2 else "All stay in"
    return [f"{same}. {stay}; an explanation will share the credit between them."]


def _same_order(numbers: pd.DataFrame) -> list[tuple[int, int]]:
    """Pairs of number columns in the same or in the opposite order."""
    ranks = numbers.rank().to_numpy(dtype=np.float64, copy=True)
    if ranks.shape[1] < 2:
        return []
    # A gap counts as the middle: columns with gaps in other rows do not say the same.
    ranks -= np.nanmean(np.where(np.isnan(ranks).all(axis=0), 0, ranks), axis=0)
    ranks[np.isnan(ranks)] = 0
    size = np.sqrt((ranks**2).sum(axis=0))
    ranks[:, size > 0] /= size[size > 0]
    return _places(np.abs(ranks.T @ ranks) >= ALIKE)


def _one_to_one(codes: Sequence[np.ndarray]) -> list[tuple[int, int]]:
    """Pairs of columns whose values go one to one."""
    if len(codes) < 2:
        return []
    # Two such columns hold the same value twice in the same pairs of rows: a quick look at some pairs.
    random = np.random.default_rng(_SEED)
    rows = len(codes[0])
    one, other = random.integers(0, rows, _PAIRS), random.integers(0, rows, _PAIRS)
    same = np.array([code[one] == code[other] for code in codes], dtype=np.float64)
    same -= same.mean(axis=1, keepdims=True)
    size = np.sqrt((same**2).sum(axis=1))
    same[size > 0] /= size[size > 0, None]
    looks = (same @ same.T >= _LOOKS_ALIKE) | (size == 0)[:, None] & (size == 0)
    return [(a, b) for a, b in _places(looks) if _agree(codes[a], codes[b])]


def _agree(one: np.ndarray, other: np.ndarray) -> bool:
    shape = one.max() + 1, other.max() + 1
    table = np.bincount(one * shape[1] + other, minlength=shape[0] * shape[1]).reshape(shape)
    partner = table.argmax(axis=1)
    mutual = table.argmax(axis=0)[partner] == np.arange(shape[0])
    together = table[np.arange(shape[0]), partner][mutual].sum() / len(one)
    shares = table.sum(axis=1) / len(one), table.sum(axis=0) / len(one)
    chance = (shares[0][mutual] * shares[1][partner[mutual]]).sum()
    return bool(together >= ALIKE and together - chance >= BEYOND_CHANCE * (1 - chance) and chance < 1)


def _places(alike: np.ndarray) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in np.argwhere(np.triu(alike, 1))]


def _groups(pairs: Sequence[tuple[int, int]], size: int) -> list[list[int]]:
    """Places joined by pairs, in order."""
    first = list(range(size))
    for one, other in pairs:
        low, high = sorted((first[one], first[other]))
        first = [low if place == high else place for place in first]
    joined: dict[int, list[int]] = {}
    for place, group in enumerate(first):
        joined.setdefault(group, []).append(place)
    return [group for group in joined.values() if len(group) > 1]
