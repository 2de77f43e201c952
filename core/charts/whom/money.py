"""What each list earns at every share contacted, with the reader's share as a post."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.charts.chart import Chart, axis, layout
from core.charts.whom.looks import LOT, SIDE, key, line, look, post, share_axis
from core.charts.whom.tags import Frame, Line, tags
from core.uplift import CHANGE, RISK, TRUE_RISK, TRUTH
from core.words import money as said
from core.words import money_span

SHARES = np.arange(101)
DEEPEST = 1.0  # times the best profit: larger losses leave the picture at its bottom
WIDE, NARROW = 790, 250  # pixels of the axes on a laptop and on a phone
TALL = 300


class Listed(NamedTuple):
    """A list and what it earns, in money per customer of the base.

    name       RISK, CHANGE, TRUTH or TRUE_RISK
    curve      (101,) when the top 0, 1 .. 100 % are contacted; NaN where the trial cannot tell
    at         at the share the reader chose; None where the trial cannot tell
    low, high  its range, None where there is none
    """

    name: str
    curve: np.ndarray
    at: float | None
    low: float | None = None
    high: float | None = None


def money(
    lists: Sequence[Listed], share: float, currency: str, simulated: bool, guess: float | None = None
) -> Chart:
    """Profit per customer of the base against the share contacted, a line for each list.

    share      0 to 1, where the post stands
    simulated  True: what really happened, by the true effects; False: estimates from a trial
    guess      0 to 100: of 100 in money that list B earns at the post, what list A earns
    """
    named, points = _traces(lists, share, currency, guess)
    return Chart(
        figure=_figure(lists, share, currency, named, points, wide=True),
        narrow=_figure(lists, share, currency, named, points, wide=False),
        words=_words(lists, share, currency),
        caution=(
            "Here we know what the contact does to each customer, because all of them are simulated. In "
            "life only a trial by lot shows it, and only on average."
            if simulated
            else "Every figure is an estimate from the trial, and its range says how far luck may move it. "
            "Choose the share on these figures, and others will earn a little less than the best of them."
        ),
        numbers=lambda: _table(lists),
    )


def _words(lists: Sequence[Listed], share: float, currency: str) -> str:
    at, people = {one.name: one for one in lists}, round(100 * share)
    if people == 0:
        return "Nobody is contacted, so no list earns or loses anything."
    some = next((one for one in lists if one.at is not None), None)
    if people == 100 and some is not None and some.at is not None:
        earns = _earns(some, currency)
        return f"Everyone is contacted, so the order does not matter: that {earns} for each customer we have."
    parts = [
        _sentence(at[name], start, currency)
        for name, start in (
            (RISK, f"Contacting the {people} of 100 customers"),
            (CHANGE, f"Contacting the {people}"),
        )
        if name in at
    ]
    if TRUE_RISK in at:
        parts.append(f"Even with the true risk of everybody list A {_earns(at[TRUE_RISK], currency)}.")
    if TRUTH in at and at[TRUTH].at is not None:
        parts.append(f"Whoever knew the true change of everybody {_earns(at[TRUTH], currency)}.")
    return " ".join(parts)


def _sentence(one: Listed, start: str, currency: str) -> str:
    """What one list does at the post."""
    whom = f"{start} {look(one.name).person}"
    if one.at is None:
        return f"{whom}: the trial cannot tell, since all or none of them were contacted in it."
    text = f"{whom} {_earns(one, currency)} for each customer we have"
    if one.low is None or one.high is None:
        return f"{text}."
    return f"{text} ({money_span(one.low, one.high, currency)})."


def _earns(one: Listed, currency: str) -> str:
    value = one.at or 0.0
    return f"{'loses' if value < 0 else 'earns'} {said(abs(value), currency)}"


def _lot(lists: Sequence[Listed]) -> np.ndarray | None:
    """(101,) what contacting drawn customers earns; None where no list says what everyone earns."""
    everyone = next((one.curve[-1] for one in lists if np.isfinite(one.curve[-1])), None)
    return None if everyone is None else SHARES / 100 * everyone


def _traces(
    lists: Sequence[Listed], share: float, currency: str, guess: float | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the key names (the lines and the guess), and the dots; alike on a laptop and on a phone."""
    bottom, top = _ends(lists)
    named = [
        line(SHARES.tolist(), _drawable(one.curve), look(one.name), _named(one, currency)) for one in lists
    ]
    lot = _lot(lists)
    if lot is not None:
        name = f"{LOT.name}: {said(share * float(lot[-1]), currency)}"
        named.append(line([0, 100], [0.0, round(float(lot[-1]), 4)], LOT, name))
    return [*named, *_guess(lists, share, currency, guess)], _points(lists, share, bottom, top)


def _figure(
    lists: Sequence[Listed],
    share: float,
    currency: str,
    named: list[dict[str, Any]],
    points: list[dict[str, Any]],
    wide: bool,
) -> dict[str, Any]:
    bottom, top = _ends(lists)
    shape, height, up_to = key(len(named), TALL, wide)
    quiet = {"size": 14, "color": "$faint"}
    lot = _lot(lists)
    lines = [Line(look(one.name).tag, look(one.name).colour, SHARES, one.curve) for one in lists]
    if lot is not None:
        lines.append(Line(LOT.tag, LOT.colour, SHARES, lot))
    lines.append(Line("contact nobody: 0", "$faint", SHARES, np.zeros(101)))
    frame = Frame(0, 100, bottom, top, WIDE if wide else NARROW, TALL)
    return {
        "data": [*named, *points],
        "layout": layout(
            height,
            showlegend=True,
            legend=shape,
            margin={"l": 8, "r": SIDE, "t": 8, "b": 8},
            xaxis=share_axis("share of customers contacted"),
            yaxis=axis(
                range=[bottom, top], domain=[0, up_to], nticks=6, tickfont=quiet, anchor="x",
                title={"text": f"profit per customer we have, {currency}", "font": quiet},
            ),
            shapes=[
                {"type": "line", "x0": 0, "x1": 100, "y0": 0, "y1": 0,
                 "line": {"color": "$faint", "width": 1.5}},
                post(100 * share),
            ],
            annotations=tags(lines, frame, [100 * share]),
        ),
    }  # fmt: skip


def _ends(lists: Sequence[Listed]) -> tuple[float, float]:
    """The lowest and the highest profit that is seen: 0, all gains, and what stands on the post."""
    at = [value for one in lists for value in (one.at, one.low, one.high) if value is not None]
    known = np.concatenate([[0.0], at, *(one.curve[np.isfinite(one.curve)] for one in lists)])
    low, high = float(known.min()), float(known.max())
    if high > 0:
        low = max(low, min(-DEEPEST * high, *at, 0.0))
    room = 0.1 * ((high - low) or 10.0)
    return low - room, high + room


def _named(one: Listed, currency: str) -> str:
    """A line of the key: the list and what it earns at the post."""
    return f"{look(one.name).name}: {'not known' if one.at is None else said(one.at, currency)}"


def _points(lists: Sequence[Listed], share: float, bottom: float, top: float) -> list[dict[str, Any]]:
    """A dot on the post for each list, the first on top; ranges end in bars that widen, so none is hidden."""
    found = []
    for place, one in reversed(list(enumerate(lists))):
        if one.at is None or not bottom <= one.at <= top:
            continue
        colour = look(one.name).colour
        dot: dict[str, Any] = {
            "type": "scatter", "mode": "markers", "x": [100 * share], "y": [round(one.at, 4)],
            "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
            "marker": {"color": colour, "size": 10, "line": {"width": 1, "color": "$paper"}},
        }  # fmt: skip
        if one.low is not None and one.high is not None and one.low < one.high:
            dot["error_y"] = {
                "type": "data", "symmetric": False, "array": [one.high - one.at],
                "arrayminus": [one.at - one.low], "color": colour, "thickness": 2, "width": 4 + 3 * place,
            }  # fmt: skip
        found.append(dot)
    return found


def _guess(lists: Sequence[Listed], share: float, currency: str, guess: float | None) -> list[dict[str, Any]]:
    """What list A would earn at the post if the guess were right; nothing if list B earns nothing there."""
    b = next((one.at for one in lists if one.name == CHANGE), None)
    if guess is None or b is None or b <= 0:
        return []
    value = guess / 100 * b
    return [
        {
            "type": "scatter", "mode": "markers", "x": [100 * share], "y": [round(value, 4)],
            "name": f"your guess for A: {said(value, currency)}", "hoverinfo": "skip", "cliponaxis": False,
            "marker": {"color": "$guess", "symbol": "triangle-left", "size": 14,
                       "line": {"width": 2, "color": "$paper"}},
        }
    ]  # fmt: skip


def _drawable(curve: np.ndarray) -> list[float | None]:
    """The curve as a browser can read it: gaps instead of what is not known."""
    rounded = np.round(curve, 4).tolist()
    return rounded if np.isfinite(curve).all() else [x if math.isfinite(x) else None for x in rounded]


def _table(lists: Sequence[Listed]) -> pd.DataFrame:
    """The numbers behind the picture: profit per customer of each list at every share contacted."""
    return pd.DataFrame(
        {"of 100 customers contacted": SHARES} | {look(one.name).name: one.curve for one in lists}
    )
