"""Tables that leave the app: text that a spreadsheet must not take for a formula."""

from __future__ import annotations

import pandas as pd

from core.safe import cell


def safe_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV for spreadsheets: UTF-8 with its mark, cells and headings made safe.

    Lines end in carriage return and line feed, so that either of them inside a cell is quoted.
    """
    safe = frame.map(cell)
    safe.columns = [cell(name) for name in frame.columns]
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
