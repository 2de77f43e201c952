"""The maps: for every pair of values of two columns, whom each model says to contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core import models
from core.charts.box.border import as_line, curves, stairs
from core.charts.box.sheet import LAPTOP, PHONE, arranged, axis_name
from core.charts.chart import Chart
from core.safe import visible
from core.verdicts import Plane, about
from core.words import MODEL_NAMES, TOGETHER, percent, the_model

# Their chances change smoothly; those of models made of trees stay the same up to the next step.
SMOOTH = ("logistic regression", "support vector machine", "neural network")
FINE = 16  # steps of both sides from which a border between them can be drawn as a curve


def maps(
    plane: Plane, chances: Mapping[str, np.ndarray], cutoffs: Mapping[str, float], pair: tuple[str, str]
) -> Chart:
    """A map per model that is there, the pair first: filled where it says contact, else empty.

    chances  (len(up.values), len(across.values)) by model name, as chances_on() gives them
    cutoffs  the chance from which each model's customers are contacted, by model name
    pair     the two models the words are about
    """
    names = list(dict.fromkeys(name for name in (*pair, *models.NAMES, *chances) if name in chances))
    contact = {model: np.asarray(chances[model]) >= cutoffs[model] for model in names}
    there = [model for model in dict.fromkeys(pair) if model in names] or names[:1]
    traces = _traces(plane, {model: np.asarray(chances[model]) for model in names}, cutoffs)
    headings = [(_heading(model, cutoffs[model]), model in pair) for model in names]
    return Chart(
        figure={"data": traces, "layout": arranged(plane, headings, LAPTOP)},
        narrow={"data": traces, "layout": arranged(plane, headings, PHONE)},
        words=_words(plane, {model: contact[model] for model in there}),
        caution=(
            "Equal areas of a map do not hold equally many customers, and with other values in the other "
            "columns the maps look different."
        ),
        numbers=lambda: _table(contact, cutoffs, there),
        breakpoint=LAPTOP.width,
    )


def _words(plane: Plane, contact: Mapping[str, np.ndarray]) -> str:
    (first, where), *rest = contact.items()
    off = "" if _place(plane) else f" {_person(plane, 'The')} lies beyond the edge of the map."
    one = the_model(first)
    if not rest:
        return (
            f"On this map, {one} says {_everywhere(where) or f'“contact” {_part(where)} of the area'}.{off}"
        )
    ((second, there),) = rest
    both = f"{one} and {the_model(second)}"
    alike = float((where == there).mean())
    if alike == 1:
        verdict = _everywhere(where) or f"“contact” {_part(where)} of the area"
        return f"On this map, {both} agree everywhere: both say {verdict}.{off}"
    agree = f"agree on {about(alike)} of the area" if alike else "agree nowhere"
    return (
        f"On this map, {both} {agree}. {one[:1].upper()}{one[1:]} says “contact” {_part(where)}, "
        f"{the_model(second)} {_part(there)}.{off}"
    )


def _everywhere(where: np.ndarray) -> str:
    """The one verdict of a map without a border; "" where there is a border."""
    if where.any() and not where.all():
        return ""
    return "“contact” everywhere" if where.any() else "“leave alone” everywhere"


def _part(where: np.ndarray) -> str:
    """The part of the map that is marked, in words."""
    share = float(where.mean())
    if share in (0, 1):
        return "everywhere" if share else "nowhere"
    return f"on {about(share)}"


def _table(
    contact: Mapping[str, np.ndarray], cutoffs: Mapping[str, float], pair: Sequence[str]
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "model": MODEL_NAMES.get(model, model),
                "contacts from a chance of": min(cutoffs[model], 1.0),
                "share of the map contacted": float(where.mean()),
                **{
                    f"share with the same verdict as {the_model(other)}": float(
                        (where == contact[other]).mean()
                    )
                    for other in pair
                },
            }
            for model, where in contact.items()
        ]
    )


def _heading(model: str, cutoff: float) -> str:
    name = visible(MODEL_NAMES.get(model, model), 60)
    return f"{name[:1].upper()}{name[1:]}, " + (
        f"from{TOGETHER}{percent(cutoff)}" if cutoff <= 1 else "contacts nobody"
    )


def _person(plane: Plane, article: str = "") -> str:
    if plane.held is not None:
        return "This customer" if article else "this customer"
    return f"{article} typical customer".strip()


def _place(plane: Plane) -> tuple[float, float] | None:
    """Where the customer whose other columns are held lies on the maps, if there."""
    x, y = (side.place(plane.others[side.column.name].iloc[0]) for side in (plane.across, plane.up))
    return None if x is None or y is None else (round(x + 0.5, 2), round(y + 0.5, 2))


def _traces(
    plane: Plane, chances: Mapping[str, np.ndarray], cutoffs: Mapping[str, float]
) -> list[dict[str, Any]]:
    fine = all(not side.labels and len(side.values) >= FINE for side in (plane.across, plane.up))
    quiet = {"type": "scatter", "hoverinfo": "skip", "showlegend": False}
    region = {
        **quiet, "mode": "lines", "fill": "toself", "fillcolor": "$caught_fill",
        "line": {"color": "$caught", "width": 2},
    }  # fmt: skip
    person = {
        **quiet, "mode": "markers", "name": _person(plane),
        "marker": {"symbol": "diamond", "size": 13, "color": "$ink", "line": {"width": 2, "color": "$paper"}},
    }  # fmt: skip
    place = _place(plane)
    drawn: list[dict[str, Any]] = []
    for number, (model, chance) in enumerate(chances.items()):
        on = {"xaxis": axis_name("x", number), "yaxis": axis_name("y", number)}
        cutoff = cutoffs[model]
        rings = curves(chance, cutoff) if fine and model in SMOOTH else stairs(chance >= cutoff)
        drawn.append({**region, **as_line(rings), **on})
        if place:
            drawn.append({**person, "x": [place[0]], "y": [place[1]], **on})
    nowhere = {"x": [None], "y": [None], "xaxis": "x", "yaxis": "y", "showlegend": True}
    square = {**quiet, **nowhere, "mode": "markers"}
    key = [
        {**square, "name": name, "marker": {"symbol": "square", "size": 15, "color": fill,
                                            "line": {"width": 2, "color": edge}}}
        for name, fill, edge in (("contact", "$caught_fill", "$caught"), ("leave alone", "$paper", "$faint"))
    ]  # fmt: skip
    return [*key, *([{**person, **nowhere}] if place else []), *drawn]
