"""What tells groups apart beyond the columns they were made of: facts known before, and one kept back."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.safe import visible
from core.segments import Segmentation
from core.table import Table

MOST_ROWS = 3_000  # on which the reader's facts are tried, as many of every group as there are up to a share
FOLDS = 5
DEPTH = 4
FEWEST = 10  # members; of smaller groups nothing is said
SHUFFLES = 199
MOST_LEVELS = 20
USABLE = ("number", "category")


@dataclass(frozen=True, eq=False)
class Reached:
    """How well a few yes-or-no questions about known facts find out who belongs to a group.

    found     (k,) share of the group's members who are found; NaN for a group of fewer than ten
    wrongly   (k,) share of the others who are taken for members
    members   (k,) int, how many of each group that was tried on, each judged by questions learnt from others
    balanced  mean of found, over the groups of which it is known
    chance    what guessing reaches on average: 1 / k
    labels    the facts, by their labels
    """

    found: np.ndarray
    wrongly: np.ndarray
    members: np.ndarray
    balanced: float
    chance: float
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Differing:
    """How far groups differ in a fact that they were not made of.

    label, unit  the column's; of a category unit is "" and level the text whose share is compared
    means     (k,) the group's average, or share from 0 to 1; rest (k,) that of everybody else
    levels    (k,) the text that sets the group apart most; "" for a number
    spread    standard deviation of everybody; NaN for a category
    chance    (k,) how often a group of this size is as far off when members are dealt at random
    between   share of the column's differences that lies between the groups (eta squared, Pearson 1911);
              between95 its 95 % point over groups dealt at random
    problem   a sentence: why nothing can be said; "" otherwise. Then the arrays are NaN.
    """

    label: str
    unit: str
    levels: tuple[str, ...]
    means: np.ndarray
    rest: np.ndarray
    spread: float
    chance: np.ndarray
    between: float
    between95: float
    problem: str = ""


def reached(found: Segmentation, known: Sequence[str], random_state: int = 0) -> Reached | None:
    """Try to tell who belongs to which group from columns that are known before.

    known  names of columns of the table, also of those left out; ids, dates and free text are passed over

    A decision tree four questions deep, every group weighing the same, judged on rows it has not seen
    (five folds). None where no column is left or every group has fewer than ten members. KeyError for an
    unknown column.
    """
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.tree import DecisionTreeClassifier

    from core.models.columns import as_numbers

    table = _only(found.grid.table, known)
    rng = np.random.default_rng(random_state)
    rows = _some(found, rng)
    labels = found.labels[rows]
    members = np.bincount(labels, minlength=found.k)
    if not table.features or members.max() < FEWEST:
        return None
    leaf = max(5, round(len(rows) / 100))
    tree = DecisionTreeClassifier(
        max_depth=DEPTH, min_samples_leaf=leaf, class_weight="balanced", random_state=random_state
    )
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=random_state)
    with warnings.catch_warnings():  # groups too small for the folds are not judged
        warnings.simplefilter("ignore", UserWarning)
        said = cross_val_predict(
            make_pipeline(as_numbers(table, scaled=True), tree), table.rows.iloc[rows], labels, cv=folds
        )
    hits = np.zeros((found.k, found.k))
    np.add.at(hits, (labels, said), 1)
    right, named = np.diag(hits), hits.sum(axis=0)
    others = np.maximum(members.sum() - members, 1)
    seen = np.where(members >= FEWEST, right / np.maximum(members, 1), np.nan)
    return Reached(
        found=seen,
        wrongly=(named - right) / others,
        members=members,
        balanced=float(np.nanmean(seen)),
        chance=1 / found.k,
        labels=tuple(column.label for column in table.features),
    )


def differing(found: Segmentation, outcome: str | None, random_state: int = 0) -> Differing | None:
    """Compare the groups in a column kept back; None if there is none.

    outcome  a column of numbers, the table's target, or a category, of which every group's share of the
             text that sets it apart most is compared

    Chance is counted over 199 deals of the rows to groups of the same sizes (a permutation test; Fisher
    1935). Rows where the column is empty are left aside. KeyError for an unknown column.
    """
    if outcome is None:
        return None
    table = found.grid.table
    column = table.column(outcome)
    cells = table.rows[outcome]
    known = cells.notna().to_numpy()
    labels, cells = found.labels[known], cells[known]
    name = f"“{visible(column.label, 60)}”"
    nothing = np.full(found.k, np.nan)
    problem = ""
    if outcome in [used.name for used in found.grid.columns]:
        problem = f"{name} was used to make the groups, so it cannot test them."
    elif column.kind not in USABLE:
        problem = f"{name} holds no numbers and no groups of texts to compare."
    elif cells.nunique() < 2:
        problem = f"{name} has the same value in all rows."
    if problem:
        empty = ("",) * found.k
        return Differing(
            column.label, column.unit, empty, nothing, nothing, np.nan, nothing, np.nan, np.nan, problem
        )
    levels: list[str] = []
    if outcome == table.target:
        values, levels = (cells == table.positive).to_numpy(dtype=float), [str(table.positive)]
    elif column.kind == "number":
        values = cells.to_numpy(dtype=float)
    else:
        texts = cells.astype(str)
        levels = texts.value_counts().index[:MOST_LEVELS].tolist()
        if texts.nunique() == 2:
            levels = levels[-1:]
            values = (texts == levels[0]).to_numpy(dtype=float)
        else:  # the place of the text among the levels, behind them for all rarer ones
            values = texts.map({level: place for place, level in enumerate(levels)}).fillna(len(levels))
            values = values.to_numpy(dtype=int)
    return _compared(column.label, column.unit, levels, values, labels, found.k, random_state)


def _compared(
    label: str, unit: str, levels: list[str], values: np.ndarray, labels: np.ndarray, k: int, seed: int
) -> Differing:
    rng = np.random.default_rng(seed)
    rows, sizes = len(labels), np.bincount(labels, minlength=k)
    many = len(levels) > 1
    top = 1.0 if many else max(float(np.abs(values).max()), 1e-300)  # so that no square is endless
    points = values if many else values / top

    def sums(groups: np.ndarray) -> np.ndarray:
        """(k, levels) how many members hold each level, or (k, 1) the sum of their values."""
        if not many:
            return np.bincount(groups, points, k)[:, None]
        wide = len(levels) + 1
        return np.bincount(groups * wide + points, minlength=k * wide).reshape(k, wide)[:, :-1]

    seen = sums(labels)
    middle = seen.sum(axis=0) / rows
    whole = rows * middle * (1 - middle) if many else np.array([((points - middle) ** 2).sum()])
    spread = np.sqrt(np.maximum(whole / rows, 1e-300))

    def off(found: np.ndarray) -> tuple[np.ndarray, float]:
        """(k, levels) standard deviations from the average, and what lies between the groups."""
        away = found / np.maximum(sizes, 1)[:, None] - middle
        between = (sizes[:, None] * away**2).sum() / max(whole.sum(), 1e-300)
        return np.abs(away) / spread, float(between)

    far, between = off(seen)
    best = far.argmax(axis=1)
    as_far, deals = np.zeros(k), []
    for _ in range(SHUFFLES):
        dealt, by_chance = off(sums(rng.permutation(labels)))
        as_far += dealt.max(axis=1) >= far.max(axis=1) - 1e-12
        deals.append(by_chance)
    places = np.arange(k)
    own = seen / np.maximum(sizes, 1)[:, None]
    others = (seen.sum(axis=0) - seen) / np.maximum(rows - sizes, 1)[:, None]
    there = (sizes > 0) & (sizes < rows)
    return Differing(
        label=label,
        unit="" if levels else unit,
        levels=tuple(levels[at] for at in best) if levels else ("",) * k,
        means=np.where(there, top * own[places, best], np.nan),
        rest=np.where(there, top * others[places, best], np.nan),
        spread=np.nan if levels else top * float(spread[0]),
        chance=np.where(there, (as_far + 1) / (SHUFFLES + 1), np.nan),
        between=between,
        between95=float(np.quantile(deals, 0.95, method="higher")),
    )


def _only(table: Table, known: Sequence[str]) -> Table:
    """The table with these columns as its features."""
    kept = {table.column(name).name for name in known}
    away = tuple(column.name for column in table.columns if column.name not in kept)
    return replace(table, target=None, positive=None, left_out=away)


def _some(found: Segmentation, rng: np.random.Generator) -> np.ndarray:
    """The rows that facts are tried on: of every group all, or a sample by lot."""
    most = MOST_ROWS // found.k
    if len(found.labels) <= MOST_ROWS:
        return np.arange(len(found.labels))
    members = (np.flatnonzero(found.labels == group) for group in range(found.k))
    return np.sort(np.concatenate([rng.choice(own, min(len(own), most), replace=False) for own in members]))
