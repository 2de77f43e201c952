"""The first line: whether it holds names, and names that are there and different from each other."""

from __future__ import annotations

import re

from core.table._layout import NO_NAMES, is_too_long, one_column, ragged
from core.table._limits import MAX_COLUMNS
from core.table._saying import TableProblem, many, quoted, said, without_turning

_LONGEST_NAME = 120
_YEAR = re.compile(r"(19|20)\d\d")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)*")


def header_of(sample: list[list[str]], separator: str, lines_before: int) -> list[str]:
    """The names as they stand in the first line, once that line is known to hold names."""
    if not sample:
        raise TableProblem(NO_NAMES)
    header, below = sample[0], sample[1:]
    width = len(header)
    if width > MAX_COLUMNS:
        raise TableProblem(
            f"The file has {width:,} columns; at most {MAX_COLUMNS} can be read. Delete columns you do not "
            "need, save the table and bring it again."
        )
    if width < 2:
        raise one_column(header[0])
    if below and is_too_long(below[0], width):
        raise ragged(lines_before + 2, len(below[0]), width, separator)
    if not any(name.strip() for name in header):
        raise TableProblem(
            "The first line is empty, so the columns have no names. Make the column names the first line of "
            "the file and bring it again."
        )
    named = [name for name in header if name.strip()]
    if len(named) == 1 and width > 2 and sum(sum(map(bool, row)) > 2 for row in below) > len(below) / 2:
        raise TableProblem(
            f"The first line holds “{said(named[0])}” and nothing else, but the lines below it have {width} "
            "columns. Delete the lines above the column names, so that the names come first, and bring the "
            "file again."
        )
    if len(below) > 1:
        seen: list[set[str]] = [set() for _ in header]
        for row in below:
            for values, cell in zip(seen, row, strict=False):
                values.add(cell.strip())
        filled = [(name.strip(), values) for name, values in zip(header, seen, strict=True) if name.strip()]
        like_values = sum(
            name in values or (_NUMBER.fullmatch(name) is not None and not _YEAR.fullmatch(name))
            for name, values in filled
        )
        if like_values > len(filled) / 2:
            raise TableProblem(
                f"The first line holds values ({quoted(header, 3)}), not column names. Write a line with the "
                "names of the columns above it and bring the file again."
            )
    return header


def names_of(header: list[str]) -> tuple[list[str], list[str]]:
    """Names that are there, short enough and different from each other, and what was done to get them."""
    names: list[str] = []
    unnamed, repeated = [], []
    tidied = [" ".join(without_turning(raw).split()) for raw in header]
    taken = set(tidied)
    for number, tidy in enumerate(tidied, start=1):
        name = tidy[:_LONGEST_NAME] or f"column {number}"
        base, copy = name, 1
        while name in names or (name != tidy and name in taken):
            copy += 1
            name = f"{base} ({copy})"
        if not tidy:
            unnamed.append(name)
        elif copy > 1:
            repeated.append(name)
        names.append(name)
    notes = []
    if unnamed:
        had = f"{many(len(unnamed), 'column')} had no name"
        notes.append(f"{had} and {'is' if len(unnamed) == 1 else 'are'} called {quoted(unnamed)}.")
    if repeated:
        notes.append(
            f"Columns with the same name were told apart by a number: {quoted(repeated)}. "
            "Check which of them you mean."
        )
    return names, notes
