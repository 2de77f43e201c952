"""The refits: at which level the story changes, whose fate hangs on the draw, two trees side by side."""

from __future__ import annotations

from typing import Any

import pandas as pd

from core.charts.chart import Chart, axis, hidden_axis, layout
from core.charts.people import ACROSS, dot_axes, dots, legend, out_of_hundred, ring
from core.charts.race import Runner, side_by_side, stacked
from core.charts.strip import Saved, with_strip
from core.charts.tree import leaves_table
from core.refits import REFITS, Stability
from core.safe import visible
from core.words import count, money, percent, span

LEVELS = ("First question", "First two levels", "First three levels")
FATES = {"caught": "contact", "spared": "leave alone", "contested": "hang on the draw"}


def refits(found: Stability, first: str, guess: float | None = None) -> Chart:
    """What so many refits agree on.

    first  the label of the column most of them ask about first
    guess  the reader's customers out of 100 whose fate hangs on the draw
    """
    return Chart(
        figure=_figure(found, guess, wide=True),
        narrow=_figure(found, guess, wide=False),
        words=_words(found, first),
        caution=(
            "Each refit sees customers drawn from the same practice half. Next year's customers may "
            "change the story more than this."
        ),
        numbers=lambda: _table(found),
    )


def pair(sides: list[tuple[str, Runner]], apart: float, currency: str) -> Chart:
    """Two refitted trees side by side; apart is the share of customers they decide differently about."""
    saved = [
        Saved(side.bill.worth, colour, name)
        for (name, side), colour in zip(sides, ("$caught", "$accent"), strict=True)
    ]
    worths = [side.bill.worth for _, side in sides]
    saves = " and ".join(
        f"{percent(worth.value)} ({span(percent(worth.low), percent(worth.high))})" for worth in worths
    )
    return Chart(
        figure=with_strip(side_by_side(sides, currency, brief=True), saved),
        narrow=with_strip(stacked(sides, currency, brief=True), saved),
        words=(
            f"Two trees from the same half of the customers: they save {saves} of the bill, "
            f"{money(worths[0].cost_per_customer, currency)} and "
            f"{money(worths[1].cost_per_customer, currency)} per customer, and decide "
            + (f"differently about {percent(apart, 1)} of" if apart else "alike about all")
            + " the unseen customers."
        ),
        caution="Neither is the right one. A reason told from one tree is one of many that fit as well.",
        numbers=lambda: _pair_table(sides),
        breakpoint=900,
    )


def _words(found: Stability, first: str) -> str:
    done = f"After {count(found.refits)} of {count(REFITS)} refits" if found.refits < REFITS else (
        f"In {count(found.refits)} refits"
    )  # fmt: skip
    everyone = f"{count(found.customers)} unseen customers"
    if found.contested:
        number = count(found.contested * found.customers)
        hangs = (
            f"{percent(1 - found.contested, 1)} of {everyone} get the same verdict from more than nine "
            f"refits in ten; the fate of {number} ({percent(found.contested, 1)}) hangs on the draw."
        )
    else:
        so_far = " so far" if found.refits < REFITS else ""
        hangs = f"Of {everyone}, nobody's fate hangs on the draw{so_far}."
    if not found.same:
        return f"{done} the tree found no question worth asking. {hangs}"
    asks = (
        f"{done}, {count(found.same[0])} ask{'s' * (found.same[0] == 1)} about “{visible(first, 60)}” first. "
    )
    deeper = [
        f"{count(stories)} {'story' if stories == 1 else 'different stories'} down to level {level}"
        for level, stories in enumerate(found.stories[1:3], start=2)
    ]
    told = f"They tell {' and '.join(deeper)}. " if deeper else ""
    return f"{asks}{told}{hangs}"


def _table(found: Stability) -> pd.DataFrame:
    rows = [
        {"what": f"{name}: refits with the most frequent story", "number": same}
        for name, same in zip(LEVELS, found.same, strict=False)
    ]
    rows += [
        {"what": f"{name}: different stories", "number": stories}
        for name, stories in zip(LEVELS, found.stories, strict=False)
    ]
    alone = 1 - found.contacted - found.contested
    shares = (found.contacted, alone, found.contested)
    rows += [
        {"what": f"unseen customers: {name}", "number": round(share * found.customers)}
        for name, share in zip(FATES.values(), shares, strict=True)
    ]
    return pd.DataFrame([{"what": "refits", "number": found.refits}, *rows])


def _pair_table(sides: list[tuple[str, Runner]]) -> pd.DataFrame:
    tables = [leaves_table(side.tree, side.bill).assign(tree=name) for name, side in sides]
    return pd.concat(tables, ignore_index=True)


def _figure(found: Stability, guess: float | None, wide: bool) -> dict[str, Any]:
    across = ACROSS if wide else 2 * ACROSS
    shares = (found.contested, found.contacted, 1 - found.contacted - found.contested)
    people = out_of_hundred(dict(zip(("contested", "caught", "spared"), shares, strict=True)))
    traces = dots(people, FATES, across=across)
    if guess is not None:
        traces.append(ring(round(guess), f"your guess: {round(guess)}", across=across))
    if wide:
        shape = {
            **dot_axes((0.0, 0.36), (0.2, 1.0)),
            **_story_axes((0.5, 1.0), (0.2, 1.0), len(found.same)),
            **layout(430, legend=legend(0.07), showlegend=True),
        }
    else:
        shape = {
            **dot_axes((0.0, 1.0), (0.68, 1.0), across=across),
            **_story_axes((0.04, 1.0), (0.1, 0.46), len(found.same)),
            **layout(460, legend=legend(0.66), showlegend=True),
        }
    return {"data": traces + _stories(found), "layout": shape}


def _stories(found: Stability) -> list[dict[str, Any]]:
    """A bar per level: in how many refits the most frequent story down to it is told."""
    places = list(range(len(found.same)))
    shares = [100 * same / found.refits for same in found.same]
    on = {"xaxis": "x2", "yaxis": "y2", "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    write = {"type": "scatter", "mode": "text", "textfont": {"size": 15, "color": "$ink"}, **on}
    names = [
        f"{name}: {count(stories)} {'story' if stories == 1 else 'stories'}"
        for name, stories in zip(LEVELS, found.stories, strict=False)
    ]
    ends = [f" {count(same)} of {count(found.refits)}" for same in found.same]
    return [
        {"type": "bar", "orientation": "h", "x": shares, "y": places, "width": 0.42,
         "marker": {"color": "$caught"}, **on},
        {"x": shares, "y": places, "text": ends, "textposition": "middle right", **write},
        {"x": [0] * len(places), "y": [y - 0.4 for y in places], "text": names,
         "textposition": "middle right", **write},
    ]  # fmt: skip


def _story_axes(x: tuple[float, float], y: tuple[float, float], levels: int) -> dict[str, Any]:
    quiet = {"size": 14, "color": "$faint"}
    return {
        "xaxis2": axis(
            domain=list(x),
            range=[0, 140],
            tickvals=[0, 50, 100],
            ticktext=["0 %", "50 %", "100 %"],
            tickfont=quiet,
            title={"text": "of the refits tell the most frequent story", "font": quiet},
            anchor="y2",
        ),
        "yaxis2": hidden_axis(domain=list(y), range=[max(levels, 1) - 0.6, -0.7], anchor="x2"),
    }
