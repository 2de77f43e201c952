"""What is said of a ranking that was made again and again: what stays first, what moves, what to build on."""

from __future__ import annotations

from collections.abc import Sequence

from core.charts.why.places import ordinal, quoted, spelled
from core.table import Table
from core.words import capital, count, the_model

NOT_AT_ALL = "not at all"
WATCHED = 5  # leading columns a plan may be built on
NOTHING = "it gives everybody the same chance"
USES = "even a steady place says what the model uses, not what to act on."

Places = Sequence[int | None]  # of one column over the refits; None where it is not looked at


def words(rows: Sequence[Places], names: Sequence[str], table: Table, model: str, wanted: int) -> str:
    """What comes first and what moves most; rows and names are the columns, the best middle place first.

    wanted  how many refits there will be
    """
    done = len(rows[0])
    start = f"{_fitted(done, wanted)} on customers drawn anew, {the_model(model)}"
    idle = sum(all(row[at] is None for row in rows) for at in range(done))
    if idle == done:
        each = " each time" if done > 1 else ""
        return f"{start} looks at no column{each}: {NOTHING}.{_alone(done)}"
    told = f"{start} {_leading(rows, names, table)}"
    if done > 1:
        told += _moving(rows, names, table)
    empty = f" In {spelled(idle)} of the fits it looks at no column." if idle else ""
    return f"{told}.{empty}{_alone(done)}"


def caution(rows: Sequence[Places]) -> str:
    """What the ranking is no ground for; rows are the columns, the best middle place first."""
    if len(rows[0]) == 1:
        return "One fit cannot show how far the ranking moves."
    firm = next((at for at, row in enumerate(rows) if len(set(row)) > 1), len(rows))
    if firm == len(rows):
        return capital(USES)
    what = "Even the first place" if firm == 0 else f"From {ordinal(firm + 1)} place on, the order"
    return f"{what} depends on who happens to be in the table. And {USES}"


def reach(row: Places) -> str:
    """From the best to the worst place: "1st to 3rd", or "1st"."""
    ends = _ends(row)
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _ends(row: Places) -> tuple[str, str]:
    taken = [place for place in row if place is not None]
    if not taken:
        return NOT_AT_ALL, NOT_AT_ALL
    return ordinal(min(taken)), NOT_AT_ALL if None in row else ordinal(max(taken))


def _alone(done: int) -> str:
    return " One fit alone is no comparison." if done == 1 else ""


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{count(number)} times")


def _fitted(done: int, wanted: int) -> str:
    if done >= wanted:
        return f"Fitted {_times(done)}"
    return "Fitted once so far" if done == 1 else f"Fitted {count(done)} of {count(wanted)} times so far"


def _leading(rows: Sequence[Places], names: Sequence[str], table: Table) -> str:
    """What the model looks at most, and how often."""
    done = len(rows[0])
    firsts = [(row.count(1), quoted(table, name)) for row, name in zip(rows, names, strict=True) if 1 in row]
    firsts.sort(key=lambda first: -first[0])
    times, name = firsts[0]
    if times == done:
        return f"{'always ' if done > 1 else ''}looks most at {name}"
    if len(firsts) == 1:
        return f"looks most at {name} {_times(times)}"
    if len(firsts) == 2:
        return f"looks most at {name} {_times(times)} and at {firsts[1][1]} {_times(firsts[1][0])}"
    most = "" if times == firsts[1][0] else f", {name} most often ({_times(times)})"
    return f"puts {spelled(len(firsts))} different columns first{most}"


def _moving(rows: Sequence[Places], names: Sequence[str], table: Table) -> str:
    """Which of the leading columns moves most; rows of one place each move nowhere."""
    if len(rows) == 1:
        return ""
    watched = range(min(WATCHED, len(rows)))
    widths = [_width(row, len(rows)) for row in rows]
    mover = max(watched, key=widths.__getitem__)
    if not widths[mover]:
        if not any(widths):
            return "; no column changes its place"
        return f"; the first {spelled(len(watched))} columns keep their places"
    row = rows[mover]
    best, worst = _ends(row)
    between = f"{best} or {worst}" if len(set(row)) == 2 else f"anywhere from {best} to {worst}"
    return f"; {quoted(table, names[mover])} comes {between}"


def _width(row: Places, last: int) -> int:
    """How many places lie between the best and the worst; not looked at is one after the last."""
    taken = [last + 1 if place is None else place for place in row]
    return max(taken) - min(taken)
