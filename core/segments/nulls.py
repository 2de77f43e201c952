"""Tables in which there is nothing to find, made from a table of which we do not know."""

from __future__ import annotations

import numpy as np

from core.segments.grid import Grid


def shuffled(grid: Grid, rng: np.random.Generator) -> Grid:
    """The points with every column shuffled by itself.

    Each column keeps all its values; whatever two columns had to do with one another is gone.
    """
    rows = len(grid.values)
    return grid.dealt(np.column_stack([rng.permutation(rows) for _ in grid.parts]))


class Cloud:
    """One cloud without gaps: every column keeps its values, and columns go together as much as before.

    A Gaussian copula (Sklar 1959; Nelsen 2006): ranks become normal scores, new scores are drawn with the
    same correlations, and turned back into the column's own values by their ranks. The levels of a category
    are put in order along the main direction of the points first.
    """

    def __init__(self, grid: Grid) -> None:
        from scipy.special import ndtri

        self._grid = grid
        rng = np.random.default_rng(0)
        rows = len(grid.values)
        middle = grid.values - grid.values.mean(axis=0)
        main = middle @ np.linalg.eigh(middle.T @ middle)[1][:, -1]
        order = []
        for axes in grid.parts:
            if len(axes) == 1 and grid.axes[axes[0]].level is None:
                along = grid.values[:, axes[0]]
            else:
                level = np.argmax(grid.raw[:, axes], axis=1)
                along = np.array([main[level == at].mean() if (level == at).any() else 0.0
                                  for at in range(len(axes))])[level]  # fmt: skip
            order.append(np.lexsort((rng.random(rows), along)))
        self._order = np.column_stack(order)
        ranks = np.argsort(self._order, axis=0)
        scores = ndtri((ranks + 0.5) / rows)
        together = np.atleast_2d(np.corrcoef(scores, rowvar=False))
        values, vectors = np.linalg.eigh(together)
        self._mix = vectors * np.sqrt(np.maximum(values, 0))

    def drawn(self, rng: np.random.Generator) -> Grid:
        """The points of one such cloud."""
        rows, columns = self._order.shape
        scores = rng.standard_normal((rows, columns)) @ self._mix.T
        ranks = np.argsort(np.argsort(scores, axis=0), axis=0)
        return self._grid.dealt(np.take_along_axis(self._order, ranks, axis=0))
