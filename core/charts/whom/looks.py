"""How each list looks and what it is called: told apart by its dash and its name, not only by colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from core.charts.chart import axis, text
from core.uplift import CHANGE, RISK, TRUE_RISK, TRUTH

ROW = 22  # pixels a line of the key takes
COLUMNS = 2  # entries of the key beside each other on a laptop; on a phone one below the other
SIDE = 28  # pixels right of the axes: half of "100 %" stands there


class Look(NamedTuple):
    """A list as it is drawn.

    tag     its short name at the line
    name    its name in the key
    person  those it contacts, in the middle of a sentence
    """

    tag: str
    name: str
    person: str
    colour: str
    dash: str


LOT = Look("lot", "drawn by lot", "drawn by lot", "$faint", "dot")
LOOKS = {
    RISK: Look("A", "A: most at risk", "most at risk", "$missed", "dash"),
    CHANGE: Look("B", "B: changed most", "whom the contact changes most", "$caught", "solid"),
    TRUTH: Look("truth", "the truth, if we knew it", "whom it truly changes most", "$ink", "dashdot"),
    TRUE_RISK: Look("true risk", "the true risk, if known", "truly most at risk", "$wasted", "longdash"),
}


def look(name: str) -> Look:
    """The look of a list by its name; one nobody thought of goes by that name."""
    said = text(name)
    return LOOKS.get(name, Look(said, said, f"on the list “{said}”", "$faint", "longdashdot"))


def key(entries: int, tall: int, wide: bool) -> tuple[dict[str, Any], int, float]:
    """The key over the picture, the picture's height, and up to where (0 to 1) the axes may reach in it.

    entries is how many lines are named in the key, tall the height of the axes in pixels.
    """
    rows = -(-entries // COLUMNS) if wide else entries
    height = tall + ROW * rows + 84
    shape: dict[str, Any] = {
        "x": 0, "xanchor": "left", "y": 1, "yanchor": "top", "itemclick": False, "itemdoubleclick": False,
        "font": {"size": 14}, "traceorder": "normal", "orientation": "h" if wide else "v",
    }  # fmt: skip
    if wide:
        shape |= {"entrywidthmode": "fraction", "entrywidth": 0.98 / COLUMNS}
    return shape, height, 1 - (ROW * rows + 18) / (height - 16)


def share_axis(title: str) -> dict[str, Any]:
    """The axis from 0 to 100 %, with both ends written."""
    quiet = {"size": 14, "color": "$faint"}
    return axis(
        range=[0, 100], ticksuffix=" %", tickmode="linear", tick0=0, dtick=20, tickfont=quiet, anchor="y",
        title={"text": title, "font": quiet},
    )  # fmt: skip


def line(x: Sequence[float], y: Sequence[float | None], style: Look, name: str) -> dict[str, Any]:
    """A line with its dash and colour; name is what the key says."""
    return {
        "type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "name": name, "hoverinfo": "skip",
        "line": {"color": style.colour, "dash": style.dash, "width": 2 if style == LOT else 2.5},
    }  # fmt: skip


def post(x: float) -> dict[str, Any]:
    """The upright line at the share the reader chose, behind what stands on it."""
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below",
            "line": {"color": "$ink", "width": 1.5}}  # fmt: skip
