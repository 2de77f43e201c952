"""What is said of the models' rankings: what comes first, and how far two models agree."""

from __future__ import annotations

import pandas as pd

from core.charts.why.places import joined, quoted, spelled
from core.table import Table
from core.verdicts import about
from core.words import capital, the_model

STRONGEST = 5  # columns of each of the two models that are compared
MOST_GROUPS = 3  # different first columns that are all named
SAME = "it gives everybody the same chance"


def words(pushing: pd.DataFrame, ranks: pd.DataFrame, table: Table, pair: tuple[str, str]) -> str:
    """What each model looks at most, and how far the pair agrees; the frames are those of places.py."""
    asked = tuple(dict.fromkeys(pair))
    waiting = [the_model(model) for model in asked if model not in pushing]
    told = [
        _alone(pushing, table) if pushing.shape[1] == 1 else _first(ranks, table, pair),
        _agreement(pushing, *asked) if len(asked) == 2 and not waiting else "",
        f"Still being worked out: {joined(waiting)}." if waiting else "",
    ]
    return " ".join(sentence for sentence in told if sentence)


def _alone(pushing: pd.DataFrame, table: Table) -> str:
    """The strongest columns of the only model that is there."""
    model = str(pushing.columns[0])
    name = capital(the_model(model))
    share = pushing[model].sort_values(ascending=False, kind="stable")
    share = share[share > 0]
    if share.empty:
        return f"{name} looks at no column: {SAME}."
    top = share[share == share.iloc[0]]
    if len(top) > MOST_GROUPS:
        return f"{name} looks at {spelled(len(top))} columns alike, more than at any other."
    firsts = joined([quoted(table, str(column)) for column in top.index])
    each = " each" if len(top) > 1 else ""
    told = f"{name} looks most at {firsts}: {about(share.iloc[0])} of all its pushing{each}."
    if len(top) > 1 or len(share) == 1:
        return told
    then = [f"{quoted(table, str(column))} ({about(value)})" for column, value in share.iloc[1:3].items()]
    return f"{told} Then {'comes' if len(then) == 1 else 'come'} {joined(then)}."


def _first(ranks: pd.DataFrame, table: Table, pair: tuple[str, str]) -> str:
    """Who looks most at what, the most frequent first."""
    groups = _groups(ranks)
    everyone = ranks.shape[1]
    column, models = groups[0]
    what = _looked(column, table)
    if len(groups) == 1:
        who = "Both" if everyone == 2 else f"All {spelled(everyone)}"
        told = f"{who} look {what}" + ("" if column else ": each gives everybody the same chance")
    elif len(models) > 1:
        told = f"{capital(spelled(len(models)))} of the {spelled(everyone)} look {what}"
    elif len(groups) <= MOST_GROUPS:
        told = f"{capital(the_model(models[0]))} looks {what}"
    else:
        told = f"No two of the {spelled(everyone)} look most at the same column"
    if len(groups) <= MOST_GROUPS:
        for other, theirs in groups[1:]:
            told += (
                f", {joined([the_model(m) for m in theirs])} {_looked(other, table).removeprefix('most ')}"
            )
    elif len(models) > 1:
        told += f", the other {spelled(everyone - len(models))} elsewhere"
    said = {model: first for first, theirs in groups for model in theirs}
    ties = [_tied(ranks, table, model, said[model]) for model in dict.fromkeys(pair) if model in ranks]
    return " ".join([f"{told}.", *(tie for tie in ties if tie)])


def _looked(column: str | None, table: Table) -> str:
    return "at no column" if column is None else f"most at {quoted(table, column)}"


def _groups(ranks: pd.DataFrame) -> list[tuple[str | None, list[str]]]:
    """First column -> the models that put it first, the largest group first; those without a column last.

    A model with several first columns belongs to the one that most of the others put first too.
    """
    left = ranks == 1
    found: list[tuple[str | None, list[str]]] = []
    while left.to_numpy().any():
        column = str(left.sum(axis=1).idxmax())
        models = [str(model) for model in left.columns if left[model][column]]
        found.append((column, models))
        left = left.drop(columns=models)
    order = list(ranks.columns)
    found.sort(key=lambda group: (-len(group[1]), order.index(group[1][0])))
    idle = [str(model) for model in left.columns]
    return [*found, (None, idle)] if idle else found


def _tied(ranks: pd.DataFrame, table: Table, model: str, said: str | None) -> str:
    """What else a model puts first."""
    also = [str(column) for column in ranks.index[ranks[model] == 1] if column != said]
    if not also:
        return ""
    what = quoted(table, also[0]) if len(also) == 1 else f"{spelled(len(also))} other columns"
    return f"{capital(the_model(model))} looks just as much at {what}."


def _agreement(pushing: pd.DataFrame, one: str, other: str) -> str:
    """How many of the strongest columns of two models are the same; "" where that says nothing."""
    # of a few columns the strongest half, as all of them would always be the same
    most = min(STRONGEST, (len(pushing) + 1) // 2)
    tops = [_top(pushing[model], most) for model in (one, other)]
    if most < 2 or not all(tops):
        return ""
    same = len({*tops[0]} & {*tops[1]})
    (brief, few), (full, many) = sorted(
        ((the_model(model), len(top)) for model, top in zip((one, other), tops, strict=True)),
        key=lambda part: part[1],
    )
    if few == most:
        names = f"{the_model(one)} and of {the_model(other)}"
        return f"Of the {spelled(most)} strongest columns of {names}, {_are(same, most)} the same."
    start = f"{capital(brief)} looks at only {_columns(few)}"
    if many < most:
        return f"{start}, {full} at {spelled(many)}; {_are(same)} in both."
    among = f"among the {spelled(most)} strongest of {full}"
    if few == 1:
        return f"{start}; it is {'' if same else 'not '}{among}."
    return f"{start}; {_are(same, few)} {among}."


def _are(number: int, everything: int | None = None) -> str:
    """ "none is", "one is", "three are", "all are"."""
    if number in (0, 1):
        return "one is" if number else "none is"
    return "all are" if number == everything else f"{spelled(number)} are"


def _columns(number: int) -> str:
    return "one column" if number == 1 else f"{spelled(number)} columns"


def _top(share: pd.Series, most: int) -> list[str]:
    """The strongest columns a model looks at, at most so many; equal ones in the table's order."""
    ordered = share[share > 0].sort_values(ascending=False, kind="stable")
    return [str(column) for column in ordered.index[:most]]
