"""Places in a ranking: first, second, not at all, and how they and the columns in them are said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

import pandas as pd

from core.charts.box.ticks import wide
from core.charts.chart import text
from core.safe import visible
from core.table import Table

SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
           "twelve")  # fmt: skip
LONGEST = 60  # letters of a label
MEASURED = 14  # size of the letters that `wide` measures
BROADEST = {"W": 11.5, "M": 11.5, "%": 12.0, "@": 12.0, "…": 14.0}  # pixels, broader than in `wide`
FINEST = 12  # decimals of a share; what differs by less is equal


def ordinal(number: int) -> str:
    """A place as people say it: "1st", "2nd", "3rd", "11th", "21st"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def spelled(number: int) -> str:
    """A count in a sentence: "three" up to "twelve", then figures."""
    return SPELLED[number] if number < len(SPELLED) else f"{number:,}"


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def quoted(table: Table, name: str) -> str:
    """A column in a sentence, by its label. KeyError if the table has no such column."""
    return f"“{visible(table.column(name).label, LONGEST)}”"


def brief(said: str) -> str:
    """A share where there is little room: "less than 1 %" -> "under 1 %"."""
    return said.replace("less than", "under").replace("more than", "over")


def shortened(table: Table, name: str, room: float, size: int) -> str:
    """A column's label for a chart, cut to so many pixels at a size of letters. KeyError as in quoted()."""
    label = visible(table.column(name).label, LONGEST)
    ends = list(accumulate(max(wide(letter), BROADEST.get(letter, 0)) * size / MEASURED for letter in label))
    if not ends or ends[-1] <= room:
        return text(label)
    kept = bisect_right(ends, room - BROADEST["…"] * size / MEASURED)
    return text(label[:kept].rstrip() + "…")


def shares(found: Mapping[str, pd.DataFrame], table: Table) -> pd.DataFrame:
    """(columns, models) each column's share of all the pushing of a model, 0..1, in the table's order.

    found is model -> core.explain.importance(). A model that pushes nobody has only zeros. ValueError
    without a model, KeyError for a column that is not in the table.
    """
    if not found:
        raise ValueError("There is no model to show.")
    pushing = pd.DataFrame(
        {model: frame.set_index("column")["mean_abs_contribution"] for model, frame in found.items()}
    ).fillna(0.0)
    order = {column.name: at for at, column in enumerate(table.columns)}
    pushing = pushing.loc[sorted(pushing.index, key=order.__getitem__)]
    total = pushing.sum()
    return (pushing / total.where(total > 0, 1.0)).round(FINEST)


def places(pushing: pd.DataFrame) -> pd.DataFrame:
    """The place of each cell within its column of the frame: 1 is the largest, equal ones share the better
    place, NaN where nothing is pushed."""
    return pushing.rank(ascending=False, method="min").where(pushing > 0)
