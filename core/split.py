"""Two halves of the customers: one to practise on, one nobody has looked at."""

from __future__ import annotations

import numpy as np


def halves(y: np.ndarray, random_state: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Row positions of the practice half and the unseen half, each with its share of leavers.

    y is (n,) outcomes, 1 where the customer left. The halves are drawn within leavers and within
    stayers, so that a handful of leavers cannot all fall on one side; an odd one goes to practice.
    """
    rng = np.random.default_rng(random_state)
    practice, unseen = [], []
    for outcome in (0, 1):
        rows = rng.permutation(np.flatnonzero(np.asarray(y) == outcome))
        middle = (len(rows) + 1) // 2
        practice.append(rows[:middle])
        unseen.append(rows[middle:])
    return np.sort(np.concatenate(practice)), np.sort(np.concatenate(unseen))


def redraw(y: np.ndarray, number: int) -> np.ndarray:
    """(n,) int: places drawn with replacement (Efron 1979); number is the seed.

    y is (n,) outcomes, 1 = left. Leavers and stayers keep their number, so that no draw lacks one.
    """
    rng = np.random.default_rng([number, len(y)])
    sides = [np.flatnonzero(np.asarray(y) == outcome) for outcome in (0, 1)]
    return np.concatenate([rng.choice(side, len(side)) for side in sides if len(side)])
