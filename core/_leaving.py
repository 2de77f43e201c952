"""Which column says who left, and which of its values means it: guesses from names and values."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from core._kinds import NO, YES, words_of

_CHURN = ("churn", "attrit")
_LEFT = (
    *("churn", "attrit", "cancel", "exit", "terminat", "leave", "leaving", "left", "lost", "gone", "closed"),
    *("inactive", "lapsed", "expired", "quit", "resign", "defect", "deactivat", "unsubscrib", "gekündigt"),
    *("gekuendigt", "kündig", "kuendig", "inaktiv", "verloren", "résili", "perdu", "baja", "former"),
)
_STAYED = (
    *(
        "stay",
        "exist",
        "active",
        "aktiv",
        "retain",
        "retention",
        "current",
        "remain",
        "loyal",
        "kept",
        "open",
    ),
    *("renew", "continu", "actif", "activo", "bleib", "geblieben", "bestand"),
)
_NEGATIONS = frozenset("not no non never nicht kein pas".split())
# With these around it, a name about leaving still means the yes/no column itself: "Is churned", "Attrition flag".
_PLAIN = frozenset(
    "is has did customer client user member account subscriber contract subscription service flag label value "
    "status target indicator ind y n yn yes no bool binary company bank".split()
)
_NOT_THE_ANSWER = frozenset(
    "date day days month months reason cause category type score risk probability prob predicted prediction "
    "expected propensity count number times".split()
)
_WEAK_NAMES = frozenset("target label outcome status".split())


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


def propose(values: Mapping[str, Sequence[Any]]) -> tuple[str, Any] | None:
    """The column that most looks like the answer, with a positive value where it has more than two.

    values  distinct values of every column a model could use, for columns with at most five
    """
    ranked = []
    for position, (name, found) in enumerate(values.items()):
        rank = _rank(name, found)
        if rank is not None:
            ranked.append((*rank, position, name))
    if not ranked:
        return None
    name = min(ranked)[-1]
    found = values[name]
    return name, (None if len(found) == 2 else next(value for value in found if says_left(value) == 1))


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


_YES = frozenset(map(key, YES))
_NO = frozenset(map(key, NO)) | {key("-1")}
