"""Who left: the column that says so, the value that means it, and the columns that give it away."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.table._kinds import NO, YES, words_of
from core.table._limits import MIN_ROWS
from core.table._saying import TableProblem, many, quoted, said
from core.words import count, percent, span

FEW_LEAVERS = 30
MOST_VALUES = 5  # a column with more is not proposed
_Z95 = 1.959964  # the normal distribution has 95 % within so many standard deviations
CHOOSE = (
    "No column looks like the one that says who left. "
    "Choose it: a column with two values, such as Yes and No."
)

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


def value_that_left(name: str, values: Sequence[Any], customers: Mapping[Any, int]) -> tuple[Any, bool]:
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


def whole(values: Iterable[Any]) -> list[Any]:
    """Values with whole numbers as they are typed, without their .0."""
    return [int(v) if isinstance(v, float) and v.is_integer() else v for v in values]


def propose(columns: Mapping[str, Sequence[Any]]) -> tuple[str, Any] | None:
    """The column that most looks like the answer, with the value that means "left" if it has over two.

    columns  the different values of each column
    """
    ranked = []
    for position, (name, values) in enumerate(columns.items()):
        rank = _rank(name, values) if 2 <= len(values) <= MOST_VALUES else None
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


def positive_value(
    name: str, usable: bool, customers: Mapping[Any, int], gaps: int, asked: Any = None
) -> tuple[Any, str]:
    """The value that means "left" as it stands in the cells, and the sentence about it.

    usable     False for ids, dates and free text, which cannot say who left
    customers  how many hold each value; gaps is how many hold none
    asked      the value the reader gave, or None to take it from the words, else the rarer one

    TableProblem: not two values and none asked for, or no such value.
    """
    column, values = f"“{said(name)}”", list(customers)
    if not values:
        raise TableProblem(f"{column} is empty, so it cannot say who left. Choose another column.")
    if len(values) == 1:
        raise _one_value(column, values[0], gaps)
    if not usable or (asked is None and len(values) > 2):
        do = "Say which value means left, or choose" if usable else "Choose"
        raise TableProblem(
            f"{column} has {count(len(values))} different values ({quoted(values, 3)}). The column "
            f"that says who left needs two: left and stayed. {do} another column."
        )
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
    left, filled = customers[positive], sum(customers.values())
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


def rows_that_say(rows: pd.DataFrame, column: str, known: np.ndarray) -> tuple[pd.DataFrame, list[str]]:
    """The rows in which the column is filled in, and the note about the others.

    TableProblem: too few of them.
    """
    if known.all():
        return rows, []
    kept = rows[known].reset_index(drop=True)
    if len(kept) < MIN_ROWS:
        raise TableProblem(
            f"“{said(column)}” is filled in for {many(len(kept), 'row')} only; at least {MIN_ROWS} are "
            "needed. Choose another column, or fill it in and bring the file again."
        )
    return kept, [
        f"{said(column)}: {many(len(rows) - len(kept), 'row')} without a value dropped, because nobody knows "
        "whether these customers left."
    ]


def few(y: np.ndarray) -> list[str]:
    """The sentence on few leavers or few stayers, with the range of the share who leave; none if enough."""
    rows, left = len(y), int(y.sum())
    fewest, who = min((left, "left"), (rows - left, "stayed"))
    if fewest >= FEW_LEAVERS:
        return []
    low, high = share_range(left, rows)
    return [
        f"Only {many(fewest, 'customer')} {who}. With so few, the share who leave is only known to lie "
        f"{span(percent(low), percent(high))}: take every figure as a rough guess, or bring more customers."
    ]


def share_range(left: int, rows: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share (Wilson 1927)."""
    share, z2 = left / rows, _Z95**2
    middle = (share + z2 / (2 * rows)) / (1 + z2 / rows)
    half = _Z95 * math.sqrt(share * (1 - share) / rows + z2 / (4 * rows**2)) / (1 + z2 / rows)
    return middle - half, middle + half


_YES = frozenset(map(key, YES))
_NO = frozenset(map(key, NO)) | {key("-1")}
