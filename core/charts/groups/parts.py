"""Every row as a mixture of a few parts: what the parts are made of, and what each group holds of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart
from core.charts.groups import _said as said
from core.charts.groups._agree import meaning
from core.charts.groups._sheet import (
    BREAKPOINT,
    LINE,
    look,
    marks,
    named,
    note,
    percent_axis,
    quiet,
    rule,
    sheet,
    short,
    width,
)
from core.safe import visible
from core.segments import Agreement, Parts, Segmentation
from core.words import Noun, capital, count

LETTERS = "ABCDEFGHIJ"
STRONGEST = 4  # columns named per part
CARDS = 3  # parts side by side on a wide sheet
PURE = 0.5  # a row that holds more of one part is mostly that part
FOOT = 52
FIGURE = 50  # pixels of a figure on a card


def parts(found: Segmentation, made: Parts, agree: Agreement, names: Sequence[str], noun: Noun) -> Chart:
    """A card per part with its four strongest columns, and a bar per group with its average mixture.

    found  the groups of the same rows, names one per group
    made   2 to 10 parts; agree how far each row's strongest part agrees with the groups
    """
    mixture = _mixture(found, made)
    cards = [_strongest(found, row) for row in made.made_of]
    return Chart(
        figure=_figure(mixture, cards, found, names, noun, wide=True),
        narrow=_figure(mixture, cards, found, names, noun, wide=False),
        words=_words(found, made, agree, noun),
        caution=(
            "Parts are counted from the lowest value of each column; the mixtures miss "
            f"{said.share(made.error)} of all differences. No {noun.one} has to be one part only."
        ),
        numbers=lambda: _table(mixture, made, found, names),
        breakpoint=BREAKPOINT,
    )


def _mixture(found: Segmentation, made: Parts) -> np.ndarray:
    """(groups, parts) the average share of each part among the rows of each group."""
    sums = np.column_stack([np.bincount(found.labels, one, minlength=found.k) for one in made.weights.T])
    return sums / np.maximum(found.sizes, 1)[:, None]


def _strongest(found: Segmentation, made_of: np.ndarray) -> list[tuple[str, float]]:
    """The columns in which a part is farthest from the average, and how far, in standard steps."""
    order = np.argsort(-np.abs(made_of), kind="stable")[:STRONGEST].tolist()
    return [(said.column(found.grid.axes[place]), float(made_of[place])) for place in order]


def _words(found: Segmentation, made: Parts, agree: Agreement, noun: Noun) -> str:
    number = made.weights.shape[1]
    pure = int((made.weights.max(axis=1) > PURE).sum())
    whole = len(made.weights)
    if pure == whole:
        told = f"All {noun.of(whole)} hold more than half of one part"
    elif not pure:
        told = f"No {noun.one} of {count(whole)} holds more than half of one part"
    else:
        told = f"{said.part(pure, whole, noun)} {'holds' if pure == 1 else 'hold'} more than half of one part"
    if number == 2:
        ends = "with two parts that says little"
    elif not pure:
        ends = "nobody is mostly one part"
    else:
        ends = f"{'it is' if pure == 1 else 'they are'} mostly one part"
    strongest = meaning(agree, found, noun, "if sorted by the strongest part")
    return f"Every {noun.one} is a mixture of {number} parts. {capital(told)}: {ends}. {strongest}"


def _figure(
    mixture: np.ndarray,
    cards: Sequence[Sequence[tuple[str, float]]],
    found: Segmentation,
    names: Sequence[str],
    noun: Noun,
    wide: bool,
) -> dict[str, Any]:
    across = CARDS if wide else 1
    notes, shapes, top = _cards(cards, across, wide)
    row = 32 if wide else 52
    start, end = (0.36, 0.97) if wide else (0.01, 0.95)
    head = top + LINE + 10
    notes.append(
        quiet(0, top + LINE / 2 + 4, f"average mixture of the {short(noun.many, 150, 14)} of each group")
    )
    height = head + row * found.k
    ys = [round(head + row * group + (row / 2 if wide else 36), 1) for group in range(found.k)]
    labels = [head + row * group + (row / 2 if wide else 12) for group in range(found.k)]
    room = (start if wide else 1.0) * width(wide) - 34
    dots = marks(
        [round(8 / width(wide), 5)] * found.k, [round(y, 1) for y in labels], marker=look(range(found.k), 12)
    )
    for group, y in enumerate(labels):
        said_of = named(group, names, f" · {count(found.sizes[group])}", room)
        notes.append(note(20 / width(wide), y, said_of, size=14))
    shape = sheet(
        height,
        foot=FOOT,
        xaxis2=percent_axis(start, end, "share of each part"),
        barmode="stack",
        shapes=shapes,
        annotations=notes,
    )
    pixels = (end - start) * width(wide)
    return {"data": [dots, *_bars(mixture, ys, pixels)], "layout": shape}


def _bars(mixture: np.ndarray, ys: list[float], pixels: float) -> list[dict[str, Any]]:
    """A trace per part; the strongest part of a group stands out, the others keep their letters."""
    strongest = mixture.argmax(axis=1)
    starts = np.cumsum(mixture, axis=1) - mixture
    on = {"xaxis": "x2", "yaxis": "y"}
    traces: list[dict[str, Any]] = []
    written: list[tuple[float, float, str, str]] = []
    for part, shares in enumerate(mixture.T.tolist()):
        for group, share in enumerate(shares):
            room = share * pixels
            if room > 16:
                letter = LETTERS[part]
                whole = f"{letter} {said.share(share)}" if room > 64 else letter
                middle = round(100 * (float(starts[group, part]) + share / 2), 2)
                written.append((middle, ys[group], whole, "$paper" if strongest[group] == part else "$ink"))
        fills = ["$accent" if most == part else "$panel" for most in strongest]
        traces.append(
            {
                "type": "bar", "orientation": "h", "x": [round(100 * share, 2) for share in shares], "y": ys,
                "width": 22, "marker": {"color": fills, "line": {"color": "$faint", "width": 1}},
                "hoverinfo": "skip", **on,
            }
        )  # fmt: skip
    xs, rows, texts, inks = zip(*written, strict=True)
    font = {"size": 14, "color": list(inks)}
    traces.append(marks(xs, rows, mode="text", text=list(texts), textfont=font) | on)
    return traces


def _cards(
    cards: Sequence[Sequence[tuple[str, float]]], across: int, wide: bool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """The parts with their letters and strongest columns, and where they end."""
    heading = f"strongest columns of each part, in standard steps{' from the average' if wide else ''}"
    notes = [quiet(0, LINE / 2, heading)]
    shapes = []
    tall = LINE * (max(len(card) for card in cards) + 1) + 12
    gap = 0.04
    stripe = (1 - gap * (across - 1)) / across
    room = stripe * width(wide) - FIGURE - 24
    top = LINE + 6
    for place, card in enumerate(cards):
        left = place % across * (stripe + gap)
        y = top + place // across * tall
        shapes.append(rule(y, round(left, 4), round(left + stripe, 4)))
        notes.append(note(left, y + LINE / 2 + 3, f"<b>Part {LETTERS[place]}</b>"))
        for line, (label, z) in enumerate(card, start=1):
            level = y + LINE * (line + 0.5) + 4
            notes.append(note(left, level, f"{'▲' if z > 0 else '▼'} {short(label, room, 14)}", size=14))
            notes.append(note(left + stripe, level, signed(z), size=14, side="right"))
    return notes, shapes, top + tall * math.ceil(len(cards) / across)


def signed(z: float) -> str:
    """Standard steps with their sign, without one for 0."""
    text = f"{z:+.1f}".replace("-", "−")
    return "0" if text[1:] == "0.0" else text


def _table(mixture: np.ndarray, made: Parts, found: Segmentation, names: Sequence[str]) -> pd.DataFrame:
    """A row per part: what each group holds of it, and how far it is from the average in every column."""
    told: dict[str, Any] = {"part": list(LETTERS[: len(made.made_of)])}
    for group in range(found.k):
        told[visible(f"share in group {group + 1} {names[group]}")] = mixture[group].tolist()
    for place, one in enumerate(found.grid.axes):
        told[f"{place + 1} {said.column(one)}: standard steps from average"] = made.made_of[:, place].tolist()
    return pd.DataFrame(told)
