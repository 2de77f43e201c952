"""Tables that leave the app: text that a spreadsheet must not take for a formula."""

from __future__ import annotations

import pandas as pd

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    """A cell as it is, or with an apostrophe before text that a spreadsheet would run (OWASP)."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return "'" + value
    return value


def safe_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV for spreadsheets: UTF-8 with its mark, cells and headings made safe."""
    safe = frame.map(safe_cell)
    safe.columns = [safe_cell(name) for name in frame.columns]
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
