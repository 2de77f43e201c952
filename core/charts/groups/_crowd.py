"""Marks of rows by group, and the numbers of groups among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.charts.groups.marks import colour, symbol

POINT = 8
BUBBLE, PUSHES = 27, 80  # pixels between two numbers, and how often they push each other away


def marks_of(
    xs: Sequence[float], ys: Sequence[float], labels: np.ndarray | None, k: int
) -> list[dict[str, Any]]:
    """A trace per group, and a last one for points of no group; labels (m,) int, None: all of no group."""
    members: list[list[int]] = [[] for _ in range(k + 1)]
    for place, group in enumerate(labels.tolist() if labels is not None else [k] * len(xs)):
        members[group].append(place)
    looks = [*((symbol(group), colour(group)) for group in range(k)), ("circle", "$spared")]
    return [
        {
            "type": "scatter", "mode": "markers", "hoverinfo": "skip",
            "x": [xs[place] for place in own], "y": [ys[place] for place in own],
            "marker": {"symbol": mark, "color": shade, "size": POINT, "opacity": 0.75, "line": {"width": 0}},
        }
        for own, (mark, shade) in zip(members, looks, strict=True)
    ]  # fmt: skip


def bubbles(xs: Sequence[float], ys: Sequence[float], groups: Sequence[int] | None = None) -> dict[str, Any]:
    """The numbers of groups at their centres, white on the group's colour."""
    groups = range(len(xs)) if groups is None else groups
    return {
        "type": "scatter", "mode": "markers+text", "hoverinfo": "skip", "cliponaxis": False,
        "x": list(xs), "y": list(ys), "text": [f"<b>{group + 1}</b>" for group in groups],
        "textposition": "middle center", "textfont": {"size": 15, "color": "$paper"},
        "marker": {
            "symbol": "circle", "size": BUBBLE - 3, "color": [colour(group) for group in groups],
            "opacity": 1, "line": {"width": 2, "color": "$paper"},
        },
    }  # fmt: skip


def apart(
    xs: Sequence[float], ys: Sequence[float], groups: Sequence[int], ends: Sequence[Sequence[float]],
    room: tuple[float, float],
) -> list[dict[str, Any]]:  # fmt: skip
    """The numbers moved so far that none hides another, each tied to the place it belongs to.

    ends  of both sides, in their units;  room  pixels of both sides
    """
    low, high = np.array(ends, dtype=float).T
    steps = (high - low) / np.array(room)
    home = (np.column_stack([xs, ys]) - low) / steps
    turn = np.arange(len(home))
    nudge = 1e-3 * np.column_stack([np.cos(turn), np.sin(turn)])  # two at one place part too
    spots = home
    for _ in range(PUSHES):
        away = (spots + nudge)[:, None] - (spots + nudge)[None]
        far = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(far, np.inf)
        push = np.maximum(BUBBLE - far, 0.0) / far / 2
        if not push.any():
            break
        spots = np.clip(spots + (push[..., None] * away).sum(axis=1), BUBBLE / 2, np.array(room) - BUBBLE / 2)
    moved = np.hypot(*(spots - home).T) > 2
    places = np.where(moved[:, None], spots, home) * steps + low
    true = home * steps + low
    tied: list[list[float | None]] = [[], []]
    for side in (0, 1):
        for start, end in zip(true[moved, side], places[moved, side], strict=True):
            tied[side] += [float(f"{start:.6g}"), float(f"{end:.6g}"), None]
    tie = {
        "type": "scatter", "mode": "lines+markers", "hoverinfo": "skip", "x": tied[0], "y": tied[1],
        "line": {"color": "$ink", "width": 1.5}, "marker": {"size": 6, "color": "$ink"},
    }  # fmt: skip
    said = [[float(f"{value:.6g}") for value in side] for side in places.T.tolist()]
    return [tie, bubbles(said[0], said[1], groups)]
