"""What a rule does to each group of customers: its missed leavers, its wasted contacts, its bill."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from core.calibration import jeffreys
from core.costs import LEVEL, Costs
from core.fairness.grouping import MISSING

if TYPE_CHECKING:
    from core.models import Scores

SMALL, FEW = 50, 10  # customers, and leavers or stayers, below which a group says little


def by_group(scores: Scores, group: ArrayLike, costs: Costs, threshold: ArrayLike) -> pd.DataFrame:
    """A row per group, largest first, with 90 % ranges.

    group      (n,) the group of each customer; None and NaN are the group "missing"
    threshold  the cut-off of all, or (n,) each customer's own; a chance at or above it means contact

    Columns: group, customers, leavers; missed (share of its leavers not contacted), wasted (share of its
    stayers contacted), each with _low and _high (Jeffreys' interval; NaN without such customers);
    contacted (share); cost_per_customer, cost_low, cost_high (money; range of a mean, never below 0); small
    (fewer than SMALL customers, or than FEW leavers or stayers). Raises ValueError for unequal lengths.
    """
    y = np.asarray(scores.y_true).astype(bool)
    names, code = _coded(group)
    cutoff = np.asarray(threshold, dtype=float)
    if code.shape != y.shape or cutoff.shape not in ((), y.shape):
        raise ValueError("Every customer needs one group, and one cut-off or all the same.")
    reached = np.asarray(scores.probability) >= cutoff

    def counted(which: np.ndarray) -> np.ndarray:
        return np.bincount(code[which], minlength=len(names))

    leavers, stayers = counted(y), counted(~y)
    missed, wasted = counted(y & ~reached), counted(~y & reached)
    customers = leavers + stayers
    cost, half = _mean_bill(customers, missed, wasted, costs)
    frame = pd.DataFrame(
        {"group": pd.Series(names, dtype=object), "customers": customers, "leavers": leavers}
        | _share("missed", missed, leavers)
        | _share("wasted", wasted, stayers)
        | {
            "contacted": (leavers - missed + wasted) / customers,
            "cost_per_customer": cost,
            "cost_low": np.maximum(cost - half, 0),
            "cost_high": cost + half,
            "small": (customers < SMALL) | (np.minimum(leavers, stayers) < FEW),
        }
    )
    order = sorted(range(len(names)), key=lambda place: (-customers[place], str(names[place])))
    return frame.iloc[order].reset_index(drop=True)


def _coded(group: ArrayLike) -> tuple[list[Any], np.ndarray]:
    """The names of the groups, and (n,) int: which of them each customer is in."""
    code, found = pd.factorize(np.asarray(group, dtype=object))
    names = list(found)
    if (code < 0).any():
        if MISSING not in names:
            names.append(MISSING)
        code = np.where(code < 0, names.index(MISSING), code)
    return names, code


def _share(name: str, hits: np.ndarray, trials: np.ndarray) -> dict[str, np.ndarray]:
    low, high = jeffreys(hits, trials)
    share = np.where(trials > 0, hits / np.maximum(trials, 1), np.nan)
    return {name: share, f"{name}_low": low, f"{name}_high": high}


def _mean_bill(
    customers: np.ndarray, missed: np.ndarray, wasted: np.ndarray, costs: Costs
) -> tuple[np.ndarray, np.ndarray]:
    """The mean bill of each group's customers, and half the width of its range (the normal curve)."""
    mean = (costs.missed * missed + costs.wasted * wasted) / customers
    spared = customers - missed - wasted
    squares = (
        missed * (costs.missed - mean) ** 2 + wasted * (costs.wasted - mean) ** 2 + spared * mean**2
    ) / np.maximum(customers - 1, 1)
    return mean, NormalDist().inv_cdf(0.5 + LEVEL / 2) * np.sqrt(squares / customers)
