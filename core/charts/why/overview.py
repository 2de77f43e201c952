"""What a model looks at, over everyone: the columns by how far they push, and each customer as a dot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from core.charts.chart import Chart
from core.charts.why._rows import BREAKPOINT, KEY, Row, drawn
from core.charts.why._values import SMALLEST, bare, listed, points, quoted, shades
from core.explain.explanation import Explanation, importance, pushes
from core.safe import visible
from core.table import Table
from core.words import count, the_model

ROLES = {"cause": "real cause", "stand-in": "stand-in", "noise": "noise"}
NEXT = 2  # columns said after the strongest
CAUTION = "A push says what the model uses, never what would happen if we changed it."


def overview(
    explained: Sequence[Explanation],
    rows: pd.DataFrame,
    table: Table,
    model: str,
    roles: Mapping[str, str] | None = None,
    most: int = 10,
) -> Chart:
    """A row per column, the strongest on top, at most so many; a dot per customer at its push in points.

    explained  of chances, a customer each; rows (n, features) the same customers' values, in the same order
    roles      column -> "cause", "stand-in" or "noise", where the truth is known
    ValueError without a customer.
    """
    moved = 100 * pushes(explained)
    ranking = importance(explained)
    average = dict(zip(ranking["column"], 100 * ranking["mean_abs_contribution"], strict=True))
    shown = _rows(moved, rows, table, average, roles or {}, most)
    seen = set(np.concatenate([row.shape for row in shown]).astype(int).tolist())
    key = [shape for at, shape in enumerate(KEY) if shape in seen or (at < 3 and seen & set(list(KEY)[:3]))]
    return Chart(
        figure=drawn(shown, "average push", wide=True, key=key),
        narrow=drawn(shown, "average push", wide=False, key=key),
        words=_words(average, len(explained), table, model),
        caution=CAUTION,
        numbers=lambda: _table(moved, average, table, roles, [one.error for one in explained]),
        breakpoint=BREAKPOINT,
    )


def _rows(
    moved: pd.DataFrame,
    rows: pd.DataFrame,
    table: Table,
    average: Mapping[str, float],
    roles: Mapping[str, str],
    most: int,
) -> list[Row]:
    names = list(average)
    found = []
    for name in names[:most]:
        column = table.column(name)
        shade, shape = shades(column, rows[name])
        size = average[name]
        found.append(
            Row(
                label=column.label,
                said=points(size),
                note=ROLES.get(roles.get(name, ""), ""),
                bar=size,
                pushes=moved[name].to_numpy(),
                shade=shade,
                shape=shape,
            )
        )
    rest = names[most:]
    if rest:
        together = sum(average[name] for name in rest)
        label = "1 other" if len(rest) == 1 else f"{count(len(rest))} others, together"
        found.append(Row(label=label, said=points(together)))
    return found


def _words(average: Mapping[str, float], customers: int, table: Table, model: str) -> str:
    name = the_model(model)
    whom = "For this one customer" if customers == 1 else f"Over these {count(customers)} customers"
    first, *others = [(quoted(table.column(column).label), size) for column, size in average.items()]
    if not first[1]:
        same = "says the average chance" if customers == 1 else "gives everybody the same chance"
        return f"{whom}, {name} looks at nothing: it {same}."
    usual = "" if customers == 1 else "on average "
    if first[1] < SMALLEST:
        return (
            f"{whom}, {name} looks at hardly anything: {usual}even {first[0]}, the strongest column, moves "
            f"the chance by {points(first[1])}."
        )
    alike = [first[0], *(label for label, size in others if bare(size) == bare(first[1]))]
    if len(alike) > 1:
        said = alike if len(alike) <= 3 else [*alike[:2], f"{count(len(alike) - 2)} others"]
        start = f"looks equally at {listed(said)}: {usual}each moves the chance by {points(first[1])}."
    else:
        start = f"looks most at {first[0]}: {usual}it moves the chance by {points(first[1])}."
    return f"{whom}, {name} {start}{_after(others[len(alike) - 1 :])}"


def _after(others: Sequence[tuple[str, float]]) -> str:
    """What comes after the strongest, if anything does."""
    following = [f"{label} ({bare(size)})" for label, size in others[:NEXT] if size]
    if following:
        return f" Then {'comes' if len(following) == 1 else 'come'} {listed(following)}."
    return " It looks at nothing else." if others else ""


def _table(
    moved: pd.DataFrame,
    average: Mapping[str, float],
    table: Table,
    roles: Mapping[str, str] | None,
    errors: Sequence[float],
) -> pd.DataFrame:
    """A row per column; where pushes are sampled, with the middle customer's standard error of a push."""
    names = list(average)
    told = pd.DataFrame(
        {
            "column": [visible(table.column(name).label) for name in names],
            "average push, points": [average[name] for name in names],
            "largest push up, points": moved[names].max().clip(lower=0).to_numpy(),
            "largest push down, points": moved[names].min().clip(upper=0).to_numpy(),
        }
    )
    if any(errors):
        told["error of a push, points (one standard error)"] = 100 * float(np.median(errors))
    if roles is None:
        return told
    return told.assign(role=[ROLES.get(roles.get(name, ""), "") for name in names])
