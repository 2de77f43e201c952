"""What the features of a map file hold: facts, points and rings, before any repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.table._saying import TableProblem, listed, many, tidy

MOST_SHAPES = 20_000
MOST_FACTS, LONGEST_FACT, LONGEST_NAME = 200, 200, 120
EMPTY = "without a usable outline"
_LINES = ("LineString", "MultiLineString")


@dataclass
class Found:
    """What the features of a file hold, before any repair; lists have an entry per shape unless said."""

    facts: list[dict[str, str]] = field(default_factory=list)
    points: list[list[Any]] = field(default_factory=list)  # positions of points
    rings: list[list[Any]] = field(default_factory=list)  # all rings of all shapes
    owner: list[int] = field(default_factory=list)  # per ring
    hole: list[bool] = field(default_factory=list)  # per ring
    aside: Counter[str] = field(default_factory=Counter)  # what could not be used, by kind


def features(document: Any) -> Found:
    """All that can become a shape, in the order of the file. TableProblem for more than MOST_SHAPES."""
    found = Found()
    for properties, geometry in _features(document):
        pieces: list[tuple[str, Any]] = []
        lines = 0
        for kind, coordinates in _pieces(geometry):
            lines += kind in _LINES
            if kind in ("Point", "MultiPoint"):
                pieces.append(("point", [coordinates] if kind == "Point" else coordinates))
            elif kind in ("Polygon", "MultiPolygon"):
                pieces += (("area", polygon) for polygon in _polygons(kind, coordinates))
        if not pieces:
            found.aside["line" if lines else EMPTY] += 1
            continue
        shape = len(found.facts)
        if shape == MOST_SHAPES:
            raise TableProblem(
                f"The map holds more than {many(MOST_SHAPES, 'shape')}. Bring a map of larger areas, or only "
                "the part you need."
            )
        found.facts.append(_facts(properties))
        found.points.append([])
        for kind, coordinates in pieces:
            parts = [part for part in coordinates if isinstance(part, list)]
            if kind == "point":
                found.points[-1] += parts
            else:
                found.rings += parts
                found.owner += [shape] * len(parts)
                found.hole += [place > 0 for place in range(len(parts))]
    return found


def _features(document: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Properties and geometry of every feature, in the order of the file, however deep it lies."""
    waiting = [document]
    while waiting:
        item = waiting.pop()
        kind = item.get("type") if isinstance(item, dict) else None
        inside = item
        if kind == "FeatureCollection":
            inside = item.get("features")
        elif kind == "GeometryCollection":
            inside = item.get("geometries")
        elif kind == "Feature":
            properties = item.get("properties")
            properties = dict(properties) if isinstance(properties, dict) else {}
            properties.setdefault("id", item.get("id"))
            yield properties, item.get("geometry")
            continue
        if isinstance(inside, list):
            waiting += reversed(inside)
        elif isinstance(item, dict) and kind not in ("FeatureCollection", "GeometryCollection"):
            yield {}, item


def _pieces(geometry: Any) -> Iterator[tuple[str, list[Any]]]:
    """Kind and coordinates of the geometries in a geometry, however deep they lie."""
    waiting = [geometry]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, dict):
            continue
        inside = item.get("geometries")
        if item.get("type") == "GeometryCollection" and isinstance(inside, list):
            waiting += reversed(inside)
        elif isinstance(item.get("type"), str) and isinstance(item.get("coordinates"), list):
            yield item["type"], item["coordinates"]


def _polygons(kind: str, coordinates: list[Any]) -> list[list[Any]]:
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return [polygon for polygon in polygons if isinstance(polygon, list) and polygon]


def _facts(properties: dict[str, Any]) -> dict[str, str]:
    """What can be said in one text each; lists and gaps are left away."""
    facts: dict[str, str] = {}
    for key, value in properties.items():
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None or isinstance(value, (dict, list)):
            continue
        name, text = tidy(key, LONGEST_NAME), tidy(value, LONGEST_FACT)
        if text and len(facts) < MOST_FACTS:
            facts.setdefault(name or "no name", text)
    return facts


def set_aside(aside: Counter[str]) -> list[str]:
    """A sentence for each kind of thing that could not be used."""
    notes = []
    if lines := aside["line"]:
        notes.append(f"{many(lines, 'line')} set aside: only areas and points can be drawn.")
    if empty := aside[EMPTY]:
        notes.append(f"{many(empty, 'entry', 'entries')} of the map set aside: nothing there can be drawn.")
    return notes


def held(aside: Counter[str]) -> str:
    """What a map holds that has nothing else, as the end of a sentence."""
    kinds = [many(aside["line"], "line")] if aside["line"] else []
    if empty := aside[EMPTY]:
        kinds.append(f"{many(empty, 'entry', 'entries')} without a usable outline")
    return f", only {listed(kinds)}" if kinds else ""
