"""Columns of texts: dates, groups, ids and free text, with stray spaces and spellings made alike."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.table._kinds import MOST_LEVELS, NEARLY_ALL, NO, YES, Kind
from core.table._limits import MISSING
from core.table._numbers import looks_like_number, written
from core.table._saying import many, quoted, said

FEW_LEVELS = 10  # up to here always a category, however few customers share a value
ROWS_PER_LEVEL = 5

_LONGEST_CELL = 300
_LONGEST_LEVEL = 200
_LONGEST_ID = 40
_LONGEST_BLANK = max(map(len, MISSING))
_LEVELS_TO_UNIFY = 2_000
_PROBE = 200
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zé]*\.?"
_DATE = re.compile(
    r"((19|20)\d\d([-/.])(0?[1-9]|1[0-2])\3(0?[1-9]|[12]\d|3[01])"
    r"|(0?[1-9]|[12]\d|3[01])([-/.])(0?[1-9]|[12]\d|3[01])\7(\d\d|(19|20)\d\d)"
    rf"|\d{{1,2}}[-. ]+{_MONTH}[-., ]+\d{{2,4}}|{_MONTH} \d{{1,2}},? \d{{4}}|{_MONTH}[- ]\d{{4}}"
    r"|(19|20)\d\d[-/](0[1-9]|1[0-2]))"
    r"([T ]+\d{1,2}:\d\d.{0,20})?",
    re.IGNORECASE,
)


def text(name: str, raw: pa.Array, comma: bool, code: bool = False) -> Kind:
    """The kind of a column of texts, and its cells in order.

    comma  the file writes 1,5 for one and a half
    code   True for digits that are no number
    """
    encoded = raw if pa.types.is_dictionary(raw.type) else raw.dictionary_encode()
    if not code and len(encoded.dictionary) == len(raw) > _LEVELS_TO_UNIFY and _names_rows(raw):
        return Kind("id", _as_it_is(raw), codes=np.arange(len(raw)), different=len(raw))
    places = encoded.indices if not raw.null_count else encoded.indices.fill_null(-1)
    codes = places.to_numpy(zero_copy_only=False)
    levels = encoded.dictionary
    cells = np.bincount(codes + 1, minlength=len(levels) + 1)[1:]
    cleaned, notes = _cleaned(levels, cells)
    if cleaned is not None:
        new_codes, kept = pd.factorize(np.array(cleaned, dtype=object))
        codes = np.append(new_codes, -1)[codes]
        levels = pa.array(kept, pa.string())
        cells = np.bincount(codes + 1, minlength=len(levels) + 1)[1:]
    different, filled = len(levels), int(cells.sum())

    def found(kind: str) -> Kind:
        few = tuple(levels.to_pylist()) if different <= MOST_LEVELS else ()
        if cleaned is None and different > MOST_LEVELS:
            values = _as_it_is(raw)
        else:
            values = np.append(levels.to_numpy(zero_copy_only=False), [None]).take(codes)
        about = tuple(notes) if kind == "category" else ()
        return Kind(kind, values, "", len(codes) - filled, about, codes, few, different)

    if different < 2:
        return found("constant")
    probe = levels.slice(0, _PROBE).to_pylist()
    if sum(bool(_DATE.fullmatch(level)) for level in probe) >= NEARLY_ALL * len(probe):
        return found("date")
    if not code and sum(map(looks_like_number, probe)) >= len(probe) / 2:
        repaired = written(name, levels, codes, cells, comma)
        if repaired is not None:
            return repaired
    lengths = pc.utf8_length(levels).to_numpy(zero_copy_only=False)
    if _few_enough(different, filled) and lengths.max() <= _LONGEST_LEVEL:
        return found("category")
    nearly_all = different >= NEARLY_ALL * filled and filled > len(codes) / 2
    return found("id" if nearly_all and lengths.mean() <= _LONGEST_ID else "text")


def _as_it_is(raw: pa.Array) -> Any:
    """The cells as a pandas array of str, without copying them."""
    dtype: Any = pd.StringDtype("pyarrow", na_value=np.nan)
    return dtype.__from_arrow__(raw.cast(pa.string()) if pa.types.is_dictionary(raw.type) else raw)


def _names_rows(raw: pa.Array) -> bool:
    """True for short texts that are neither dates nor numbers; raw holds a different text in each row."""
    probe = raw.slice(0, _PROBE).to_pylist()
    if any(_DATE.fullmatch(cell) or looks_like_number(cell) for cell in probe):
        return False
    return bool(pc.max(pc.utf8_length(raw)).as_py() <= _LONGEST_ID)


def _cleaned(levels: pa.Array, cells: np.ndarray) -> tuple[list[str | None] | None, list[str]]:
    """The different texts without stray spaces, blanks as None; None if there is nothing to change."""
    if len(levels) > _LEVELS_TO_UNIFY:
        short = levels.filter(pc.less_equal(pc.utf8_length(levels), _LONGEST_BLANK))
        blank = pc.is_in(pc.utf8_lower(short), pa.array(sorted(MISSING)))
        longest = pc.max(pc.utf8_length(levels)).as_py()
        trimmed = pc.utf8_trim_whitespace(levels)
        if longest <= _LONGEST_CELL and not pc.any(blank).as_py() and trimmed.equals(levels):
            return None, []
        return [_level(level) for level in trimmed.to_pylist()], []
    notes: list[str] = []
    uniques = levels.to_pylist()
    texts = [" ".join(unique.split()) for unique in uniques]
    stray = sum(int(n) for text, unique, n in zip(texts, uniques, cells, strict=True) if text != unique)
    if stray and len(set(texts)) < len(texts):
        notes.append(f"Stray spaces were removed in {many(stray, 'cell')}.")
    texts, unified = _one_spelling(texts, cells)
    known = [_level(text) for text in texts]
    return None if known == uniques else known, notes + unified


def _level(text: str) -> str | None:
    if len(text) > _LONGEST_CELL:
        return text[:_LONGEST_CELL] + "…"
    return None if len(text) <= _LONGEST_BLANK and text.casefold() in MISSING else text


def _few_enough(levels: int, filled: int) -> bool:
    if levels <= FEW_LEVELS:
        return levels == 2 or filled >= 2 * levels
    return levels <= MOST_LEVELS and filled >= ROWS_PER_LEVEL * levels


def _one_spelling(texts: list[str], cells: np.ndarray) -> tuple[list[str], list[str]]:
    """Texts that differ in case only become the most frequent of them; so do yes and y, no and n."""
    spellings: dict[str, dict[str, int]] = {}
    for text, number in zip(texts, cells, strict=True):
        forms = spellings.setdefault(text.casefold(), {})
        forms[text] = forms.get(text, 0) + int(number)
    keys = set(spellings) - MISSING
    if len(keys) > 2 and keys <= YES | NO and keys & YES and keys & NO:
        for answers in (YES, NO):
            together = {form: n for key in keys & answers for form, n in spellings[key].items()}
            spellings |= dict.fromkeys(keys & answers, together)
    chosen = {key: max(forms, key=lambda form: forms[form]) for key, forms in spellings.items()}
    merged = {chosen[key]: [form for form in spellings[key] if form != chosen[key]] for key in sorted(keys)}
    notes = [
        f"{quoted([form, *others])} are read as one value, “{said(form)}”."
        for form, others in merged.items()
        if others
    ]
    if len(notes) > 3:
        changed = sum(bool(others) for others in merged.values())
        notes = [f"Different spellings of {many(changed, 'value')} were made alike."]
    return [chosen[text.casefold()] for text in texts], notes
