"""Pushes of any model from random orders of the columns, with the error that the orders leave."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

ORDERS = 10  # in pairs: an order and the same backwards
BLOCK = 2_000_000  # numbers handed to the model at a time
Output = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True, eq=False)
class Sampled:
    """Pushes in chances of a model that is only asked for chances.

    output      (m, inputs) -> (m,) chances
    groups      for each column of the table the positions of its inputs
    background  (b, inputs) customers who lend the columns that are not known yet
    """

    output: Output
    groups: tuple[np.ndarray, ...]
    background: np.ndarray
    random_state: int = 0

    def __call__(self, encoded: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        """The start, (n, columns) pushes, and (n,) the largest standard error of each customer's pushes."""
        found = [
            permutation_shap(self.output, one, self.background, self.groups, random_state=self.random_state)
            for one in encoded
        ]
        base = float(np.mean(self.output(self.background)))
        columns = len(self.groups)
        values = np.array([one[0] for one in found]).reshape(len(encoded), columns)
        return base, values, np.array([one[1].max(initial=0.0) for one in found])


def permutation_shap(
    output: Output,
    customer: np.ndarray,
    background: np.ndarray,
    groups: Sequence[np.ndarray],
    orders: int = ORDERS,
    random_state: int = 0,
) -> tuple[np.ndarray, np.ndarray]:
    """(columns,) pushes of one customer's output and their standard errors.

    The columns of the customer replace those of each background customer one after the other; what a
    column changes on average over orders and background is its push (Shapley 1953; Castro, Gomez &
    Tejada 2009; an order and its reverse as a pair, Mitchell et al. 2022). With so few columns that all
    their orders are at most `orders`, all are tried and the error is 0. The pushes always add up to the
    output for the customer minus the average output of the background.
    customer is (inputs,), background (b, inputs), groups the positions of each column's inputs.
    """
    columns = len(groups)
    everything = math.factorial(columns) <= orders
    tried = _all_orders(columns) if everything else _pairs(columns, orders, random_state)
    start, end = float(output(background).mean()), float(output(customer[None])[0])
    changes = np.empty((len(tried), columns))
    for at, order in enumerate(tried):
        between = _walk(output, customer, background, [groups[k] for k in order[:-1]])
        changes[at, order] = np.diff([start, *between, end])
    if everything:
        return changes.mean(axis=0), np.zeros(columns)
    pairs = changes.reshape(-1, 2, columns).mean(axis=1)
    return pairs.mean(axis=0), pairs.std(axis=0, ddof=1) / math.sqrt(len(pairs))


def _all_orders(columns: int) -> np.ndarray:
    return np.array(list(permutations(range(columns))), dtype=int)


def _pairs(columns: int, orders: int, random_state: int) -> np.ndarray:
    """(orders, columns): random orders, each followed by its reverse; at least two pairs."""
    rng = np.random.default_rng(random_state)
    drawn = [rng.permutation(columns) for _ in range(max(orders // 2, 2))]
    return np.array([order for one in drawn for order in (one, one[::-1])])


def _walk(
    output: Output, customer: np.ndarray, background: np.ndarray, steps: Sequence[np.ndarray]
) -> np.ndarray:
    """(steps,) the average output after each step in which the background takes over a column."""
    people, inputs = background.shape
    now, means = background.copy(), []
    block = max(1, BLOCK // max(people * inputs, 1))
    for first in range(0, len(steps), block):
        stages = []
        for step in steps[first : first + block]:
            now[:, step] = customer[step]
            stages.append(now.copy())
        means.append(output(np.concatenate(stages)).reshape(len(stages), people).mean(axis=1))
    return np.concatenate(means) if means else np.empty(0)


def chances_of(model: Any) -> Output:
    """(m, inputs) -> (m,) chances of a fitted last step; the support vector machine by matrix products."""
    from sklearn.calibration import CalibratedClassifierCV

    if isinstance(model, CalibratedClassifierCV):
        return _machine(model)
    return lambda encoded: model.predict_proba(encoded)[:, 1]


def _machine(model: Any) -> Output:
    """The model's own chances, several times sooner: kernel (Cortes & Vapnik 1995), then Platt's step."""
    calibrated = model.calibrated_classifiers_[0]
    machine, calibrator = calibrated.estimator, calibrated.calibrators[0]
    vectors, weights = machine.support_vectors_, machine.dual_coef_[0]
    squares, gamma = (vectors**2).sum(axis=1), machine.gamma
    block = max(1, BLOCK // len(vectors))

    def output(encoded: np.ndarray) -> np.ndarray:
        found = np.empty(len(encoded))
        for start in range(0, len(encoded), block):
            part = encoded[start : start + block]
            apart = part @ (-2 * vectors.T)
            apart += (part**2).sum(axis=1)[:, None]
            apart += squares
            np.maximum(apart, 0, out=apart)
            apart *= -gamma
            found[start : start + block] = np.exp(apart, out=apart) @ weights
        return calibrator.predict(found + machine.intercept_[0])

    return output
