"""The five tests of a group: shares, recognition and differences are right, and noise passes none."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.segments import Segmentation, explained, grid, regrouped
from core.strategy import CRITERIA, Differing, Reached, criteria, differing, reached
from core.strategy.criteria import (
    ACCESSIBLE,
    ACTIONABLE,
    BORDER,
    DIFFERENTIABLE,
    MEASURABLE,
    PEOPLE,
    PERCENT,
    POINTS,
    SHARE,
    STEPS,
    SUBSTANTIAL,
    WORTH,
)
from core.strategy.saying import as_said, share
from core.table import Column, Table
from core.words import Noun

LAW = settings(max_examples=25, deadline=None)
SHOP = Noun("shop", "shops")


def shops(k: int = 2, rows: int = 120, seed: int = 0, sales: object = None, unit: str = "€") -> Segmentation:
    """Shops in k groups by size, with a region that follows the group and one that does not."""
    rng = np.random.default_rng(seed)
    group = np.sort(np.arange(rows) % k)
    frame = pd.DataFrame(
        {
            "id": [f"shop {row}" for row in range(rows)],
            "size": 10.0 * group + rng.normal(size=rows),
            "region": np.array(list("abcdefghij"))[group],
            "colour": rng.choice(["red", "blue", "green"], rows),
            "sales": 100.0 * group + rng.normal(size=rows) if sales is None else sales,
            "luck": rng.normal(size=rows),
            "left": np.where(rng.random(rows) < 0.2 + 0.6 * (group == 0), "yes", "no"),
        }
    )
    columns = (
        Column("id", "Id", "id"),
        Column("size", "Size", "number"),
        *(Column(name, name.capitalize(), "category") for name in ("region", "colour")),
        Column("sales", "Sales", "number", unit),
        Column("luck", "Luck", "number"),
        Column("left", "Left", "category"),
    )
    table = Table(frame, columns, left_out=("id", "region", "colour", "sales", "luck", "left"))
    return regrouped(grid(table, ["size"]), group, True)


def check(found: Segmentation, group: int, criterion: str, **more: object):
    told = {"overlap": None, "people": None, "worth": None, "reached": None, "differing": None, "actions": ()}
    return criteria(found, **{**told, **more}, noun=SHOP).of(group, criterion)  # type: ignore[arg-type]


def recognised(found: float, wrongly: float, k: int = 2, members: int = 100) -> Reached:
    return Reached(np.full(k, found), np.full(k, wrongly), np.full(k, members), found, 1 / k, ("Region",))


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


# -- measurable, substantial, actionable ---------------------------------------------------------


@pytest.mark.parametrize(("overlap", "ok"), [(0.9, True), (0.75, True), (0.746, True), (0.74, False)])
def test_a_group_is_measurable_if_it_comes_back(overlap, ok) -> None:
    found = check(shops(), 0, MEASURABLE, overlap=(overlap, 0.1))
    assert found.ok is ok
    assert plain(found.why) == (
        f"Found anew, it is {overlap * 100:.0f} % the same; 0 % of its shops lie on the border to another "
        "group."
    )


def test_a_group_on_the_border_cannot_be_pinned_down() -> None:
    found = shops()
    vars(found)["silhouettes"] = np.where(np.arange(120) < 15, -0.1, 0.5)  # 15 of 60 is 25 %
    for overlap in ((0.99, 0.99), None):
        first = check(found, 0, MEASURABLE, overlap=overlap)
        assert (first.ok, first.figure, first.sort) == (False, 0.25, BORDER)
    assert check(found, 1, MEASURABLE, overlap=(0.99, 0.99)).ok
    assert check(found, 1, MEASURABLE).ok is None


@pytest.mark.parametrize("overlap", [(0.84, 0.84), None])
def test_groups_cut_from_noise_are_not_measurable_however_often_they_come_back(overlap) -> None:
    clear = shops()
    noise = regrouped(clear.grid, clear.labels, False)
    told = check(noise, 0, MEASURABLE, overlap=overlap)
    assert told.ok is False
    assert told.why.startswith("These groups are no clearer than in a shuffled table.")
    if overlap:
        assert (told.figure, told.sort) == (0.84, SHARE)
        assert plain(told.why).endswith(" Found anew, it is 84 % the same.")
    told = criteria(noise, overlap, None, None, None, None, (), SHOP)
    assert not told.clear


def test_a_group_is_as_substantial_as_its_least_share() -> None:
    # 60 of 120 shops; people 1 against 24 each: 60 of 1,500 is 4 %; worth 40 %
    found = shops()
    people = np.where(found.labels == 0, 1.0, 24.0)
    worth = np.where(found.labels == 0, 2.0, 3.0)
    first = check(found, 0, SUBSTANTIAL, people=people, worth=worth)
    assert (first.ok, first.figure, first.of) == (False, pytest.approx(0.04), PEOPLE)
    assert check(found, 0, SUBSTANTIAL, worth=worth).of == WORTH
    assert check(found, 0, SUBSTANTIAL).of == ""
    assert plain(first.why) == "It holds 50 % of all shops, 4.0 % of all people, 40 % of all worth."
    assert check(found, 0, SUBSTANTIAL).ok


def test_gaps_count_as_nobody_and_no_people_at_all_as_unknown() -> None:
    found = shops()
    people = np.where(np.arange(120) % 2, np.nan, 1.0)
    assert check(found, 0, SUBSTANTIAL, people=people).figure == pytest.approx(0.5)
    assert check(found, 0, SUBSTANTIAL, people=np.zeros(120)).why == "It holds 50\u00a0% of all shops."


@given(st.floats(0, 1))
@LAW
def test_what_reads_alike_is_judged_alike(part) -> None:
    assert share(as_said(part)) == share(part) or share(part).startswith(("under", "over"))


def test_a_group_is_actionable_once_something_is_written() -> None:
    answers = [
        check(shops(k=3), group, ACTIONABLE, actions=("a <b>fair</b>", " \u200b ")) for group in (0, 1, 2)
    ]
    assert [one.ok for one in answers] == [True, False, False]
    assert answers[0].why == "You would do this: “a <b>fair</b>”."


# -- accessible ----------------------------------------------------------------------------------


def test_a_column_that_follows_the_groups_finds_their_members() -> None:
    found = shops(k=3)
    told = reached(found, ["region"])
    assert told is not None
    assert told.found.tolist() == [1, 1, 1]
    assert told.wrongly.tolist() == [0, 0, 0]
    assert (told.balanced, told.chance, told.labels) == (1, 1 / 3, ("Region",))
    assert check(found, 0, ACCESSIBLE, reached=told).ok


@pytest.mark.parametrize("seed", range(4))
def test_columns_that_mean_nothing_find_nobody(seed) -> None:
    found = shops(k=3, seed=seed)
    told = reached(found, ["colour", "luck"], seed)
    assert told is not None
    assert told.balanced < 0.55
    assert not any(check(found, group, ACCESSIBLE, reached=told).ok for group in range(3))


def test_everybody_who_is_missed_is_taken_for_another() -> None:
    told = reached(shops(k=3), ["colour"])
    assert told is not None
    missed = (told.members * (1 - told.found)).sum()
    assert missed == pytest.approx(((told.members.sum() - told.members) * told.wrongly).sum())
    assert missed > 0


def test_naming_one_group_for_everybody_is_no_recognition() -> None:
    # all members are found, and all others are taken for members
    assert not check(shops(), 0, ACCESSIBLE, reached=recognised(1.0, 1.0)).ok
    assert check(shops(), 0, ACCESSIBLE, reached=recognised(1.0, 0.3)).ok


@pytest.mark.parametrize(
    ("found", "wrongly", "k", "members", "ok"),
    [
        (0.7, 0.2, 2, 100, True),
        (0.48, 0.1, 4, 100, False),
        (0.55, 0.5, 2, 2000, False),
        (0.55, 0.5, 4, 5000, False),
        (0.6, 0.4, 2, 10, False),
    ],
)
def test_recognition_has_to_be_frequent_and_clearly_above_guessing(found, wrongly, k, members, ok) -> None:
    # 0.6 against 0.4 of 10 each: z = 0.2 / sqrt(0.25 * 2 / 10) = 0.9, within chance
    assert check(shops(k), 0, ACCESSIBLE, reached=recognised(found, wrongly, k, members)).ok is ok


def test_ids_are_never_used_to_recognise_anybody() -> None:
    assert reached(shops(), ["id"]) is None
    assert reached(shops(), []) is None
    assert check(shops(), 0, ACCESSIBLE).ok is None
    with pytest.raises(KeyError):
        reached(shops(), ["nothing"])


def test_gaps_among_the_known_columns_do_no_harm() -> None:
    found = shops()
    rows = found.grid.table.rows
    rows.loc[::3, "region"] = None
    rows.loc[::4, "luck"] = np.nan
    told = reached(found, ["region", "luck"])
    assert told is not None
    assert told.balanced > 0.7


def test_of_a_small_group_nothing_is_said() -> None:
    found = shops()
    labels = np.where(np.arange(120) < 9, 1, 0)
    small = regrouped(found.grid, labels, True)
    told = reached(small, ["region"])
    assert told is not None
    assert math.isnan(told.found[1])
    answer = check(small, 1, ACCESSIBLE, reached=told)
    assert (answer.ok, answer.why) == (None, "With fewer than 10 shops it is too small to try.")


# -- differentiable ------------------------------------------------------------------------------


def test_the_difference_is_told_against_all_others() -> None:
    # sales 30 and 10 in turn: 200 % more than the others, 67 % less
    told = differing(shops(sales=[30.0] * 60 + [10.0] * 60), "sales")
    assert told is not None
    assert told.between == pytest.approx(1)
    assert told.chance.tolist() == [1 / 200] * 2
    first, second = (check(shops(), group, DIFFERENTIABLE, differing=told) for group in (0, 1))
    assert (first.ok, first.sort, first.figure) == (True, PERCENT, pytest.approx(200))
    assert second.figure == pytest.approx(-200 / 3)
    assert plain(first.why) == "“Sales” is € 30 against € 10 elsewhere."


def test_the_share_between_groups_is_eta_squared() -> None:
    found = shops(k=3)
    rows = found.grid.table.rows
    told = differing(found, "luck")
    assert told is not None
    assert told.between == pytest.approx(explained(rows[["luck"]].to_numpy(), found.labels))
    colours = pd.get_dummies(rows["colour"]).to_numpy(dtype=float)
    told = differing(found, "colour")
    assert told is not None
    assert told.between == pytest.approx(explained(colours, found.labels))


def test_a_category_is_compared_by_the_text_that_differs_most() -> None:
    told = differing(shops(k=3), "region")
    assert told is not None
    assert told.levels == ("a", "b", "c")
    assert (told.means.tolist(), told.rest.tolist()) == ([1, 1, 1], [0, 0, 0])
    two = differing(shops(), "left")
    assert two is not None
    assert set(two.levels) <= {"yes", "no"}
    assert len(set(two.levels)) == 1
    answer = check(shops(), 0, DIFFERENTIABLE, differing=two)
    assert answer.sort == POINTS
    assert answer.figure == pytest.approx(100 * (two.means[0] - two.rest[0]))


def test_amounts_below_nothing_are_told_in_standard_steps() -> None:
    told = differing(shops(sales=[-1.0, 1.0] * 30 + [-3.0, -1.0] * 30), "sales")
    assert told is not None
    # means 0 and -2 around -1, variance 1 + 1
    answer = check(shops(), 0, DIFFERENTIABLE, differing=told)
    assert (answer.sort, answer.figure) == (STEPS, pytest.approx(2 / math.sqrt(2)))


def test_dealt_at_random_groups_seldom_differ() -> None:
    found = shops(k=4, rows=80)
    wrong = 0
    for seed in range(25):
        luck = np.random.default_rng(seed).normal(size=80)
        told = differing(shops(k=4, rows=80, sales=luck), "sales", seed)
        wrong += sum(check(found, group, DIFFERENTIABLE, differing=told).ok for group in range(4))
    assert wrong <= 5  # of 100 at one in a hundred


def test_a_column_that_made_the_groups_cannot_test_them() -> None:
    told = differing(shops(), "size")
    assert told is not None
    answer = check(shops(), 0, DIFFERENTIABLE, differing=told)
    assert answer.ok is None
    assert answer.why == "“Size” was used to make the groups, so it cannot test them."
    assert differing(shops(), None) is None
    assert check(shops(), 0, DIFFERENTIABLE).why == "No column was kept back, so this cannot be said."


@pytest.mark.parametrize("sales", [7.0, float("nan")])
def test_a_column_that_says_nothing_is_no_test(sales) -> None:
    told = differing(shops(sales=sales), "sales")
    assert told is not None
    assert told.problem == "“Sales” has the same value in all rows."


def test_a_group_without_any_value_cannot_be_compared() -> None:
    told = differing(shops(k=3, sales=[np.nan] * 40 + list(range(80))), "sales")
    assert told is not None
    answers = [check(shops(k=3), group, DIFFERENTIABLE, differing=told) for group in range(3)]
    assert [one.ok for one in answers] == [None, True, True]


def test_endless_sums_do_no_harm() -> None:
    told = differing(shops(sales=[1e200] * 60 + [3e200] * 60), "sales")
    assert told is not None
    assert told.between == pytest.approx(1)
    assert told.rest[0] == pytest.approx(3e200)


# -- all five ------------------------------------------------------------------------------------


def test_a_group_passes_if_all_five_say_yes() -> None:
    found = shops()
    told = criteria(
        found,
        (0.9, 0.9),
        None,
        None,
        reached(found, ["region"]),
        differing(found, "sales"),
        ("a fair",),
        SHOP,
    )
    assert [one.criterion for one in told.checks[0]] == list(CRITERIA)
    assert (told.meets_all(0), told.meets_all(1)) == (True, False)
    assert told.outcome == "Sales"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=70), st.text(max_size=70))
def test_sentences_stay_on_one_line(label, action) -> None:
    nothing = np.array([1.0, 2.0])
    told = Differing(label, label, (label, label), nothing, nothing, 1.0, nothing, 0.1, 0.1)
    found = criteria(shops(), None, None, None, None, told, (action,), SHOP)
    for why in (found.of(0, criterion).why for criterion in CRITERIA):
        assert not set("\n\r\u2028\u202e") & set(why)
        assert why.endswith(".")
