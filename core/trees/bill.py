"""The bill of a tree, the machine's or a reader's: whom to contact, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.costs import Costs, Decision, Saving, billed, saving
from core.trees.tree import Node, Tree


@dataclass(frozen=True)
class Leaf:
    """A group, what to do with it, and why in money per 100 practice customers of it."""

    node: Node
    contact: bool
    if_contacted: float
    if_left_alone: float
    cost: float


@dataclass(frozen=True)
class Bill:
    """The tree's bill; which groups to contact was chosen on practice customers."""

    leaves: tuple[Leaf, ...]
    decision: Decision
    worth: Saving


def bill(tree: Tree, questions: int, costs: Costs, practice: bool = False) -> Bill:
    """Contact or not for every group, decided on practice customers; the bill on unseen ones.

    With practice the bill is that of the practice customers themselves: kind to whoever chose the
    questions by looking at them, and all there is to show while somebody still chooses.
    """
    leaves = [_leaf(node, costs, practice) for node in tree.leaves(questions)]
    people, left = np.array([_counted(leaf.node, practice) for leaf in leaves]).T
    contact = np.array([leaf.contact for leaf in leaves])
    outcome = np.concatenate([np.repeat([1, 0], [a, n - a]) for n, a in zip(people, left, strict=True)])
    caught, wasted = int(left[contact].sum()), int((people - left)[contact].sum())
    missed = int(left[~contact].sum())
    decision = Decision(
        threshold=costs.wasted / (costs.missed + costs.wasted) if costs.missed + costs.wasted else 1.0,
        caught=caught,
        missed=missed,
        wasted=wasted,
        spared=int(people.sum()) - caught - missed - wasted,
        cost=float(billed(costs, missed, wasted)),
    )
    return Bill(tuple(leaves), decision, saving(outcome, np.repeat(contact, people), costs))


def whom(tree: Tree, questions: int, costs: Costs, rows: pd.DataFrame) -> np.ndarray:
    """(n,) bool: which of these customers the tree contacts, as decided on practice customers."""
    chosen = [leaf.node.id for leaf in bill(tree, questions, costs).leaves if leaf.contact]
    return np.isin(tree.groups(rows, questions), chosen)


def worth_contacting(people: Any, left: Any, costs: Costs) -> Any:
    """Whether contacting so many people, of whom so many leave, is cheaper than leaving them alone.

    Numbers or arrays; equal bills are left alone.
    """
    share = left / np.maximum(people, 1)
    return np.round(100 * (1 - share) * costs.wasted - 100 * share * costs.missed, 6) < 0


def _counted(node: Node, practice: bool) -> tuple[int, int]:
    """Customers and leavers of a group among those the bill is for."""
    return (node.practice, node.practice_left) if practice else (node.unseen, node.unseen_left)


def _leaf(node: Node, costs: Costs, practice: bool) -> Leaf:
    share = node.practice_left / node.practice if node.practice else 0.0
    contact = node.practice > 0 and bool(worth_contacting(node.practice, node.practice_left, costs))
    people, left = _counted(node, practice)
    return Leaf(
        node,
        contact,
        if_contacted=100 * (1 - share) * costs.wasted,
        if_left_alone=100 * share * costs.missed,
        cost=costs.wasted * (people - left) if contact else costs.missed * left,
    )
