"""What the four measures say about the number of groups, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from core.charts.groups._said import joined
from core.segments import Verdict
from core.words import capital, count

NAMES = {
    "elbow": "total distance",
    "silhouette": "clearness",
    "gap": "lead over shuffled tables",
    "stability": "“found again”",
}
COLUMNS = {
    "k": "number of groups",
    "inertia": "total distance",
    "inertia_null": "total distance: mean of shuffled tables",
    "inertia_null95": "total distance: 95 of 100 shuffled tables are below",
    "silhouette": "clearness",
    "silhouette_null": "clearness: mean of shuffled tables",
    "silhouette_null95": "clearness: 95 of 100 shuffled tables are below",
    "silhouette_cloud95": "clearness: 95 of 100 clouds without gaps are below",
    "gap": "lead over shuffled tables (difference of logarithms)",
    "gap_se": "error of the lead",
    "stability": "found again",
    "stability_null": "found again: mean of shuffled tables",
    "stability_null95": "found again: 95 of 100 shuffled tables are below",
    "chance": "share of shuffled tables as clear",
    "nulls": "shuffled tables",
    "stability_nulls": "shuffled tables cut again",
    "clouds": "clouds without gaps",
    "rows": "rows cut",
    "rows_measured": "rows on which clearness was measured",
}


def words(result: pd.DataFrame, verdict: Verdict) -> str:
    """The verdict, and whether the measures agree; the verdict alone while it is too early to say."""
    if not any(verdict.picks.values()):
        return verdict.words
    return f"{verdict.words} {_picked(verdict, bool(result['nulls'].iloc[0]), len(result))}"


def caution(result: pd.DataFrame, rows: int | None) -> str:
    """What the number is, and on how much it rests."""
    choice = "The number is a choice between too few groups to act on and too many to serve."
    nulls, again = (int(result[name].iloc[0]) for name in ("nulls", "stability_nulls"))
    measured = int(result["rows_measured"].iloc[0])
    parts = []
    if nulls:
        tables = "1 shuffled table" if nulls == 1 else f"{count(nulls)} shuffled tables"
        was = "was" if again == 1 else "were"
        parts.append(f"compared with {tables}, of which {count(again)} {was} cut again and again")
    searched = int(result["rows"].iloc[0])
    if rows is not None and searched < rows:
        parts.append(f"all of it on {count(searched)} of {count(rows)} rows, drawn by lot")
    if measured < searched:
        parts.append(f"clearness measured on {count(measured)} of {count(searched)} rows")
    return f"{choice} {capital('; '.join(parts))}." if parts else choice


def table(result: pd.DataFrame) -> pd.DataFrame:
    """The result with the words of the screen."""
    return result.rename(columns=COLUMNS)[list(COLUMNS.values())]


def _picked(verdict: Verdict, compared: bool, numbers: int) -> str:
    if numbers == 1:
        return "Only one number of groups is possible here, so the measures have no choice."
    found = verdict.picks
    if not compared:  # two of the measures mean nothing without shuffled tables
        return f"So far the measures choose {_each({name: found[name] for name in ('elbow', 'silhouette')})}."
    chosen = set(found.values())
    if None not in chosen and len(chosen) == 1:
        number = next(iter(chosen))
        if verdict.groups:
            return f"All four measures taken alone would choose {number}."
        return f"Taken alone, all four measures would still choose {number}: one number always scores best."
    if verdict.groups:
        return f"Taken alone, the measures disagree: they choose {_each(found)}."
    return f"Taken alone, the measures would still choose {_each(found)}: one number always scores best."


def _each(picks: Mapping[str, int | None]) -> str:
    """Which number each of the measures would choose: "4 (total distance) and 5 (clearness)"."""
    by_number: dict[int | None, list[str]] = {}
    for measure, number in picks.items():
        by_number.setdefault(number, []).append(NAMES[measure])
    order = sorted(by_number, key=lambda number: (number is None, number))
    return joined([f"{'none' if k is None else k} ({joined(by_number[k])})" for k in order])
