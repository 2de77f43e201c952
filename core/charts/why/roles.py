"""How much of each model's pushing is on real causes, on stand-ins and on noise, where the truth is known."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.why.places import brief, joined, quoted, shares
from core.safe import visible
from core.table import Table
from core.verdicts import about
from core.words import MODEL_NAMES, capital, percent, the_model

CAUTION = "A table of real customers never tells which columns are causes and which only follow one."
NAMES = {"cause": "real causes", "stand-in": "stand-ins", "noise": "noise"}
LOOKS = {"cause": ("$caught", ""), "stand-in": ("$wasted", "/"), "noise": ("$spared", "x")}
SMALLEST = 0.005  # so small a share is said to be less than 1 %
IDLE = "looks at no column"
HEAD, FOOT = 40, 60  # pixels of the key and of the axis
ROW = {True: 46, False: 102}  # pixels of a model, wide and narrow
BAR = 20  # pixels a bar is high
DOMAIN = {True: [0.22, 0.6], False: [0.03, 0.94]}  # shares of the width that the bars take
FIGURES = 0.63  # where the figures start on a laptop, as a share of the width
LETTERS = 50  # of a line of figures


def roles(
    found: Mapping[str, pd.DataFrame], roles: Mapping[str, str], table: Table, pair: tuple[str, str]
) -> Chart:
    """A stacked bar per model: the shares of all its pushing by what the columns are.

    found  model -> core.explain.importance() of it, in the order the models are drawn
    roles  column name -> "cause", "stand-in" or "noise"; may hold more columns than the models use
    pair   the two models of the lesson, the readable one first
    ValueError without a model, KeyError for a column without such a role or not in the table.
    """
    pushing = shares(found, table)
    parts = _parts(pushing, roles)
    return Chart(
        figure=_figure(parts, pair, wide=True),
        narrow=_figure(parts, pair, wide=False),
        words=_words(pushing, parts, roles, table, pair),
        caution=CAUTION,
        numbers=lambda: _table(pushing, roles, table),
        breakpoint=900,
    )


def _parts(pushing: pd.DataFrame, roles: Mapping[str, str]) -> pd.DataFrame:
    """(roles, models) shares of all the pushing of a model."""
    for column in pushing.index:
        if roles[column] not in NAMES:
            raise KeyError(f"{column!r} has the role {roles[column]!r}.")
    return pd.DataFrame(
        {role: pushing[[roles[column] == role for column in pushing.index]].sum() for role in NAMES}
    ).T


def _words(
    pushing: pd.DataFrame, parts: pd.DataFrame, roles: Mapping[str, str], table: Table, pair: tuple[str, str]
) -> str:
    asked = [model for model in dict.fromkeys(reversed(pair)) if model in parts]
    told = ["Because these customers are simulated, we know the truth."]
    for model in asked:
        told.append(_told(parts[model], model))
        if model == pair[1]:
            told.append(_strongest(pushing[model], roles, table))
    waiting = [the_model(model) for model in dict.fromkeys(pair) if model not in parts]
    told.append(f"Still being worked out: {joined(waiting)}." if waiting else "")
    return " ".join(sentence for sentence in told if sentence)


def _told(part: pd.Series, model: str) -> str:
    """One model's pushing, split by what the columns are."""
    figures = _figures_of(part)
    if not figures:
        return f"{capital(the_model(model))} {IDLE}: it gives everybody the same chance."
    if len(figures) == 1:
        return f"All pushing by {the_model(model)} is on {NAMES[next(iter(figures))]}."
    first, *others = [f"{figures.get(role, 'none')} on {name}" for role, name in NAMES.items()]
    if "cause" not in figures:
        both = f"{figures['stand-in']} is on {NAMES['stand-in']}, {figures['noise']} on {NAMES['noise']}"
        return f"No pushing by {the_model(model)} is on {NAMES['cause']}: {both}."
    share, what = first.split(" on ")
    of = f"of all pushing by {the_model(model)} is on {what}"
    return f"{capital(share)} {of}, {', '.join(others)}."


def _figures_of(part: pd.Series) -> dict[str, str]:
    """The roles a model looks at, each with its share in words: rounded for itself, so that they may add up
    to 99 or 101."""
    there = {role: float(part[role]) for role in NAMES if part[role] > 0}
    if len(there) < 2:
        return {role: percent(1) for role in there}
    return {role: _share(share) for role, share in there.items()}


def _share(share: float) -> str:
    """A part of the pushing in whole percents; a small one is not nothing."""
    return f"less than {percent(0.01)}" if 0 < share <= SMALLEST else about(share)


def _strongest(pushing: pd.Series, roles: Mapping[str, str], table: Table) -> str:
    """The stand-in a model looks at most."""
    own = pushing[[roles[column] == "stand-in" for column in pushing.index]]
    own = own[own > 0]
    if own.empty:
        return ""
    top = own[own == max(own)]
    names = joined([quoted(table, str(column)) for column in top.index])
    if len(top) > 1:
        return f"Its strongest stand-ins: {names}, with {_share(max(own))} each."
    return f"Its strongest stand-in: {names}, with {_share(max(own))}."


def _figure(parts: pd.DataFrame, pair: tuple[str, str], wide: bool) -> dict[str, Any]:
    row = ROW[wide]
    tall = row * parts.shape[1]
    height = HEAD + tall + FOOT
    quiet = {"size": 14, "color": "$faint"}
    down = 0.0 if wide else 36 - row / 2  # pixels of a bar's middle below the middle of its row
    places = [row * (at + 0.5) + down for at in range(parts.shape[1])]
    traces = [
        {
            "type": "bar", "orientation": "h", "y": places,
            "x": (100 * parts.loc[role].to_numpy(float)).tolist(),
            "width": BAR, "name": NAMES[role], "hoverinfo": "skip",
            "marker": {
                "color": colour, "line": {"color": "$paper", "width": 1},
                "pattern": {"shape": hatch, "fgcolor": "$paper", "fillmode": "overlay", "size": 6},
            },
        }
        for role, (colour, hatch) in LOOKS.items()
    ]  # fmt: skip
    shape = layout(
        height + 16,
        barmode="stack",
        showlegend=True,
        legend={
            "orientation": "h", "x": DOMAIN[wide][0], "xanchor": "left", "y": 1, "yanchor": "top",
            "itemclick": False, "itemdoubleclick": False, "font": {"size": 14}, "traceorder": "normal",
        },
        xaxis=axis(
            domain=DOMAIN[wide], range=[0, 100], tickvals=[0, 50, 100], ticktext=["0 %", "50 %", "100 %"],
            tickfont=quiet, title={"text": "of all its pushing", "font": quiet}, anchor="y",
            showgrid=False, ticks="outside", ticklen=4, tickcolor="$rule",
        ),
        yaxis=hidden_axis(domain=[FOOT / height, 1 - HEAD / height], range=[tall, 0], anchor="x"),
        annotations=[
            note for at, model in enumerate(parts.columns) for note in _beside(parts[model], at, pair, wide)
        ],
    )  # fmt: skip
    return {"data": traces, "layout": shape}


def _beside(part: pd.Series, at: int, pair: tuple[str, str], wide: bool) -> list[dict[str, Any]]:
    """A model's name and its three figures."""
    model = str(part.name)
    name = capital(MODEL_NAMES[model])
    name = f"<b>{name}</b>" if model in pair else name
    figures = _figures_of(part)
    said = ", ".join(f"{brief(share)} {NAMES[role]}" for role, share in figures.items()) or IDLE
    said = "<br>".join(wrap(said, LETTERS))
    middle, top = ROW[wide] * (at + 0.5), ROW[wide] * at
    if wide:
        return [_note(0, middle, name, "middle"), _note(FIGURES, middle, said, "middle")]
    return [_note(0, top + 12, name, "middle"), _note(0, top + 50, said, "top")]


def _note(x: float, y: float, words: str, side: str) -> dict[str, Any]:
    return {
        "x": x, "xref": "paper", "y": y, "text": words, "showarrow": False, "xanchor": "left",
        "yanchor": side, "align": "left", "font": {"size": 15, "color": "$ink"},
    }  # fmt: skip


def _table(pushing: pd.DataFrame, roles: Mapping[str, str], table: Table) -> pd.DataFrame:
    """A row per column: what it is, and its share of all pushing, model by model."""
    told: dict[str, Any] = {
        "column": [visible(table.column(name).label) for name in pushing.index],
        "what it is": ["real cause" if roles[name] == "cause" else roles[name] for name in pushing.index],
    }
    for model in pushing.columns:
        told[f"{MODEL_NAMES[model]}: share of its pushing"] = pushing[model].to_list()
    return pd.DataFrame(told)
