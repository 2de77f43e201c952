"""What the models weigh: the pages their numbers would fill, with the time and the size beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from core import models
from core.charts.chart import Chart, axis, hidden_axis, layout
from core.weigh import CUSTOMERS, Weight
from core.words import MODEL_NAMES, TOGETHER, capital, count, the_model

ROW = {True: 48, False: 80}  # pixels a model takes, wide and narrow
MARGINS = 16  # pixels above and below the picture, together
DOTS = {True: (0.29, 0.7), False: (0.0, 1.0)}  # where the dots are, as shares of the width
LEAST = {True: 360, False: 320}  # pixels the dots have at least
LETTER = 8  # pixels a letter takes, rather too many
COLUMNS = (0.0, 0.72, 0.88)  # where name, time and size start on a wide screen
UNITS = ("bytes", "kB", "MB", "GB", "TB")


def weights(found: Sequence[Weight], pair: tuple[str, str]) -> Chart:
    """One row per model weighed, the lightest on top; pair are the two models of the lesson."""
    place = {model: at for at, model in enumerate(models.NAMES)}
    rows = sorted(found, key=lambda weight: (weight.pages, place[weight.model]))
    return Chart(
        figure=_figure(rows, pair, wide=True),
        narrow=_figure(rows, pair, wide=False),
        words=_words(rows, pair),
        caution=(
            "Measured on this server when the models were fitted. A page of numbers explains nothing by "
            "itself, and fitting on a page does not make a model right."
        ),
        numbers=lambda: _table(rows),
        breakpoint=900,
    )


def duration(seconds: float) -> str:
    """A time as people say it: "0.4 ms", "15 ms", "1.2 s", "2.5 min"."""
    if seconds < 0.00005:
        return f"under 0.1{TOGETHER}ms"
    for most, per, unit in ((0.9995, 0.001, "ms"), (99.5, 1.0, "s")):
        if seconds < most:
            return f"{_two_digits(seconds / per)}{TOGETHER}{unit}"
    return f"{_two_digits(seconds / 60)}{TOGETHER}min"


def stored(size: int) -> str:
    """A size in bytes as people say it: "1 byte", "14 kB", "5.6 MB"."""
    if size == 1:
        return f"1{TOGETHER}byte"
    power, figure = 0, float(size)
    while figure >= 999.5 and power < len(UNITS) - 1:
        power, figure = power + 1, figure / 1_000
    return f"{_two_digits(figure)}{TOGETHER}{UNITS[power]}"


def pages(number: int) -> str:
    """ "1 page", "1,204 pages"."""
    return f"{count(number)} {'page' if number == 1 else 'pages'}"


def _two_digits(value: float) -> str:
    """A figure from 0 upwards with one decimal below 10, if it needs one."""
    return f"{value:,.1f}".removesuffix(".0") if value < 9.95 else count(value)


def _words(rows: Sequence[Weight], pair: tuple[str, str]) -> str:
    by_model = {weight.model: weight for weight in rows}
    told = [by_model[model] for model in dict.fromkeys(pair) if model in by_model]
    if not told:
        lightest = f"{the_model(rows[0].model)} fills {pages(rows[0].pages)}"
        return f"Neither of the two models is weighed yet; {lightest}."
    one, other = told[0], told[-1]
    cost = (
        f"{capital(the_model(one.model))} scores {count(CUSTOMERS)} customers in "
        f"{duration(one.per_thousand)} and takes {stored(one.size)} to store"
    )
    filled = f"Printed, the numbers of {the_model(one.model)} fill {pages(one.pages)}"
    if one is other:
        return f"{filled}. {cost}."
    those = (
        f"those of {the_model(other.model)} {'as many' if one.pages == other.pages else count(other.pages)}"
    )
    others = f"{the_model(other.model)} needs {duration(other.per_thousand)} and {stored(other.size)}"
    return f"{filled}, {those}. {cost}; {others}."


def _named(weight: Weight, pair: tuple[str, str]) -> str:
    name = capital(MODEL_NAMES[weight.model])
    return f"<b>{name}</b>" if weight.model in pair else name


def _figure(rows: Sequence[Weight], pair: tuple[str, str], wide: bool) -> dict[str, Any]:
    """A table with a dot for the pages; on a phone name, time and size stand over the dot."""
    head, down = (0.9, 0.0) if wide else (0.1, 0.28)  # rows above the first; the dot's place in its row
    places = [at + down for at in range(len(rows))]
    top = max(math.log10(max(weight.pages for weight in rows)), 1.0)
    low = -0.06 * top
    room = LETTER * max(len(pages(weight.pages)) for weight in rows) + 24
    high = low + (top - low) / (1 - room / LEAST[wide])
    foot, tall = 60, ROW[wide] * (len(rows) + head)
    height = round(foot + tall + MARGINS)
    quiet = {"size": 14, "color": "$faint"}
    ticks = range(0, math.floor(top) + 1, 1 if top < 4 else 2)
    shape = layout(
        height,
        xaxis=axis(
            domain=list(DOTS[wide]), range=[low, high], tickfont=quiet, tickangle=0, anchor="y",
            tickvals=list(ticks), ticktext=[count(10**power) for power in ticks],
            title={"text": "pages (1 to 10 as far as 10 to 100)", "font": quiet},
        ),
        yaxis=hidden_axis(
            domain=[foot / (height - MARGINS), 1], range=[len(rows) - 0.5, -0.5 - head], anchor="x"
        ),
        annotations=_texts(rows, pair, head) if wide else _texts_over(rows, pair),
    )  # fmt: skip
    bold = [weight.model in pair for weight in rows]
    reach = [math.log10(weight.pages) for weight in rows]
    on = {"type": "scatter", "hoverinfo": "skip", "cliponaxis": False}
    stems = {
        "mode": "lines", "line": {"color": "$rule", "width": 3}, **on,
        "x": [x for end in reach for x in (low, end, None)],
        "y": [y for place in places for y in (place, place, None)],
    }  # fmt: skip
    dots = {
        "mode": "markers+text", "x": reach, "y": places, "textposition": "middle right", **on,
        "text": [f"  {pages(weight.pages)}" for weight in rows], "textfont": {"size": 15, "color": "$ink"},
        "marker": {
            "size": [15 if own else 11 for own in bold], "opacity": 1, "line": {"width": 0},
            "color": ["$accent" if own else "$spared" for own in bold],
            "symbol": ["diamond" if own else "circle" for own in bold],
        },
    }  # fmt: skip
    return {"data": [stems, dots], "layout": shape}


def _texts(rows: Sequence[Weight], pair: tuple[str, str], head: float) -> list[dict[str, Any]]:
    """The columns around the dots, under their headings."""
    heads = ("", f"scores {count(CUSTOMERS)}<br>customers in", "takes to<br>store")
    texts = [
        _text(x, -0.5 - head / 2, said, "$faint") for x, said in zip(COLUMNS, heads, strict=True) if said
    ]
    for at, weight in enumerate(rows):
        cells = (_named(weight, pair), duration(weight.per_thousand), stored(weight.size))
        texts += [_text(x, at, said, "$ink") for x, said in zip(COLUMNS, cells, strict=True)]
    return texts


def _texts_over(rows: Sequence[Weight], pair: tuple[str, str]) -> list[dict[str, Any]]:
    """Two lines over each dot: the name, and the time and the size."""
    texts: list[dict[str, Any]] = []
    for at, weight in enumerate(rows):
        told = f"{duration(weight.per_thousand)} for {count(CUSTOMERS)} customers, {stored(weight.size)}"
        texts += [_text(0, at - 0.32, _named(weight, pair), "$ink"), _text(0, at - 0.06, told, "$faint")]
    return texts


def _text(x: float, y: float, said: str, colour: str) -> dict[str, Any]:
    """A text that starts at a share of the width, on paper, so that no line runs through it."""
    return {
        "x": x, "xref": "paper", "y": y, "text": said, "showarrow": False, "xanchor": "left", "align": "left",
        "yanchor": "middle", "bgcolor": "$paper",
        "font": {"size": 15 if colour == "$ink" else 14, "color": colour},
    }  # fmt: skip


def _table(rows: Sequence[Weight]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "model": MODEL_NAMES[weight.model],
                "pages": weight.pages,
                "numbers to print": weight.numbers,
                f"seconds to score {count(CUSTOMERS)} customers": weight.per_thousand,
                "bytes to store": weight.size,
                "seconds to fit": weight.fit_seconds,
            }
            for weight in rows
        ]
    )
