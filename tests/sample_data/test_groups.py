"""What ships beside the tables sorted into groups is what core computes, and finds what was built in."""

import numpy as np
import pandas as pd
import pytest

from core import samples, segments


@pytest.fixture(scope="module", params=samples.GROUPED)
def case(request: pytest.FixtureRequest) -> tuple[str, segments.Grid]:
    return request.param, segments.grid(samples.load(request.param))


def test_shipped_groups_are_recomputed(case: tuple[str, segments.Grid]) -> None:
    name, points = case
    shipped, found = samples.groups(name), samples.groups_found(name)
    assert len(shipped) == len(points.values)
    assert list(shipped) == [f"{what} {k}" for k in segments.KS for what in ("group", "kept")]
    for k in (2, 5):
        again = segments.cut(points, k)
        assert (again.labels == shipped[f"group {k}"]).mean() > 0.999
    assert found.groupby("k").size().to_dict() == {k: k for k in segments.KS}
    assert found["overlap"].between(0, 1).all()


def test_shipped_evidence_is_that_of_the_table(case: tuple[str, segments.Grid]) -> None:
    name, points = case
    shipped = samples.evidence(name)
    assert shipped["k"].tolist() == list(segments.KS)
    assert (shipped["nulls"] == segments.NULLS).all()
    again = segments.begin(points, ks=(2, 5), nulls=1)
    again = again.result([("table", again.measured(points.values))])
    rows = shipped.set_index("k").loc[[2, 5]]
    assert again["inertia"].tolist() == pytest.approx(rows["inertia"].tolist(), rel=1e-4)
    assert again["silhouette"].tolist() == pytest.approx(rows["silhouette"].tolist(), abs=1e-3)


def test_shipped_worth_is_recomputed() -> None:
    points = segments.grid(samples.load("districts"))
    labels = samples.groups("districts")["group 5"].to_numpy()
    shipped = samples.column_worth("districts")
    again = segments.column_worth(points, 5, labels)
    pd.testing.assert_frame_equal(
        shipped[shipped["k"] == 5].drop(columns="k").reset_index(drop=True), again, atol=1e-5
    )


def test_shipped_pictures_of_near_points_keep_neighbours_near(case: tuple[str, segments.Grid]) -> None:
    name, points = case
    frame, rows = samples.neighbours(name), segments.shown(len(points.values))
    choices = frame[["perplexity", "seed"]].drop_duplicates()
    assert len(choices) == len(segments.PERPLEXITIES) * len(segments.SEEDS)
    dealt = np.random.default_rng(0)
    for perplexity in segments.PERPLEXITIES:
        part = frame[(frame["perplexity"] == perplexity) & (frame["seed"] == 0)]
        assert (part["row"] == rows).all()
        places = part[["x", "y"]].to_numpy()
        kept = segments.kept_neighbours(points.values[rows], places)
        assert kept > 5 * segments.kept_neighbours(points.values[rows], dealt.permutation(places))


def test_the_default_groups_of_the_districts_are_those_built_in() -> None:
    from sklearn.metrics import adjusted_rand_score

    said = segments.verdict(samples.evidence("districts"))
    assert (said.groups, said.gaps, said.k) == (True, True, samples.built_in("districts").nunique())
    found = segments.segment(samples.load("districts"), None, said.k)
    assert adjusted_rand_score(found.labels, samples.built_in("districts")) > 0.85
    assert samples.groups_found("districts").query("k == 5")["clear"].all()


def test_exactly_the_noise_columns_add_nothing() -> None:
    worth = samples.column_worth("districts").query("k == 5").set_index("column")["adds"]
    roles = {one["name"]: one["role"] for one in samples.sheet("districts")["columns"]}
    assert {name for name, adds in worth.items() if not adds} == {n for n, r in roles.items() if r == "noise"}


def test_shuffled_districts_are_said_to_hold_nothing() -> None:
    table = samples.load("districts")
    rng = np.random.default_rng(11)
    names = [column.name for column in table.features]
    rows = table.rows[names].apply(lambda column: rng.permutation(column))
    found = segments.segment(rows, None, 5)
    assert not found.clear
    assert not found.profiles["stands_out"].any()
    assert found.names == tuple(f"Group {group}" for group in range(1, 6))
    assert not segments.verdict(segments.choose_k(rows, None, ks=(4, 5, 6), nulls=20)).groups
