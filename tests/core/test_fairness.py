"""Groups side by side: their mistakes and bills, how far apart they are, and what a column's groups are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import samples
from core.costs import Costs, curve
from core.fairness import MOST_GROUPS, arranged, by_group, gaps, grouping, sensible
from core.models import Scores
from core.table import Column, Table, TableProblem

LAW = settings(max_examples=30, deadline=None)
PRICES = Costs(missed=80, wasted=40)
SAME = "Every customer has the same value in “The <b>column</b>”. Choose another column."
pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


def scores(y: list[int], p: list[float]) -> Scores:
    n = len(y)
    return Scores(
        np.array(y, dtype=np.int8), np.array(p, dtype=float), np.zeros(n, int), np.arange(n), "tree", 0.0
    )


def table(values: list[object], kind: str, unit: str = "", y: list[str] | None = None) -> Table:
    cells = pd.Series(values, dtype=float if kind == "number" else object)
    left = y or ["yes" if at % 3 == 0 else "no" for at in range(len(values))]
    rows = pd.DataFrame({"x": cells, "left": pd.Series(left, dtype=object)})
    return Table(
        rows,
        (Column("x", "The <b>column</b>", kind, unit), Column("left", "Left", "category")),
        "left",
        "yes",
    )


def crowd(missed: int, leavers: int, wasted: int, stayers: int) -> tuple[list[int], list[float]]:
    """Outcomes, and chances of .9 (contacted) or .1 (left alone)."""
    y = [1] * leavers + [0] * stayers
    p = [0.1] * missed + [0.9] * (leavers - missed) + [0.9] * wasted + [0.1] * (stayers - wasted)
    return y, p


def two_groups() -> pd.DataFrame:
    (y1, p1), (y2, p2) = crowd(10, 20, 8, 80), crowd(5, 20, 6, 40)
    return by_group(scores(y1 + y2, p1 + p2), ["a"] * 100 + ["b"] * 60, PRICES, 0.5)


# -- each group's mistakes and bill ------------------------------------------------------------


def test_two_groups_on_paper() -> None:
    frame = two_groups().set_index("group")
    assert frame["customers"].tolist() == [100, 60]
    assert frame["leavers"].tolist() == [20, 20]
    # 10 of 20 and 5 of 20 leavers; 8 of 80 and 6 of 40 stayers
    assert frame["missed"].tolist() == [0.5, 0.25]
    assert frame["wasted"].tolist() == [0.1, 0.15]
    # 10 + 8 of 100, 15 + 6 of 60
    assert frame["contacted"].tolist() == [0.18, 0.35]
    # (10 x 80 + 8 x 40) / 100 = 11.2; (5 x 80 + 6 x 40) / 60 = 10.67
    assert frame["cost_per_customer"].tolist() == pytest.approx([11.2, 640 / 60])
    # a: sum of squares 10 x 6400 + 8 x 1600 = 76800; variance (76800 - 100 x 11.2^2) / 99 = 649.05
    half = 1.6449 * (649.05 / 100) ** 0.5
    assert frame.loc["a", ["cost_low", "cost_high"]].tolist() == pytest.approx(
        [11.2 - half, 11.2 + half], rel=1e-3
    )
    assert not frame["small"].any()


def test_a_chance_at_the_cut_off_is_contacted_and_each_may_have_its_own() -> None:
    some = scores([1, 1, 0, 0], [0.3, 0.3, 0.3, 0.3])
    assert by_group(some, ["a"] * 4, PRICES, 0.3)["contacted"].tolist() == [1.0]
    own = by_group(some, ["a"] * 4, PRICES, np.array([0.3, 0.31, 0.31, 0.3]))
    assert own[["missed", "wasted", "contacted"]].iloc[0].tolist() == [0.5, 0.5, 0.5]
    assert by_group(some, ["a"] * 4, PRICES, np.inf)["contacted"].tolist() == [0.0]


def test_gaps_of_any_kind_are_the_group_missing() -> None:
    some = scores([1, 0, 1, 0, 1, 0], [0.5] * 6)
    frame = by_group(some, [None, float("nan"), "missing", pd.NA, 1, 1], PRICES, 0.5)
    assert frame["group"].tolist() == ["missing", 1]
    assert frame["customers"].tolist() == [4, 2]


def test_a_group_without_leavers_has_no_share_of_missed_ones() -> None:
    frame = by_group(scores([0, 0, 1], [0.9, 0.1, 0.1]), ["a", "a", "b"], PRICES, 0.5)
    assert frame.loc[0, ["missed", "missed_low", "missed_high"]].isna().all()
    assert frame.loc[1, ["wasted", "wasted_low", "wasted_high"]].isna().all()
    assert frame.loc[1, ["missed", "missed_high", "cost_per_customer"]].tolist() == [1, 1, 80]
    assert frame["small"].all()


def test_small_means_few_customers_or_few_leavers_or_few_stayers() -> None:
    parts = {"fine": (10, 40), "customers": (20, 29), "leavers": (9, 60), "stayers": (60, 9)}
    y = [left for leavers, stayers in parts.values() for left in [1] * leavers + [0] * stayers]
    group = [name for name, part in parts.items() for _ in range(sum(part))]
    frame = by_group(scores(y, [0.5] * len(y)), group, PRICES, 0.5)
    assert dict(zip(frame["group"], ~frame["small"], strict=True)) == {
        "fine": True, "customers": False, "leavers": False, "stayers": False
    }  # fmt: skip


@pytest.mark.parametrize(
    ("group", "cutoff"), [(["a"], 0.5), (["a"] * 3, 0.5), (["a"] * 2, np.array([0.5] * 3))]
)
def test_unequal_lengths_are_refused(group, cutoff) -> None:
    with pytest.raises(ValueError, match="Every customer"):
        by_group(scores([1, 0], [0.5, 0.5]), group, PRICES, cutoff)


people = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from([0.1, 0.5, 0.9]), st.sampled_from(["a", "b", None, "c"])),
    min_size=1,
    max_size=120,
)


@LAW
@given(people, st.integers(0, 500), st.integers(0, 500), st.sampled_from([0.1, 0.5, 0.7]), st.randoms())
def test_the_groups_add_up_to_everybody_and_their_order_is_settled(
    rows, missed, wasted, cutoff, random
) -> None:
    y, p, group = (list(column) for column in zip(*rows, strict=True))
    costs = Costs(missed, wasted)
    frame = by_group(scores(y, p), group, costs, cutoff)
    whole = curve(np.array(y), np.array(p), costs).at(cutoff)
    assert frame["customers"].sum() == len(y)
    assert (frame["cost_per_customer"] * frame["customers"]).sum() == pytest.approx(whole.cost)
    assert (frame["missed"].fillna(0) * frame["leavers"]).sum() == pytest.approx(whole.missed)
    assert frame["customers"].is_monotonic_decreasing
    for name in ("missed", "wasted", "cost"):
        value = frame["cost_per_customer" if name == "cost" else name].dropna()
        low, high = frame[f"{name}_low"].dropna(), frame[f"{name}_high"].dropna()
        assert (low >= 0).all()
        assert ((low <= value + 1e-9) & (value <= high + 1e-9)).all()
    random.shuffle(rows)
    y, p, group = (list(column) for column in zip(*rows, strict=True))
    pd.testing.assert_frame_equal(frame, by_group(scores(y, p), group, costs, cutoff))


# -- how far apart -----------------------------------------------------------------------------


def test_the_gap_on_paper() -> None:
    frame = two_groups()
    gap = gaps(frame)
    assert gap is not None
    assert (gap.missed.most, gap.missed.least, gap.missed.difference) == ("a", "b", 0.25)
    a, b = frame.iloc[0], frame.iloc[1]
    # Newcombe's method 10: each end adds the squares of the two nearer ends
    assert gap.missed.low == pytest.approx(
        0.25 - ((0.5 - a.missed_low) ** 2 + (b.missed_high - 0.25) ** 2) ** 0.5
    )
    assert gap.missed.high == pytest.approx(
        0.25 + ((a.missed_high - 0.5) ** 2 + (0.25 - b.missed_low) ** 2) ** 0.5
    )
    # chi-square around 15 of 40: 2 x 20 x .125^2 / (.375 x .625) = 2.667, below the 2.706 of one in ten
    assert not gap.missed.real
    assert (gap.wasted.most, gap.wasted.least) == ("b", "a")
    assert gap.wasted.difference == pytest.approx(0.05)
    # b's 6 of 40 and a's 8 of 80, whose ranges reach further up than down
    below, above = (0.15 - b.wasted_low, a.wasted_high - 0.1), (b.wasted_high - 0.15, 0.1 - a.wasted_low)
    assert gap.wasted.low == pytest.approx(0.05 - float(np.hypot(*below)))
    assert gap.wasted.high == pytest.approx(0.05 + float(np.hypot(*above)))


def test_a_larger_gap_is_more_than_luck() -> None:
    (y1, p1), (y2, p2) = crowd(150, 200, 0, 100), crowd(100, 200, 0, 100)
    gap = gaps(by_group(scores(y1 + y2, p1 + p2), ["a"] * 300 + ["b"] * 300, PRICES, 0.5))
    assert gap is not None
    # 3/4 against 1/2 of 200 each
    assert gap.missed.real
    assert gap.missed.low > 0
    assert (gap.wasted.difference, gap.wasted.real) == (0, False)


def test_the_ends_of_many_equal_groups_are_not_real() -> None:
    random = np.random.default_rng(3)
    n, groups, found = 2_000, 10, []
    for _ in range(100):
        y, p = random.integers(0, 2, n), random.random(n)
        gap = gaps(by_group(scores(y.tolist(), p.tolist()), random.integers(0, groups, n), PRICES, 0.5))
        assert gap is not None
        found.append((gap.missed.low > 0, gap.missed.real))
    outside, real = np.mean(found, axis=0)
    # the two ends of ten groups nearly always look apart; ten in a hundred tests by definition, sd 3
    assert outside > 0.5
    assert real < 0.2


def test_without_two_large_groups_there_is_no_gap() -> None:
    y, p = crowd(10, 20, 8, 80)
    assert gaps(by_group(scores([*y, 1], [*p, 0.5]), ["a"] * 100 + ["b"], PRICES, 0.5)) is None


# -- groups of a column ------------------------------------------------------------------------


def test_the_most_frequent_texts_stay_and_the_rest_go_together() -> None:
    values = [f"level {k}" for k in range(12) for _ in range(20 - k)]
    found = pd.Series(grouping(table([*values, None], "category"), "x")).value_counts()
    # levels 8 to 11 have 12 + 11 + 10 + 9 = 42 customers
    assert found["all others"] == 42
    assert found["missing"] == 1
    assert len(found) == MOST_GROUPS + 2


@pytest.mark.parametrize(
    ("values", "unit", "wanted"),
    [
        (list(range(1, 41)), "months",
         ["up to 10 months", "11 to 20 months", "21 to 30 months", "31 or more months"]),
        ([0.25 * k for k in range(40)], "€",
         ["up to € 2", "over € 2, up to 5", "over € 5, up to 7", "over € 7"]),
        ([0, 1] * 20, "", ["0", "1"]),
        ([0] * 30 + [1, 2, 3, 4, 5] * 2, "days", ["0 days", "1 or more days"]),
        ([1, 2, 3] * 10 + [None], "days", ["1 day", "2 days", "3 days", "missing"]),
        ([-5, -5, -4, -3, -2, -1] * 5, "", ["−5", "−4", "−3", "−2 or more"]),
    ],
)  # fmt: skip
def test_numbers_are_cut_in_bands_said_in_plain_figures(values, unit, wanted) -> None:
    found = grouping(table(values, "number", unit), "x")
    names = [str(name).replace("\u00a0", " ") for name in found]
    assert sorted(set(names)) == sorted(wanted)


numbers = st.lists(
    st.one_of(st.none(), st.integers(-50, 50), st.floats(-1e6, 1e6), st.just(0)), min_size=2, max_size=120
)


@LAW
@given(numbers)
def test_bands_keep_equal_numbers_together_and_do_not_overlap(values) -> None:
    data = table(values, "number", "days")
    cells = data.rows["x"]
    if len(set(cells.dropna())) + cells.isna().any() < 2:
        with pytest.raises(TableProblem):
            grouping(data, "x")
        return
    try:
        found = pd.Series(grouping(data, "x"))
    except TableProblem:
        assert cells.dropna().round(8).nunique() == 1, "only numbers that look the same are one group"
        return
    assert (found[cells.isna()] == "missing").all()
    spans = cells.groupby(found).agg(["min", "max"]).dropna().sort_values("min")
    assert len(spans) <= 4
    assert (spans["max"].to_numpy()[:-1] < spans["min"].to_numpy()[1:]).all()


def test_bands_of_the_sample_hold_about_a_quarter_each() -> None:
    prepaid = samples.load("prepaid")
    for name in ("minutes_per_day", "data_mb", "recharge_amount"):
        shares = (
            pd.Series(grouping(prepaid, name)).value_counts(normalize=True).drop("missing", errors="ignore")
        )
        assert len(shares) == 4
        assert shares.between(0.19, 0.31).all()


@pytest.mark.parametrize(
    ("values", "kind", "sentence"),
    [
        (["a"] * 60, "category", SAME),
        ([3.0] * 60, "number", SAME),
        ([None] * 60, "number", "“The <b>column</b>” is missing for every customer. Choose another column."),
        ([f"street {k}" for k in range(3000)], "text",
         "“The <b>column</b>” has 3,000 different values, so its groups would hold one or two customers "
         "each. Choose a column with fewer."),
    ],
)  # fmt: skip
def test_a_column_without_groups_is_refused_in_plain_words(values, kind, sentence) -> None:
    with pytest.raises(TableProblem) as caught:
        grouping(table(values, kind), "x")
    assert str(caught.value) == sentence


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(KeyError):
        grouping(table(["a"] * 60, "category"), "y")


def test_sensible_columns_start_with_few_groups_and_hold_no_id_nor_the_target() -> None:
    broadband = samples.load("broadband")
    found = sensible(broadband)
    assert "customer_id" not in found
    assert broadband.target not in found
    assert found.index("contract") < found.index("payment_method") < found.index("tenure_months")
    for name in found:
        assert len(set(grouping(broadband, name))) > 1
    assert "gender" in sensible(broadband.without("gender")), (
        "left out of the model, not out of the comparison"
    )


def test_a_column_that_tells_who_left_is_no_group() -> None:
    answers = ["yes", "no"] * 50
    assert sensible(table(["gone", "here"] * 50, "category", y=answers)) == []
    assert sensible(table([1.0, 2.0] * 50, "number", y=answers)) == []
    assert sensible(table(["a", "b", "b", "a"] * 25, "category", y=answers)) == ["x"]


def test_groups_are_arranged_as_people_look_for_them() -> None:
    data = table([*range(100), None], "number", "days")
    frame = by_group(scores([1, 0] * 50 + [1], [0.5] * 101), grouping(data, "x"), PRICES, 0.5)
    names = [name.replace("\u00a0", " ") for name in arranged(frame.iloc[::-1], data, "x")["group"]]
    assert [name.split()[0] for name in names] == ["up", *(name.split()[0] for name in names[1:4]), "missing"]
    assert names[0].startswith("up to 2")
    assert names[3].endswith("or more days")
    texts = table([f"level {k % 12}" for k in range(120)], "category")
    frame = by_group(scores([1, 0] * 60, [0.5] * 120), grouping(texts, "x"), PRICES, 0.5)
    assert frame["group"].iloc[0] == "all others"
    assert arranged(frame, texts, "x")["group"].iloc[-1] == "all others"
