"""Tables that leave the app: text that a spreadsheet must not take for a formula."""

from __future__ import annotations

import pandas as pd

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def safe_cell(value: object) -> object:
    """A cell as it is, or with an apostrophe before text that a spreadsheet would run (OWASP)."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return "'" + value
    return value


def safe_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV for spreadsheets: UTF-8 with its mark, cells and headings made safe.

    Lines end in carriage return and line feed, so that either of them inside a cell is quoted.
    """
    safe = frame.map(safe_cell)
    safe.columns = [safe_cell(name) for name in frame.columns]
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
