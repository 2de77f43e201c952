"""The customers on whom two verdicts differ: who was right, what it cost, and the list to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.costs import Costs, billed
from core.safe import visible
from core.table import Table
from core.verdicts.cells import about, said
from core.words import MODEL_NAMES

MOST_SHOWN = 12  # customers in the list


@dataclass(frozen=True, eq=False)
class Contested:
    """The customers about whom two verdicts differ.

    rows                (m,) int, their positions, rising
    first_right         (m,) bool, whether the first verdict was the right one
    first_only_left     of those only the first contacts, how many left; first_only_stayed: stayed
    second_only_left    the same for those only the second contacts, and second_only_stayed
    customers           all customers, contested or not
    costs               the two prices, in money per customer
    """

    rows: np.ndarray
    first_right: np.ndarray
    first_only_left: int
    first_only_stayed: int
    second_only_left: int
    second_only_stayed: int
    customers: int
    costs: Costs

    @property
    def share(self) -> float:
        """The part of all customers that is contested, 0 to 1."""
        return len(self.rows) / self.customers

    @property
    def first_cost(self) -> float:
        """The bill for the contested customers in money if the first verdict is followed."""
        return float(billed(self.costs, self.second_only_left, self.first_only_stayed))

    @property
    def second_cost(self) -> float:
        """The same if the second verdict is followed."""
        return float(billed(self.costs, self.first_only_left, self.second_only_stayed))


def contested(y_true: np.ndarray, first: np.ndarray, second: np.ndarray, costs: Costs) -> Contested:
    """Where two verdicts differ, who was right, and what that costs.

    y_true is (n,) outcomes, 1 = left; first and second are (n,) bool, who is contacted. second_cost less
    first_cost is the whole base's bill under second less that under first. ValueError if lengths differ
    or nobody is there.
    """
    left, one, two = (np.asarray(values, dtype=bool) for values in (y_true, first, second))
    if left.ndim != 1 or not left.shape == one.shape == two.shape or not left.size:
        raise ValueError("Outcomes and both verdicts must be equally long, non-empty lists.")
    rows = np.flatnonzero(one != two)
    by_first, gone = one[rows], left[rows]
    return Contested(
        rows=rows,
        first_right=by_first == gone,
        first_only_left=int((by_first & gone).sum()),
        first_only_stayed=int((by_first & ~gone).sum()),
        second_only_left=int((~by_first & gone).sum()),
        second_only_stayed=int((~by_first & ~gone).sum()),
        customers=left.size,
        costs=costs,
    )


def most_telling(
    contested: Contested, first_chance: np.ndarray, second_chance: np.ndarray, most: int = MOST_SHOWN
) -> np.ndarray:
    """(up to most,) int: positions of the contested customers whose two chances lie furthest apart, ties in
    their order. The chances are (n,), of all customers."""
    apart = np.abs(np.asarray(first_chance) - np.asarray(second_chance))[contested.rows]
    return contested.rows[np.argsort(-np.round(apart, 12), kind="stable")[:most]]


def contested_table(
    table: Table,
    positions: Iterable[int],
    y: np.ndarray,
    chances: Mapping[str, np.ndarray],
    verdicts: Mapping[str, np.ndarray],
    columns: Sequence[str],
) -> pd.DataFrame:
    """A row per position: the customer's number (from 1), the columns named, what happened, what every model
    said, and who was right.

    y and each of chances and verdicts (by model name) are (n,), one per row of the table. Columns are headed
    by their labels, a second one of the same label by "label (2)".
    """
    at = np.asarray(list(positions), dtype=int)
    y = np.asarray(y)
    names = {model: MODEL_NAMES.get(model, model) for model in verdicts}
    taken = ["customer", "what happened", *names.values(), "who was right"]
    shown: dict[str, list[str]] = {}
    for name in columns:
        column = table.column(name)
        heading = _unused(visible(column.label), [*taken, *shown])
        shown[heading] = [said(column, cell) for cell in table.rows[name].iloc[at]]
    told = {
        names[model]: [
            f"{'contact' if contact else 'leave alone'}, {about(chance)}"
            for contact, chance in zip(np.asarray(verdicts[model])[at], chances[model][at], strict=True)
        ]
        for model in verdicts
    }
    right = [[names[model] for model in verdicts if bool(verdicts[model][row]) == bool(y[row])] for row in at]
    return pd.DataFrame(
        {
            "customer": at + 1,
            **shown,
            "what happened": ["left" if y[row] else "stayed" for row in at],
            **told,
            "who was right": [" and ".join(those) or "nobody" for those in right],
        }
    )


def _unused(heading: str, taken: Sequence[str]) -> str:
    """The heading, with a number behind it if another column has it."""
    number, free = 1, heading
    while free in taken:
        number += 1
        free = f"{heading} ({number})"
    return free
