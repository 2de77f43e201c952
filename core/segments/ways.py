"""Other ways to look at the same points, and how far each agrees with the groups of k-means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.segments.grid import Grid
from core.segments.segmentation import Segmentation
from core.segments.steadiness import matched_labels
from core.table import TableProblem

MOST_SHOWN = 1_000  # points in a picture; of more rows a sample is drawn
PERPLEXITIES = (5, 15, 30, 50)
SEEDS = (0, 1, 2)
NEIGHBOURS = 10


def shown(rows: int, seed: int = 0) -> np.ndarray:
    """The rows that pictures of points show, in order: all, or a sample of 1,000."""
    if rows <= MOST_SHOWN:
        return np.arange(rows)
    return np.sort(np.random.default_rng(seed).choice(rows, MOST_SHOWN, replace=False))


@dataclass(frozen=True, eq=False)
class Directions:
    """The directions along which the points differ most (Pearson 1901).

    places    (n, d) where every point lies along each direction
    loadings  (p, d) the correlation of every axis of the grid with each direction, -1 to 1
    share     (d,) of the whole variance, the part along each direction
    """

    places: np.ndarray
    loadings: np.ndarray
    share: np.ndarray


def directions(grid: Grid) -> Directions:
    """Principal components, as many as there are axes, each turned so that its strongest loading is positive.

    TableProblem with fewer than two axes.
    """
    from sklearn.decomposition import PCA

    _two(grid)
    found = PCA(random_state=0).fit(grid.values)
    places = found.transform(grid.values)
    spread, own = places.std(axis=0), grid.values.std(axis=0)
    below = np.where(own > 0, own, 1)[:, None]
    loadings = found.components_.T * spread / below
    turned = np.where(loadings[np.argmax(np.abs(loadings), axis=0), np.arange(len(spread))] < 0, -1, 1)
    return Directions(places * turned, loadings * turned, found.explained_variance_ratio_)


def neighbours(grid: Grid, rows: np.ndarray, perplexity: float, seed: int) -> np.ndarray:
    """(rows, 2) a picture in which close points were close before (t-SNE, van der Maaten & Hinton 2008).

    perplexity is about how many neighbours every point tries to keep, below a third of the rows; distances
    between far points, sizes and gaps of heaps mean nothing.
    """
    from sklearn.manifold import TSNE

    points = grid.values[rows]
    most = max((len(points) - 1) / 3, 1.0)
    return TSNE(
        perplexity=min(perplexity, most), random_state=seed, init="random", learning_rate="auto"
    ).fit_transform(points)


def kept_neighbours(before: np.ndarray, after: np.ndarray, neighbours: int = NEIGHBOURS) -> float:
    """Of the nearest points before, the share that are still among the nearest after (Venna & Kaski 2006).

    before (n, p), after (n, 2); fewer neighbours are compared where there are fewer points.
    """
    from sklearn.neighbors import NearestNeighbors

    number = min(neighbours, len(before) - 1)
    near = [
        NearestNeighbors(n_neighbors=number).fit(points).kneighbors(return_distance=False)
        for points in (before, after)
    ]
    return float(np.mean([len(np.intersect1d(a, b)) / number for a, b in zip(*near, strict=True)]))


@dataclass(frozen=True, eq=False)
class Family:
    """A family tree of rows: the two nearest join, again and again, until one family is left (Ward 1963).

    rows    (m,) the rows of the table that are in it
    merges  (m - 1, 4) scipy's linkage: the two that join, the height at which, how many rows are together
    """

    rows: np.ndarray
    merges: np.ndarray

    def cut(self, k: int) -> np.ndarray:
        """(m,) int, the family of every row when the tree is cut into k, the largest 0."""
        from scipy.cluster.hierarchy import fcluster

        labels = fcluster(self.merges, k, criterion="maxclust") - 1
        order = np.argsort(-np.bincount(labels), kind="stable")
        return np.argsort(order)[labels]

    def height(self, k: int) -> tuple[float, float]:
        """The heights between which a cut leaves k families."""
        heights = self.merges[:, 2]
        below = float(heights[-k]) if k <= len(heights) else 0.0
        above = float(heights[-k + 1]) if k > 1 else float(heights[-1] * 1.1)
        return below, above


def family(grid: Grid) -> Family:
    """The family tree of the rows, of a sample of 1,000 where there are more."""
    from scipy.cluster.hierarchy import linkage

    rows = shown(len(grid.values))
    return Family(rows, linkage(grid.values[rows], method="ward"))


@dataclass(frozen=True, eq=False)
class Parts:
    """Every row as a mixture of a few parts (Lee & Seung 1999).

    weights  (n, k) how much of each part a row holds, none below 0, in each row adding up to 1
    made_of  (k, p) a row that is nothing but this part: how far it lies from the average of everybody along
             each axis of the grid, in standard deviations
    error    of all differences between the rows, the share that the mixtures miss
    """

    weights: np.ndarray
    made_of: np.ndarray
    error: float

    @property
    def strongest(self) -> np.ndarray:
        """(n,) int, the part each row holds most of."""
        return np.argmax(self.weights, axis=1)


def parts(grid: Grid, k: int, seed: int = 0) -> Parts:
    """Non-negative factors of the points, each column counted from its lowest value and weighing the same.

    TableProblem with one axis, or more parts than axes.
    """
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    _two(grid)
    if k > grid.values.shape[1]:
        raise TableProblem("There cannot be more parts than columns. Choose fewer groups or more columns.")
    low = grid.raw.min(axis=0)
    mean, spread, weight = (
        np.array([getattr(axis, what) for axis in grid.axes]) for what in ("mean", "spread", "weight")
    )
    from_zero = (grid.raw - low) * weight
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = NMF(k, init="nndsvda", random_state=seed, max_iter=500)
        mixed = model.fit_transform(from_zero)
    size = np.maximum(model.components_.sum(axis=1), 1e-12)
    amounts = mixed * size
    whole = amounts.sum(axis=1, keepdims=True)
    weights = np.where(whole > 0, amounts / np.maximum(whole, 1e-12), 1 / k)
    pure = whole.mean() * model.components_ / size[:, None]
    made_of = (pure / weight + low - mean) / spread
    missed = from_zero - mixed @ model.components_
    differences = ((from_zero - from_zero.mean(axis=0)) ** 2).sum()
    error = float((missed**2).sum() / max(differences, 1e-12))
    order = np.argsort(-np.bincount(np.argmax(weights, axis=1), minlength=k), kind="stable")
    return Parts(weights[:, order], made_of[order], error)


@dataclass(frozen=True)
class Agreement:
    """How far another grouping of the same rows agrees.

    same   share of the rows in the matching group
    index  adjusted Rand index: 1 the same, about 0 by chance (Hubert & Arabie 1985)
    """

    same: float
    index: float


def agreement(found: Segmentation, rows: np.ndarray, others: np.ndarray) -> Agreement:
    """Compare k-means' groups of these rows with another grouping of them, its groups matched first."""
    from sklearn.metrics import adjusted_rand_score

    labels = found.labels[rows]
    same = float((matched_labels(labels, others, found.k) == labels).mean())
    return Agreement(same, float(adjusted_rand_score(labels, others)))


def _two(grid: Grid) -> None:
    if grid.values.shape[1] < 2:
        raise TableProblem("This view needs at least two columns. Choose a second one.")
