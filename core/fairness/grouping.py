"""A column of the table becomes groups of customers with plain names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.safe import visible
from core.table import Column, Table, TableProblem
from core.words import CURRENCIES, PLURAL, TOGETHER, count

MOST_GROUPS = 8
BANDS = 4
REST = "all others"
MISSING = "missing"
USABLE = ("category", "number")
MOST_DIGITS = 8
SLACK = 0.025  # of all customers: so far a band may be from its share, to end at a round figure


def grouping(table: Table, column: str) -> np.ndarray:
    """(n,) object: the name of each customer's group in one column of the table.

    The MOST_GROUPS most frequent texts and "all others", or up to BANDS stretches of numbers of about equal
    size; gaps are "missing". KeyError for an unknown column. TableProblem where all customers would be in
    one group, or the groups would hold one or two customers each.
    """
    about, values = table.column(column), table.rows[column]
    label = visible(about.label, 60)
    if about.kind == "number":
        groups = _bands(about, values.to_numpy(dtype=float))
    else:
        different = values.nunique()
        if different > len(values) / 2 and different > 2:
            raise TableProblem(
                f"“{label}” has {count(different)} different values, so its groups would hold one or two "
                "customers each. Choose a column with fewer."
            )
        groups = _levels(values)
    if len(pd.unique(groups)) < 2:
        if values.isna().all():
            raise TableProblem(f"“{label}” is missing for every customer. Choose another column.")
        raise TableProblem(f"Every customer has the same value in “{label}”. Choose another column.")
    return groups


def arranged(frame: pd.DataFrame, table: Table, column: str) -> pd.DataFrame:
    """The rows of by_group() as people look for them: numbers from low to high, the rest and gaps last."""
    order = {REST: len(frame), MISSING: len(frame) + 1}
    if table.column(column).kind == "number":
        values, groups = table.rows[column].to_numpy(dtype=float), grouping(table, column)
        lowest = pd.Series(values).groupby(groups).min().sort_values()
        order = {name: place for place, name in enumerate(lowest.index) if name != MISSING} | order
    places = [order.get(name, place) for place, name in enumerate(frame["group"])]
    return frame.iloc[np.argsort(places, kind="stable")].reset_index(drop=True)


def sensible(table: Table) -> list[str]:
    """Columns whose groups can be compared, whether a model uses them or not, in the order to offer them.

    Categories come first, those with few groups before those with many; then numbers, in table order. Only
    columns where at least two groups hold leavers as well as stayers. TableProblem without a target.
    """
    y = table.y.astype(bool)
    levels: dict[str, int] = {}
    numbers: list[str] = []
    for column in table.columns:
        if column.kind not in USABLE or column.name == table.target:
            continue
        values = table.rows[column.name]
        if column.kind == "category":
            code, found = pd.factorize(values, use_na_sentinel=False)
            if values.nunique() <= max(len(values) / 2, 2) and _mixed(code, y):
                levels[column.name] = len(found)
        elif _mixed(_halved(values.to_numpy(dtype=float)), y):
            numbers.append(column.name)
    return [*sorted(levels, key=lambda name: levels[name]), *numbers]


def _mixed(code: np.ndarray, y: np.ndarray) -> bool:
    """Whether two groups or more hold both leavers and stayers."""
    left = np.bincount(code, weights=y)
    return int(((left > 0) & (left < np.bincount(code))).sum()) > 1


def _halved(values: np.ndarray) -> np.ndarray:
    """(n,) int: 0 for the lower numbers, 1 for the higher, 2 for gaps."""
    known = np.isfinite(values)
    higher = np.zeros(len(values), dtype=int)
    if known.any():
        middle = np.median(values[known])
        some_above = bool((values[known] > middle).any())
        higher[known] = values[known] > middle if some_above else values[known] >= middle
    return np.where(known, higher, 2)


def _levels(values: pd.Series) -> np.ndarray:
    """The most frequent values as texts, the others together."""
    code, found = pd.factorize(values)
    names = np.array([_plain(value) for value in found] + [MISSING], dtype=object)
    often = np.argsort(-np.bincount(code[code >= 0], minlength=len(found)), kind="stable")
    names[often[MOST_GROUPS:]] = REST
    return names[code]  # a gap is -1, the last name


def _plain(value: object) -> str:
    """A value as a person would type it: 1, not 1.0."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _bands(column: Column, values: np.ndarray) -> np.ndarray:
    """Stretches of numbers that hold about equally many customers; equal numbers stay together."""
    known = np.isfinite(values)
    names = np.full(len(values), MISSING, dtype=object)
    steps, people = np.unique(values[known], return_counts=True)
    if len(steps):
        few = len(steps) <= BANDS
        cuts = steps[:-1] if few else _cuts(steps, people)
        said = [_number(value) for value in steps] if few else _in_words(steps, cuts)
        unit = visible(column.unit, 12)
        said = [_with_unit(words, unit) for words in said]
        names[known] = np.array(said, dtype=object)[np.searchsorted(cuts, values[known])]
    return names


def _cuts(steps: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Up to where each band but the last reaches: the roundest figures that part the customers about evenly.

    steps are the different numbers, rising; people how many customers have each.
    """
    below = np.cumsum(people)[:-1]  # customers up to each step
    found = []
    for wanted in people.sum() * np.arange(1, BANDS) / BANDS:
        near = np.flatnonzero(np.abs(below - wanted) <= SLACK * people.sum())
        if not len(near):
            near = np.array([np.argmin(np.abs(below - wanted))])
        found.append(_roundest(steps[near[0]], steps[near[-1] + 1]))
    return np.unique(found)


def _roundest(low: float, high: float) -> float:
    """The roundest figure from low on that is below high."""
    for digits in range(-MOST_DIGITS, MOST_DIGITS + 1):
        figure = float(np.round(np.ceil(np.round(low * 10.0**digits, 6)) / 10.0**digits, max(digits, 0)))
        if low <= figure < high:
            return figure
    return float(low)


def _in_words(steps: np.ndarray, cuts: np.ndarray) -> list[str]:
    """Each band in words; a band of one number is that number."""
    whole = bool((steps == np.round(steps)).all())
    band = np.searchsorted(cuts, steps)
    said = []
    for at in range(len(cuts) + 1):
        own = steps[band == at]
        low, high = _number(cuts[at - 1] + whole), _number(cuts[min(at, len(cuts) - 1)])
        if len(own) == 1:
            said.append(_number(own[0]))
        elif at == 0:
            said.append(f"up to {high}")
        elif at == len(cuts):
            said.append(f"{low} or more" if whole else f"over {low}")
        else:
            said.append(f"{low} to {high}" if whole else f"over {low}, up to {high}")
    return said


def _number(value: float) -> str:
    """A number in full, without needless decimals."""
    text = f"{value:,.{MOST_DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "0") else text.replace("-", "−")


def _with_unit(words: str, unit: str) -> str:
    """The words with their unit, said once: "Rs 20 to 35", "up to 12 months", "1 month"."""
    if not unit:
        return words
    if unit in CURRENCIES:
        start = next(at for at, sign in enumerate(words) if sign.isdigit() or sign == "−")
        return f"{words[:start]}{unit}{TOGETHER}{words[start:]}"
    if words in ("1", "up to 1") and PLURAL.fullmatch(unit):
        unit = unit[:-1]
    return f"{words}{TOGETHER}{unit}"
