"""The simulated cases, read through the same door as any file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from core.table import Column, Table, read

FOLDER = Path(__file__).parent.parent / "sample_data"
NAMES = ("prepaid", "broadband")


@cache
def sheet(name: str) -> dict[str, Any]:
    """The data sheet of a case: title, summary, currency, columns. KeyError for an unknown name."""
    if name not in NAMES:
        raise KeyError(f"There is no case {name!r}; there are {', '.join(NAMES)}.")
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load(name: str) -> Table:
    """A case as a Table, with the labels and units of its data sheet. KeyError for an unknown name."""
    about = sheet(name)
    table = read((FOLDER / f"{name}.csv").read_bytes(), f"{name}.csv")
    table = table.with_target(about["target"], about["positive"])
    told = {column["name"]: column for column in about["columns"]}
    columns = tuple(
        Column(c.name, told[c.name]["label"], c.kind, told[c.name].get("unit", ""), told[c.name]["help"])
        for c in table.columns
    )
    return replace(table, columns=columns, source=name, currency=about["currency"], simulated=True)
