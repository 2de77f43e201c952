"""Columns of numbers: plain ones, and those that people write with signs, marks and units."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.table._kinds import NEARLY_ALL, Kind, is_key_name
from core.table._saying import many, quoted

_PROBE = 200
_LONGEST_NUMBER = 40
_FEW_NUMBERS = 20
_EXACT = 2**53  # above this, whole numbers lose their last digits as floats
_UNKNOWN = frozenset(["none", "nil", "unknown", "missing", "not available", "#value!", "#div/0!", "#ref!"])

_SPACES = " \u00a0\u202f\u2009"
_SYMBOLS = "€$£¥%"
_BETWEEN = frozenset(_SYMBOLS + _SPACES + "'’+")  # signs that a number can do without
# Sixteen digits and more in a row are a card or a key, not an amount.
_NUMBER = re.compile(
    rf"\(?[-+−]?[{_SYMBOLS}]?[{_SPACES}]?[-+−]?"
    rf"(([0-9]{{1,15}}|[0-9]{{1,3}}([{_SPACES}'’.,][0-9]{{3}})+)([.,][0-9]*)?|[.,][0-9]+)"
    rf"(e[-+]?[0-9]{{1,3}})?[{_SPACES}]?[{_SYMBOLS}]?\)?",
    re.IGNORECASE,
)
_SIXTEEN_DIGITS = r"^[-+]?[0-9]{16,}$"
# Every digit but zero looks alike: 1.250 and 9.480 are written in the same way.
_SHAPE = bytes.maketrans(b"23456789", b"11111111")


def plain(raw: pa.Array, comma: bool) -> np.ndarray | None:
    """(rows,) float64 with NaN for gaps if every filled cell is a bare number, otherwise None.

    comma  the file writes 1,5 for one and a half
    """
    for cells in (raw.slice(0, _PROBE), raw):
        if comma and pc.any(pc.match_substring(cells, ".")).as_py():
            return None
        try:
            numbers = pc.cast(pc.replace_substring(cells, ",", ".") if comma else cells, pa.float64())
        except pa.ArrowInvalid:
            return None
    values = numbers.to_numpy(zero_copy_only=False).astype(np.float64, copy=True)
    known = values[~np.isnan(values)]
    long = len(known) and np.abs(known).max() >= 10**15
    if long and not is_whole_id(raw) and pc.any(pc.match_substring_regex(raw, _SIXTEEN_DIGITS)).as_py():
        return None
    return values


def is_whole_id(raw: pa.Array) -> bool:
    """True if all filled cells are whole numbers of up to 19 digits."""
    return bool(pc.all(pc.match_substring_regex(raw, r"^[-+]?[0-9]{1,19}$")).as_py())


def is_code(raw: pa.Array) -> bool:
    """True for codes such as 00123: digits only, all of one length from 3 on, some with a zero in front."""
    size = pc.min_max(pc.binary_length(raw)).as_py()
    if size["min"] is None or size["min"] != size["max"] or size["min"] < 3:
        return False
    zero = pc.any(pc.starts_with(raw, "0")).as_py()
    return bool(zero and pc.all(pc.ascii_is_decimal(raw)).as_py())


def number(name: str, values: np.ndarray, raw: pa.Array | None = None) -> Kind:
    """A column of numbers as number, id, date or constant.

    values  (rows,) float64 with NaN for gaps
    raw     the cells as they stand in the file, where they may be keys too long for a float
    """
    known = values if np.isfinite(values).all() else values[~np.isnan(values)]
    gaps = len(values) - len(known)
    notes: tuple[str, ...] = ()
    endless = np.isinf(known)
    if endless.any():
        values = np.where(np.isinf(values), np.nan, values)
        found = int(endless.sum())
        hold, are = ("holds", "is") if found == 1 else ("hold", "are")
        notes = (f"{many(found, 'cell')} {hold} a number without end (“inf”) and {are} treated as missing.",)
        known = known[~endless]
    if not len(known) or known.min() == known.max():
        return Kind("constant", values, gaps=gaps, notes=notes)
    if any(not np.array_equal(some, np.floor(some)) for some in (known[:_PROBE], known)):
        return Kind("number", values, gaps=gaps, notes=notes)
    # Long keys that differ as whole numbers can be the same float.
    exact = np.abs(known).max() < _EXACT
    different = len(known) if exact or raw is None else pc.count_distinct(raw).as_py()
    if _are_keys(name, known, None if exact else different):
        if exact or raw is None:
            return Kind("id", values, gaps=gaps, notes=notes)
        texts = raw.to_numpy(zero_copy_only=False)
        codes = pd.factorize(texts)[0]
        return Kind("id", texts, gaps=gaps, notes=notes, codes=codes, different=different)
    return Kind("date" if _are_days(known) else "number", values, gaps=gaps, notes=notes)


def _are_keys(name: str, known: np.ndarray, different: int | None) -> bool:
    """Whole numbers that name rows: called an id and nearly all different, or counting rows up or down."""
    if is_key_name(name):
        different = len(np.unique(known)) if different is None else different
        return different >= NEARLY_ALL * len(known)
    for some in (known[:_PROBE], known):
        steps = np.diff(some)
        if not ((steps > 0).all() or (steps < 0).all()):
            return False
    return float(np.ptp(known)) < 3 * len(known)


def _are_days(known: np.ndarray) -> bool:
    """Dates written as 20240131."""
    if known.min() < 19000101 or known.max() > 21001231:
        return False
    month, day = known // 100 % 100, known % 100
    return bool(((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all())


def looks_like_number(text: str) -> bool:
    """True for a number as people write it: "1.234,50", "($12)", "13 %"."""
    paired = ("(" in text) == (")" in text)
    return len(text) <= _LONGEST_NUMBER and paired and _NUMBER.fullmatch(text) is not None


def written(name: str, levels: pa.Array, codes: np.ndarray, cells: np.ndarray, comma: bool) -> Kind | None:
    """The column as numbers, if all its texts are, or all but a few among many; otherwise None.

    levels  its different texts, codes the place of each cell in them (-1 for a gap), cells how often each
    """
    shape_codes, shapes = _shapes(levels)
    shaped = np.array([looks_like_number(shape) for shape in shapes], dtype=bool)[shape_codes]
    lost = np.flatnonzero(~shaped)
    words = [text for text in levels.take(pa.array(lost)).to_pylist()]
    strange = np.array([text.casefold() not in _UNKNOWN for text in words], dtype=bool)
    few = shaped.sum() > _FEW_NUMBERS and cells[lost[strange]].sum() <= (1 - NEARLY_ALL) * cells.sum()
    if not shaped.any() or (strange.any() and not few):
        return None
    numbers = np.append(numbers_of(levels, comma)[0], np.nan)
    found = number(name, numbers[codes])
    notes = found.notes
    if words:
        held = int(cells[lost].sum())
        notes = (
            f"{many(held, 'cell')} held words ({quoted(words, 3)}) where the others hold numbers and "
            f"{'is' if held == 1 else 'are'} treated as missing.",
            *notes,
        )
    first = levels.take(pa.array(np.flatnonzero(shaped)[:_PROBE])).to_pylist()
    symbols = {c for text in first for c in text if c in _SYMBOLS}
    unit = symbols.pop() if len(symbols) == 1 else ""
    return Kind(found.kind, found.values, unit, int((codes < 0).sum()), notes)


def numbers_of(texts: pa.Array, comma: bool) -> tuple[np.ndarray, list[str]]:
    """€ 1.234,50 or 1,234.50 or (12) as float64, and the texts that are no numbers (NaN among the floats).

    Which mark is the decimal one, all texts together decide.
    """
    codes, shapes = _shapes(texts)
    fits = np.array([looks_like_number(shape) for shape in shapes], dtype=bool)
    shaped = fits[codes]
    found = np.full(len(texts), np.nan)
    good = [shape for shape, fit in zip(shapes, fits, strict=True) if fit]
    if good:
        found[shaped] = _bare_numbers(texts.filter(pa.array(shaped)), good, comma)
    return found, texts.filter(pa.array(~shaped)).to_pylist()


def _bare_numbers(texts: pa.Array, shapes: Sequence[str], comma: bool) -> np.ndarray:
    signs = {sign for shape in shapes for sign in shape}
    bare = pc.replace_substring(texts, "−", "-") if "−" in signs else texts
    for sign in signs & _BETWEEN:
        bare = pc.replace_substring(bare, sign, "")
    if "(" in signs:
        bare = pc.replace_substring(pc.replace_substring(bare, "(", "-"), ")", "")
    decimal = _decimal_mark(["".join(c for c in shape if c not in _BETWEEN) for shape in shapes], comma)
    bare = pc.replace_substring(bare, "." if decimal == "," else ",", "")
    if decimal == ",":
        bare = pc.replace_substring(bare, ",", ".")
    try:
        return pc.cast(bare, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return pd.to_numeric(pd.Series(bare.to_pylist()), errors="coerce").to_numpy(dtype=np.float64)


def _decimal_mark(shapes: Sequence[str], comma: bool) -> str:
    """The mark before the decimals, by the shapes of all numbers in order of appearance."""
    commas = [shape for shape in shapes if "," in shape]
    dots = [shape for shape in shapes if "." in shape]
    both = [shape for shape in commas if "." in shape]
    if both:
        return "," if both[0].rfind(",") > both[0].rfind(".") else "."
    if commas:
        return "." if not comma and _grouped(commas, ",") else ","
    if dots and _grouped(dots, ".") and (comma or any(shape.count(".") > 1 for shape in dots)):
        return ","
    return "."


def _grouped(shapes: Sequence[str], mark: str) -> bool:
    groups = re.compile(rf"\(?[-−]?1[01]{{0,2}}({re.escape(mark)}[01]{{3}})+\)?")
    return all(groups.fullmatch(shape) for shape in shapes)


def _shapes(texts: pa.Array) -> tuple[np.ndarray, list[str]]:
    """Which of the different shapes each text has, and the shapes: "€ 12,50" has "€ 11,10"."""
    valid, offsets, data = texts.buffers()
    alike = pa.py_buffer(b"" if data is None else data.to_pybytes().translate(_SHAPE))
    shapes = pa.Array.from_buffers(
        texts.type, len(texts), [valid, offsets, alike], texts.null_count, texts.offset
    ).dictionary_encode()
    return shapes.indices.to_numpy(zero_copy_only=False), shapes.dictionary.to_pylist()
