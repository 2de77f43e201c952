"""The tree refitted on resampled customers: does it tell the same story, and who is contested?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from core import models
from core.costs import Costs
from core.split import halves, redraw
from core.table import Table
from core.trees import Tree, part_of, plant, questions_of, worth_contacting

REFITS = 200
CONTESTED = 0.1  # a customer is contested if at least so many of the refits disagree with the others
MOST_WATCHED = 10_000  # unseen customers whose verdicts are followed; more would say the same
NOTHING_ASKED = ""


@dataclass(frozen=True, eq=False)
class Workshop:
    """What every refit needs, prepared once.

    inputs    (practice customers, inputs) float32: their columns as numbers
    watched   (unseen customers, inputs) the same for the customers whose verdicts are followed
    meanings  what each input stands for
    model     scikit-learn's tree with its settings
    """

    table: Table
    rows: pd.DataFrame
    y: np.ndarray
    practice: np.ndarray
    unseen: np.ndarray
    inputs: np.ndarray
    watched: np.ndarray
    meanings: tuple[models.Input, ...]
    model: Any


@dataclass(frozen=True, eq=False)
class Refit:
    """One tree, grown on practice customers drawn with replacement.

    number   which one; also the seed it was drawn with
    story    for each level the columns asked about, from the left; NOTHING_ASKED where it stops
    leaf     (watched customers,) the final group each falls into, as a place in people and left
    people   (final groups,) customers of the draw in it
    left     (final groups,) how many of those left
    fitted   scikit-learn's tree
    """

    number: int
    story: tuple[tuple[str, ...], ...]
    leaf: np.ndarray
    people: np.ndarray
    left: np.ndarray
    fitted: Any


@dataclass(frozen=True)
class Stability:
    """What so many refits agree on.

    refits      how many there are
    same        for each level: how many of them tell the most frequent story down to it; one without
                a question tells none
    stories     for each level: how many different stories there are down to it
    first       the column most of them ask about first; "" if none asks anything
    contacted   share of watched customers contacted by all but fewer than a tenth of the refits
    contested   share whose verdict differs from the other refits' in at least a tenth of them
    customers   how many customers were watched
    """

    refits: int
    same: tuple[int, ...]
    stories: tuple[int, ...]
    first: str
    contacted: float
    contested: float
    customers: int


def open_workshop(table: Table, random_state: int = 0) -> Workshop:
    """The practice half as the tree sees it, ready to be drawn from.

    TableProblem if it has not two leavers and two stayers.
    """
    y = table.y
    practice, unseen = halves(y, random_state)
    rows = models.feature_rows(table)
    pipeline = models.fit(part_of(table, practice), "tree", random_state)
    watched = unseen[:: -(-len(unseen) // MOST_WATCHED)]
    encode = pipeline["columns"].transform
    return Workshop(
        table=table,
        rows=rows,
        y=y,
        practice=practice,
        unseen=unseen,
        inputs=encode(rows.iloc[practice]),
        watched=encode(rows.iloc[watched]),
        meanings=models.inputs(pipeline),
        model=pipeline["model"],
    )


def refit(workshop: Workshop, number: int) -> Refit:
    """The tree grown on as many practice customers, drawn with replacement (Efron 1979)."""
    from sklearn.base import clone

    drawn = redraw(workshop.y[workshop.practice], number)
    model = clone(workshop.model).set_params(random_state=number)
    left = workshop.y[workshop.practice][drawn]
    fitted = model.fit(workshop.inputs[drawn], left).tree_
    at = np.flatnonzero(fitted.children_left < 0)
    place = np.empty(fitted.node_count, dtype=np.uint8)
    place[at] = np.arange(len(at))
    here = place[fitted.apply(workshop.inputs[drawn])]
    return Refit(
        number=number,
        story=_story(workshop, fitted),
        leaf=place[fitted.apply(workshop.watched)],
        people=np.bincount(here, minlength=len(at)),
        left=np.bincount(here, weights=left, minlength=len(at)).astype(int),
        fitted=fitted,
    )


def stability(refits: Sequence[Refit], costs: Costs) -> Stability:
    """What the refits agree on so far: stories by level, verdicts by customer. ValueError without any."""
    if not refits:
        raise ValueError("There is no refit yet.")
    levels = range(1, max(len(one.story) for one in refits) + 1)
    stories = [Counter(one.story[:level] for one in refits if one.story) for level in levels]
    contacting = np.zeros(len(refits[0].leaf), dtype=np.int32)
    for one in refits:
        contacting += contacts(one, costs)
    share = contacting / len(refits)
    against = np.minimum(share, 1 - share)
    contested = against >= CONTESTED - 1e-9
    return Stability(
        refits=len(refits),
        same=tuple(story.most_common(1)[0][1] for story in stories),
        stories=tuple(len(story) for story in stories),
        first=stories[0].most_common(1)[0][0][0][0] if stories else "",
        contacted=float(np.mean((share > 0.5) & ~contested)),
        contested=float(np.mean(contested)),
        customers=len(share),
    )


def contacts(one: Refit, costs: Costs) -> np.ndarray:
    """(watched customers,) bool: whom this refit contacts."""
    return worth_contacting(one.people, one.left, costs)[one.leaf]


def as_tree(workshop: Workshop, one: Refit) -> Tree:
    """A refit as a tree to be read and billed: its practice customers are those it was grown on."""
    drawn = workshop.practice[redraw(workshop.y[workshop.practice], one.number)]
    # Asked and worded on the whole half: its middle values filled the gaps, and those not drawn answer too.
    practised = workshop.rows.iloc[workshop.practice]
    asked = questions_of(workshop.table, practised, workshop.meanings, one.fitted)
    return plant(workshop.rows, workshop.y, drawn, workshop.unseen, asked)


def _story(workshop: Workshop, fitted: Any) -> tuple[tuple[str, ...], ...]:
    """The columns asked about, level by level from the left: the low side of a comparison.

    Where a column has two levels, "is it the one?" and "is it the other?" are the same question with its
    sides swapped, so the second is read from the right.
    """
    swapped = _second_of_two(workshop.meanings)
    level, levels = [0], []
    while any(at >= 0 and fitted.children_left[at] >= 0 for at in level):
        asks = [at >= 0 and fitted.children_left[at] >= 0 for at in level]
        levels.append(
            tuple(
                workshop.meanings[fitted.feature[at]].column if ask else NOTHING_ASKED
                for at, ask in zip(level, asks, strict=True)
            )
        )
        level = [
            int(child) if ask else -1
            for at, ask in zip(level, asks, strict=True)
            for child in _sides(fitted, at, ask and int(fitted.feature[at]) in swapped)
        ]
    return tuple(levels)


def _sides(fitted: Any, at: int, swap: bool) -> tuple[int, int]:
    low, high = fitted.children_left[at], fitted.children_right[at]
    return (high, low) if swap else (low, high)


def _second_of_two(meanings: Sequence[models.Input]) -> set[int]:
    """The inputs that are 1 exactly where the input before them is 0: the second of a column's two levels."""
    levels = Counter(meaning.column for meaning in meanings if meaning.level is not None)
    return {
        at
        for at, (before, now) in enumerate(pairwise(meanings), start=1)
        if before.column == now.column and before.level is not None and levels[now.column] == 2
    }
