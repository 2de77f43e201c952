"""Workbooks written by hand: the fewest parts that make an .xlsx file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[object]]
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


class Raw(str):
    """A cell as XML, to be put in as it stands."""


def column(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name = ""
    while place >= 0:
        name = chr(65 + place % 26) + name
        place = place // 26 - 1
    return name


def date(serial: float) -> Raw:
    """A cell with a date format; 45322 is 2024-01-31."""
    return Raw(f's="1"><v>{serial}</v>')


def error(text: str) -> Raw:
    """A cell that shows an error."""
    return Raw(f't="e"><v>{text}</v>')


def cell(place: str, value: object) -> str:
    if isinstance(value, Raw):
        return f'<c r="{place}" {value}</c>'
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet(rows: Rows) -> str:
    """The XML of one sheet."""
    lines = [
        f'<row r="{r}">' + "".join(cell(f"{column(c)}{r}", v) for c, v in enumerate(row)) + "</row>"
        for r, row in enumerate(rows, start=1)
    ]
    return f'{HEAD}<worksheet xmlns="{_SPACE}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def workbook(
    sheets: Mapping[str, Rows | str], hidden: Sequence[str] = (), more: Mapping[str, str] | None = None
) -> bytes:
    """The bytes of a workbook: rows, or the XML of a whole sheet, under each name; more parts by path."""
    pages = list(enumerate(sheets.items(), start=1))
    names = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{i}" r:id="rId{i}"'
        + (' state="hidden"' if name in hidden else "")
        + "/>"
        for i, (name, _) in pages
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for i, _ in pages
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i, _ in pages
    )
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{_TYPES}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_TYPES}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{_SPACE}" xmlns:r="{_REL}"><sheets>{names}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{_TYPES}/relationships">{links}'
        f'<Relationship Id="rId900" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{_SPACE}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    parts |= {
        f"xl/worksheets/sheet{i}.xml": page if isinstance(page, str) else sheet(page)
        for i, (_, page) in pages
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in (parts | dict(more or {})).items():
            archive.writestr(path, text)
    return stream.getvalue()


def rows_of(table: Mapping[str, Sequence[object]]) -> list[list[object]]:
    """A table of columns as rows, names first."""
    return [list(table), *(list(row) for row in zip(*table.values(), strict=True))]
