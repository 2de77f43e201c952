"""Short names that stand at their lines: each where there is most room, and never on another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

STEP = 12  # pixels between two places that are tried
HIGH = 10  # half the height of a tag
OFF = 14  # pixels from the line to the middle of its tag
LETTER = 8.0  # pixels of a letter, on the wide side
ROOMY = 24.0  # pixels of room beyond which more does not count
ASIDE = 4.0  # pixels of room that the middle of the picture is worth against its edge
FAR = 1e6


class Line(NamedTuple):
    """A line that wants a tag ("" if it only stands in the way): (k,) x rising, (k,) y, NaN for gaps."""

    tag: str
    colour: str
    x: np.ndarray
    y: np.ndarray


class Frame(NamedTuple):
    """The stretch of the axes that is seen, and its size in pixels."""

    left: float
    right: float
    bottom: float
    top: float
    wide: int
    tall: int


def tags(lines: Sequence[Line], frame: Frame, posts: Sequence[float] = ()) -> list[dict[str, Any]]:
    """An annotation for each line with a tag, away from the other lines, the posts and the other tags.

    A line without a free place, or none of which is seen, gets no tag: the key names it anyway.
    """
    columns = np.arange(0, frame.wide + 1, STEP, dtype=float)
    at = frame.left + columns / frame.wide * (frame.right - frame.left)
    tall = (frame.top - frame.bottom) or 1.0
    heights = np.array([np.interp(at, one.x, one.y, left=np.nan, right=np.nan) for one in lines])
    heights = (heights - frame.bottom) / tall * frame.tall
    standing = [(post - frame.left) / (frame.right - frame.left) * frame.wide for post in posts]
    placed: list[tuple[float, float, float]] = []
    seen = np.nan_to_num(heights, nan=FAR)
    around: dict[int, tuple[np.ndarray, np.ndarray]] = {}  # by reach: the lowest and highest of each line
    found = []
    for own, one in enumerate(lines):
        reach = int(np.ceil(_half(one.tag) / STEP))
        if one.tag and reach not in around and len(columns) > 2 * reach:
            under = sliding_window_view(seen, 2 * reach + 1, axis=1)
            around[reach] = under.min(axis=2), under.max(axis=2)
        place = None
        if one.tag and reach in around:
            place = _place(own, one.tag, columns, heights, frame, standing, placed, *around[reach])
        if place is None:
            continue
        x, y = place
        placed.append((x, y, _half(one.tag)))
        found.append(
            {
                "x": frame.left + x / frame.wide * (frame.right - frame.left),
                "y": frame.bottom + y / frame.tall * tall,
                "text": one.tag, "showarrow": False, "xanchor": "center", "yanchor": "middle",
                "font": {"size": 14, "color": one.colour}, "bgcolor": "$paper", "opacity": 0.95,
            }
        )  # fmt: skip
    return found


def _half(tag: str) -> float:
    """Half the width of a tag in pixels."""
    return LETTER * len(tag) / 2 + 2


def _place(
    own: int,
    tag: str,
    columns: np.ndarray,
    heights: np.ndarray,
    frame: Frame,
    posts: Sequence[float],
    placed: Sequence[tuple[float, float, float]],
    low: np.ndarray,
    high: np.ndarray,
) -> tuple[float, float] | None:
    """The middle of the tag in pixels where it has most room; None if there is no free place.

    low and high are (lines, places) how far down and up each line comes under the tag.
    """
    half = _half(tag)
    reach = int(np.ceil(half / STEP))
    x = columns[reach : len(columns) - reach]
    best, chosen = -np.inf, None
    for side in (1, -1):
        y = heights[own, reach : len(columns) - reach] + side * OFF
        free = np.isfinite(y) & (y >= HIGH) & (y <= frame.tall - HIGH)
        y = np.nan_to_num(y)
        room = (np.maximum(low - y, y - high) - HIGH).min(axis=0)
        for there in posts:
            room = np.minimum(room, np.abs(x - there) - half)
        for other_x, other_y, other_half in placed:
            apart = np.maximum(np.abs(x - other_x) - half - other_half, np.abs(y - other_y) - 2 * HIGH)
            free &= apart >= 0
            room = np.minimum(room, apart)
        aside = np.abs(x - frame.wide / 2) / (frame.wide / 2)
        room = np.where(free, np.minimum(room, ROOMY) - ASIDE * aside, -np.inf)
        place = int(np.argmax(room))
        if room[place] > best:
            best, chosen = float(room[place]), (float(x[place]), float(y[place]))
    return chosen
