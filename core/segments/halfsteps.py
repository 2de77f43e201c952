"""K-means one half-step at a time: everybody joins the nearest centre, every centre moves to its middle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MOST_HALF_STEPS = 600
ASSIGN, MOVE = "assign", "move"


@dataclass(frozen=True, eq=False)
class State:
    """One moment of k-means.

    centers  (k, p) where the centres stand
    labels   (n,) int, the centre each point belongs to
    inertia  sum over the points of the squared distance to their centre
    half     "assign": the points have just joined the nearest centre; "move": the centres have just moved
    """

    centers: np.ndarray
    labels: np.ndarray
    inertia: float
    half: str


def half_steps(points: np.ndarray, start: np.ndarray) -> list[State]:
    """Every half-step from these centres until nobody changes groups (Lloyd 1982).

    points  (n, p) numbers, n at least 1;  start  (k, p) the first centres

    The states begin with the first "assign" and end with an "assign" that changes nothing. The inertia
    never rises. A centre without points takes the point farthest from its own centre, as in scikit-learn.
    ValueError: shapes that do not fit, or values that are no numbers.
    """
    points, centers = np.asarray(points, dtype=float), np.asarray(start, dtype=float)
    if points.ndim != 2 or centers.ndim != 2 or points.shape[1] != centers.shape[1] or not len(points):
        raise ValueError(f"points {points.shape} and centres {centers.shape} do not fit.")
    if not (np.isfinite(points).all() and np.isfinite(centers).all()):
        raise ValueError("Points and centres have to be numbers.")
    labels = nearest(points, centers)
    states = [State(centers, labels, _inertia(points, centers, labels), ASSIGN)]
    while len(states) < MOST_HALF_STEPS:
        centers, labels = _moved(points, centers, labels)
        states.append(State(centers, labels, _inertia(points, centers, labels), MOVE))
        joined = nearest(points, centers)
        states.append(State(centers, joined, _inertia(points, centers, joined), ASSIGN))
        if np.array_equal(joined, labels):
            break
        labels = joined
    return states


def nearest(points: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """(n,) the place of the centre nearest to each point; of two equally near the first."""
    return np.argmin(distances(points, centers), axis=1)


def distances(points: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """(n, k) squared distances, one centre at a time: exact also far from zero, and small in memory."""
    return np.column_stack([((points - center) ** 2).sum(axis=1) for center in centers])


def _moved(points: np.ndarray, centers: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The centres in the middle of their points; a point that fills an empty group changes its label."""
    sizes = np.bincount(labels, minlength=len(centers))
    empty = np.flatnonzero(sizes == 0)
    if len(empty):
        away = ((points - centers[labels]) ** 2).sum(axis=1)
        farthest = np.argsort(-away, kind="stable")[: len(empty)]
        labels = labels.copy()
        for group, point in zip(empty, farthest, strict=False):
            if away[point] > 0:
                labels[point] = group
        sizes = np.bincount(labels, minlength=len(centers))
    sums = np.column_stack([np.bincount(labels, column, minlength=len(centers)) for column in points.T])
    filled = sizes[:, None] > 0
    return np.where(filled, sums / np.maximum(sizes, 1)[:, None], centers), labels


def _inertia(points: np.ndarray, centers: np.ndarray, labels: np.ndarray) -> float:
    return float(((points - centers[labels]) ** 2).sum())
