"""The kinds a column can be of, and what its name says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np

USABLE = ("number", "category")
MOST_LEVELS = 60  # a text column with more distinct values is no longer a handful of groups
NEARLY_ALL = 0.95

YES = frozenset(["yes", "y", "true", "t", "1", "ja", "j", "oui", "si", "sí", "sim", "wahr", "vrai"])
NO = frozenset(["no", "n", "false", "f", "0", "nein", "non", "nao", "não", "falsch", "faux"])

_OWNER = r"(customer|client|cust|user|account|acct|member|subscriber|person|card|contract|row|kunden)"
_KEY_NAME = re.compile(
    rf"{_OWNER}? ?(id|ids|key|uuid|guid|index|nr|no|num|number|code)|.* (id|key|uuid|guid|index)|id .*"
    rf"|.*{_OWNER} ?(id|nr|no|num|number|key|code)|column \d+"
)


@dataclass(frozen=True)
class Kind:
    """A column in order.

    kind       "number", "category", "id", "date", "constant" or "text"
    values     (rows,) float64 with NaN for gaps, object with None for gaps, or a pandas array of str
    unit       "€", "%" and the like if the cells carried it
    gaps       number of cells that were blank
    notes      sentences: what was repaired
    codes      (rows,) int: which cells hold the same text, -1 for gaps; None for numbers
    texts      its different texts by code, where there are MOST_LEVELS at most
    different  how many different texts there are; 0 for numbers
    """

    kind: str
    values: Any
    unit: str = ""
    gaps: int = 0
    notes: tuple[str, ...] = field(default=())
    codes: np.ndarray | None = None
    texts: tuple[str, ...] = ()
    different: int = 0


def words_of(name: str) -> list[str]:
    """The words of a column name in lower case: "customerID" -> ["customer", "id"]."""
    return re.findall(r"[^\W_]+", _spaced(name).casefold())


def label_of(name: str) -> str:
    """A column name for the eye: "MonthlyCharges" -> "Monthly charges", "customerID" -> "Customer ID"."""
    spaced = _spaced(name.replace("_", " "))
    words = [word if word.isupper() else word.lower() for word in spaced.split()]
    label = " ".join(words) or name
    return label[0].upper() + label[1:]


def is_key_name(name: str) -> bool:
    """True for names such as "customerID", "account no" or "user_key"."""
    return _KEY_NAME.fullmatch(" ".join(words_of(name))) is not None


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
