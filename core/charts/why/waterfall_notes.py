"""What is written beside the bars of a waterfall, and the line of its cut-off."""

from __future__ import annotations

from typing import Any

from core.charts.box.ticks import wide as wide_in_pixels
from core.charts.why.fitting import note
from core.charts.why.steps import Step, written
from core.charts.why.waterfall_told import cutoff_said

HEAD = 0.9  # steps over the first one, for the words of the cut-off


def beside(step: Step, place: int, digits: int, ends: tuple[float, float], unit: float) -> dict[str, Any]:
    """The push with the way it points: behind the end of its bar, before its start, or else on the bar."""
    size, up = written(step, digits), step.push >= 0
    font = {"size": 15, "color": "$missed" if up else "$caught"}
    words = f"{size} ▶" if up else f"◀ {size}"
    if size == "0":
        words, font = "about 0" if step.push else "no push", {"size": 14, "color": "$ink"}
    taken = unit * (wide_in_pixels(words) * 15 / 14 + 8)
    here, there = (100 * step.end, 100 * step.start) if up else (100 * step.start, 100 * step.end)
    right, left = here + taken <= ends[1], there - taken >= ends[0]
    if right and (up or not left):
        return note(here, place, words, "left", xshift=4, font=font)
    return note(there if left else here, place, words, "right", xshift=-4, font=font)


def total(chance: float, place: int, words: str, colour: str = "$ink") -> dict[str, Any]:
    font = {"size": 15, "color": colour}
    return note(100 * max(chance, 0), place, f" {words}", "left", font=font)


def over(name: str, place: int) -> dict[str, Any]:
    """What a step is about, over its bar at the left edge."""
    return note(0, place - 0.45, name, "left", xref="paper")


def cutoff(threshold: float, end: int, wide: bool) -> list[dict[str, Any]]:
    """The cut-off as a line; on a phone it is broken where the names stand."""
    parts = [(-HEAD, end + 0.5)]
    if not wide:
        parts = [(-HEAD - 0.5, -0.72), *((place - 0.26, place + 0.36) for place in range(end + 1))]
    return [
        {"type": "line", "x0": 100 * threshold, "x1": 100 * threshold, "y0": top, "y1": bottom,
         "line": {"color": "$ink", "width": 2, "dash": "dash"}}
        for top, bottom in parts
    ]  # fmt: skip


def cutoff_words(threshold: float, low: float, high: float, wide: bool) -> dict[str, Any]:
    at = 100 * max(threshold, 0)
    side = "left" if high - at >= at - low else "right"
    words = f"contact from {cutoff_said(max(threshold, 0))} on"
    return note(at, -HEAD - (0 if wide else 0.3), words, side, xshift=4 if side == "left" else -4)
