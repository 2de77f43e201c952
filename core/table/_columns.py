"""What each column is: numbers first, then texts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from core.table._kinds import Kind
from core.table._numbers import is_code, number, plain
from core.table._texts import text


def kind_of(name: str, raw: pa.Array, comma: bool) -> Kind:
    """The kind of a column and its cells in order.

    raw    float64, or strings as they stand in the file, or a dictionary of them; blanks null
    comma  the file writes 1,5 for one and a half
    """
    if raw.null_count == len(raw):
        return Kind("constant", np.full(len(raw), np.nan), gaps=len(raw))
    if raw.type == pa.float64():
        return number(name, raw.to_numpy(zero_copy_only=False))
    if pa.types.is_dictionary(raw.type):
        if plain(raw.dictionary, comma) is None:
            return text(name, raw, comma)
        raw = raw.cast(pa.string())
    values = plain(raw, comma)
    if values is None:
        return text(name, raw, comma)
    if is_code(raw):
        found = text(name, raw, comma, code=True)
        note = "Numbers with zeros in front are read as codes, not as amounts."
        return replace(found, notes=(note, *found.notes))
    return number(name, values, raw)
