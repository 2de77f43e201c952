"""What each model looks at most: a row per column, its place and its strength in every model."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any, NamedTuple

import pandas as pd

from core import models
from core.charts.chart import Chart, hidden_axis, layout
from core.charts.why.places import places, shares, shortened
from core.charts.why.rankings_told import words
from core.safe import visible
from core.table import Table
from core.verdicts import about
from core.words import MODEL_NAMES, capital

CAUTION = (
    "Different models look at different things, even where their bills are alike. A place in one model's "
    "list is no fact about the customers."
)
NOTHING = "–"
WEAK = 0.05  # share of all pushing below which a place is written quietly
SIZE = 15  # of the letters of a column's label
QUIET = {"size": 14, "color": "$faint"}
LOWEST = 150  # pixels of a picture with one row
LINE = 18  # pixels of a line of small letters


class Form(NamedTuple):
    """A size to draw in: pixels unless said otherwise.

    start   share of the width where the models begin
    head    height of the models' names, wrapped at so many letters
    row     height of a column's row; label and cells are their middles in it
    room    for a column's label, on the narrowest such screen
    figure  shares of a cell: where the place ends, and from where to where a bar can reach
    foot    letters of a line of the note below
    """

    start: float
    head: int
    letters: int
    row: int
    label: int
    cells: int
    room: int
    figure: tuple[float, float, float]
    foot: int


LAPTOP = Form(0.3, 50, 14, 38, 19, 19, 250, (0.27, 0.31, 0.95), 120)
PHONE = Form(0.0, 64, 9, 50, 14, 36, 316, (0.42, 0.46, 0.95), 46)


def rankings(found: Mapping[str, pd.DataFrame], table: Table, pair: tuple[str, str], most: int = 8) -> Chart:
    """A grid: a row for each of the columns that matter most on average, a column for each model.

    found  model -> core.explain.importance() of it, in the order the models are drawn; 1 to 6 of them
    pair   the two models of the lesson, which stand out
    most   rows at most; the other columns are counted in a last row
    ValueError without a model, KeyError for a column that is not in the table.
    """
    pushing = shares(found, table)
    pushing = pushing.loc[pushing.mean(axis=1).sort_values(ascending=False, kind="stable").index]
    ranks = places(pushing)
    in_order = [column.name for column in table.columns if column.name in pushing.index]
    return Chart(
        figure=_figure(pushing, ranks, table, pair, most, LAPTOP),
        narrow=_figure(pushing, ranks, table, pair, most, PHONE),
        words=words(pushing.loc[in_order], ranks.loc[in_order], table, pair),
        caution=CAUTION,
        numbers=lambda: _table(pushing, ranks, table),
        breakpoint=900,
    )


def _figure(
    pushing: pd.DataFrame, ranks: pd.DataFrame, table: Table, pair: tuple[str, str], most: int, form: Form
) -> dict[str, Any]:
    shown, rest = pushing.iloc[:most], pushing.iloc[most:]
    rows = len(shown) + (len(rest) > 0)
    note = _key(shown, form)
    end = form.head + form.row * rows
    height = max(end + 10 + LINE * (note.count("<br>") + 1), LOWEST)
    shape = layout(
        height + 16,
        xaxis=hidden_axis(domain=[form.start, 1], range=[0, len(models.NAMES)], anchor="y"),
        yaxis=hidden_axis(range=[height, 0], anchor="x"),
        shapes=[*_stripes(shown, pair, end if form.start else form.head, form), *_rules(rows, form)],
        annotations=[
            *_heads(shown, pair, form),
            *_labels(shown, len(rest), table, form),
            _note(0, end + 10, note, QUIET, yanchor="top"),
        ],
    )
    figures = _figures(shown, ranks, rest, form)
    return {"data": [_bars(shown, pair, form), figures], "layout": shape}


def _bars(shown: pd.DataFrame, pair: tuple[str, str], form: Form) -> dict[str, Any]:
    """A bar in every cell, its length the column's share of all the pushing of that model."""
    _, low, high = form.figure
    longest = float(shown.to_numpy().max()) or 1.0
    cells = [
        (at + low, (high - low) * share / longest, _middle(row, form), model in pair)
        for at, model in enumerate(shown.columns)
        for row, share in enumerate(shown[model].tolist())
    ]
    return {
        "type": "bar", "orientation": "h", "hoverinfo": "skip", "width": 14,
        "base": [cell[0] for cell in cells], "x": [cell[1] for cell in cells],
        "y": [cell[2] for cell in cells],
        "marker": {"color": ["$accent" if cell[3] else "$spared" for cell in cells], "line": {"width": 0}},
    }  # fmt: skip


def _figures(shown: pd.DataFrame, ranks: pd.DataFrame, rest: pd.DataFrame, form: Form) -> dict[str, Any]:
    """The place in every cell, and in the last row what the other columns push together."""
    x, y, texts, colours, sides = [], [], [], [], []
    for at, model in enumerate(shown.columns):
        for row, column in enumerate(shown.index):
            place, share = ranks.loc[column, model], shown.loc[column, model]
            said = f"{place:,.0f}" if share else NOTHING
            x.append(at + form.figure[0])
            y.append(_middle(row, form))
            texts.append(f"<b>{said}</b>" if place == 1 else said)
            colours.append("$ink" if share >= WEAK else "$faint")
            sides.append("middle left")
        if len(rest):
            x.append(at + 0.5)
            y.append(_middle(len(shown), form))
            together = float(rest[model].sum())
            said = about(together).replace("less than ", "&lt;").replace("more than ", "&gt;")
            texts.append(said if together else NOTHING)
            colours.append("$faint")
            sides.append("middle center")
    return {
        "type": "scatter", "mode": "text", "x": x, "y": y, "text": texts, "textposition": sides,
        "textfont": {"size": 15, "color": colours}, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _middle(row: int, form: Form) -> float:
    """Where the cells of a row stand."""
    return form.head + form.row * row + form.cells


def _stripes(shown: pd.DataFrame, pair: tuple[str, str], end: float, form: Form) -> list[dict[str, Any]]:
    """A quiet stripe behind the two models of the pair, down to the end given."""
    cell = (1 - form.start) / len(models.NAMES)
    return [
        {
            "type": "rect", "xref": "paper", "x0": form.start + at * cell, "x1": form.start + (at + 1) * cell,
            "y0": 0, "y1": end, "layer": "below", "fillcolor": "$panel", "line": {"width": 0},
        }
        for at, model in enumerate(shown.columns)
        if model in pair
    ]  # fmt: skip


def _rules(rows: int, form: Form) -> list[dict[str, Any]]:
    """A line over every row."""
    return [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": form.head + form.row * row,
            "y1": form.head + form.row * row, "layer": "below", "line": {"color": "$rule", "width": 1},
        }
        for row in range(rows)
    ]  # fmt: skip


def _heads(shown: pd.DataFrame, pair: tuple[str, str], form: Form) -> list[dict[str, Any]]:
    heads = []
    for at, model in enumerate(shown.columns):
        name = "<br>".join(wrap(capital(MODEL_NAMES[model]), form.letters))
        said = f"<b>{name}</b>" if model in pair else name
        font = {"size": 14, "color": "$ink"}
        place = {"xref": "x", "xanchor": "center", "align": "center"}
        heads.append(_note(at + 0.5, form.head / 2, said, font, **place))
    return heads


def _labels(shown: pd.DataFrame, others: int, table: Table, form: Form) -> list[dict[str, Any]]:
    labels = [shortened(table, column, form.room, SIZE) for column in shown.index]
    if others:
        labels.append(f"{others:,} other columns, together" if others > 1 else "1 other column")
    font = {"size": SIZE, "color": "$ink"}
    return [_note(0, form.head + form.row * row + form.label, said, font) for row, said in enumerate(labels)]


def _note(x: float, y: float, words: str, font: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "x": x, "xref": "paper", "y": y, "text": words, "showarrow": False, "xanchor": "left",
        "yanchor": "middle", "align": "left", "font": font, **more,
    }  # fmt: skip


def _key(shown: pd.DataFrame, form: Form) -> str:
    """What the signs of a cell mean."""
    longest = float(shown.to_numpy().max())
    said = "1 = looked at most."
    if longest:
        said += f" Bar: the column's share of all pushing of its model; the longest is {about(longest)}."
    if not shown.to_numpy().all():
        said += f" {NOTHING} = not looked at."
    return "<br>".join(wrap(said, form.foot))


def _table(pushing: pd.DataFrame, ranks: pd.DataFrame, table: Table) -> pd.DataFrame:
    """A row per column: its place and its share of all pushing, model by model."""
    told: dict[str, Any] = {"column": [visible(table.column(name).label) for name in pushing.index]}
    for model in pushing.columns:
        told[f"{MODEL_NAMES[model]}: place"] = ranks[model].astype("Int64").to_list()
        told[f"{MODEL_NAMES[model]}: share of its pushing"] = pushing[model].to_list()
    return pd.DataFrame(told)
