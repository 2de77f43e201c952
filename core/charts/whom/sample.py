"""How many customers a trial needs, for the smallest change one wants to see."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from core.charts.chart import Chart, axis, layout
from core.uplift import POWER, Effect
from core.words import TOGETHER, count, figure, span

HEIGHT = 400
ROOM = 0.2  # of the scale, above and below the line, for what stands at its ends


def sample_size(base: float, found: Effect, sizes: ArrayLike, people: ArrayLike, chosen: float) -> Chart:
    """Customers needed in each group against the change one wants to see.

    base    the share who stay if left alone, 0 to 1
    found   the average effect the trial at hand saw, marked if it lies in the picture
    sizes   (k,) rising changes in that share; people (k,) customers needed in each group for them
    chosen  the change the reader chose, as a share
    """
    x, y = np.asarray(sizes, dtype=float), np.asarray(people, dtype=float)
    here = int(np.argmin(np.abs(x - chosen)))
    return Chart(
        figure=_figure(x, y, here, found, wide=True),
        narrow=_figure(x, y, here, found, wide=False),
        words=_words(base, x, y, here, found),
        caution=(
            f"Even in a trial of that size a true change goes unseen {round(10 * (1 - POWER))} times in 10. "
            "And it sees the average only: whom the contact changes takes many more customers."
        ),
        numbers=lambda: pd.DataFrame(
            {"more stayers among 100": np.round(100 * x, 1), "customers in each group": y.astype(int)}
        ),
    )


def _words(base: float, x: np.ndarray, y: np.ndarray, here: int, found: Effect) -> str:
    text = (
        f"Where {figure(round(100 * base, 1))} of 100 stay anyway, it takes {count(y[here])} customers in "
        f"each group to see that {_more(x[here])} stay."
    )
    if here > 0:
        text += f" To see {_more(x[0])} takes {count(y[0])}."
    low, high = (figure(round(100 * end, 1)) for end in (found.low, found.high))
    change = "more" if found.value >= 0 else "fewer"
    return (
        f"{text} This trial saw {figure(round(100 * abs(found.value), 1))} {change} of 100 stay (the change "
        f"lies {span(low, high)})."
    )


def _more(size: float) -> str:
    return f"{figure(round(100 * size, 1))} more of 100"


def _figure(x: np.ndarray, y: np.ndarray, here: int, found: Effect, wide: bool) -> dict[str, Any]:
    # On a doubling scale the line stays readable from a handful to tens of thousands.
    low, high = np.log10(y.min()), np.log10(y.max())
    room = ROOM * ((high - low) or 1.0)
    left, right = 0.0, 100 * float(x[-1]) * 1.04
    shown = 0 < 100 * found.value <= right
    at, level = 100 * float(x[here]), float(np.log10(y[here]))
    to_the_right = at < (left + right) / 2
    quiet = {"size": 14, "color": "$faint"}
    told = f"{count(y[here])} in each group"
    notes = [_note(at, level, told if wide else told.replace(" in each", "<br>in each"), to_the_right)]
    if shown:
        notes.append(
            {
                "x": 100 * found.value, "y": 1, "yref": "y domain", "text": f"this{TOGETHER}trial",
                "showarrow": False, "xanchor": "left" if 100 * found.value < right / 2 else "right",
                "yanchor": "bottom", "font": {"size": 14, "color": "$caught"},
            }
        )  # fmt: skip
    return {
        "data": [
            {
                "type": "scatter", "mode": "lines", "x": np.round(100 * x, 3).tolist(), "y": y.tolist(),
                "line": {"color": "$ink", "width": 2.5}, "hoverinfo": "skip",
            },
            {
                "type": "scatter", "mode": "markers", "x": [at], "y": [float(y[here])], "hoverinfo": "skip",
                "cliponaxis": False,
                "marker": {"color": "$ink", "size": 14, "line": {"width": 2, "color": "$paper"}},
            },
        ],
        "layout": layout(
            HEIGHT,
            margin={"l": 8, "r": 8, "t": 30, "b": 8},
            xaxis=axis(
                range=[left, right], nticks=7, tickfont=quiet, anchor="y",
                title={"text": "more stayers among 100", "font": quiet},
            ),
            yaxis=axis(
                type="log", range=[low - room, high + room], tickfont=quiet, anchor="x", dtick=1,
                tickformat=",d", title={"text": "customers in each group", "font": quiet},
            ),
            shapes=[_seen(100 * found.value)] if shown else [],
            annotations=notes,
        ),
    }  # fmt: skip


def _note(x: float, level: float, words: str, to_the_right: bool) -> dict[str, Any]:
    """What the chosen point says, on the side where a falling line is not: above right or below left.

    On an axis of powers of ten notes stand at the power.
    """
    side, rise, off = ("left", "bottom", 8) if to_the_right else ("right", "top", -8)
    return {
        "x": x, "y": level, "text": words, "showarrow": False, "xanchor": side, "yanchor": rise,
        "xshift": off, "yshift": off, "align": side,
        "font": {"size": 14, "color": "$ink"}, "bgcolor": "$paper", "opacity": 0.95,
    }  # fmt: skip


def _seen(x: float) -> dict[str, Any]:
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "y domain",
            "line": {"color": "$caught", "width": 2, "dash": "dot"}}  # fmt: skip
