"""The simulated cases come through the same door as any file."""

from __future__ import annotations

import pytest

from core import samples
from core.split import halves
from core.table import Table


@pytest.fixture(scope="module", params=samples.NAMES)
def case(request: pytest.FixtureRequest) -> tuple[str, Table]:
    return request.param, samples.load(request.param)


def test_there_are_two_cases() -> None:
    assert samples.NAMES == ("prepaid", "broadband")


def test_the_trial_is_a_case_of_its_own() -> None:
    about, table = samples.sheet(samples.TRIAL), samples.load(samples.TRIAL)
    assert samples.TRIAL not in samples.NAMES
    assert len(table.rows) == len(samples.truth()) == len(samples.uplift_scores()) == about["rows"]
    assert table.left_out == ("customer_id", about["treatment"])
    assert [column.label for column in table.columns] == [column["label"] for column in about["columns"]]


def test_the_districts_hold_what_groups_are_formed_by_and_keep_the_rest_apart() -> None:
    about, table = samples.sheet("districts"), samples.load("districts")
    roles = {column["name"]: column["role"] for column in about["columns"]}
    assert table.target is None
    assert [column.name for column in table.features] == [n for n, r in roles.items() if r in samples.INPUTS]
    assert "sales" not in [column.name for column in table.features]
    assert sorted(roles.values()).count("noise") == 2
    assert len(samples.built_in("districts")) == len(table.rows) == about["rows"]
    assert set(about["eye"]) <= {column.name for column in table.features}
    with pytest.raises(KeyError):
        samples.built_in("prepaid")


@pytest.mark.parametrize("name", ["", "Prepaid", "../broadband", "no such case"])
def test_an_unknown_case_is_not_found(name: str) -> None:
    with pytest.raises(KeyError, match="no case"):
        samples.sheet(name)
    with pytest.raises(KeyError, match="no case"):
        samples.load(name)


def test_every_column_is_labelled_as_in_the_data_sheet(case: tuple[str, Table]) -> None:
    name, table = case
    told = {column["name"]: column for column in samples.sheet(name)["columns"]}
    assert [column.name for column in table.columns] == list(told) == list(table.rows)
    for column in table.columns:
        assert column.label == told[column.name]["label"]
        assert column.unit == told[column.name].get("unit", "")
        assert column.help == told[column.name]["help"]
        assert column.label
        assert column.help


def test_no_two_columns_share_a_label(case: tuple[str, Table]) -> None:
    labels = [column.label for column in case[1].columns]
    assert len(set(labels)) == len(labels)


def test_a_case_says_who_left_and_that_nobody_is_real(case: tuple[str, Table]) -> None:
    name, table = case
    about = samples.sheet(name)
    assert table.simulated
    assert (table.source, table.currency) == (name, about["currency"])
    assert (table.target, str(table.positive)) == (about["target"], about["positive"])
    assert len(table.rows) == about["rows"]
    assert 0.02 < table.y.mean() < 0.5
    assert table.features


def test_a_case_can_be_halved_and_learnt_from(case: tuple[str, Table]) -> None:
    y = case[1].y
    for part in halves(y):
        assert y[part].sum() > 50
        assert (1 - y[part]).sum() > 50


def test_loading_twice_gives_the_same_table(case: tuple[str, Table]) -> None:
    name, table = case
    again = samples.load(name)
    assert again.rows.equals(table.rows)
    assert again.columns == table.columns
