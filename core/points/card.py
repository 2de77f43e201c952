"""The card: facts earn points, and from so many points on a customer is contacted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core import models
from core.points.facts import (
    CategoryFact,
    Line,
    NumberFact,
    Reading,
    Working,
    category_fact,
    number_fact,
    read,
)
from core.table import Column, Table

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

SCALES = (2, 5, 10, 20, 50, 100, 200, 500, 1_000)  # points per unit of log-odds
ENOUGH = 0.995  # share of the model's verdicts a card has to repeat
MOST_JUDGED = 10_000  # customers on whom that share is counted


@dataclass(frozen=True, eq=False)
class PointsCard:
    """A card of points.

    limit      points from which on we contact, a whole number; infinity: nobody, minus infinity: everybody
    scale      points per unit of log-odds
    agreement  share of the customers of the table (at most MOST_JUDGED, drawn at random) about whom the
               card and the model say the same at the cut-off
    dropped    facts that earn no whole point on this card
    facts      the others, those that part customers most first
    """

    limit: float
    scale: int
    agreement: float
    dropped: int
    facts: tuple[NumberFact | CategoryFact, ...] = field(repr=False)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the card, those of a fact together."""
        return tuple(line for fact in self.facts for line in fact.lines)

    def total(self, rows: pd.DataFrame) -> np.ndarray:
        """(n,) float: each customer's points, the sum over the facts, to one decimal."""
        return _total(self.facts, _readings(rows, [fact.column for fact in self.facts]), len(rows))

    def contacts(self, rows: pd.DataFrame) -> np.ndarray:
        """(n,) bool: who reaches the limit."""
        return self.total(rows) >= self.limit

    def worked(self, row: pd.DataFrame) -> tuple[Working, ...]:
        """The sum by hand for one customer, a Working per fact; ValueError unless row is one customer."""
        if len(row) != 1:
            raise ValueError(f"The card is worked for one customer at a time, not for {len(row)}.")
        return tuple(fact.working(read(fact.column, row[fact.column.name])) for fact in self.facts)


def points_card(fitted: Pipeline, table: Table, threshold: float, random_state: int = 0) -> PointsCard:
    """The card of a fitted logistic regression at a cut-off (chance at or above which we contact).

    fitted is models.fit(table, "logistic regression"). Points are log-odds times a scale, rounded (the
    points system of Sullivan, Massaro & D'Agostino 2004); the smallest of SCALES that repeats ENOUGH of
    the model's verdicts is taken, else the finest. What everybody has in common goes into the limit.
    ValueError if fitted is another model.
    """
    from sklearn.linear_model import LogisticRegression

    if not isinstance(fitted["model"], LogisticRegression):
        raise ValueError("A card of points can be made of a logistic regression only.")
    rows = models.feature_rows(table)
    if len(rows) > MOST_JUDGED:
        drawn = np.random.default_rng(random_state).choice(len(rows), MOST_JUDGED, replace=False)
        rows = rows.iloc[np.sort(drawn)]
    customers = len(table.rows)
    verdict = models.chances(fitted, rows, customers) >= threshold
    readings = _readings(rows, table.features)
    for scale in SCALES:
        facts, common = _facts(fitted, table, readings, scale)
        limit = _limit(threshold, customers, scale, common)
        agreement = float(np.mean((_total(facts, readings, len(rows)) >= limit) == verdict))
        if agreement >= ENOUGH:
            break
    kept = [fact for fact in facts if fact.lines]
    kept.sort(key=lambda fact: -float(fact.earned(readings[fact.column.name]).std()))
    return PointsCard(limit, scale, agreement, len(facts) - len(kept), tuple(kept))


def _limit(threshold: float, customers: int, scale: int, common: float) -> float:
    """The points a chance at the cut-off stands for; common are the points everybody has."""
    edge = 1 / (customers + 2)  # the model says no chance closer than this to 0 or 1
    if threshold <= edge:
        return -np.inf
    if threshold > 1 - edge:
        return np.inf
    return float(np.round(scale * np.log(threshold / (1 - threshold)) - common)) + 0.0


def _readings(rows: pd.DataFrame, columns: Iterable[Column]) -> dict[str, Reading]:
    return {column.name: read(column, rows[column.name]) for column in columns}


def _total(
    facts: Iterable[NumberFact | CategoryFact], readings: dict[str, Reading], customers: int
) -> np.ndarray:
    """(n,) points to one decimal."""
    total = np.zeros(customers)
    for fact in facts:
        total += fact.earned(readings[fact.column.name])
    return np.round(total, 1) + 0.0


def _facts(
    fitted: Pipeline, table: Table, readings: dict[str, Reading], scale: int
) -> tuple[list[NumberFact | CategoryFact], float]:
    """Every fact in whole points, and the points everybody has besides."""
    weights: dict[str, dict[str | None, float]] = {}
    for meaning, weight in zip(models.inputs(fitted), fitted["model"].coef_[0], strict=True):
        weights.setdefault(meaning.column, {})[meaning.level] = scale * float(weight)
    centres = _centres(fitted)
    common = scale * float(fitted["model"].intercept_[0])
    found: list[NumberFact | CategoryFact] = []
    fact: NumberFact | CategoryFact
    for name, of in weights.items():
        column = table.column(name)
        if column.kind == "number":
            centre, spread, filled = centres[name]
            gap = of[None] * filled + of.get(models.MISSING, 0.0)
            values, gaps_seen = readings[name].values, models.MISSING in of
            fact, fixed = number_fact(column, values, centre, spread, of[None], gap, gaps_seen)
        else:
            answers = {str(level): weight for level, weight in of.items() if level != models.RARE}
            fact, fixed = category_fact(column, answers, of.get(models.RARE))
        found.append(fact)
        common += fixed
    return found, common


def _centres(fitted: Pipeline) -> dict[str, tuple[float, float, float]]:
    """Of every number the model reads: its mean, its spread, and what fills a gap, in spreads from the mean.

    A column without a single value has zeros.
    """
    for step, numbers, names in fitted["columns"].transformers_:
        if step == "numbers":
            places = (numbers["scale"].mean_, numbers["scale"].scale_, numbers["fill"].statistics_)
            return dict(zip(names, np.nan_to_num(np.column_stack(places)).tolist(), strict=True))
    return {}
