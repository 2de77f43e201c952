"""What the reader says of each group: how many say yes for money, what a yes is worth, and the budget."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from core import samples, strategy
from core.campaign import ResponseCurve
from core.segments import Segmentation
from core.strategy import Answers, Outlook, Plan
from core.words import Noun, figure, money, percent, price
from pages.segments.given import ANSWER
from pages.segments.rows import grouped, label_of
from pages.shared.step import Step

USUAL = {"worth": 100.0, "head": 5.0, "now": 5.0, "most": 20.0}  # where no data sheet says otherwise
PEOPLE = Noun("person", "people")
SPELLING = re.compile(r"w([\d.]+) n([\d.]+) m([\d.]+) s([\d.]+)")
FURTHEST = 10.0  # a yes is worth at most so many times as much in one group as on average
SURE = 30.0  # % by which the answers may be off, until the reader says
NARROW = 250  # px of a control, so that four fit beside each other
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
        return f"w{self.worth:.6g} n{self.now:.6g} m{self.most:.6g} s{self.share:.6g}"

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


def people_noun(step: Step) -> Noun:
    return PEOPLE if "people" in _sheet(step) else step.case.noun


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
    """Number columns that may say where a yes is worth more."""
    return [column.name for column in step.case.table.columns if column.kind == "number"]


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
    values = step.case.table.rows[column].to_numpy(dtype=float)
    return None if np.nanmin(values) < 0 else np.nan_to_num(values) * people_of(step)


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
    index, people = worth_index(step, found), heads(step, found)
    parts = np.maximum(np.round(100 * people / people.sum()), 1.0)
    return [
        given.get(group)
        or Said(_round(sheet["worth"] * index[group]), sheet["now"], sheet["most"], float(parts[group]))
        for group in range(found.k)
    ]


def _round(value: float) -> float:
    """To two digits that count."""
    return float(f"{value:.2g}")


def curve_of(told: Said, head: float) -> ResponseCurve | str:
    """The response curve of a group, or the sentence that says why there is none."""
    try:
        return ResponseCurve.from_answers(0.0, told.most / 100, head, told.now / 100)
    except ValueError as problem:
        return str(problem)


def answers(step: Step, found: Segmentation) -> list[Answers] | str:
    """The answers as the sums need them, or the sentence that says which group's contradict each other."""
    people = heads(step, found)
    made = []
    for group, told in enumerate(said(step, found)):
        curve = curve_of(told, head_of(step))
        if isinstance(curve, str):
            return f"Group {group + 1}: {curve}"
        made.append(Answers(float(people[group]), told.worth, curve))
    return made


def budget_of(step: Step, found: Segmentation) -> float:
    """The budget: the reader's, else half of what the usual sum on everybody would cost."""
    return step.choices.budget or _round(0.5 * head_of(step) * float(heads(step, found).sum()))


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
    mine = strategy.split_as(budget, [told.share for told in said(step, found)], groups)
    off = step.choices.off / 100
    return Plans(
        groups, budget, best, mine, strategy.outlook(best, groups, off), strategy.outlook(mine, groups, off)
    )


# -- on screen ----------------------------------------------------------------------------------------


def ask_all(step: Step, found: Segmentation) -> None:
    """What holds for all groups: the budget, the usual sum, how sure the answers are."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _number(step, "Budget", "budget", budget_of(step, found), 0.0, 1e12)
        _number(step, f"Usual sum on each {people_noun(step).one}", "head", head_of(step), 0.0, 1e6)
        st.slider(
            "The answers may be off by", 0, 200, step=5, format="%d %%", width=NARROW,
            **step.choices.control("off"),
        )  # fmt: skip
        able = value_columns(step)
        default = value_column(step)
        options = [NO_COLUMN, *(place + NO_COLUMN + 1 for place in range(len(able)))]
        now = NO_COLUMN if default is None else able.index(default) + NO_COLUMN + 1
        st.selectbox(
            "A yes is worth more where this is high",
            options,
            format_func=lambda at: (
                "as much in every group" if at == NO_COLUMN else _label(step, able[at - 2])
            ),
            width=NARROW,
            **step.choices.control("worth_by", among=options, otherwise=now, mark=f".{len(able)}"),
        )


def _label(step: Step, name: str) -> str:
    features = [column.name for column in step.case.table.features]
    return label_of(step, name) if name in features else step.case.table.column(name).label


def _number(step: Step, label: str, setting: str, now: float, low: float, high: float) -> None:
    st.number_input(
        label, low, high, None, step=max(_round(now / 20), 0.01), format="%.2f" if now < 100 else "%.0f",
        width=NARROW, **step.choices.control(setting, otherwise=now),
    )  # fmt: skip


def ask_group(step: Step, found: Segmentation, group: int) -> None:
    """The answers for one group."""
    told = said(step, found)[group]
    head = price(head_of(step), step.currency)
    people = people_noun(step).many
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _answer(step, found, group, told, "worth", "What one yes is worth", 1e6)
        _answer(step, found, group, told, "now", f"Of 100 {people}, yes at {head} each", 100.0)
        _answer(step, found, group, told, "most", "Yes with unlimited money", 100.0)
        _answer(step, found, group, told, "share", "Parts of the budget in your split", 1000.0)


def _answer(
    step: Step, found: Segmentation, group: int, told: Said, what: str, label: str, high: float
) -> None:
    key = f"{step.lesson}.answer {step.case.version[:12]} {found.k} {group} {what}"
    now = float(getattr(told, what))
    step.choices.hand(key, now)

    def take() -> None:
        value = st.session_state[key]
        if value is not None:
            ANSWER.give(step, found.k, group, str(replace(said(step, found)[group], **{what: float(value)})))

    st.number_input(
        label, 0.0, high, None, step=max(_round(now / 10), 0.1), width=NARROW, key=key, on_change=take
    )


def in_words(step: Step, found: Segmentation) -> dict[str, str]:
    """The answers of all groups as blanks of a sentence."""
    told = said(step, found)
    low, high = min(one.worth for one in told), max(one.worth for one in told)
    sign = step.currency
    return {
        "budget": money(budget_of(step, found), sign),
        "people": people_noun(step).many,
        "hundred": "100",
        "worth": price(low, sign) if low == high else f"{price(low, sign)} to {price(high, sign)}",
        "now": _spread([one.now for one in told]),
        "most": _spread([one.most for one in told]),
        "head": price(head_of(step), sign),
        "off": percent(step.choices.off / 100),
    }


def _spread(values: list[float]) -> str:
    low, high = min(values), max(values)
    return figure(low) if low == high else f"{figure(low)} to {figure(high)}"
