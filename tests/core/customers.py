"""Small tables of customers, and models that are one rule, for the tests of what turns a verdict."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from core.table import Column, Table


class Rule:
    """A model that gives the chance its rule says for each of the rows."""

    def __init__(self, chance: Callable[[pd.DataFrame], object]) -> None:
        self.chance = chance

    def predict_proba(self, rows: pd.DataFrame) -> np.ndarray:
        chance = np.asarray(self.chance(rows), dtype=float)
        return np.column_stack([1 - chance, chance])


def contacts(rule: Callable[[pd.DataFrame], object]) -> Rule:
    """A model that gives 0.8 where its rule holds and 0.1 elsewhere."""
    return Rule(lambda rows: np.where(rule(rows), 0.8, 0.1))


def table_of(**columns: list) -> Table:
    """Columns of numbers or texts, None being a gap; every second customer left."""
    rows, told = {}, []
    for name, cells in columns.items():
        number = not any(isinstance(cell, str) for cell in cells)
        rows[name] = pd.Series(cells, dtype=float if number else object)
        told.append(Column(name, name.capitalize(), "number" if number else "category"))
    many = len(rows[told[0].name])
    rows["left"] = pd.Series((["yes", "no"] * many)[:many], dtype=object)
    return Table(pd.DataFrame(rows), (*told, Column("left", "Left", "category")), "left", "yes")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """6 to 16 customers: two numbers and a category with gaps, and a number that is always the same."""
    many = draw(st.integers(6, 16))

    def cells(*values: st.SearchStrategy) -> list:
        return draw(st.lists(st.one_of(*values), min_size=many, max_size=many))

    whole, gap = st.integers(0, 9), st.none()
    return table_of(
        calls=[*cells(whole, gap)[:-1], 3],
        fee=[*cells(st.sampled_from([0.5, 2, 40, 1e6]), gap)[:-1], 2],
        plan=[*cells(st.sampled_from(["basic", "talk", "data"]), gap)[:-1], "basic"],
        flat=[7] * many,
    )
