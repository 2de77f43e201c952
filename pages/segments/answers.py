"""What the reader says of each group: how many say yes for money, what a yes is worth, and the budget."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from core import geo, samples, strategy
from core.campaign import ResponseCurve
from core.segments import Segmentation
from core.strategy import Answers, Outlook, Plan
from core.words import Noun, figure, price
from pages.segments.given import ANSWER
from pages.segments.rows import grouped
from pages.shared.step import Step

USUAL = {"worth": 100.0, "head": 5.0, "now": 5.0, "most": 20.0}  # where no data sheet says otherwise
PEOPLE = Noun("person", "people")
SPELLING = re.compile(r"w([\d.]+) n([\d.]+) m([\d.]+) s([\d.]+)")
FURTHEST = 10.0  # a yes is worth at most so many times as much in one group as on average
SURE = 30.0  # % by which the answers may be off, until the reader says
NO_COLUMN = 1  # no column says what a yes is worth


@dataclass(frozen=True)
class Said:
    """The reader's answers for one group.

    worth   money that a yes is worth
    now     of 100 people, how many say yes if the usual sum is spent on each; most: with unlimited money
    share   parts of the budget in the reader's own split
    """

    worth: float
    now: float
    most: float
    share: float

    def __str__(self) -> str:
        return f"w{self.worth:.10g} n{self.now:.6g} m{self.most:.6g} s{self.share:.6g}"

    @classmethod
    def read(cls, text: str) -> Said | None:
        """What was said; None for nonsense."""
        found = SPELLING.fullmatch(text)
        try:
            said = cls(*map(float, found.groups())) if found else None
        except ValueError:
            return None
        fine = said is not None and said.worth <= 1e6 and said.most <= 100 and said.share <= 1000
        return said if fine else None


# -- what the data say ------------------------------------------------------------------------------


def _sheet(step: Step) -> dict[str, Any]:
    """What the data sheet of a sample says of money: what a yes is worth, and so on."""
    return {} if step.case.own else samples.sheet(step.case.name).get("strategy", {})


def people_of(step: Step) -> np.ndarray:
    """(n,) how many people each row stands for: one, where no column says more."""
    column = _sheet(step).get("people")
    rows = step.case.table.rows
    if column is None:
        return np.ones(len(rows))
    return rows[column].fillna(rows[column].median()).to_numpy(dtype=float)


def people_code(step: Step) -> str:
    """The same as Python."""
    column = _sheet(step).get("people")
    return "None" if column is None else f"table.rows[{column!r}].to_numpy()"


def worth_code(step: Step) -> str:
    """What worth_of gives, as Python."""
    column = value_column(step)
    if column is None:
        return "None"
    times = " * people" if "people" in _sheet(step) else ""
    return f"table.rows[{column!r}].fillna(0).to_numpy(){times}"


def people_noun(step: Step) -> Noun:
    """Those who say yes: people, or the sample's customers."""
    return PEOPLE if step.case.own or "people" in _sheet(step) else step.case.noun


def known_of(step: Step) -> tuple[str, ...]:
    """Columns that are known of everybody before the first contact."""
    told = _sheet(step).get("known")
    if told is not None:
        return tuple(told)
    used = {column.name for column in grouped(step).grid.columns}
    away = [column.name for column in step.case.table.features if column.name not in used]
    return tuple(away)


def outcome_of(step: Step) -> str | None:
    """A column that was not used to make the groups, in which they may differ."""
    told, table = _sheet(step).get("outcome"), step.case.table
    if told is not None:
        return str(told)
    return table.target or next(iter(known_of(step)), None)


def value_columns(step: Step) -> list[str]:
    """Columns that may say where a yes is worth more: amounts that are nowhere negative, and no places."""
    table = step.case.table
    points = geo.places(table)
    where = () if points is None else (points.up, points.across)
    return [
        column.name
        for column in table.columns
        if column.kind == "number" and column.name not in where and table.rows[column.name].min() >= 0
    ]


def value_column(step: Step) -> str | None:
    """The one that does."""
    chosen, able = step.choices.worth_by, value_columns(step)
    if chosen > NO_COLUMN and chosen - NO_COLUMN - 1 < len(able):
        return able[chosen - NO_COLUMN - 1]
    return None if chosen == NO_COLUMN else _sheet(step).get("value")


def worth_of(step: Step) -> np.ndarray | None:
    """(n,) what each row is worth, by the column that says where a yes is worth more; None without one."""
    column = value_column(step)
    if column is None:
        return None
    return np.nan_to_num(step.case.table.rows[column].to_numpy(dtype=float)) * people_of(step)


def worth_index(step: Step, found: Segmentation) -> np.ndarray:
    """(k,) what a yes is worth in each group, against the average group: 1 is as much."""
    column = value_column(step)
    if column is None:
        return np.ones(found.k)
    values = step.case.table.rows[column].to_numpy(dtype=float)
    there = ~np.isnan(values)
    weights = people_of(step) * there
    values = np.where(there, values, 0.0)
    whole = float((values * weights).sum() / weights.sum()) if weights.sum() else 0.0
    if whole <= 0:
        return np.ones(found.k)
    sums, own = (np.bincount(found.labels, w, found.k) for w in (values * weights, weights))
    means = np.divide(sums, own, out=np.full(found.k, whole), where=own > 0)
    return np.clip(means / whole, 1 / FURTHEST, FURTHEST)


def heads(step: Step, found: Segmentation) -> np.ndarray:
    """(k,) how many people each group holds."""
    return np.bincount(found.labels, people_of(step), found.k)


# -- what the reader says -----------------------------------------------------------------------------


def head_of(step: Step) -> float:
    """The money on each person that the answers speak of."""
    return step.choices.head or float(_sheet(step).get("head", USUAL["head"]))


def said(step: Step, found: Segmentation) -> list[Said]:
    """The answers in force for every group: the reader's own, else the usual ones."""
    sheet = USUAL | _sheet(step)
    given = {group: Said.read(text) for group, text in ANSWER.all(step, found.k).items()}
    index, parts = worth_index(step, found), parts_of(step, found)
    return [
        given.get(group)
        or Said(rounded(sheet["worth"] * index[group]), sheet["now"], sheet["most"], parts[group])
        for group in range(found.k)
    ]


def evenly(step: Step, found: Segmentation) -> bool:
    """Whether the reader left the split alone: then it spends the same on everybody."""
    return [told.share for told in said(step, found)] == parts_of(step, found)


def parts_of(step: Step, found: Segmentation) -> list[float]:
    """(k,) parts of the budget if the same is spent on everybody."""
    people = heads(step, found)
    return np.maximum(np.round(100 * people / people.sum()), 1.0).tolist()


def rounded(value: float) -> float:
    """To two digits that count."""
    return float(f"{value:.2g}")


def curve_of(told: Said, step: Step) -> ResponseCurve | str:
    """The response curve of a group, or the sentence that says why there is none."""
    head = price(head_of(step), step.currency)
    if told.now <= 0:
        return f"somebody has to say yes at {head} each. Give at least 0.1."
    if told.now >= told.most:
        return (
            f"{figure(told.now)} of 100 say yes at {head} each, but no more than {figure(told.most)} with "
            "unlimited money. Make the second number larger."
        )
    try:
        return ResponseCurve.from_answers(0.0, told.most / 100, head_of(step), told.now / 100)
    except ValueError as problem:
        return str(problem)


def answers(step: Step, found: Segmentation) -> list[Answers] | str:
    """The answers as the sums need them, or the sentence that says which group's contradict each other."""
    people = heads(step, found)
    made = []
    for group, told in enumerate(said(step, found)):
        curve = curve_of(told, step)
        if isinstance(curve, str):
            return f"Group {group + 1}: {curve}"
        made.append(Answers(float(people[group]), told.worth, curve))
    return made


def budget_of(step: Step, found: Segmentation) -> float:
    """The budget: the reader's, else half of what the sum on the data sheet would cost for everybody."""
    if step.choices.budget >= 0:
        return float(step.choices.budget)
    head = float(_sheet(step).get("head", USUAL["head"]))
    return rounded(0.5 * head * float(heads(step, found).sum()))


@dataclass(frozen=True, eq=False)
class Plans:
    """The split that earns most beside the reader's own, each with what may become of it."""

    groups: list[Answers]
    budget: float
    best: Plan
    mine: Plan
    best_outlook: Outlook
    mine_outlook: Outlook


def plans(step: Step, found: Segmentation) -> Plans | str:
    """Both plans, or the sentence that says which answers contradict each other."""
    groups = answers(step, found)
    if isinstance(groups, str):
        return groups
    budget = budget_of(step, found)
    best = strategy.best_split(budget, groups)
    shares = [told.share for told in said(step, found)]
    if evenly(step, found):  # without the rounding of the parts
        shares = [group.people for group in groups]
    mine = strategy.split_as(budget, shares, groups)
    off = step.choices.off / 100
    return Plans(
        groups, budget, best, mine, strategy.outlook(best, groups, off), strategy.outlook(mine, groups, off)
    )
