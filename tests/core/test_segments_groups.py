"""The groups: on paper, in units, as portraits, and without a claim where there is nothing."""

import numpy as np
import pandas as pd
import pytest

from core import segments
from core.table import Column, Table, TableProblem


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    """Two sorts of people, 60 and 40, that differ in income and in plan, not in shoe size."""
    rng = np.random.default_rng(1)
    rich = np.arange(100) >= 60
    return pd.DataFrame(
        {
            "income": np.where(rich, 300.0, 100.0) + rng.normal(0, 10, 100),
            "age": np.where(rich, 50.0, 30.0) + rng.normal(0, 3, 100),
            "plan": np.where(rich, "gold", "basic"),
            "shoe": rng.normal(40, 2, 100),
        }
    )


@pytest.fixture(scope="module")
def two(people: pd.DataFrame) -> segments.Segmentation:
    return segments.segment(people, None, 2)


def test_the_largest_group_comes_first(two: segments.Segmentation) -> None:
    assert two.sizes.tolist() == [60, 40]
    assert (two.labels == np.repeat([0, 1], [60, 40])).all()


def test_a_portrait_on_paper(two: segments.Segmentation, people: pd.DataFrame) -> None:
    facts = two.profiles.set_index(["segment", "column", "level"])
    income = facts.loc[(1, "income", "")]
    assert income["mean"] == pytest.approx(people["income"][60:].mean())
    assert income["index"] == pytest.approx(100 * people["income"][60:].mean() / people["income"].mean())
    assert income["z"] == pytest.approx(
        (people["income"][60:].mean() - people["income"].mean()) / people["income"].std(ddof=0)
    )
    # 40 of 100 have gold, all of them in the second group: index 250, z = 0.6 / sqrt(0.4 * 0.6)
    gold = facts.loc[(1, "plan", "gold")]
    assert (gold["mean"], gold["overall"], gold["index"]) == (1.0, 0.4, pytest.approx(250))
    assert gold["z"] == pytest.approx(0.6 / np.sqrt(0.24))
    assert not facts.loc[(1, "shoe", "")]["stands_out"]
    strongest = two.profiles[two.profiles["segment"] == 1]["z"].abs()
    assert strongest.is_monotonic_decreasing


def test_names_are_neutral_and_differ(two: segments.Segmentation) -> None:
    assert two.clear
    assert two.names[1].lower().startswith(("high income", "plan: gold", "high age"))
    assert len(set(two.names)) == 2


def test_the_typical_member_is_one_of_them_and_nearest_to_the_others(two: segments.Segmentation) -> None:
    for group, row in enumerate(two.typical):
        members = np.flatnonzero(two.labels == group)
        assert row in members
        values = two.grid.values[members]
        sums = ((values[:, None] - values[None]) ** 2).sum(axis=(1, 2))
        assert members[np.argmin(sums)] == row


def test_shuffled_columns_make_no_claim(people: pd.DataFrame) -> None:
    rng = np.random.default_rng(4)
    rows = people.apply(lambda column: rng.permutation(column))
    found = segments.segment(rows, None, 4)
    assert not found.clear
    assert not found.profiles["stands_out"].any()
    assert found.names == ("Group 1", "Group 2", "Group 3", "Group 4")


def test_noise_adds_nothing_and_the_rest_does(people: pd.DataFrame, two: segments.Segmentation) -> None:
    worth = segments.column_worth(two.grid, 2, two.labels).set_index("column")
    assert worth["adds"].to_dict() == {"income": True, "age": True, "plan": True, "shoe": False}
    assert worth.loc["plan", "explained"] == pytest.approx(1.0)


def test_refits_find_clear_groups_again_and_know_who_lies_between(two: segments.Segmentation) -> None:
    steady = segments.steadiness(two, refits=8)
    assert steady.overlap == pytest.approx([1, 1])
    assert not steady.border.any()
    line = segments.segment(pd.DataFrame({"a": np.linspace(0, 1, 60), "b": np.linspace(0, 1, 60)}), None, 2)
    shaky = segments.steadiness(line, refits=8)
    assert 0 < shaky.border.sum() < 20
    assert abs(np.flatnonzero(shaky.border).mean() - 29.5) < 6, "in the middle of the line"


def test_groups_are_matched_by_their_centres() -> None:
    ours = np.array([[0.0, 0.0], [5.0, 5.0], [9.0, 0.0]])
    assert segments.matched(ours, ours[[2, 0, 1]] + 0.1).tolist() == [2, 0, 1]
    labels, others = np.array([0, 0, 1, 1, 2]), np.array([1, 1, 0, 0, 0])
    assert segments.matched_labels(labels, others, 3).tolist() == [0, 0, 1, 1, 1]


def test_raw_units_group_by_large_numbers_and_a_wild_cell_takes_a_group(people: pd.DataFrame) -> None:
    table = segments.segment(people, None, 2).grid.table
    found = segments.scaling(table, None, 2)
    worth = found.worth.set_index("column")["raw"]
    assert worth["income"] > 0.95 > 0.2 > worth["shoe"]
    wild = segments.with_outlier(table, "shoe", 3)
    assert wild.rows["shoe"][3] == 100 * table.rows["shoe"][3]
    spoilt = segments.scaling(wild, None, 2)
    assert spoilt.raw.sizes.tolist() == [99, 1]
    assert table.rows["shoe"][3] < 100, "the table itself stays as it is"
    with pytest.raises(TableProblem, match="Only a number"):
        segments.with_outlier(table, "plan", 3)


def test_scaling_makes_units_vanish(people: pd.DataFrame) -> None:
    other = people.assign(income=people["income"] * 1e6 + 5)
    assert (segments.segment(people, None, 3).labels == segments.segment(other, None, 3).labels).all()


def test_a_category_weighs_as_much_as_a_number(people: pd.DataFrame) -> None:
    grid = segments.grid(people)
    for axes in grid.parts:
        assert grid.values[:, axes].var(axis=0).sum() == pytest.approx(1)


def test_gaps_are_filled_and_said() -> None:
    rows = pd.DataFrame({"a": [1.0, np.nan, 3.0, 5.0] * 4, "b": ["x", None, "y", "y"] * 4})
    grid = segments.grid(rows)
    assert grid.raw[1, 0] == 3.0
    assert {axis.level for axis in grid.axes} == {None, "missing", "x", "y"}
    assert any("4 gaps" in note for note in grid.notes)
    assert any("yes or no" in note for note in grid.notes)


@pytest.mark.parametrize(
    ("rows", "columns", "told"),
    (
        (pd.DataFrame({"a": [1.0, 2.0], "b": [1.0, 2.0]}), None, "2 rows"),
        (pd.DataFrame({"a": [1.0] * 20, "b": ["x"] * 20}), None, "No column is left"),
        (pd.DataFrame({"a": [f"t{i}" for i in range(5_000)]}), None, "No column is left"),
        (pd.DataFrame({"a": np.arange(20.0)}), ["b"], "no column “b”"),
        (pd.DataFrame({"a": np.arange(20.0), "b": ["x"] * 20}), ["b"], "cannot be used"),
        (pd.DataFrame({f"c{i}": np.arange(20.0) for i in range(41)}), [f"c{i}" for i in range(41)], "too many"),  # noqa: E501
    ),
)  # fmt: skip
def test_a_table_that_cannot_be_grouped_is_told_why(
    rows: pd.DataFrame, columns: list[str] | None, told: str
) -> None:
    with pytest.raises(TableProblem, match=told):
        segments.segment(rows, columns, 2)


def test_more_groups_than_different_rows_are_refused() -> None:
    rows = pd.DataFrame({"a": [1.0, 2.0, 3.0] * 5, "b": [0.0, 0.0, 1.0] * 5})
    assert segments.segment(rows, None, 3).sizes.tolist() == [5, 5, 5]
    with pytest.raises(TableProblem, match="Only 3 rows differ"):
        segments.segment(rows, None, 4)
    with pytest.raises(ValueError, match="at least one"):
        segments.segment(rows, None, 0)


def test_of_300_columns_the_first_are_used_and_that_is_said() -> None:
    rng = np.random.default_rng(0)
    found = segments.segment(pd.DataFrame(rng.normal(size=(60, 300))).rename(columns=str), None, 2)
    assert len(found.grid.columns) == segments.MOST_COLUMNS
    assert any("300 columns could be used" in note for note in found.grid.notes)


def test_hostile_labels_stay_one_line_in_names() -> None:
    rng = np.random.default_rng(0)
    half = np.repeat([0.0, 10.0], 30)
    rows = pd.DataFrame({"a": half + rng.normal(size=60), "b": half + rng.normal(size=60)})
    columns = (Column("a", "<b>\u202eevil\n" + "x" * 60, "number"), Column("b", "=SUM(A1)", "number"))
    found = segments.segment(Table(rows, columns), None, 2)
    assert all("\n" not in name and "\u202e" not in name and len(name) < 100 for name in found.names)


def test_known_groups_are_taken_as_they_are(two: segments.Segmentation) -> None:
    again = segments.regrouped(two.grid, two.labels, clear=False)
    assert again.centers == pytest.approx(two.centers)
    assert again.inertia == pytest.approx(two.inertia)
    assert not again.profiles["stands_out"].any()
