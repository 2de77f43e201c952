"""What a column is: number, category, id, date, constant or text, with its cells put in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from core._reading import MISSING
from core._saying import many, quoted, said
from core.words import count

MOST_LEVELS = 60  # a text column with more distinct values is no longer a handful of groups
FEW_LEVELS = 10  # up to here always a category, however few customers share a value
ROWS_PER_LEVEL = 5
NEARLY_ALL = 0.95

YES = frozenset(["yes", "y", "true", "t", "1", "ja", "j", "oui", "si", "sí", "sim", "wahr", "vrai"])
NO = frozenset(["no", "n", "false", "f", "0", "nein", "non", "nao", "não", "falsch", "faux"])

_LONGEST_CELL = 300
_LONGEST_LEVEL = 200
_LONGEST_ID = 40
_LONGEST_NUMBER = 40
_LEVELS_TO_UNIFY = 2_000
_PROBE = 200
_EXACT = 2**53  # above this, whole numbers lose their last digits as floats
_UNKNOWN = frozenset(["none", "nil", "unknown", "missing", "not available", "#value!", "#div/0!", "#ref!"])

_SPACES = " \u00a0\u202f\u2009"
_SYMBOLS = "€$£¥%"
# Sixteen digits and more in a row are a card or a key, not an amount.
_NUMBER = re.compile(
    rf"\(?[-+−]?[{_SYMBOLS}]?[{_SPACES}]?[-+−]?"
    rf"(([0-9]{{1,15}}|[0-9]{{1,3}}([{_SPACES}'’.,][0-9]{{3}})+)([.,][0-9]*)?|[.,][0-9]+)"
    rf"(e[-+]?[0-9]{{1,3}})?[{_SPACES}]?[{_SYMBOLS}]?\)?",
    re.IGNORECASE,
)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zé]*\.?"
_DATE = re.compile(
    r"((19|20)\d\d([-/.])(0?[1-9]|1[0-2])\3(0?[1-9]|[12]\d|3[01])"
    r"|(0?[1-9]|[12]\d|3[01])([-/.])(0?[1-9]|[12]\d|3[01])\7(\d\d|(19|20)\d\d)"
    rf"|\d{{1,2}}[-. ]+{_MONTH}[-., ]+\d{{2,4}}|{_MONTH} \d{{1,2}},? \d{{4}}|{_MONTH}[- ]\d{{4}}"
    r"|(19|20)\d\d[-/](0[1-9]|1[0-2]))"
    r"([T ]+\d{1,2}:\d\d.{0,20})?",
    re.IGNORECASE,
)
_OWNER = r"(customer|client|cust|user|account|acct|member|subscriber|person|card|contract|row|kunden)"
_KEY_NAME = re.compile(
    rf"{_OWNER}? ?(id|ids|key|uuid|guid|index|nr|no|num|number|code)|.* (id|key|uuid|guid|index)|id .*"
    rf"|.*{_OWNER} ?(id|nr|no|num|number|key|code)|column \d+"
)


@dataclass(frozen=True)
class Kind:
    """A column in order.

    kind    "number", "category", "id", "date", "constant" or "text"
    values  (rows,) float64 with NaN for gaps, or object with None for gaps
    unit    "€", "%" and the like if the cells carried it
    gaps    number of cells that were blank
    notes   sentences: what was repaired
    """

    kind: str
    values: np.ndarray
    unit: str = ""
    gaps: int = 0
    notes: tuple[str, ...] = field(default=())


def words_of(name: str) -> list[str]:
    """The words of a column name in lower case: "customerID" -> ["customer", "id"]."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.findall(r"[^\W_]+", spaced.casefold())


def label_of(name: str) -> str:
    """A column name for the eye: "MonthlyCharges" -> "Monthly charges", "customerID" -> "Customer ID"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name.replace("_", " "))
    words = [word if word.isupper() else word.lower() for word in spaced.split()]
    label = " ".join(words) or name
    return label[0].upper() + label[1:]


def kind_of(name: str, raw: pd.Series, comma: bool) -> Kind:
    """The kind of a raw column and its cells in order; comma: the file writes 1,5 for one and a half."""
    if raw.dtype.kind in "iuf":
        return _numbers(name, raw)
    return _texts(name, raw, comma)


def _numbers(name: str, raw: pd.Series) -> Kind:
    values = raw.to_numpy(dtype=np.float64, copy=True)
    gaps = int(np.isnan(values).sum())
    notes: tuple[str, ...] = ()
    endless = np.isinf(values)
    if endless.any():
        values[endless] = np.nan
        notes = (f"{said(name)}: {_are(int(endless.sum()))} not a finite number and treated as missing.",)
    known = values[~np.isnan(values)]
    if not len(known) or known.min() == known.max():
        return Kind("constant", values, gaps=gaps, notes=notes)
    found = Kind("number", values, gaps=gaps, notes=notes)
    if not np.array_equal(known, np.floor(known)):
        return found
    # Long keys that differ as whole numbers can be the same float.
    if _are_keys(name, raw.to_numpy() if raw.dtype.kind in "iu" else known):
        if np.abs(known).max() < _EXACT:
            return replace(found, kind="id")
        texts = raw.astype("object").map(str, na_action="ignore")
        return replace(found, kind="id", values=texts.where(raw.notna(), None).to_numpy(dtype=object))
    return replace(found, kind="date") if _are_days(known) else found


def _are_keys(name: str, known: np.ndarray) -> bool:
    """Whole numbers that name rows: called an id and nearly all different, or counting rows up or down."""
    if _KEY_NAME.fullmatch(" ".join(words_of(name))):
        return len(np.unique(known)) >= NEARLY_ALL * len(known)
    steps = np.diff(known.astype(np.float64))
    return bool((steps > 0).all() or (steps < 0).all()) and float(np.ptp(known)) < 3 * len(known)


def _are_days(known: np.ndarray) -> bool:
    """Dates written as 20240131."""
    if known.min() < 19000101 or known.max() > 21001231:
        return False
    month, day = known // 100 % 100, known % 100
    return bool(((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all())


def _texts(name: str, raw: pd.Series, comma: bool) -> Kind:
    codes, found_texts = pd.factorize(raw)
    uniques = np.asarray(found_texts, dtype=object)
    cells_per_text = np.bincount(codes[codes >= 0], minlength=len(uniques))
    texts = list(map(str.strip, map(str, uniques)))
    notes: tuple[str, ...] = ()
    if len(texts) <= _LEVELS_TO_UNIFY:
        texts = [" ".join(text.split()) for text in texts]
        stray = sum(n for text, u, n in zip(texts, uniques, cells_per_text, strict=True) if text != str(u))
        if stray and len(set(texts)) < len(texts):
            notes = (f"{said(name)}: stray spaces were removed in {many(int(stray), 'cell')}.",)
        texts, unified = _one_spelling(name, texts, cells_per_text)
        notes += unified
    known = [text if 6 < len(text) <= _LONGEST_CELL else _level(text) for text in texts]
    levels = uniques
    if known != list(uniques):
        new_codes, levels = pd.factorize(np.array(known, dtype=object))
        codes = np.append(new_codes, -1)[codes]
    cells_per_level = np.bincount(codes[codes >= 0], minlength=len(levels))
    filled = int(cells_per_level.sum())
    values = np.array([*levels, None], dtype=object)[codes]
    found = Kind("constant", values, gaps=len(codes) - filled)
    if len(levels) < 2:
        return found

    probe = list(levels[:_PROBE])
    if sum(bool(_DATE.fullmatch(text)) for text in probe) >= NEARLY_ALL * len(probe):
        return replace(found, kind="date")
    if sum(_looks_like_number(text) for text in probe) >= len(probe) / 2:
        repaired = _as_numbers(name, levels, codes, cells_per_level, comma)
        if repaired is not None:
            return repaired
    lengths = np.fromiter(map(len, levels), dtype=int, count=len(levels))
    if _few_enough(len(levels), filled) and lengths.max() <= _LONGEST_LEVEL:
        return replace(found, kind="category", notes=notes)
    different = len(levels) >= NEARLY_ALL * filled and filled > len(codes) / 2
    return replace(found, kind="id" if different and lengths.mean() <= _LONGEST_ID else "text")


def _level(text: str) -> str | None:
    if len(text) > _LONGEST_CELL:
        return text[:_LONGEST_CELL] + "…"
    return None if text.casefold() in MISSING else text


def _few_enough(levels: int, filled: int) -> bool:
    if levels <= FEW_LEVELS:
        return levels == 2 or filled >= 2 * levels
    return levels <= MOST_LEVELS and filled >= ROWS_PER_LEVEL * levels


def _one_spelling(name: str, texts: list[str], cells: np.ndarray) -> tuple[list[str], tuple[str, ...]]:
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
        f"{said(name)}: {quoted([form, *others])} are read as one value, “{said(form)}”."
        for form, others in merged.items()
        if others
    ]
    if len(notes) > 3:
        changed = sum(bool(others) for others in merged.values())
        notes = [f"{said(name)}: different spellings of {many(changed, 'value')} were made alike."]
    return [chosen[text.casefold()] for text in texts], tuple(notes)


def _looks_like_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def _as_numbers(
    name: str, levels: np.ndarray, codes: np.ndarray, cells: np.ndarray, comma: bool
) -> Kind | None:
    """The column as numbers, if all its texts are, or all but a few among many."""
    shaped = np.array([_looks_like_number(text) for text in levels])
    words = ~shaped
    words[words] = [text.casefold() not in _UNKNOWN for text in levels[words]]
    few_words = shaped.sum() > 2 * FEW_LEVELS and cells[words].sum() <= (1 - NEARLY_ALL) * cells.sum()
    if not shaped.any() or (words.any() and not few_words):
        return None
    numbers = np.full(len(levels), np.nan)
    numbers[shaped] = _plain_numbers(pd.Series(levels[shaped], dtype="str"), comma)
    found = _numbers(name, pd.Series(np.append(numbers, np.nan)[codes]))
    lost = ~shaped
    notes = found.notes
    if lost.any():
        number = int(cells[lost].sum())
        notes = (
            f"{said(name)}: {many(number, 'cell')} held words ({quoted(levels[lost], 3)}) where the others "
            f"hold numbers and {'is' if number == 1 else 'are'} treated as missing.",
            *notes,
        )
    symbols = {c for text in levels[shaped][:_PROBE] for c in text if c in _SYMBOLS}
    unit = symbols.pop() if len(symbols) == 1 else ""
    return replace(found, unit=unit, gaps=int((codes < 0).sum()), notes=notes)


def _plain_numbers(texts: pd.Series, comma: bool) -> np.ndarray:
    """€ 1.234,50 or 1,234.50 or (12) as floats; which mark is the decimal one, the whole column decides."""
    bare = texts.str.replace("−", "-").str.replace(rf"[{_SYMBOLS}{_SPACES}'’+]", "", regex=True)
    bare = bare.str.replace(r"^\((.*)\)$", r"-\1", regex=True)
    commas, dots = bare.str.contains(",", regex=False), bare.str.contains(".", regex=False)
    if (commas & dots).any():
        first = bare[commas & dots].iloc[0]
        decimal = "," if first.rfind(",") > first.rfind(".") else "."
    elif commas.any():
        decimal = "." if not comma and _grouped(bare[commas], ",") else ","
    elif dots.any():
        decimal = "," if _grouped(bare[dots], ".") and (comma or (bare.str.count(r"\.") > 1).any()) else "."
    else:
        decimal = "."
    group = "." if decimal == "," else ","
    bare = bare.str.replace(group, "", regex=False).str.replace(decimal, ".", regex=False)
    return pd.to_numeric(bare, errors="coerce").to_numpy(dtype=np.float64)


def _grouped(texts: pd.Series, mark: str) -> bool:
    return bool(texts.str.fullmatch(rf"-?[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}})+").all())


def _are(number: int) -> str:
    return f"{count(number)} cell{' is' if number == 1 else 's are'}"
