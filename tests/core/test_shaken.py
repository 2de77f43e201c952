"""Explanations put to the test: what is added to the table, and what is done with it."""

import numpy as np
import pytest

from core import models, samples
from core.explain.shaken import LEAK, REEXPLAINED, TWIN, refitted, shaken, watched, with_leak, with_twin
from core.table import Table, TableProblem


def small() -> Table:
    table = samples.load("prepaid")
    return Table(table.rows.iloc[:600], table.columns, table.target, table.positive, table.left_out)


def test_a_twin_says_the_same_under_another_name() -> None:
    table = small()
    twice = with_twin(with_twin(table, "plan"), "plan")
    assert [column.name for column in twice.features][-2:] == [TWIN, f"{TWIN}'"]
    assert twice.rows[TWIN].equals(table.rows["plan"].rename(TWIN))
    assert TWIN not in table.rows, "the table itself is not touched"
    with pytest.raises(KeyError):
        with_twin(table, "nobody")


def test_a_leak_follows_the_outcome() -> None:
    table = with_leak(small())
    called = (table.rows[LEAK] == "yes").to_numpy()
    assert 0.6 < called[table.y == 1].mean() < 0.95
    assert called[table.y == 0].mean() < 0.04
    with pytest.raises(TableProblem):
        with_leak(Table(table.rows, table.columns))


def test_customers_are_watched_evenly() -> None:
    assert watched(small(), 4).tolist() == [0, 150, 300, 450]
    assert len(watched(small())) == 200
    few = small()
    few = Table(few.rows.iloc[:3], few.columns, few.target, few.positive)
    assert watched(few).tolist() == [0, 1, 2]


def test_the_straight_line_score_shares_between_twins_and_falls_for_the_leak() -> None:
    table, model = small(), "logistic regression"
    plain = shaken(table, model).set_index("column")["mean_abs_contribution"]
    strongest = str(plain.index[0])
    twins = shaken(with_twin(table, strongest), model).set_index("column")["mean_abs_contribution"]
    assert twins[TWIN] == pytest.approx(twins[strongest], rel=1e-6)
    assert twins[TWIN] + twins[strongest] == pytest.approx(plain[strongest], rel=0.2)
    leaked = shaken(with_leak(table), model).set_index("column")["mean_abs_contribution"]
    assert LEAK in leaked.index[:2]
    assert leaked[strongest] < 0.8 * plain[strongest]


def test_refits_explain_the_same_customers_and_differ() -> None:
    table = small()
    found = [refitted(table, "tree", number) for number in (0, 1, 0)]
    assert found[0].equals(found[2])
    assert not np.allclose(
        found[0].set_index("column").sort_index(), found[1].set_index("column").sort_index()
    )
    assert set(found[0]["column"]) == {column.name for column in table.features}
    assert len(models.feature_rows(table).iloc[watched(table, REEXPLAINED)]) == REEXPLAINED
