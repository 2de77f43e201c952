"""Twelve customers on cards: which facts they show, what marking them costs, and how much of it is luck."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd

from core.costs import LEVEL, Costs, billed, saving
from core.split import halves
from core.table import Column, Table

CARDS, FACTS = 12, 5
FEWEST_LEAVERS, MOST_DEALT, SPREAD = 3, 9, 3  # of twelve, as far as there are so many
MOST_JUDGED = 5_000  # practice customers the facts are judged on; more would say the same
NEAR_COPY = 0.95  # two numbers that sort customers this much alike tell one story
STEPS = 200  # points at which each share is looked up


@dataclass(frozen=True)
class Fact:
    """A column worth a line on a card.

    A fifth of the practice customers lie below low, a fifth above high; groups have neither (NaN).
    """

    column: Column
    low: float = float("nan")
    high: float = float("nan")

    def standing(self, value: float) -> str:
        """ "low" or "high" for a value among the lowest or the highest fifth, "" for any other."""
        return "low" if value < self.low else "high" if value > self.high else ""


@dataclass(frozen=True)
class Score:
    """What marking some cards came to: counts of cards, cost in money for all of them together."""

    found: int
    missed: int
    wasted: int
    spared: int
    cost: float

    @property
    def leavers(self) -> int:
        return self.found + self.missed

    @property
    def stayers(self) -> int:
        return self.wasted + self.spared

    @property
    def marked(self) -> int:
        return self.found + self.wasted


@dataclass(frozen=True)
class Luck:
    """What a coin, thrown once per card, pays for the same cards.

    coin                 its average bill, in money for all the cards
    coin_low, coin_high  what at least 9 of 10 coins pay: their cheapest and dearest twentieth left out
    as_well              chance that a coin pays no more than the reader
    """

    coin: float
    coin_low: float
    coin_high: float
    as_well: float


@dataclass(frozen=True)
class Onward:
    """What going on like this would cost, in money per unseen customer, with its range."""

    value: float
    low: float
    high: float


def facts(table: Table, practice: np.ndarray, most: int = FACTS) -> tuple[Fact, ...]:
    """The columns that alone tell leavers from stayers best, the best first; ties by column order.

    practice  row positions of the customers to judge on; at most 5,000 of them, evenly spaced, are used

    A column is judged by the chance that it ranks a leaver and a stayer rightly (AUC, Hanley & McNeil
    1982): numbers in the direction that suits, a gap counting as the middle value; groups by their share
    of leavers, learnt on one half and judged on the other, so that many groups cannot win by chance. A
    number that sorts customers nearly like one already chosen is skipped (Spearman 1904). ValueError
    without practice customers.
    """
    practice = np.asarray(practice)
    if not len(practice):
        raise ValueError("There are no practice customers to judge the facts on.")
    judged = practice[:: -(-len(practice) // MOST_JUDGED)]
    y, rows = table.y[judged], table.rows.iloc[judged]
    numbers = [column.name for column in table.features if column.kind == "number"]
    ranks = _ranks(rows[numbers])
    telling = dict(zip(numbers, np.abs(_rightly(ranks, y) - 0.5), strict=True))
    parts = halves(y)
    for column in table.features:
        if column.kind != "number":
            telling[column.name] = _telling_groups(rows[column.name], y, parts)
    chosen: list[Column] = []
    story: list[np.ndarray] = []
    for column in sorted(table.features, key=lambda c: -round(telling[c.name], 12)):
        if len(chosen) == most:
            break
        if column.kind == "number":
            own = ranks[:, numbers.index(column.name)]
            if any(_alike(own, other) >= NEAR_COPY for other in story):
                continue
            story.append(own)
        chosen.append(column)
    return tuple(_fact(column, table.rows[column.name].iloc[practice]) for column in chosen)


def leavers_dealt(y_unseen: np.ndarray) -> tuple[int, int]:
    """The fewest and the most leavers on a deal: more than usual, so that there is something to find.

    Where most customers leave anyway, it is stayers that are to be found: some are always dealt. Both
    are kept to what the unseen customers hold.
    """
    customers, left = len(y_unseen), int(np.sum(y_unseen))
    size = min(CARDS, customers)
    fewest = max(FEWEST_LEAVERS, CARDS * left // max(customers, 1) + 1)
    fewest = min(fewest, MOST_DEALT - SPREAD)
    lowest, highest = max(size - (customers - left), 0), min(left, size)
    return min(max(fewest, lowest), highest), min(max(fewest + SPREAD, lowest), highest)


def deal(y: np.ndarray, unseen: np.ndarray, number: int) -> np.ndarray:
    """Up to 12 row positions from the unseen half, shuffled; the same for the same number (0 or more).

    y is (n,) outcomes, 1 where the customer left; unseen are row positions. How many of them left lies
    within leavers_dealt().
    """
    y, unseen = np.asarray(y), np.asarray(unseen)
    rng = np.random.default_rng([number, len(unseen)])
    leavers = int(rng.integers(*leavers_dealt(y[unseen]), endpoint=True))
    if len(unseen) <= CARDS:
        return rng.permutation(unseen)
    left, stayed = unseen[y[unseen] == 1], unseen[y[unseen] == 0]
    drawn = [rng.choice(left, leavers, replace=False), rng.choice(stayed, CARDS - leavers, replace=False)]
    return rng.permutation(np.concatenate(drawn))


def play(left: np.ndarray, marked: np.ndarray, costs: Costs) -> Score:
    """The score of marking these cards as leavers; left and marked are (cards,), 1 or True for yes.

    ValueError if the two do not match in length or are empty.
    """
    gone, contacted = np.asarray(left, dtype=bool), np.asarray(marked, dtype=bool)
    if gone.shape != contacted.shape or gone.size == 0:
        raise ValueError("Outcomes and marks must be two equally long, non-empty lists.")
    missed, wasted = int((gone & ~contacted).sum()), int((~gone & contacted).sum())
    found = int(gone.sum()) - missed
    return Score(
        found=found,
        missed=missed,
        wasted=wasted,
        spared=gone.size - found - missed - wasted,
        cost=float(billed(costs, missed, wasted)),
    )


def luck(score: Score, costs: Costs) -> Luck:
    """What coins pay for the score's cards, exactly: both kinds of error are binomial (Bernoulli 1713)."""
    missed, wasted = np.arange(score.leavers + 1), np.arange(score.stayers + 1)
    bills = billed(costs, missed[:, None], wasted[None, :]).ravel()
    chance = np.outer(_heads(score.leavers), _heads(score.stayers)).ravel()
    order = np.argsort(bills, kind="stable")
    up_to = np.cumsum(chance[order])
    low, high = (bills[order][np.searchsorted(up_to, part)] for part in (0.5 - LEVEL / 2, 0.5 + LEVEL / 2))
    return Luck(
        coin=float(billed(costs, score.leavers / 2, score.stayers / 2)),
        coin_low=float(low),
        coin_high=float(high),
        as_well=float(chance[bills <= score.cost].sum()),
    )


def onward(score: Score, y_unseen: np.ndarray, costs: Costs, level: float = LEVEL) -> Onward:
    """What all unseen customers would cost each if their leavers and stayers were marked as on the cards.

    y_unseen is (n,) outcomes of all unseen customers, 1 = left. The shares missed and wasted are known
    from a few cards only: each has Jeffreys' interval (Brown, Cai & DasGupta 2001), and the range comes
    from every pair of their quantiles, weighted by the usual mix. Where the cards hold no leavers (or no
    stayers), that share counts as a coin's. Marking nobody is doing nothing, marking all is contacting
    everyone, and what that costs is known. ValueError without unseen customers.
    """
    from scipy.special import betaincinv

    if not len(y_unseen):
        raise ValueError("There are no unseen customers to go on with.")
    mix = float(np.mean(y_unseen))
    if score.marked in (0, score.leavers + score.stayers):  # doing nothing, or contacting everyone
        known = saving(y_unseen, np.full(len(y_unseen), score.marked > 0), costs).cost_per_customer
        return Onward(known, known, known)
    prices = (costs.missed * mix, costs.wasted * (1 - mix))
    counts = ((score.missed, score.found), (score.wasted, score.spared))
    value = sum(
        price * (wrong / (wrong + right) if wrong + right else 0.5)
        for price, (wrong, right) in zip(prices, counts, strict=True)
    )
    at = (np.arange(STEPS) + 0.5) / STEPS
    missed, wasted = (
        price * betaincinv(wrong + 0.5, right + 0.5, at)
        for price, (wrong, right) in zip(prices, counts, strict=True)
    )
    ends = [0.5 - level / 2, 0.5 + level / 2]
    low, high = np.quantile(missed[:, None] + wasted[None, :], ends, method="hazen")  # centred, as `at` is
    return Onward(value, min(float(low), value), max(float(high), value))


def _heads(coins: int) -> np.ndarray:
    """(coins + 1,) chance of each number of heads; exact in floating point for up to 50 coins."""
    return np.array([comb(coins, heads) / 2**coins for heads in range(coins + 1)])


def _ranks(numbers: pd.DataFrame) -> np.ndarray:
    """(n, columns) average ranks; gaps stand at the middle value, a column of gaps is one long tie."""
    return numbers.fillna(numbers.median()).fillna(0.0).rank().to_numpy(dtype=float)


def _rightly(ranks: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(columns,) chance that a leaver ranks above a stayer, ties counting half; 0.5 if one kind lacks."""
    left = int(y.sum())
    pairs = left * (len(y) - left)
    if not pairs:
        return np.full(ranks.shape[1], 0.5)
    return (ranks[y == 1].sum(axis=0) - left * (left + 1) / 2) / pairs


def _telling_groups(texts: pd.Series, y: np.ndarray, parts: tuple[np.ndarray, np.ndarray]) -> float:
    """How far above one half the groups' shares of leavers rank customers of the other half; a gap is
    a group of its own."""
    group, names = pd.factorize(texts, use_na_sentinel=False)
    above = []
    for learn, judge in (parts, parts[::-1]):
        people = np.bincount(group[learn], minlength=len(names))
        left = np.bincount(group[learn], weights=y[learn], minlength=len(names))
        usual = y[learn].mean() if len(learn) else 0.0
        share = (left + usual) / (people + 1)  # one more usual customer, so that a group of one is no oracle
        ranks = pd.Series(share[group[judge]]).rank().to_numpy()
        above.append(float(_rightly(ranks[:, None], y[judge])[0]) - 0.5)
    return sum(above) / 2


def _alike(ranks: np.ndarray, others: np.ndarray) -> float:
    """How alike two columns sort customers, in either direction; 0 if one of them sorts nobody."""
    one, two = ranks - ranks.mean(), others - others.mean()
    size = float(np.sqrt((one @ one) * (two @ two)))
    return abs(float(one @ two)) / size if size else 0.0


def _fact(column: Column, cells: pd.Series) -> Fact:
    if column.kind != "number" or cells.isna().all():
        return Fact(column)
    low, high = cells.quantile([0.2, 0.8])
    return Fact(column, float(low), float(high))
