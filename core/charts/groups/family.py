"""The family tree: the two nearest join, again and again; cut where as many families are left as groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis
from core.charts.groups._agree import meaning
from core.charts.groups._sheet import BREAKPOINT, Sign, key, look, marks, quiet, roll, sheet, short
from core.charts.groups.marks import called, colour
from core.segments import Agreement, Family, Segmentation
from core.words import Noun, count

MOST = 25  # bundles at the lower end
TALL, ROW = 300, 25  # pixels of an upright tree, and of a bundle in one that lies on its side
ENDS = 46  # pixels below an upright tree for the bundles' figures


class Branch(NamedTuple):
    """A bundle, or two branches that join.

    place   where it stands along the row of bundles; height at which it joins, 0 for a bundle
    group   the group that most of its rows belong to; rows how many it has, own how many of those are in it
    left, right  the two that join: the numbers of earlier branches; -1 for a bundle
    """

    place: float
    height: float
    group: int
    rows: int
    own: int
    left: int = -1
    right: int = -1


def family(
    tree: Family, found: Segmentation, k: int, agree: Agreement, names: Sequence[str], noun: Noun
) -> Chart:
    """The last joins of the tree, down to 25 bundles of rows.

    found  k-means on the same points; names one per group of it
    k      families to cut into, 1 to 25; agree how far they agree with the groups

    ValueError: another k, or more families than rows.
    """
    if not 1 <= k <= min(MOST, len(tree.rows)):
        raise ValueError(f"The tree cannot be cut into {k} families.")
    branches = _branches(tree, found)
    low, high = tree.height(k)
    at = (low + high) / 2
    families = len(np.unique(tree.cut(k)))
    return Chart(
        figure=_figure(branches, at, families, found, names, noun, wide=True),
        narrow=_figure(branches, at, families, found, names, noun, wide=False),
        words=_words(tree, found, families, agree, noun),
        caution=(
            "A family tree never takes back a join. How far apart branches join counts more for large "
            f"families, and a tree is drawn for any {noun.many}, alike or not."
        ),
        numbers=lambda: _table(branches, names),
        breakpoint=BREAKPOINT,
    )


def _branches(tree: Family, found: Segmentation) -> list[Branch]:
    """The bundles first, in the order in which they stand side by side; then the joins, the lowest first."""
    merges, labels = tree.merges, found.labels[tree.rows]
    m, k = len(labels), found.k
    kept = min(MOST, m)
    held = np.zeros((2 * m - 1, k), dtype=int)  # of every branch of the tree, how many rows of each group
    held[np.arange(m), labels] = 1
    for step, (left, right) in enumerate(merges[:, :2].astype(int).tolist()):
        held[m + step] = held[left] + held[right]
    first = 2 * m - kept  # the branches from here on are drawn as joins
    ends: list[int] = []
    stack = [2 * m - 2]
    while stack:
        one = stack.pop()
        if one < first:
            ends.append(one)
        else:
            left, right = merges[one - m, :2].astype(int)
            stack += [int(right), int(left)]
    branches: list[Branch] = []
    number: dict[int, int] = {}
    for one in [*ends, *range(first, 2 * m - 1)]:
        rows, group = int(held[one].sum()), int(np.argmax(held[one]))
        own = int(held[one, group])
        if one < first:
            branches.append(Branch(float(len(number)), 0.0, group, rows, own))
        else:
            left, right = (number[int(side)] for side in merges[one - m, :2])
            place = (branches[left].place + branches[right].place) / 2
            branches.append(Branch(place, float(merges[one - m, 2]), group, rows, own, left, right))
        number[one] = len(branches) - 1
    return branches


def _words(tree: Family, found: Segmentation, families: int, agree: Agreement, noun: Noun) -> str:
    rows, whole = len(tree.rows), len(found.labels)
    some = f"{noun.of(rows)}, drawn by lot from {count(whole)}," if rows < whole else noun.of(rows)
    cut = "family" if families == 1 else "families"
    return (
        f"The tree of {some} is cut into {families} {cut} here. {meaning(agree, found, noun, 'in this tree')}"
    )


def _figure(
    branches: Sequence[Branch],
    at: float,
    families: int,
    found: Segmentation,
    names: Sequence[str],
    noun: Noun,
    wide: bool,
) -> dict[str, Any]:
    bundles = [branch for branch in branches if branch.left < 0]
    listed, top = roll(names, found.sizes.tolist(), noun, 0, wide)
    signs = [Sign("dash", "$ink", f"cut: {families} famil{'y' if families == 1 else 'ies'}"),
             Sign("line", "$faint", "above the cut")]  # fmt: skip
    traces, shapes, notes, top = key(signs, top + 8, wide)
    top += 10 if wide else 22
    tall = TALL if wide else ROW * len(bundles)
    height = top + tall + (ENDS if wide else 44)
    reach = max(at, *(branch.height for branch in branches)) * 1.04 or 1.0
    places: dict[str, Any]
    tree = _lines(branches, at, wide)
    ends = _ends(bundles, top + tall, wide)
    heights: dict[str, Any] = axis(
        range=[0, float(f"{reach:.4g}")], nticks=5, automargin=False, tickangle=0,
        tickfont={"size": 14, "color": "$faint"},
    )  # fmt: skip
    along = hidden_axis(range=[-0.6, len(bundles) - 0.4])
    band = [round(1 - (top + tall) / height, 4), round(1 - top / height, 4)]
    if wide:
        places = {"xaxis2": along | {"domain": [0.1, 1], "anchor": "y2"},
                  "yaxis2": heights | {"domain": band, "anchor": "x2"}}  # fmt: skip
        notes.append(quiet(0, top + tall + 16, "mostly group"))
        notes.append(quiet(0, top + tall + 34, short(noun.many, 84, 14)))
        title = quiet(0, top + tall / 2, "how far apart when they join, standard steps", side="center",
                      textangle=-90, xshift=8)  # fmt: skip
    else:
        ends_at = heights["range"][::-1]  # the bundles stand on the right, beside their figures
        places = {
            "xaxis2": heights | {"domain": [0, 0.79], "anchor": "y2", "range": ends_at},
            "yaxis2": along | {"domain": band, "anchor": "x2", "range": [len(bundles) - 0.4, -0.6]},
            "xaxis3": hidden_axis(domain=[0.82, 1], range=[0, 1], anchor="y2"),
        }
        notes.append(quiet(1, top - 8, f"group · {short(noun.many, 70, 14)}", "right"))
        title = quiet(0, top + tall + 36, "how far apart when they join, standard steps")
    cut = {"type": "line", "layer": "above", "line": {"color": "$ink", "width": 2, "dash": "5px,4px"},
           "x0": -0.6, "x1": len(bundles) - 0.4, "y0": at, "y1": at, "xref": "x2", "yref": "y2"}  # fmt: skip
    if not wide:
        cut |= {"x0": at, "x1": at, "y0": -0.6, "y1": len(bundles) - 0.4}
    shape = sheet(height, shapes=[*shapes, cut], annotations=[*notes, title], **places)
    return {"data": [listed, *traces, *tree, *ends], "layout": shape}


def _lines(branches: Sequence[Branch], at: float, wide: bool) -> list[dict[str, Any]]:
    """One trace per colour: of every join two stems and the beam between them; faint above the cut."""
    found: dict[str, tuple[list[Any], list[Any]]] = {}

    def draw(ink: str, *corners: tuple[float, float]) -> None:
        xs, ys = found.setdefault(ink, ([], []))
        for place, height in corners:
            xs.append(round(place, 3))
            ys.append(float(f"{height:.4g}"))
        xs.append(None)
        ys.append(None)

    for branch in branches:
        if branch.left < 0:
            continue
        sides = [branches[branch.left], branches[branch.right]]
        beam = colour(branch.group) if branch.height <= at else "$faint"
        draw(beam, *((side.place, branch.height) for side in sides))
        for side in sides:
            below = min(branch.height, at)
            if side.height < below:
                draw(colour(side.group), (side.place, side.height), (side.place, below))
            if branch.height > at:
                draw("$faint", (side.place, max(side.height, at)), (side.place, branch.height))
    on: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2", "mode": "lines"}
    return [
        marks(*((xs, ys) if wide else (ys, xs)), line={"color": ink, "width": 2.5}, **on)
        for ink, (xs, ys) in found.items()
    ]


def _ends(bundles: Sequence[Branch], bottom: float, wide: bool) -> list[dict[str, Any]]:
    """Below every bundle, or beside it, the mark and the number of its group, and how many rows it holds."""
    places = [branch.place for branch in bundles]
    zero = [0.0] * len(bundles)
    on = {"xaxis": "x2", "yaxis": "y2"}
    font = {"size": 14, "color": "$ink"}
    dots = marks(*((places, zero) if wide else (zero, places)), marker=look((b.group for b in bundles), 10))
    if wide:
        lines = (
            (bottom + 16, [f"<b>{branch.group + 1}</b>" for branch in bundles]),
            (bottom + 34, [count(branch.rows) for branch in bundles]),
        )
        below = {"mode": "text", "textfont": font, "xaxis": "x2", "yaxis": "y"}
        return [
            dots | on,
            *(marks(places, [round(y, 1)] * len(places), text=texts, **below) for y, texts in lines),
        ]
    texts = [f" <b>{branch.group + 1}</b> · {count(branch.rows)}" for branch in bundles]
    words = {"mode": "text", "text": texts, "textposition": "middle right", "textfont": font, "xaxis": "x3"}
    return [dots | on, marks(zero, places, **words, yaxis="y2")]


def _table(branches: Sequence[Branch], names: Sequence[str]) -> pd.DataFrame:
    """A row per bundle, in the order of the picture, then a row per join, the lowest first."""
    return pd.DataFrame(
        {
            "what": "bundle" if branch.left < 0 else "join",
            "rows": branch.rows,
            "mostly group": called(branch.group, names),
            "share of its rows in that group": branch.own / branch.rows,
            "how far apart when they join": branch.height,
        }
        for branch in branches
    )
