"""A map of neighbours: rows that are alike lie close, and nothing else counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, layout
from core.charts.groups._crowd import apart, marks_of
from core.charts.groups._frame import (
    BREAKPOINT,
    KEY_ROW,
    Page,
    cut,
    frame,
    group_entries,
    key,
    key_axes,
    key_rows,
    least,
    note,
    rounded,
)
from core.charts.groups._told import share
from core.charts.groups.marks import called
from core.safe import visible
from core.segments import Segmentation
from core.segments.ways import NEIGHBOURS
from core.words import Noun, capital, count

SPLIT = (0.0, 0.66), (0.69, 1.0)  # points and key on a wide screen, as shares of the width
TALL = {True: 470, False: 310}  # pixels of the points
HEAD = 28


def near(
    found: Segmentation, rows: Sequence[int] | np.ndarray, places: np.ndarray, perplexity: float, kept: float,
    names: Sequence[str], noun: Noun,
) -> Chart:  # fmt: skip
    """The rows where a map of neighbours puts them, in the colours of their groups.

    rows        (m,) the rows of the table that are drawn;  places (m, 2) where
    perplexity  about how many neighbours every row tried to keep
    kept        of the nearest before, the share that are still among the nearest, 0 to 1
    """
    labels = found.labels[np.asarray(rows)]
    own = same_group(places, labels)
    ends = [_ends(places[:, side]) for side in (0, 1)]
    xs, ys = (rounded(places[:, side], ends[side][1] - ends[side][0]) for side in (0, 1))
    traces = marks_of(xs, ys, labels, found.k)[:-1]
    spots = _middles(places, labels)
    drawn = f" Of {noun.of(len(found.labels))} {count(len(labels))} are drawn." * (
        len(labels) < len(found.labels)
    )
    return Chart(
        figure=_figure(found, labels, ends, traces, places[spots], names, wide=True),
        narrow=_figure(found, labels, ends, traces, places[spots], names, wide=False),
        words=_words(labels, own, perplexity, kept, noun),
        caution=(
            "How large a heap is, how far heaps lie apart and which way is up mean nothing; another seed "
            f"draws another picture.{drawn}"
        ),
        numbers=lambda: _table(labels, own, names, noun),
        breakpoint=BREAKPOINT,
    )


def same_group(places: np.ndarray, labels: np.ndarray, neighbours: int = NEIGHBOURS) -> np.ndarray:
    """(m,) of the nearest in the picture, the share of the same group."""
    number = min(neighbours, len(places) - 1)
    apart = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = np.argpartition(apart, number - 1, axis=1)[:, :number]
    return (labels[nearest] == labels[:, None]).mean(axis=1)


def _words(labels: np.ndarray, own: np.ndarray, perplexity: float, kept: float, noun: Noun) -> str:
    number = min(NEIGHBOURS, len(labels) - 1)
    still = f"{kept * number:.1f}".removesuffix(".0")
    are = "is" if still == "1" else "are"
    sizes = np.bincount(labels)
    # by chance: the share of the others that are of the same group, over all rows
    chance = float((sizes * (sizes - 1)).sum() / (len(labels) * (len(labels) - 1)))
    return (
        f"Of each {noun.one}'s {number} nearest, {still} {are} still among the nearest here ({share(kept)}); "
        f"each tried to keep about {perplexity:g} neighbours. Of the {number} nearest in the picture, "
        f"{share(float(own.mean()))} are of the same group; by chance it would be {share(chance)}."
    )


def _ends(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    rim = 0.05 * (high - low) or 1.0
    return low - rim, high + rim


def _middles(places: np.ndarray, labels: np.ndarray) -> list[int]:
    """Each group's member nearest to its middle, so that its number stands in a heap of its own."""
    found = []
    for group in np.unique(labels):
        members = np.flatnonzero(labels == group)
        away = np.abs(places[members] - np.median(places[members], axis=0)).sum(axis=1)
        found.append(int(members[np.argmin(away)]))
    return found


def _figure(
    found: Segmentation, labels: np.ndarray, ends: Sequence[tuple[float, float]],
    traces: list[dict[str, Any]], spots: np.ndarray, names: Sequence[str], wide: bool,
) -> dict[str, Any]:  # fmt: skip
    across, beside = SPLIT if wide else ((0.0, 1.0), (0.0, 1.0))
    end = HEAD + TALL[wide]
    start = HEAD if wide else end + 12
    page = Page(max(end, start + KEY_ROW * key_rows(found.k, 1)), least(wide))
    room = page.wide * (beside[1] - beside[0])
    xs, ys = spots.T.tolist()
    numbers = apart(xs, ys, np.unique(labels).tolist(), ends, (page.wide * across[1], TALL[wide]))
    box = {"showticklabels": False, "showgrid": False, "showline": True, "mirror": True}
    shape = {
        "xaxis": axis(domain=list(across), range=list(ends[0]), anchor="y", **box),
        "yaxis": axis(domain=page.rows(HEAD, end), range=list(ends[1]), anchor="x", **box),
        **key_axes(found.k, 1, page, beside, start),
    }
    says = "no figures on the sides: only who is near whom counts" if wide else "only who is near whom counts"
    sizes = np.bincount(labels, minlength=found.k)
    entries = group_entries(
        [
            cut(
                called(group, names),
                room - 34,
                f" · {count(sizes[group]) if sizes[group] else 'none drawn'}",
            )
            for group in range(len(names))
        ]
    )
    return {
        "data": [
            *traces,
            *numbers,
            key(entries, 1, room),
        ],
        "layout": layout(round(page.tall) + 16, annotations=[note(says, 0, page.up(HEAD / 2 - 2))], **shape),
    }


def _table(labels: np.ndarray, own: np.ndarray, names: Sequence[str], noun: Noun) -> pd.DataFrame:
    rows = [
        [
            group + 1,
            visible(names[group], 60),
            int((labels == group).sum()),
            float(own[labels == group].mean()),
        ]
        for group in np.unique(labels).tolist()
    ]
    return frame(rows, ["group", "name", f"{capital(noun.many)} drawn", "nearest of the same group, share"])
