"""Who left: the column that says so, the value that means it, and the columns that give it away."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core._kinds import MOST_LEVELS, NO, YES, words_of
from core._saying import TableProblem, listed, many, quoted, said
from core.words import count, percent

FEW_LEAVERS = 30

_CHURN = ("churn", "attrit")
_LEFT = (
    *("churn", "attrit", "cancel", "exit", "terminat", "leave", "leaving", "left", "lost", "gone", "closed"),
    *("inactive", "lapsed", "expired", "quit", "resign", "defect", "deactivat", "unsubscrib", "gekündigt"),
    *("gekuendigt", "kündig", "kuendig", "inaktiv", "verloren", "résili", "perdu", "baja", "former"),
)
_STAYED = (
    *("stay", "exist", "active", "aktiv", "retain", "retention", "current", "remain", "loyal", "kept"),
    *("open", "renew", "continu", "actif", "activo", "bleib", "geblieben", "bestand"),
)
_NEGATIONS = frozenset(["not", "no", "non", "never", "nicht", "kein", "pas"])
# A name about leaving with only these around it is the answer: "Is churned", "Attrition flag".
_PLAIN = frozenset(
    [
        *("is", "has", "did", "customer", "client", "user", "member", "account", "subscriber", "contract"),
        *("subscription", "service", "flag", "label", "value", "status", "target", "indicator", "ind"),
        *("y", "n", "yn", "yes", "no", "bool", "binary", "company", "bank"),
    ]
)
_NOT_THE_ANSWER = frozenset(
    [
        *("date", "day", "days", "month", "months", "reason", "cause", "category", "type", "score", "risk"),
        *("probability", "prob", "predicted", "prediction", "expected", "propensity", "count", "number"),
        "times",
    ]
)
_WEAK_NAMES = frozenset(["target", "label", "outcome", "status"])


def key(value: object) -> str:
    """Values that mean the same to a reader have the same key: 1, 1.0 and "1"; "Yes" and " yes "."""
    text = " ".join(str(value).split()).casefold()
    try:
        number = float(text)
    except ValueError:
        return text
    return repr(number + 0.0) if math.isfinite(number) else text


def says_left(value: object) -> int:
    """1 if a value speaks of leaving ("Churned", "not renewed"), -1 of staying ("Active"), 0 of neither."""
    words = key(value).split() if len(str(value)) <= 100 else []
    words = [word for part in words for word in re.findall(r"[^\W_]+", part)]
    answer = next(
        (1 if word.startswith(_LEFT) else -1 for word in words if word.startswith((*_LEFT, *_STAYED))), 0
    )
    return -answer if _NEGATIONS & set(words) else answer


def is_about_leaving(name: str) -> bool:
    """Names with churn or attrition in them."""
    return any(stem in word for word in words_of(name) for stem in _CHURN)


def value_that_left(name: str, values: Sequence[Any], customers: pd.Series) -> tuple[Any, bool]:
    """Of two values the one that means "left", and whether words say so; otherwise it is the rarer one."""
    first, second = values
    signs = says_left(first), says_left(second)
    if signs[0] != signs[1]:
        return (first if signs[0] > signs[1] else second), True
    yes = [value for value in values if key(value) in _YES]
    no = [value for value in values if key(value) in _NO]
    if len(yes) == 1 and len(no) == 1:
        return (no if says_left(" ".join(words_of(name))) == -1 else yes)[0], True
    return min(values, key=lambda value: customers[value]), False


def distinct(cells: pd.Series, most: int | None = None) -> list[Any]:
    """Values without gaps in order of appearance, whole numbers without their .0; at most `most` of them."""
    if most is not None and cells.head(1_000).nunique() >= most:
        cells = cells.head(1_000)  # enough to know that there are too many
    values = np.asarray(cells.unique())
    values = values[~pd.isna(values)][:most]
    return [int(v) if isinstance(v, float) and v.is_integer() else v for v in values]


def propose(columns: Mapping[str, pd.Series]) -> tuple[str, Any] | None:
    """The column that most looks like the answer, with the value that means "left" if it has over two."""
    ranked = []
    for position, (name, cells) in enumerate(columns.items()):
        values = distinct(cells, 6)
        rank = _rank(name, values) if 2 <= len(values) <= 5 else None
        if rank is not None:
            positive = None if len(values) == 2 else next(v for v in values if says_left(v) == 1)
            ranked.append((*rank, position, name, positive))
    if not ranked:
        return None
    *_, name, positive = min(ranked, key=lambda found: found[:3])
    return name, positive


def _rank(name: str, values: Sequence[Any]) -> tuple[int, int] | None:
    """How likely the column is the answer, best first: (reason, words in the name); None if it is not."""
    words = words_of(name)
    signs = [says_left(value) for value in values]
    if set(words) & _NOT_THE_ANSWER:
        return None
    if len(values) == 2:
        plain = all(word in _PLAIN or word.startswith(_LEFT) or is_about_leaving(word) for word in words)
        if is_about_leaving(name) or (plain and any(word.startswith(_LEFT) for word in words)):
            return (0, len(words))
        if sorted(signs) == [-1, 1]:
            return (1, len(words))
        if set(words) <= _PLAIN | _WEAK_NAMES and set(words) & _WEAK_NAMES:
            return (3, len(words))
        if set(words) - _PLAIN and all(word in _PLAIN or word.startswith(_STAYED) for word in words):
            return (4, len(words))
        return None
    return (2, len(words)) if signs.count(1) == 1 and -1 in signs else None


def positive_value(name: str, usable: bool, cells: pd.Series, asked: Any = None) -> tuple[Any, str]:
    """The value that means "left" as it stands in the cells, and the sentence about it.

    usable  False for ids, dates and free text, which cannot say who left
    asked   the value the reader gave, or None to take it from the words, else the rarer one

    TableProblem: not two values and none asked for, or no such value.
    """
    column, values = f"“{said(name)}”", distinct(cells)
    if not values:
        raise TableProblem(f"{column} is empty, so it cannot say who left. Choose another column.")
    if len(values) == 1:
        raise _one_value(column, values[0], int(cells.isna().sum()))
    if not usable or (asked is None and len(values) > 2):
        do = "Say which value means left, or choose" if usable else "Choose"
        raise TableProblem(
            f"{column} has {count(len(values))} different values ({quoted(values, 3)}), and it takes two: "
            f"left and stayed. {do} another column."
        )
    customers = cells.value_counts()
    by_words = True
    if asked is None:
        positive, by_words = value_that_left(name, values, customers)
    else:
        # True is the word in one file and the number 1 in another.
        keys = [key(asked)] + ([key(int(asked))] if isinstance(asked, (bool, np.bool_)) else [])
        matching = [value for wanted in keys for value in values if key(value) == wanted]
        if not matching:
            raise TableProblem(
                f"{column} has no value “{said(asked)}”. "
                f"Its values are {quoted(values)}: choose one of these."
            )
        positive = matching[0]
    left, filled = int(customers[positive]), int(customers.sum())
    others = [value for value in values if value != positive]
    return positive, (
        f"{column} is taken as the column that says who left: “{said(positive)}” means left"
        f"{'' if by_words else ' because it is the rarer value'} ({count(left)} of {count(filled)} "
        f"customers, {percent(left / filled)}), {quoted(others, 3)} mean{'s' * (len(others) == 1)} stayed. "
        "Choose another column or value if that is wrong."
    )


def _one_value(column: str, value: Any, gaps: int) -> TableProblem:
    do = "Bring a table with customers who left and customers who stayed"
    if gaps:
        do = "Write a second value, such as No, in the blank cells"
    blank = f" and {many(gaps, 'blank cell')}" if gaps else ""
    return TableProblem(
        f"{column} has only one value, “{said(value)}”{blank}, so it does not tell who left from who "
        f"stayed. {do}, or choose another column."
    )


def echoes(features: Mapping[str, pd.Series], y: np.ndarray) -> list[str]:
    """Features that tell who left instead of foretelling it: named after it, or sorting all customers."""
    # With a handful of leavers a column can sort them perfectly by chance.
    enough = min(y.sum(), len(y) - y.sum()) >= 10
    return [
        name
        for name, cells in features.items()
        if is_about_leaving(name) or (enough and _tells_all(cells, y))
    ]


def _tells_all(cells: pd.Series, y: np.ndarray) -> bool:
    """True if every value of a category, or of a two-valued number, goes with one outcome only."""
    most = 2 if cells.dtype.kind == "f" else MOST_LEVELS
    for first in (1_000, len(cells)):  # nearly every column is cleared by its first rows
        codes, values = pd.factorize(cells[:first], use_na_sentinel=False)
        customers, leavers = np.bincount(codes), np.bincount(codes, weights=y[:first])
        if len(values) > most or ((leavers > 0) & (leavers < customers)).any():
            return False
    return True


def notes_on(y: np.ndarray, spent: Sequence[str], telling: Sequence[str]) -> list[str]:
    """Sentences on columns left with one value, on echoes, and on few leavers or stayers."""
    notes = []
    if spent:
        notes.append(f"Left out: {listed([said(name) for name in spent], 8)} (one value in the rows kept).")
    if telling:
        notes.append(
            f"Left out because {'it seems' if len(telling) == 1 else 'they seem'} to be written down after "
            f"the customer had left: {listed([said(name) for name in telling], 8)}. With the answer among "
            "the clues every model looks perfect. Put a column back in if you know it beforehand."
        )
    left = int(y.sum())
    fewest, who = min((left, "left"), (len(y) - left, "stayed"))
    if fewest < FEW_LEAVERS:
        notes.append(
            f"Only {many(fewest, 'customer')} {who}. With so few, results change a lot from one file to the "
            "next: read every figure as a rough guess, or bring more customers."
        )
    return notes


_YES = frozenset(map(key, YES))
_NO = frozenset(map(key, NO)) | {key("-1")}
