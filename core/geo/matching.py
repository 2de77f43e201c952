"""Names and codes of two sides compared: as they are written, or loosely."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from core.geo.shapes import Ints
from core.table._saying import tidy

LONGEST = 200
COUNTER = 0.5  # weight of a pair of running numbers, which match by chance
REPEATED = 0.5  # a column of numbers names rows only if so many of the matched rows differ
_NUMBER = re.compile(r"([-−]?)0*(\d+)(?:\.0*)?")
_BETWEEN = re.compile(r"[\W_]+")
# Letters that are no other letter with a mark, so that no accent can be taken off.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


@dataclass(frozen=True, eq=False)
class Side:
    """One column of a table, or one fact of the shapes of a map.

    kind   the kind of the column, or "fact"
    words  the different texts, in order of appearance
    codes  (n,) which of them each row or shape has; -1 for none
    """

    name: str
    kind: str
    words: list[str]
    codes: Ints

    @cached_property
    def rows(self) -> dict[str, int]:
        """The first row of each text."""
        codes, first = np.unique(self.codes, return_index=True)
        return {self.words[code]: int(row) for code, row in zip(codes, first, strict=True) if code >= 0}

    @cached_property
    def loose(self) -> dict[str, list[str]]:
        """The different texts by what is compared loosely."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(loosened(word), []).append(word)
        return found

    def texts(self, rows: Ints, nothing: str) -> tuple[str, ...]:
        """What some rows say; where they say nothing, that word and the number of the row from 1 on."""
        said = zip(rows.tolist(), self.codes[rows].tolist(), strict=True)
        return tuple(self.words[code] if code >= 0 else f"{nothing} {row + 1}" for row, code in said)

    @classmethod
    def of_column(cls, name: str, kind: str, cells: pd.Series) -> Side:
        """The column as texts; without any where it holds numbers that are not whole."""
        codes, different = pd.factorize(cells)
        if cells.dtype.kind != "f":
            return cls.of_words(name, kind, [tidy(value, LONGEST) for value in different], codes)
        known = np.asarray(different, dtype=float)
        if not np.isfinite(known).all() or (known % 1).any():
            return cls(name, kind, [], np.full(len(cells), -1))
        return cls(name, kind, [str(int(value)) for value in known], codes)

    @classmethod
    def of_words(cls, name: str, kind: str, words: Sequence[str], codes: Ints) -> Side:
        """A side whose texts may be the same or empty."""
        number: dict[str, int] = {"": -1}
        new = [number.setdefault(word, len(number) - 1) for word in words]
        del number[""]
        return cls(name, kind, list(number), np.array([*new, -1])[codes])

    @classmethod
    def of_shapes(cls, facts: Sequence[Mapping[str, str]]) -> list[Side]:
        """A side per fact that any shape has, in order of appearance."""
        names = dict.fromkeys(name for own in facts for name in own)
        every = np.arange(len(facts))
        return [cls.of_words(name, "fact", [own.get(name, "") for own in facts], every) for name in names]


def loosened(text: str) -> str:
    """A text without capitals, accents, signs between words and leading zeros: " 007" -> "7"."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    number = _NUMBER.fullmatch(plain.strip())
    if number:
        return number[1] + number[2]
    return _BETWEEN.sub(" ", plain).strip() or text


def best_pair(columns: Sequence[Side], facts: Sequence[Side]) -> tuple[Side, Side]:
    """The column and the fact that share most values, loosely compared.

    Running numbers count half, since those of a map match those of any table. Of equals a pair of the same
    name comes first, then columns of names before columns of numbers, then the order of the file.
    """
    number: dict[str, int] = {}
    of_fact = [np.array([number.setdefault(key, len(number)) for key in fact.loose]) for fact in facts]
    weights = [COUNTER if _runs(fact) else 1.0 for fact in facts]
    best, found = (-1.0, False, False), (columns[0], facts[0])
    for column in columns:
        here = np.zeros(len(number), dtype=bool)
        here[[number[key] for key in column.loose if key in number]] = True
        for fact, keys, weight in zip(facts, of_fact, weights, strict=True):
            shared = int(here[keys].sum())
            same = loosened(column.name) == loosened(fact.name)
            rank = (shared * weight, same, column.kind != "number")
            if rank > best and not (shared and column.kind == "number" and _repeats(column, fact)):
                best, found = rank, (column, fact)
    return found


def matched(column: Side, fact: Side) -> Ints:
    """(s,) the row of every shape, -1 for none.

    What is written the same comes first; loosely compared, a text has to mean one row that is still free.
    """
    taken = {column.rows[word] for word in fact.words if word in column.rows}
    found = {}
    for key, words in fact.loose.items():
        meant = column.loose.get(key, ())
        free = column.rows[meant[0]] if len(meant) == 1 else -1
        for word in words:
            found[word] = column.rows.get(word, -1 if free in taken else free)
    return np.array([*(found[word] for word in fact.words), -1], dtype=np.int64)[fact.codes]


def _runs(fact: Side) -> bool:
    """True for whole numbers no larger than there are shapes, such as 0, 1, 2 and so on."""
    most = len(fact.codes)
    return all(key.isdecimal() and len(key) < 9 and int(key) <= most for key in fact.loose)


def _repeats(column: Side, fact: Side) -> bool:
    """True if many rows share the values that match, as ages do and codes do not."""
    shared = np.array([loosened(word) in fact.loose for word in column.words])
    rows = np.bincount(column.codes[column.codes >= 0], minlength=len(shared))
    return bool(shared.sum() < REPEATED * rows[shared].sum())
