"""The readable tree: grown on practice customers one question at a time, billed on unseen ones."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core import models
from core.costs import Costs, Decision, Saving, billed, saving
from core.split import halves
from core.table import Table


@dataclass(frozen=True)
class Node:
    """A group of customers, and the question that parts it.

    answer    how its customers answered the question above it, where yes or no does not say it
    question  what is asked of them next; "" where the tree asks no more
    turn      the place of that question in the order of asking, from 1; 0 without a question
    yes, no   ids of the two groups the question makes; -1 without a question
    practice, practice_left   customers and leavers among those the tree was grown on
    unseen, unseen_left       the same among customers it never saw
    """

    id: int
    parent: int
    depth: int
    answer: str
    question: str
    turn: int
    yes: int
    no: int
    practice: int
    practice_left: int
    unseen: int
    unseen_left: int


@dataclass(frozen=True)
class Tree:
    """Every question the tree may ask, in the order in which it asks them."""

    nodes: tuple[Node, ...]

    @property
    def most(self) -> int:
        """How many questions there are at most."""
        return sum(node.turn > 0 for node in self.nodes)

    def shown(self, questions: int) -> list[Node]:
        """The groups to draw after so many questions, each before the groups it is parted into."""
        drawn: list[Node] = []
        waiting = [self.nodes[0]]
        while waiting:
            node = waiting.pop()
            drawn.append(node)
            if self.asks(node, questions):
                waiting += [self.nodes[node.no], self.nodes[node.yes]]
        return drawn

    def asks(self, node: Node, questions: int) -> bool:
        """Whether this group's question is among the first so many."""
        return 0 < node.turn <= questions

    def path(self, node: Node) -> str:
        """A group as the answers that lead to it: "Days since last call: 4 or less? yes"."""
        said: list[str] = []
        while node.parent >= 0:
            above = self.nodes[node.parent]
            said.append(f"{above.question} {'yes' if above.yes == node.id else 'no'}")
            node = above
        return ", ".join(reversed(said)) or "everyone"

    def leaves(self, questions: int) -> list[Node]:
        """The groups that are left standing after so many questions, top to bottom."""
        return [node for node in self.shown(questions) if not self.asks(node, questions)]


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
    """The tree's bill on unseen customers; which groups to contact was chosen on the others."""

    leaves: tuple[Leaf, ...]
    decision: Decision
    worth: Saving


def grow(table: Table, random_state: int = 0) -> Tree:
    """The tree of models.NAMES, fitted on the practice half, its questions in order of usefulness.

    The order is the best-first order of Friedman (2001, section 4.2): next comes the question that
    sorts leavers from stayers best. TableProblem if the practice half has not two leavers
    and two stayers.
    """
    y = table.y
    practice, unseen = halves(y, random_state)
    rows = models.feature_rows(table)
    pipeline = models.fit(_part(table, practice), "tree", random_state)
    fitted = pipeline["model"].tree_
    visits = {
        name: pipeline["model"].decision_path(pipeline["columns"].transform(rows.iloc[part]))
        for name, part in (("practice", practice), ("unseen", unseen))
    }
    counts = {
        "practice": (visits["practice"].sum(axis=0).A1, visits["practice"].T @ y[practice]),
        "unseen": (visits["unseen"].sum(axis=0).A1, visits["unseen"].T @ y[unseen]),
    }
    splits = _splits(table, pipeline, rows.iloc[practice])
    turns = _best_first(fitted)
    nodes, waiting = {}, [(0, -1, 0, "")]
    while waiting:
        at, parent, depth, answer = waiting.pop()
        split = splits.get(at)
        nodes[at] = Node(
            id=at,
            parent=parent,
            depth=depth,
            answer=answer,
            question=split.question if split else "",
            turn=turns.get(at, 0),
            yes=split.yes if split else -1,
            no=split.no if split else -1,
            practice=int(counts["practice"][0][at]),
            practice_left=int(counts["practice"][1][at]),
            unseen=int(counts["unseen"][0][at]),
            unseen_left=int(counts["unseen"][1][at]),
        )
        if split:
            waiting += [(split.yes, at, depth + 1, split.if_yes), (split.no, at, depth + 1, split.if_no)]
    return Tree(tuple(nodes[at] for at in sorted(nodes)))


def _part(table: Table, positions: np.ndarray) -> Table:
    return replace(table, rows=table.rows.iloc[positions].reset_index(drop=True))


def bill(tree: Tree, questions: int, costs: Costs) -> Bill:
    """Contact or not for every group, decided on practice customers; the bill on unseen ones."""
    leaves = [_leaf(node, costs) for node in tree.leaves(questions)]
    people = np.array([leaf.node.unseen for leaf in leaves])
    left = np.array([leaf.node.unseen_left for leaf in leaves])
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


def _leaf(node: Node, costs: Costs) -> Leaf:
    share = node.practice_left / node.practice
    if_contacted = 100 * (1 - share) * costs.wasted
    if_left_alone = 100 * share * costs.missed
    contact = round(if_contacted - if_left_alone, 6) < 0
    stayed = node.unseen - node.unseen_left
    cost = costs.wasted * stayed if contact else costs.missed * node.unseen_left
    return Leaf(node, contact, if_contacted, if_left_alone, cost)


@dataclass(frozen=True)
class _Split:
    question: str
    if_yes: str
    if_no: str
    yes: int
    no: int


def _splits(table: Table, pipeline: Any, rows: Any) -> dict[int, _Split]:
    """The fitted tree's comparisons as questions a person would ask, by node id."""
    fitted, meanings = pipeline["model"].tree_, models.inputs(pipeline)
    found = {}
    for at in np.flatnonzero(fitted.children_left >= 0):
        low, high = int(fitted.children_left[at]), int(fitted.children_right[at])
        meaning = meanings[fitted.feature[at]]
        label = table.column(meaning.column).label
        if meaning.level is None:
            values = rows[meaning.column].to_numpy(float)
            if_low, if_high, ask = cut_in_words(values, fitted.threshold[at])
            if np.isnan(values).any():  # a gap counts as the middle value
                if np.nanmedian(values) <= fitted.threshold[at]:
                    if_low, ask = f"{if_low} or missing", f"{ask} or missing"
                else:
                    if_high = f"{if_high} or missing"
            found[int(at)] = _Split(f"{label}: {ask}?", if_low, if_high, low, high)
        elif table.column(meaning.column).kind == "number":
            found[int(at)] = _Split(f"{label}: missing?", "", "", high, low)
        else:
            level = "a rare answer" if meaning.level == models.RARE else meaning.level
            found[int(at)] = _Split(f"{label}: {level}?", "", "", high, low)
    return found


def cut_in_words(values: np.ndarray, threshold: float) -> tuple[str, str, str]:
    """A cut as people say it: how the low side answers, how the high side does, and the question.

    values are the (n,) numbers that were cut. The figure named is the roundest one that parts them
    in the same way: 4.5 days in whole days becomes "4 or less" against "5 or more".
    """
    known = values[np.isfinite(values)]
    low, high = known[known <= threshold].max(), known[known > threshold].min()
    if len(np.unique(known)) == 2:
        return _figure(low), _figure(high), _figure(low)
    if (known == np.round(known)).all():
        return f"{low:,.0f} or less", f"{high:,.0f} or more", f"{low:,.0f} or less"
    for digits in range(8):
        figure = np.ceil(low * 10**digits) / 10**digits
        if low <= figure < high:
            said = f"{figure + 0.0:,.{digits}f}"
            return f"up to {said}", f"above {said}", f"up to {said}"
    return f"up to {_figure(low)}", f"above {_figure(low)}", f"up to {_figure(low)}"


def _figure(value: float) -> str:
    """A number in full, without needless decimals."""
    if float(value).is_integer():
        return f"{value + 0.0:,.0f}"
    return f"{value:,}" if abs(value) >= 0.001 else np.format_float_positional(value, trim="-")


def _best_first(fitted: Any) -> dict[int, int]:
    """The turn of every splitting node: next is the split that lowers the impurity of all most."""

    def gain(at: int) -> float:
        low, high = fitted.children_left[at], fitted.children_right[at]
        weight, impurity = fitted.weighted_n_node_samples, fitted.impurity
        return weight[at] * impurity[at] - weight[low] * impurity[low] - weight[high] * impurity[high]

    def waiting(nodes: Iterable[int]) -> list[tuple[float, int]]:
        return [(-gain(at), at) for at in nodes if fitted.children_left[at] >= 0]

    turns: dict[int, int] = {}
    queue = waiting([0])
    while queue:
        _, at = heapq.heappop(queue)
        turns[int(at)] = len(turns) + 1
        for child in waiting([fitted.children_left[at], fitted.children_right[at]]):
            heapq.heappush(queue, child)
    return turns
