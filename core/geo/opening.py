"""From bytes to what the file says, or a sentence on what it is instead of a map."""

from __future__ import annotations

import json
from typing import Any

from core.table._limits import MAX_BYTES
from core.table._saying import TableProblem

BRING = (
    "Open it with a map program, or at mapshaper.org, export it as GeoJSON with longitude and latitude, and "
    "bring that."
)
_AGAIN = "Export the map as GeoJSON again and bring the new file."
_START, _END = 2_048, 2**16
_FOREIGN = (
    (b"\x00\x00\x27\x0a", "one part of a shapefile, not a map in GeoJSON"),
    (b"SQLite format 3", "a GeoPackage or another database, not a map in GeoJSON"),
    (b"%PDF", "a PDF document, not a map in GeoJSON"),
    (b"\x89PNG", "a picture, not a map in GeoJSON"),
    (b"\xff\xd8\xff", "a picture, not a map in GeoJSON"),
    (b"GIF8", "a picture, not a map in GeoJSON"),
    (b"\x1f\x8b", "a compressed file. There may be a map inside, but it has to be unpacked"),
)
_ZIPPED = (
    (b"xl/workbook", "an Excel workbook, not a map in GeoJSON"),
    (b".shp", "a zipped shapefile, not a map in GeoJSON"),
    (b".kml", "a KMZ file (a zipped KML), not a map in GeoJSON"),
    (b"", "a compressed file. There may be a map inside, but it has to be unpacked"),
)
_MARKUP = (
    (b"<kml", "a KML file, not a map in GeoJSON"),
    (b"<gpx", "a GPX file, not a map in GeoJSON"),
    (b"gml", "a GML file, not a map in GeoJSON"),
    (b"<svg", "a picture, not a map in GeoJSON"),
    (b"<html", "a web page, not a map in GeoJSON"),
    (b"", "an XML file, not a map in GeoJSON"),
)


def opened(data: bytes) -> tuple[Any, list[str]]:
    """What the file says, as lists and dictionaries, and a note if its letters had to be guessed.

    TableProblem for what is no JSON, is broken, or is another kind of map.
    """
    if len(data) > MAX_BYTES:
        raise TableProblem(
            f"The map is larger than {MAX_BYTES // 1024**2} MB. Simplify it with a map program, or at "
            "mapshaper.org, and bring the smaller file."
        )
    _refuse_other_kinds_of_file(data)
    text, notes = _decoded(data)
    if not text.strip():
        raise TableProblem(f"The map file is empty. {_AGAIN}")
    if text.lstrip()[0] not in "{[":
        raise TableProblem(f"This file is no map in GeoJSON: it starts with other text. {BRING}")
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        raise TableProblem(f"{_mistake(text, error)} {_AGAIN}") from error
    except ValueError as error:
        raise TableProblem(f"The map holds a number that is far too long. {_AGAIN}") from error
    except RecursionError as error:
        raise TableProblem(f"The parts of this map are packed into each other too deep. {_AGAIN}") from error
    _refuse_other_kinds_of_map(said)
    return said, notes


def _refuse_other_kinds_of_file(data: bytes) -> None:
    start = data[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, what in _FOREIGN:
        if data.startswith(mark):
            raise TableProblem(f"This is {what}. {BRING}")
    if data.startswith(b"PK"):
        names = (data[:_START] + data[-_END:]).lower()
        what = next(what for mark, what in _ZIPPED if mark in names)
        raise TableProblem(f"This is {what}. {BRING}")
    if start.startswith(b"<"):
        what = next(what for mark, what in _MARKUP if mark in start.lower())
        raise TableProblem(f"This is {what}. {BRING}")


def _decoded(data: bytes) -> tuple[str, list[str]]:
    try:
        return data.decode(json.detect_encoding(data)), []
    except UnicodeDecodeError:
        note = (
            "The map does not say how its accented letters are stored; they were read as Western European. "
            "If a name looks wrong, save the map as UTF-8 and bring it again."
        )
        return data.decode("cp1252", errors="replace"), [note]


def _mistake(text: str, error: json.JSONDecodeError) -> str:
    """What is wrong with the writing of the file, and in which line."""
    before = text[: error.pos].rstrip()
    if before.endswith(",") and text[error.pos : error.pos + 1] in ("]", "}"):
        return f"The map file is broken: there is a comma too many in line {error.lineno:,}."
    if error.msg == "Extra data":
        return (
            f"The map file goes on after its end, in line {error.lineno:,}. Perhaps it holds one shape per "
            "line, where one list of all shapes is needed."
        )
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
        return f"The map file is broken off in line {error.lineno:,}: its end is missing."
    return f"The map file is broken: there is a mistake in line {error.lineno:,}."


def _refuse_other_kinds_of_map(said: Any) -> None:
    if not isinstance(said, dict):
        return
    if said.get("type") == "Topology":
        raise TableProblem(f"This is a map in TopoJSON, not in GeoJSON. {BRING}")
    if "type" not in said and ("geometryType" in said or "spatialReference" in said):
        raise TableProblem(f"This is a map in the JSON of Esri, not in GeoJSON. {BRING}")
    if not isinstance(said.get("type"), str):
        raise TableProblem(f"This JSON file is no map: it does not name its type of shapes. {BRING}")
