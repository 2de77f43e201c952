"""A small tree that repeats the verdicts of a black box (Craven & Shavlik 1996), and where it fails to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from core import models
from core.split import halves
from core.table import Table
from core.trees import Node, Tree, in_words, part_of, plant, questions_of

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

DEPTHS = (1, 2, 3, 4, 5, 6)
FEWEST = 50  # unseen customers of a group that is said to be where the tree fails most


@dataclass(frozen=True)
class Failing:
    """The group, not a very small one, whose unseen customers most often get another verdict than the box's.

    node           its id in the tree
    path           the answers that lead to it
    customers      unseen customers in it
    disagreements  how many of them get another verdict
    contact        what the small tree says to all of them
    """

    node: int
    path: str
    customers: int
    disagreements: int
    contact: bool


@dataclass(frozen=True, eq=False)
class Surrogate:
    """A small tree grown on the verdicts of a box, judged on customers it never saw.

    tree      its questions; its "left" counts are customers whom the box contacts
    depth     how many questions in a row it may ask
    fidelity  share of the unseen customers to whom both say the same
    plain     the same share for giving everybody the box's more frequent verdict
    found     share of the box's contacts whom the small tree contacts too; NaN if the box contacts nobody
    extra     share of the small tree's contacts whom the box leaves alone; NaN if it contacts nobody
    worst     where it fails most; None if it fails nowhere
    unseen    (u,) int, row positions of the unseen customers
    verdicts  (u,) bool, whom of them the small tree contacts
    box       (u,) bool, whom of them the box contacts
    """

    tree: Tree
    depth: int
    fidelity: float
    plain: float
    found: float
    extra: float
    worst: Failing | None
    unseen: np.ndarray
    verdicts: np.ndarray
    box: np.ndarray


@dataclass(frozen=True, eq=False)
class Prepared:
    """What every small tree of a table needs, whatever the box and the cut-off.

    practice, unseen  row positions of the two halves (core.split.halves)
    inputs            (practice customers, inputs) float32: their columns as numbers
    meanings          what each input stands for
    model             scikit-learn's tree with its settings
    """

    practice: np.ndarray
    unseen: np.ndarray
    inputs: np.ndarray
    meanings: tuple[models.Input, ...]
    model: Any


def prepare(table: Table, random_state: int = 0) -> Prepared:
    """The practice half as the tree sees it. TableProblem as in core.models.estimator()."""
    practice, unseen = halves(table.y, random_state)
    pipeline = models.estimator(part_of(table, practice), "tree", random_state)
    with np.errstate(invalid="ignore"):  # a column may be empty in these rows: 0 divided by 0
        inputs = pipeline["columns"].fit_transform(models.feature_rows(table).iloc[practice])
    return Prepared(practice, unseen, inputs, models.inputs(pipeline), pipeline["model"])


def surrogate(
    fitted: Pipeline, table: Table, depth: int, threshold: ArrayLike = 0.5, random_state: int = 0
) -> Surrogate:
    """A tree at most so many questions deep that repeats the verdicts of a fitted pipeline.

    fitted comes from core.models.fit on the table; it contacts from the threshold on.
    ValueError for a depth not in DEPTHS, TableProblem as in prepare().
    """
    return surrogates(fitted, table, threshold, (depth,), random_state)[0]


def surrogates(
    fitted: Pipeline,
    table: Table,
    threshold: ArrayLike = 0.5,
    depths: Sequence[int] = DEPTHS,
    random_state: int = 0,
) -> tuple[Surrogate, ...]:
    """A small tree for each depth; the pipeline scores the customers once. Errors as in surrogate()."""
    chances = models.chances(fitted, models.feature_rows(table), len(table.rows))
    prepared = prepare(table, random_state)
    return tuple(imitate(table, chances, threshold, depth, prepared=prepared) for depth in depths)


def imitate(
    table: Table,
    chances: np.ndarray,
    threshold: ArrayLike,
    depth: int,
    random_state: int = 0,
    prepared: Prepared | None = None,
) -> Surrogate:
    """A small tree that repeats the verdicts of a box, from the (n,) chances it gives the table's customers.

    Grown on the practice half, judged on the unseen half. A group is contacted where the box contacts more
    than half of its practice customers. threshold is the cut-off of all, or (n,) each customer's own.
    prepared saves time where many trees are grown on one table. ValueError for a depth not in DEPTHS or
    unequal lengths, TableProblem as in prepare().
    """
    from sklearn.base import clone

    if depth not in DEPTHS:
        raise ValueError(f"A small tree is {DEPTHS[0]} to {DEPTHS[-1]} questions deep.")
    if len(chances) != len(table.rows):
        raise ValueError("Every customer needs one chance.")
    ready = prepare(table, random_state) if prepared is None else prepared
    verdict = (np.asarray(chances) >= np.asarray(threshold)).astype(int)
    rows = models.feature_rows(table)
    model = clone(ready.model).set_params(max_depth=depth)
    fitted = model.fit(ready.inputs, verdict[ready.practice]).tree_
    asked = questions_of(table, rows.iloc[ready.practice], ready.meanings, fitted)
    tree = plant(rows, verdict, ready.practice, ready.unseen, asked)
    return _judged(tree, depth, tree.groups(rows.iloc[ready.unseen], tree.most), ready.unseen, verdict)


def _judged(tree: Tree, depth: int, group: np.ndarray, unseen: np.ndarray, verdict: np.ndarray) -> Surrogate:
    """How well the tree repeats the verdicts; group is (u,) the group of each unseen customer."""
    leaves, box = tree.leaves(tree.most), verdict[unseen].astype(bool)
    says = np.isin(group, [leaf.id for leaf in leaves if _contacts(leaf)])
    both = int((says & box).sum())
    return Surrogate(
        tree=tree,
        depth=depth,
        fidelity=float(np.mean(says == box)),
        plain=float(np.mean(box == _contacts(tree.nodes[0]))),
        found=both / int(box.sum()) if box.any() else float("nan"),
        extra=1 - both / int(says.sum()) if says.any() else float("nan"),
        worst=_worst(tree, leaves),
        unseen=unseen,
        verdicts=says,
        box=box,
    )


def _contacts(node: Node) -> bool:
    """Whether the box contacts more than half of the group's practice customers."""
    return 2 * node.practice_left > node.practice


def _wrong(leaf: Node) -> int:
    """Unseen customers of a group to whom the box says something else."""
    return leaf.unseen - leaf.unseen_left if _contacts(leaf) else leaf.unseen_left


def _worst(tree: Tree, leaves: Sequence[Node]) -> Failing | None:
    large = [leaf for leaf in leaves if leaf.unseen >= FEWEST] or leaves
    leaf = max(large, key=lambda leaf: (_wrong(leaf) / max(leaf.unseen, 1), _wrong(leaf)))
    if not _wrong(leaf):
        leaf = max(leaves, key=_wrong)
    if not _wrong(leaf):
        return None
    return Failing(leaf.id, in_words(tree, leaf), leaf.unseen, _wrong(leaf), _contacts(leaf))
