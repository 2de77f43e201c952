"""A cell of a table as people say it, and a share."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from core import models
from core.safe import visible
from core.table import Column
from core.words import CURRENCIES, figure, percent

LONGEST = 30  # letters of a cell that are said


def said(column: Column, cell: Any) -> str:
    """A cell as people say it: a number with its unit, unless the label says it; a gap is "missing"."""
    if pd.isna(cell):
        return models.MISSING
    if column.kind != "number":
        return visible(cell, LONGEST)
    return figure(float(cell), unit_of(column))


def unit_of(column: Column) -> str:
    """The unit of a column as it is said behind a figure; "" where the label says it already."""
    unit = visible(column.unit, 12)
    if unit in CURRENCIES or not re.search(rf"\b{re.escape(unit.casefold())}\b", column.label.casefold()):
        return unit
    return ""


def about(share: float) -> str:
    """A share in whole percent that never rounds something to nothing, or a part to everything."""
    if 0 < share < 0.005:
        return f"less than {percent(0.01)}"
    return f"more than {percent(0.99)}" if 0.995 <= share < 1 else percent(share)
