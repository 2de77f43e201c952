"""Who spots the leavers: you, a coin and the rules, on the cards and on all unseen customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.cards import Luck, Onward, Score
from core.charts.bars import Bar, bar_axes, bars
from core.charts.chart import Chart, layout
from core.costs import CONTACT_EVERYONE, DO_NOTHING, LEVEL, PERFECT, Costs, Saving, billed
from core.words import count, money, span

YOU, COIN = "You", "A coin"
SPELT = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
HEADING, ROW, AXIS, GAP, MARGIN = 34, 52, 56, 18, 16  # pixels; a row is a bar with its name over it


@dataclass(frozen=True)
class Rival:
    """Somebody to play against, such as "The tree": its score on the cards and its worth on all."""

    name: str
    on_cards: Score
    on_all: Saving


@dataclass(frozen=True)
class _Player:
    """A row of the game: counts and money on the cards, money per customer on all."""

    name: str
    colour: str
    found: float
    missed: float
    wasted: float
    on_cards: float
    on_all: float
    low: float | None = None
    high: float | None = None


def cards(
    score: Score,
    luck: Luck,
    onward: Onward,
    rivals: Sequence[Rival],
    everyone: Saving,
    costs: Costs,
    currency: str,
) -> Chart:
    """The reader's score beside a coin's and the rivals', with a sentence on luck.

    everyone is the saving of contacting every unseen customer; it carries the do-nothing bill and the
    usual mix of leavers and stayers too.
    """
    players = _players(score, luck, onward, rivals, everyone, costs)
    game = [YOU, COIN, *(rival.name for rival in rivals)]
    by_name = {player.name: player for player in players}
    on_cards = [_on_cards(by_name[name], luck) for name in game]
    on_all = [_on_all(player) for player in players]
    size = score.leavers + score.stayers
    heads = (f"On {_these(size)}", f"On all {count(everyone.customers)} unseen customers")
    more = score.leavers / size > 1 - everyone.wasted + 1e-9
    mix = (
        "The cards hold more leavers than usual, so that there is something to find"
        if more
        else "The cards hold no more leavers than usual"
    )
    return Chart(
        figure=_figure(on_cards, on_all, heads, currency, wide=True),
        narrow=_figure(on_cards, on_all, heads, currency, wide=False),
        words=f"{result(score, luck, rivals, currency)} {_on_luck(score, luck, onward, everyone, currency)}",
        caution=f"{mix}; all unseen customers have the usual mix. Luck decides most of a single game.",
        numbers=lambda: _table(players),
        breakpoint=760,
    )


def _players(
    score: Score, luck: Luck, onward: Onward, rivals: Sequence[Rival], everyone: Saving, costs: Costs
) -> list[_Player]:
    left, stayed = score.leavers, score.stayers
    nothing, all_contacted = everyone.do_nothing, everyone.cost_per_customer
    return [
        _Player(
            DO_NOTHING.capitalize(), "$missed", 0, left, 0, float(billed(costs, left, 0)), nothing
        ),
        _Player(
            CONTACT_EVERYONE.capitalize(), "$wasted", left, 0, stayed, float(billed(costs, 0, stayed)),
            all_contacted,
        ),
        _Player(
            COIN, "$spared", left / 2, left / 2, stayed / 2, luck.coin, (nothing + all_contacted) / 2
        ),
        _Player(
            YOU, "$guess", score.found, score.missed, score.wasted, score.cost,
            onward.value, onward.low, onward.high,
        ),
        *(
            _Player(
                rival.name, "$caught", rival.on_cards.found, rival.on_cards.missed, rival.on_cards.wasted,
                rival.on_cards.cost, rival.on_all.cost_per_customer, *_range(rival.on_all),
            )
            for rival in rivals
        ),
        _Player(PERFECT.capitalize(), "$caught", left, 0, 0, 0.0, 0.0),
    ]  # fmt: skip


def _range(worth: Saving) -> tuple[float, float]:
    """The range of a bill per customer; no bill is below nothing."""
    return max(worth.do_nothing - worth.gain_high, 0.0), worth.do_nothing - worth.gain_low


def _on_cards(player: _Player, luck: Luck) -> Bar:
    thrown = player.name == COIN
    return Bar(
        player.name,
        player.on_cards,
        player.colour,
        luck.coin_low if thrown else None,
        luck.coin_high if thrown else None,
    )


def _on_all(player: _Player) -> Bar:
    name = "You, going on like this" if player.name == YOU else player.name
    return Bar(name, player.on_all, player.colour, player.low, player.high)


def _these(size: int) -> str:
    return "this one card" if size == 1 else f"these {_spelt(size)} cards"


def _spelt(number: int) -> str:
    return SPELT[number] if number < len(SPELT) else count(number)


def result(score: Score, luck: Luck, rivals: Sequence[Rival], currency: str) -> str:
    """What the reader did and what everybody pays for the cards."""
    bills = [f"{COIN} pays {money(luck.coin, currency)} on average"]
    bills += [
        f"{rival.name[:1].lower()}{rival.name[1:]} {money(rival.on_cards.cost, currency)}" for rival in rivals
    ]
    size = score.leavers + score.stayers
    return f"{_did(score)}: {money(score.cost, currency)} on {_these(size)}. {', '.join(bills)}."


def _did(score: Score) -> str:
    """What the reader did: "You found 3 of the 5 who left and wasted 2 contacts"."""
    everyone = {1: "the one", 2: "both"}.get(score.leavers, f"all {score.leavers}")
    if not score.leavers:
        found = "Nobody on the cards left, and you"
    elif score.missed and score.found:
        found = f"You found {score.found} of the {score.leavers} who left and"
    elif not score.marked:
        return f"You marked nobody and missed {everyone} who left"
    else:
        found = f"You {'missed' if score.missed else 'found'} {everyone} who left and"
    if not score.marked:
        return f"{found} marked nobody"
    return f"{found} wasted {score.wasted or 'no'} contact{'s' if score.wasted > 1 else ''}"


def _on_luck(score: Score, luck: Luck, onward: Onward, everyone: Saving, currency: str) -> str:
    """How little the cards prove: a coin's chance to do as well, and the range of going on."""
    size = score.leavers + score.stayers
    nothing = money(everyone.do_nothing, currency)
    if not score.marked:
        return f"Marking nobody is doing nothing: {nothing} per customer."
    low, high = money(onward.low, currency), money(onward.high, currency)
    going_on = (
        f"Contacting everyone costs {money(onward.value, currency)}"
        if score.marked == size
        else f"Going on like this {f'would cost {low}' if low == high else f'could cost {span(low, high)}'}"
    )
    many, s = f"{_spelt(size)} card{'s' if size > 1 else ''}", "" if size > 1 else "s"
    if luck.as_well <= 1 - LEVEL:
        proof = (
            f"{_as_well(luck).capitalize()}. Still, {many} prove{s} little: play again before you believe it."
        )
    else:
        proof = f"{many.capitalize()} prove{s} little: {_as_well(luck)}."
    return f"{proof} {going_on} per customer; doing nothing costs {nothing}."


def _as_well(luck: Luck) -> str:
    games = round(100 * luck.as_well)
    if luck.as_well == 1:
        return "every coin does at least as well as you"
    often = "fewer than 1" if games == 0 else "more than 99" if games == 100 else count(games)
    return f"a coin does at least as well as you in {often} of 100 games"


def _figure(
    on_cards: Sequence[Bar], on_all: Sequence[Bar], heads: tuple[str, str], currency: str, wide: bool
) -> dict[str, Any]:
    """Two panels from the top, side by side or one below the other; places in pixels."""
    units = (f"cost of all cards together, {currency}", f"cost per customer, {currency}")
    across = ((0.0, 0.46), (0.54, 1.0)) if wide else ((0.0, 1.0), (0.0, 1.0))
    tall = [HEADING + ROW * len(rows) + AXIS for rows in (on_cards, on_all)]
    tops = (0, 0 if wide else tall[0] + GAP)
    inside = max(top + height for top, height in zip(tops, tall, strict=True))
    shape = layout(inside + MARGIN, annotations=[])
    traces = []
    for rows, head, unit, x, top, axes in zip(
        (on_cards, on_all), heads, units, across, tops, ("", "2"), strict=True
    ):
        upper, lower = top + HEADING, top + HEADING + ROW * len(rows)
        shape |= bar_axes(rows, x, (1 - lower / inside, 1 - upper / inside), unit, axes)
        shape["annotations"].append(_heading(head, x[0], 1 - top / inside))
        traces += bars(rows, currency, axes)
    return {"data": traces, "layout": shape}


def _heading(words: str, x: float, y: float) -> dict[str, Any]:
    return {
        "x": x, "y": y, "xref": "paper", "yref": "paper", "text": f"<b>{words}</b>", "showarrow": False,
        "xanchor": "left", "yanchor": "top", "align": "left", "font": {"size": 16, "color": "$ink"},
        "borderpad": 0,
    }  # fmt: skip


def _table(players: Sequence[_Player]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "who": player.name,
                "found": player.found,
                "missed": player.missed,
                "wasted": player.wasted,
                "cost on the cards": player.on_cards,
                "cost per customer on all": player.on_all,
                "low": player.low,
                "high": player.high,
            }
            for player in players
        ]
    )
