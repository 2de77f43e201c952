"""Small files for the tests of the door, and what a table says of itself."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from core.table import Table, TableProblem, read

N = 60


def columns(n: int = N, **more: list[object]) -> dict[str, list[object]]:
    """A small good table: 0, 1, 2 ... with every third customer gone."""
    return {
        "age": [20 + i * 7 % 50 for i in range(n)],
        "plan": [("basic", "plus", "gold")[i // 2 % 3] for i in range(n)],
        "churn": ["yes" if i % 3 == 0 else "no" for i in range(n)],
        **more,
    }


def csv(table: dict[str, list[object]], separator: str = ",") -> bytes:
    lines = [
        separator.join(table),
        *(separator.join(map(str, row)) for row in zip(*table.values(), strict=True)),
    ]
    return ("\n".join(lines) + "\n").encode()


def door(n: int = N, separator: str = ",", **more: list[object]) -> Table:
    return read(csv(columns(n, **more), separator), "customers.csv")


def kinds(table: Table) -> dict[str, str]:
    return {column.name: column.kind for column in table.columns}


def names(table: Table) -> list[str]:
    """The columns a model may use."""
    return [column.name for column in table.features]


def said(table: Table, *words: str) -> bool:
    """True if one note holds all the words."""
    notes = [note.replace("\u00a0", " ") for note in table.notes]
    return any(all(word in note for word in words) for note in notes)


def problem(data: bytes | Callable[[], object], filename: str = "customers.csv") -> str:
    """The sentence with which a file, or a call, is refused."""
    with pytest.raises(TableProblem) as caught:
        data() if callable(data) else read(data, filename)
    return str(caught.value)


def plain(sentence: str) -> bool:
    """One line without control characters; unbreakable spaces and the joiner inside an emoji may stay."""
    return sentence.replace("\u00a0", " ").replace("\u200d", "").isprintable()


def telco() -> bytes:
    """A file shaped like the table everybody uses: 11 blank TotalCharges in 300 rows."""
    rng = random.Random(1)
    names = (
        "customerID,gender,SeniorCitizen,Partner,tenure,PhoneService,OnlineSecurity,Contract,MonthlyCharges"
    )
    lines = [names + ",TotalCharges,Churn"]
    for i in range(300):
        months = 0 if i < 11 else rng.randint(1, 72)
        monthly = round(rng.uniform(18, 118), 2)
        lines.append(
            f"{i:04d}-{rng.choice('ABCDEF')}QWZX,{rng.choice(['Male', 'Female'])},{rng.randint(0, 1)},"
            f"{rng.choice(['Yes', 'No'])},{months},{rng.choice(['Yes', 'No'])},"
            f"{rng.choice(['Yes', 'No', 'No internet service'])},"
            f"{rng.choice(['Month-to-month', 'One year', 'Two year'])},{monthly},"
            f"{round(months * monthly, 2) if months else ' '},{'Yes' if i % 4 == 0 else 'No'}"
        )
    return "\n".join(lines).encode()
