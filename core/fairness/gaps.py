"""How far groups of customers are apart in their mistakes, and whether luck alone would do that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.costs import LEVEL


@dataclass(frozen=True)
class Apart:
    """How far two groups are apart in one mistake: the one that meets it most, the one that meets it least.

    most, least              names of the groups
    most_share, least_share  their shares
    difference, low, high    how much larger the first share is, with its 90 % range
    real                     whether all the groups together differ more than luck would make them
    """

    most: Any
    least: Any
    most_share: float
    least_share: float
    difference: float
    low: float
    high: float
    real: bool


@dataclass(frozen=True)
class Gap:
    """How far groups are apart in their missed leavers and in their wasted contacts."""

    missed: Apart
    wasted: Apart


def gaps(frame: pd.DataFrame) -> Gap | None:
    """The groups of by_group() furthest apart in each mistake; None with fewer than two that are not small.

    The range is that of a difference of two shares (Newcombe 1998, method 10, on the groups' own ranges).
    Picking the two ends of many groups finds a difference too easily, so `real` asks whether all groups
    together differ (Pearson 1900, chi-square, at 10 %).
    """
    kept = frame[~frame["small"]]
    if len(kept) < 2:
        return None
    stayers = kept["customers"] - kept["leavers"]
    return Gap(_apart(kept, "missed", kept["leavers"]), _apart(kept, "wasted", stayers))


def _apart(kept: pd.DataFrame, what: str, trials: pd.Series) -> Apart:
    share = kept[what].to_numpy()
    low, high = kept[f"{what}_low"].to_numpy(), kept[f"{what}_high"].to_numpy()
    top, bottom = int(np.argmax(share)), int(np.argmin(share))
    difference = float(share[top] - share[bottom])
    below = np.hypot(share[top] - low[top], high[bottom] - share[bottom])
    above = np.hypot(high[top] - share[top], share[bottom] - low[bottom])
    return Apart(
        most=kept["group"].iloc[top],
        least=kept["group"].iloc[bottom],
        most_share=float(share[top]),
        least_share=float(share[bottom]),
        difference=difference,
        low=max(difference - float(below), -1.0),
        high=min(difference + float(above), 1.0),
        real=_differ(share, trials.to_numpy(dtype=float)),
    )


def _differ(share: np.ndarray, trials: np.ndarray) -> bool:
    """Whether shares out of so many trials differ more than one common share would make them."""
    from scipy.special import chdtrc

    common = float((share * trials).sum() / trials.sum())
    if not 0 < common < 1:
        return False
    distance = float((trials * (share - common) ** 2).sum() / (common * (1 - common)))
    return bool(chdtrc(len(share) - 1, distance) < 1 - LEVEL)
