"""Whose verdict hangs on the draw, model by model, and how often two refits agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout
from core.steady import REFITS, Steadiness
from core.words import MODEL_NAMES, capital, count, percent, the_model

CAUTION = "Steady is not the same as right: a model that says the same about everybody is perfectly steady."
OUT_OF = " of 100 customers"
SURE = 1.645  # standard errors within which two figures are too close to call, nine times in ten


def steady(found: Sequence[Steadiness], pair: tuple[str, str], refits_wanted: int = REFITS) -> Chart:
    """A row per model, in the order of found; the two models of the pair stand out.

    found          the models refitted so far, each at most once; some may still lack refits
    refits_wanted  how many refits there will be of each
    """
    return Chart(
        figure=_figure(found, pair, refits_wanted, wide=True),
        narrow=_figure(found, pair, refits_wanted, wide=False),
        words=_words(found, pair, refits_wanted),
        caution=CAUTION,
        numbers=lambda: _table(found),
        breakpoint=900,
    )


def _words(found: Sequence[Steadiness], pair: tuple[str, str], wanted: int) -> str:
    by_model = {one.model: one for one in found}
    asked = tuple(dict.fromkeys(pair))
    there = [by_model[model] for model in asked if model in by_model]
    waiting = [the_model(model) for model in asked if model not in by_model]
    still = f"Still being fitted: {' and '.join(waiting)}." if waiting else ""
    if not there:
        return still
    told = [_told(there, wanted), *(_idle(one) for one in there), still]
    if len(there) == 2:
        told.insert(1, _compared(there[0], there[1], wanted))
    return " ".join(part for part in told if part)


def _told(there: Sequence[Steadiness], wanted: int) -> str:
    """Of how many customers each model's verdict hangs on the draw."""
    names = [the_model(one.model) for one in there]
    shares = [_of_hundred(one.contested) for one in there]
    # "of 100 customers" is said once
    if shares[0].endswith(OUT_OF):
        shares[1:] = [share.removesuffix(OUT_OF) for share in shares[1:]]
    verdict = "a verdict that hangs on the draw"
    fitted = [_fitted(one.refits, wanted) for one in there]
    if len(set(fitted)) > 1:
        first = f"{capital(names[0])}, {fitted[0]}, gives {shares[0]} {verdict}"
        return f"{first}; {names[1]}, {fitted[1]}, {shares[1]}."
    start = capital(fitted[0])
    if len(there) == 2 and _alike(there[0], there[1]):
        return f"{start}, {names[0]} and {names[1]} each give {shares[0]} {verdict}."
    others = "".join(f", {name} {share}" for name, share in zip(names[1:], shares[1:], strict=True))
    return f"{start}, {names[0]} gives {shares[0]} {verdict}{others}."


def _fitted(refits: int, wanted: int) -> str:
    so_far = f" of {count(wanted)} times so far" if refits < wanted else " times"
    return f"fitted {count(refits)}{so_far}"


def _compared(one: Steadiness, other: Steadiness, wanted: int) -> str:
    """Which of two is steadier, if so many refits can tell; nothing before both have all refits."""
    if min(one.refits, other.refits) < wanted:
        return ""
    if one.contested == other.contested:
        return "Neither is steadier than the other."
    luck = SURE * math.hypot(one.error, other.error)
    if _alike(one, other) or abs(one.contested - other.contested) <= luck:
        return "That is too close to call."
    steadier, shakier = sorted((one, other), key=lambda part: part.contested)
    if steadier.agreement < shakier.agreement:
        # fewer customers waver, but those who do split the refits more evenly
        shaky = the_model(shakier.model)
        return f"Yet two refits of {shaky} agree about more customers, so neither is steadier."
    return f"{capital(the_model(steadier.model))} is the steadier of the two."


def _alike(one: Steadiness, other: Steadiness) -> bool:
    """Whether the same figure is said of both."""
    return _of_hundred(one.contested) == _of_hundred(other.contested)


def _idle(one: Steadiness) -> str:
    """A warning where a model is steady because it says the same about everybody."""
    if one.contacted in (0, 1):
        whom, which = ("nobody", "any") if one.contacted == 0 else ("everybody", "every")
        return f"{capital(the_model(one.model))} contacts {whom} in {which} refit, which is easy to repeat."
    return ""


def _of_hundred(share: float) -> str:
    """A share as customers: 0.171 -> "17 of 100 customers"; never said to be none or all if it is not."""
    if share in (0, 1):
        return "everybody" if share else "nobody"
    return f"{_figure_of(share)}{OUT_OF}"


def _figure_of(share: float) -> str:
    if 0 < share < 0.005:
        return "under 1"
    if 0.995 <= share < 1:
        return "over 99"
    return str(round(100 * share))


def _figure(found: Sequence[Steadiness], pair: tuple[str, str], wanted: int, wide: bool) -> dict[str, Any]:
    longest = max([100 * one.contested for one in found], default=0.0)
    reach = max(longest, 10.0)  # so that one customer in a hundred does not look like many
    quiet = {"size": 14, "color": "$faint"}
    places = list(range(len(found)))
    last = max(len(found), 1) - 0.5
    write = {"type": "scatter", "mode": "text", "hoverinfo": "skip", "cliponaxis": False}
    lengths = [100 * one.contested for one in found]
    traces = [
        {
            "type": "bar", "orientation": "h", "x": lengths, "y": places, "width": 0.5 if wide else 0.28,
            "marker": {"color": ["$accent" if one.model in pair else "$spared" for one in found]},
            "hoverinfo": "skip",
        },
        {
            "x": lengths, "y": places, "text": [f" {_figure_of(one.contested)} of 100" for one in found],
            "textposition": "middle right", "textfont": {"size": 15, "color": "$ink"}, **write,
        },
    ]  # fmt: skip
    notes = [note for place, one in enumerate(found) for note in _beside(one, place, pair, wanted, wide)]
    shape = layout(
        max(88 + 40 * len(found), 160) if wide else 80 + 84 * max(len(found), 1),
        xaxis=axis(
            domain=[0.2, 0.72] if wide else [0.0, 1.0],
            range=[0, reach * (1.2 if wide else 1.6)],
            title={"text": "of 100 customers: verdict hangs on the draw", "font": quiet},
            tickfont=quiet,
            tickvals=_ticks(reach),
            showgrid=False,
            anchor="y",
        ),
        yaxis=hidden_axis(range=[last, -1.2 if wide else -0.6], anchor="x"),
        annotations=[*notes, *([_heading()] if wide else [])],
    )
    return {"data": traces, "layout": shape}


def _beside(
    one: Steadiness, place: int, pair: tuple[str, str], wanted: int, wide: bool
) -> list[dict[str, Any]]:
    """A model's name, with how far its refits are, and the agreement of two of them."""
    name = MODEL_NAMES[one.model]
    name = f"<b>{name}</b>" if one.model in pair else name
    so_far = f"{count(one.refits)} of {count(wanted)} refits" if one.refits < wanted else ""
    agree = "over 99.9 %" if 0.9995 <= one.agreement < 1 else percent(one.agreement, 1)
    label = {"xref": "paper", "showarrow": False, "font": {"size": 15, "color": "$ink"}, "yanchor": "middle"}
    quiet = {"font": {"size": 14, "color": "$faint"}}
    if wide:
        agree = f"{agree} of all ({so_far})" if so_far else f"{agree} of all"
        return [
            {**label, "x": 0, "xanchor": "left", "y": place, "text": name},
            {**label, "x": 0.76, "xanchor": "left", "y": place, "text": agree},
        ]
    name = f"{name}: {so_far}" if so_far else name
    return [
        {**label, "x": 0, "xanchor": "left", "y": place - 0.3, "text": name},
        {**label, **quiet, "x": 0, "xanchor": "left", "y": place + 0.27,
         "text": f"two refits agree about {agree} of all"},
    ]  # fmt: skip


def _ticks(reach: float) -> list[int]:
    """Whole customers of 100, at most five, none beyond the longest bar."""
    step = next(step for step in (5, 10, 20, 50) if 4 * step >= reach)
    return list(range(0, int(reach) + 1, step))


def _heading() -> dict[str, Any]:
    """What the column on the right says."""
    return {
        "xref": "paper", "showarrow": False, "x": 0.76, "xanchor": "left", "y": -0.85, "yanchor": "middle",
        "text": "two refits agree about", "font": {"size": 14, "color": "$faint"},
    }  # fmt: skip


def _table(found: Sequence[Steadiness]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "model": MODEL_NAMES[one.model],
                "refits": one.refits,
                "customers watched": one.customers,
                "share whose verdict hangs on the draw": one.contested,
                "share on whom two refits agree": one.agreement,
                "share contacted": one.contacted,
                "standard deviation of the chance": one.spread,
            }
            for one in found
        ]
    )
