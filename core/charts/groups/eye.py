"""Two columns as a scatter, cut into as many groups as the reader said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from core.charts.chart import Chart, layout
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
)
from core.charts.groups._points import (
    Plane,
    crowd,
    heads,
    in_units,
    label,
    numbers,
    plane,
    sides,
    told,
)
from core.charts.groups._said import quoted
from core.segments import Segmentation
from core.words import Noun, capital, count

SPLIT = (0.0, 0.75), (0.79, 1.0)  # points and key on a wide screen, as shares of the width
TALL = {True: 400, False: 300}  # pixels of the points


def by_eye(
    found: Segmentation, noun: Noun, guess: int | None = None, shown: np.ndarray | None = None,
    shuffled: bool = False,
) -> Chart:  # fmt: skip
    """The rows on two columns in their units, in the groups that k-means cut.

    found     groups on a grid with exactly two axes; with a single group nobody is sorted yet
    guess     how many groups the reader saw; 0 if they would not say, None before that
    shown     places of the rows that are drawn; None: all
    shuffled  whether the columns were shuffled, each by itself, so that there is nothing to find

    ValueError if the grid has more or fewer than two axes.
    """
    middles = in_units(found.grid, found.centers)
    at = plane(found.grid, shown, middles)
    traces = crowd(at, found.labels, found.k)[:-1] if found.k > 1 else crowd(at, None, 0)
    caution = (
        "Each column keeps all its values here; only what the two had to do with one another is gone."
        if shuffled
        else f"Two columns are a small part of what we know: on others the {noun.many} lie elsewhere."
    )
    return Chart(
        figure=_figure(found, noun, at, traces, middles, wide=True),
        narrow=_figure(found, noun, at, traces, middles, wide=False),
        words=_words(found, noun, guess, shuffled),
        caution=caution + told(at, noun),
        numbers=lambda: _table(found, noun),
        breakpoint=BREAKPOINT,
    )


def _words(found: Segmentation, noun: Noun, guess: int | None, shuffled: bool) -> str:
    if found.k == 1:
        across, up = (quoted(axis.column.label) for axis in found.grid.axes)
        dealt = ", each column shuffled by itself" if shuffled else ""
        everybody = capital(noun.of(len(found.labels)))
        if guess is not None:
            return f"One group holds all {noun.of(len(found.labels))}: {across} runs across, {up} upwards."
        return f"{everybody}, nobody sorted yet{dealt}: {across} runs across, {up} upwards."
    groups = f"{found.k} groups"
    biggest, smallest = int(found.sizes.max()), int(found.sizes.min())
    sizes = (
        f"each has {noun.of(biggest)}"
        if biggest == smallest
        else f"the biggest has {noun.of(biggest)}, the smallest {smallest:,}"
    )
    clear = f"Clearness {clearness(found.silhouettes)} (1 is best)"
    if shuffled:
        return (
            f"These columns were shuffled, so there is nothing to find. The machine cuts all the same: "
            f"{groups}; {sizes}. {clear}."
        )
    asked = ", as many as you saw" if guess == found.k else ""
    saw = f"You saw {guess}. " if guess and guess != found.k else ""
    return (
        f"{saw}The machine cut {noun.of(len(found.labels))} into {groups}{asked}: {sizes}. {clear}, but the "
        "machine always cuts as many groups as we ask for."
    )


def clearness(values: np.ndarray) -> str:
    """The mean clearness as it is said: "0.41", "−0.03"."""
    said = f"{float(np.mean(values)):.2f}"
    return "0.00" if said == "-0.00" else said.replace("-", "−")


def _figure(
    found: Segmentation, noun: Noun, at: Plane, traces: list[dict[str, Any]], middles: np.ndarray, wide: bool
) -> dict[str, Any]:
    across, beside = SPLIT if wide else ((0.0, 1.0), (0.0, 1.0))
    columns = 1 if wide else 3
    above, below = heads(at, Page(1, least(wide)), across[1])
    end = above + TALL[wide]
    start = above + 22 if wide else end + below + 34
    page = Page(max(end + below, start + KEY_ROW * key_rows(found.k, columns)), least(wide))
    shape, notes = sides(at, page, across, above, end)
    room = page.wide * (beside[1] - beside[0])
    says = [f"{group + 1} · {count(size)}" for group, size in enumerate(found.sizes.tolist())]
    if found.k > 1:
        notes.append(note(cut(f"{noun.many} in each group", room), beside[0], page.up(start - 12)))
    shape |= key_axes(found.k, columns, page, beside, start)
    return {
        "data": [
            *traces,
            *(numbers(at, middles, page.wide * across[1] - 50, TALL[wide]) if found.k > 1 else ()),
            *([key(group_entries(says), columns, room)] if found.k > 1 else ()),
        ],
        "layout": layout(round(page.tall) + 16, annotations=notes, **shape),
    }


def _table(found: Segmentation, noun: Noun) -> pd.DataFrame:
    axes = found.grid.axes
    means = in_units(found.grid, found.centers)
    units = [f" ({one.column.unit})" if one.column.unit and one.level is None else "" for one in axes]
    names = [f"average {label(one)}{unit}" for one, unit in zip(axes, units, strict=True)]
    rows = [
        [group + 1, int(found.sizes[group]), *means[group].tolist(),
         float(found.silhouettes[found.labels == group].mean())]
        for group in range(found.k)
    ]  # fmt: skip
    return frame(rows, ["group", capital(noun.many), *names, "clearness"])
