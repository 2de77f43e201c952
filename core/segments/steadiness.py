"""Whether groups come back when they are sought again on other rows of the same kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.segments.evidence import SEARCH_STARTS, fit
from core.segments.segmentation import Segmentation

REFITS = 20
SHAKY = 0.1  # a row that changes groups in more refits than this lies on the border


@dataclass(frozen=True, eq=False)
class Steadiness:
    """What refits on resampled rows make of a grouping.

    kept     (n,) share of the refits in which a row stays in its group
    overlap  (k,) mean Jaccard similarity of every group to the one that matches it (Hennig 2007): above
             0.85 highly stable, below 0.6 dissolved
    refits   how many refits that is
    """

    kept: np.ndarray
    overlap: np.ndarray
    refits: int

    @property
    def border(self) -> np.ndarray:
        """(n,) bool: the rows whose group hangs on the draw."""
        return self.kept < 1 - SHAKY


def steadiness(found: Segmentation, refits: int = REFITS, random_state: int = 0) -> Steadiness:
    """Fit again on resampled rows, label all rows, match the groups, and count."""
    points, k = found.grid.values, found.k
    rows = len(points)
    kept, overlap = np.zeros(rows), np.zeros(k)
    for number in range(refits):
        drawn = np.random.default_rng([random_state, number]).integers(0, rows, rows)
        again = fit(points[drawn], k, number, SEARCH_STARTS)
        labels = matched(found.centers, again.cluster_centers_)[again.predict(points)]
        kept += labels == found.labels
        for group in range(k):
            one, other = found.labels == group, labels == group
            overlap[group] += (one & other).sum() / max((one | other).sum(), 1)
    return Steadiness(kept / refits, overlap / refits, refits)


def matched(centers: np.ndarray, others: np.ndarray) -> np.ndarray:
    """(k,) for each of the other centres the one it stands for, so that squared distances add up to least
    (the Hungarian method, Kuhn 1955)."""
    from scipy.optimize import linear_sum_assignment

    apart = ((centers[:, None] - others[None]) ** 2).sum(axis=2)
    ours, theirs = linear_sum_assignment(apart)
    places = np.zeros(len(others), dtype=int)
    places[theirs] = ours
    return places


def matched_labels(labels: np.ndarray, others: np.ndarray, k: int) -> np.ndarray:
    """(n,) the other grouping's labels renamed so that as many rows as possible agree."""
    from scipy.optimize import linear_sum_assignment

    size = max(k, int(others.max()) + 1)
    both = np.zeros((size, size))
    np.add.at(both, (labels, others), 1)
    ours, theirs = linear_sum_assignment(-both)
    places = np.zeros(size, dtype=int)
    places[theirs] = ours
    return places[others]
