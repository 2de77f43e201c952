"""The card of points: small whole numbers that give the model's verdicts with pencil and paper."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models, samples
from core.costs import Costs, curve
from core.points import (
    MOST_JUDGED,
    OTHER,
    SCALES,
    Line,
    PointsCard,
    card_table,
    meaning,
    points_card,
    said_points,
    worked_table,
)
from core.points import facts as facts_module
from core.points.facts import Reading, category_fact, number_fact
from core.table import Column, Table
from tests.core.test_questions import messy
from tests.core.test_trees import leaving, table

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=12, deadline=None)
PRICES = Costs(missed=80, wasted=40)
GAP = float("nan")
CALLS = Column("calls", "Days since last call", "number", "days")
PLAN = Column("plan", "Plan", "category")


@cache
def sample(name: str) -> tuple[Table, pd.DataFrame, np.ndarray, float, PointsCard]:
    """The table, its customers, the model's chances, its cheapest cut-off, and the card there."""
    of = samples.load(name)
    fitted, rows = models.fit(of, "logistic regression"), models.feature_rows(of)
    chance = models.chances(fitted, rows, len(rows))
    cheapest = curve(of.y, chance, PRICES).best.threshold
    return of, rows, chance, cheapest, points_card(fitted, of, cheapest)


def card_of(of: Table, threshold: float = 0.4) -> PointsCard:
    return points_card(models.fit(of, "logistic regression"), of, threshold)


def by_hand(card: PointsCard, row: pd.DataFrame) -> float:
    """The points of a customer from the printed lines alone."""
    total = 0.0
    for column in {line.column.name: line.column for line in card.lines}.values():
        value = row[column.name].iloc[0]
        lines = [line for line in card.lines if line.column == column]
        if column.kind == "number" and not np.isnan(value):
            (each,) = [line for line in lines if line.step is not None] or [Line(column, "", 1.0, 0)]
            above = float(each.what.partition(" above ")[2].split("\u00a0")[0].replace(",", "") or 0)
            total += round(each.points * (value - above) / each.step, 1)
            continue
        answer = models.MISSING if pd.isna(value) else value
        named = {line.what: line.points for line in lines}
        total += named.get(answer, named.get(OTHER, 0))
    return round(total, 1)


# -- on paper ----------------------------------------------------------------------------------


def test_a_number_becomes_points_for_a_step_on_paper() -> None:
    # 30 points for each 7 days more; steps of 5 days are 30 x 5 / 7 = 21.4: 21 points.
    # At the middle, 10 days, the model has 0 points and the card 10 / 5 x 21 = 42: everybody has -42.
    # A gap has 6 points of the model's, so 6 + 42 = 48 of the card's.
    fact, common = number_fact(CALLS, np.array([0.0, 7, 20]), 10, 7, 30, 6, True)
    assert (fact.step, fact.points, common, fact.gap) == (5, 21, -42, 48)
    assert [(line.what, line.points) for line in fact.lines] == [
        ("for each 5\u00a0days", 21),
        ("missing", 48),
    ]
    # 3 days: 63 / 5 = 12.6
    assert fact.earned(Reading(np.array([0, 3, 10, GAP]))).tolist() == [0, 12.6, 42, 48]


def test_a_category_starts_at_its_lowest_answer_on_paper() -> None:
    # -4.4, 1.3 and 7.8 points: 0, 5.7 and 12.2 above the lowest, so 0, 6 and 12
    fact, common = category_fact(PLAN, {"basic": 1.3, "gold": -4.4, "silver": 7.8}, None)
    assert common == -4.4
    assert [(line.what, line.points) for line in fact.lines] == [("silver", 12), ("basic", 6), ("gold", 0)]
    # an answer the model has never met has 0 points of the model's: 4.4 above the lowest
    coded = Reading(np.array([0, 1, -1]), ("gold", "basic", "new"))
    assert fact.earned(coded).tolist() == [0, 6, 4]


def test_of_two_answers_only_the_dearer_is_printed() -> None:
    fact, _ = category_fact(PLAN, {"no": -2.0, "yes": 1.0}, None)
    assert [(line.what, line.points) for line in fact.lines] == [("yes", 3)]
    assert fact.working(Reading(np.array([0]), ("no", "missing"))).points == 0


def test_rare_answers_share_a_line() -> None:
    fact, _ = category_fact(PLAN, {"gold": 0.0, "basic": 2.0}, 5.0)
    assert [(line.what, line.points) for line in fact.lines] == [(OTHER, 5), ("basic", 2), ("gold", 0)]


@pytest.mark.parametrize(
    ("values", "spread", "step"),
    [
        ([0, 50], 24.5, 20),  # whole numbers, at most one spread
        ([0, 1], 0.4, 1),  # never a part of a whole number
        ([0, 1.5], 0.4, 0.2),
        ([0, 1.5], 0.5, 0.5),
        ([0.5, 900_000], 250_000, 200_000),
        ([0.0001, 0.0009], 0.0002, 0.0002),
        ([3.5], 0, 1),  # everybody alike
    ],
)
def test_a_step_is_round_and_at_most_one_spread(values, spread, step) -> None:
    fact, _ = number_fact(CALLS, np.array(values, dtype=float), 0, spread, 1, 0, False)
    assert fact.step == pytest.approx(step)


def test_years_are_counted_from_a_round_year() -> None:
    # 2004 to 2019: a range of 15, so from 2000 on; 12 points a spread of 4 are 6 for 2 years
    fact, common = number_fact(
        Column("since", "Since", "number"), np.array([2004.0, 2019]), 2010, 4, 12, 0, False
    )
    assert (fact.above, fact.step, fact.points) == (2000, 2, 6)
    assert fact.lines[0].what == "for each 2 above 2,000"
    assert common == -30  # at 2010 the card has 6 x 10 / 2
    assert fact.earned(Reading(np.array([2004.0, 2011]))).tolist() == [12, 33]


def test_what_is_counted_from_is_a_whole_number_so_that_it_can_be_printed() -> None:
    fact, _ = number_fact(
        Column("rate", "Rate", "number"), np.array([1_024.03, 1_024.09]), 1_024, 0.02, 9, 0, False
    )
    assert (fact.above, fact.step) == (1_024, 0.02)
    assert fact.lines[0].what == "for each 0.02 above 1,024"


def test_the_smallest_step_is_not_said_to_be_nothing() -> None:
    fact, _ = number_fact(CALLS, np.array([1e-9, 8e-9]), 4e-9, 2e-9, 10, 0, False)
    assert fact.lines[0].what == "for each 0.000000002\u00a0days"


# -- the samples -------------------------------------------------------------------------------


# prepaid, limit 154:
#   0: 24 + 21.6 + 5.6 + 17.1 - 21.6 + 6 + 8 + 3.5 + 0.9 - 3.5 + 0 + 0.5 + 2 = 64.1: leave alone (chance 1 %)
#   1: 48 + 48 + 23.8 + 24.7 - 4 + 4 + 6 + 8.1 + 0.5 - 0.5 + 0 + 3.3 + 0 = 161.9: contact (40 %)
#   5: 9.6 + 75.6 + 18.2 + 26.9 - 19.6 + 8 + 7 + 5.8 + 2.2 - 0.6 + 2 + 0.9 + 2 = 138: leave alone (17 %)
# broadband, limit 130; the zeros left out:
#   0: -35.4 + 18.4 + 77 + 50 - 54.6 + 23 + 1 + 3 + 6 + 18 + 15 + 12 + 4 + 1 = 138.4: contact (38 %)
#   2: -5.9 + 1.5 + 77 - 27.7 + 1 + 1 + 21 + 19 + 18 + 6 + 12 + 4 + 1 = 127.9: leave alone (33 %)
#  11: -174 + 94 + 77 + 50 - 57.7 + 23 + 23 + 3 + 3 + 18 + 18 + 15 + 12 + 12 + 5 = 121.3: leave alone (30 %)
WORKED = {
    "prepaid": (154, {0: 64.1, 1: 161.9, 5: 138.0}),
    "broadband": (130, {0: 138.4, 2: 127.9, 11: 121.3}),
}


@pytest.mark.parametrize("name", samples.NAMES)
def test_three_customers_worked_by_hand(name: str) -> None:
    _, rows, chance, cheapest, card = sample(name)
    limit, totals = WORKED[name]
    assert card.limit == limit
    for at, total in totals.items():
        row = rows.iloc[[at]]
        assert by_hand(card, row) == total == card.total(row)[0]
        assert card.contacts(row)[0] == (total >= limit) == (chance[at] >= cheapest)


@pytest.mark.parametrize("name", samples.NAMES)
def test_the_card_repeats_the_model(name: str) -> None:
    of, rows, chance, cheapest, card = sample(name)
    same = np.mean(card.contacts(rows) == (chance >= cheapest))
    assert card.agreement == same >= 0.99
    assert card.dropped + len({line.column.name for line in card.lines}) == len(of.features)
    coarser = SCALES[SCALES.index(card.scale) - 1]
    assert coarser < card.scale <= 50, "the numbers on the card stay small"


@pytest.mark.parametrize("name", samples.NAMES)
def test_the_facts_that_matter_come_first_and_stay_together(name: str) -> None:
    _, rows, _, _, card = sample(name)
    names = [line.column.name for line in card.lines]
    assert names == [line for fact in card.facts for line in [fact.column.name] * len(fact.lines)]
    spread = [np.std([w.points for w in works]) for works in zip(
        *(card.worked(rows.iloc[[at]]) for at in range(0, len(rows), len(rows) // 150)), strict=True
    )]  # fmt: skip
    assert spread[0] > 3 * spread[-1]


# -- laws --------------------------------------------------------------------------------------


@LAW
@given(st.integers(0, 10_000), st.floats(0.05, 0.95))
def test_a_total_is_the_sum_of_what_is_worked(seed: int, threshold: float) -> None:
    of = messy(seed)
    rows, card = models.feature_rows(of), card_of(of, threshold)
    totals = card.total(rows)
    for at in range(0, len(rows), 7):
        row = rows.iloc[[at]]
        worked = card.worked(row)
        assert totals[at] == pytest.approx(sum(w.points for w in worked), abs=1e-6)
        assert len(worked) == len({w.line.column.name for w in worked})
        assert worked_table(card, row)["points"].iloc[-1] == totals[at]


@LAW
@given(st.integers(0, 10_000), st.floats(0.05, 0.95))
def test_the_printed_lines_are_enough(seed: int, threshold: float) -> None:
    of = messy(seed)
    of.rows.loc[of.rows["town"].eq("nobody practised on this town"), "town"] = "town 1"
    rows, card = models.feature_rows(of), card_of(of, threshold)
    totals = card.total(rows)
    for at in range(0, len(rows), 7):
        assert by_hand(card, rows.iloc[[at]]) == pytest.approx(totals[at], abs=1e-6)


@LAW
@given(st.integers(0, 10_000), st.floats(0.02, 0.98))
def test_a_card_repeats_the_model_or_is_the_finest(seed: int, threshold: float) -> None:
    of = messy(seed)
    fitted, rows = models.fit(of, "logistic regression"), models.feature_rows(of)
    card = points_card(fitted, of, threshold)
    same = np.mean((models.chances(fitted, rows, len(rows)) >= threshold) == card.contacts(rows))
    assert card.agreement == same
    assert same >= 0.99 or card.scale == SCALES[-1]


@LAW
@given(st.integers(0, 10_000))
def test_more_of_what_earns_points_never_lowers_the_total(seed: int) -> None:
    of = messy(seed)
    card, row = card_of(of), models.feature_rows(of).iloc[[0]]
    for fact in card.facts:
        if fact.column.kind == "number":
            rows = pd.concat([row] * 50, ignore_index=True)
            rows[fact.column.name] = np.linspace(-10, 2_000, 50)
            rising = np.diff(card.total(rows)) * np.sign(fact.points)
            assert (rising >= 0).all()


# -- edges -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("threshold", "everybody"), [(np.inf, False), (1.0, False), (0.0, True), (-1.0, True)]
)
def test_a_cut_off_beyond_all_chances_contacts_nobody_or_everybody(threshold, everybody) -> None:
    of = messy(3)
    card, rows = card_of(of, threshold), models.feature_rows(of)
    assert card.limit == (-np.inf if everybody else np.inf)
    assert card.contacts(rows).tolist() == [everybody] * len(rows)
    assert card.agreement == 1
    assert meaning(card, 7).endswith(
        f"because this cut-off contacts {'everybody' if everybody else 'nobody'}"
    )


def test_a_cut_off_where_the_chances_stop_is_read_as_the_model_reads_it() -> None:
    # 200 customers: no chance is under 1/202, and all who would be lower have exactly that
    days = np.concatenate([np.repeat([0.0, 100.0], 98), [-300, -300, 400, 400]])
    of = table({"days": days, "left": np.where(days > 50, "yes", "no").astype(object)})
    fitted, rows = models.fit(of, "logistic regression"), models.feature_rows(of)
    chance, edge = models.chances(fitted, rows, 200), 1 / 202
    assert (chance.min(), chance.max()) == (edge, 1 - edge)
    for threshold in (edge, np.nextafter(edge, 1), 1 - edge, np.nextafter(1 - edge, 1)):
        card = points_card(fitted, of, threshold)
        assert card.contacts(rows).tolist() == (chance >= threshold).tolist()
        assert np.isfinite(card.limit) == (edge < threshold <= 1 - edge)


def test_only_a_logistic_regression_becomes_a_card() -> None:
    of = messy(1)
    with pytest.raises(ValueError, match="logistic regression only"):
        points_card(models.fit(of, "tree"), of, 0.5)


def test_a_card_is_worked_for_one_customer() -> None:
    of = messy(1)
    with pytest.raises(ValueError, match="one customer at a time, not for 2"):
        card_of(of).worked(models.feature_rows(of).iloc[:2])


def test_facts_without_a_whole_point_are_dropped_and_counted() -> None:
    rng = np.random.default_rng(5)
    noise = rng.choice(np.array(["a", "b"], dtype=object), 4_000)
    days = rng.integers(0, 30, 4_000).astype(float)
    of = table({"days": days, "noise": noise, "same": np.full(4_000, 3.5), "left": leaving(days / 31, 5)})
    card = card_of(of, 0.5)
    assert [fact.column.name for fact in card.facts] == ["days"]
    assert card.dropped == 2
    assert card_table(card)["fact"].tolist() == ["days"]


def test_a_table_nobody_can_learn_from_gives_an_empty_card() -> None:
    of = table({"same": np.full(80, 3.5), "left": np.array(["yes", "no"] * 40, dtype=object)})
    card, rows = card_of(of, 0.4), models.feature_rows(of)
    assert (card.lines, card.dropped) == ((), 1)
    assert card.total(rows).tolist() == [0.0] * 80
    assert card.contacts(rows).all(), "half of them leave, and that is above the cut-off"
    assert worked_table(card, rows.iloc[[0]]).shape == (1, 3)


def test_many_customers_are_judged_by_some_of_them_drawn_by_lot() -> None:
    rng = np.random.default_rng(2)
    days = rng.normal(0, 1, MOST_JUDGED + 2_000)
    of = table({"days": days, "left": leaving(1 / (1 + np.exp(-days)), 2)})
    fitted = models.fit(of, "logistic regression")
    one, same, other = (points_card(fitted, of, 0.4, random_state=seed) for seed in (0, 0, 1))
    assert one.agreement == same.agreement
    assert one.agreement * MOST_JUDGED == pytest.approx(round(one.agreement * MOST_JUDGED))
    assert min(one.agreement, other.agreement) >= 0.99


def test_text_from_a_file_stays_text() -> None:
    evil = np.array(["<b>bold</b>", "=SUM(A1)", "", "two\nlines\u202e", "x" * 300], dtype=object)
    town = np.tile(evil, 40)
    chance = np.tile([0.1, 0.3, 0.5, 0.7, 0.9], 40)
    of = table({"town": town, "left": leaving(chance, 4)}, labels={"town": "Town\n\u202e<i>"})
    card = card_of(of)
    shown = card_table(card)
    assert set(shown["fact"]) == {"Town <i>"}
    assert set(shown["what"]) == {"<b>bold</b>", "=SUM(A1)", "(blank)", "two lines", "x" * 59 + "…"}
    assert worked_table(card, models.feature_rows(of).iloc[[2]])["this customer"].iloc[0] == "(blank)"


def test_an_answer_the_model_never_met_is_worked_as_any_other() -> None:
    of = messy(3)
    row = models.feature_rows(of).iloc[[0]].assign(town="Atlantis")
    (town,) = [w for w in card_of(of).worked(row) if w.line.column.name == "town"]
    assert (town.line.what, town.value) == (OTHER, "Atlantis")


# -- told --------------------------------------------------------------------------------------


def test_the_last_row_says_what_the_total_means() -> None:
    _, rows, _, _, card = sample("prepaid")
    shown = worked_table(card, rows.iloc[[1]])
    assert list(shown.columns) == ["fact", "this customer", "points"]
    assert shown.iloc[-1].tolist() == ["total", "161.9 points: contact, because the limit is 154", 161.9]
    assert shown["points"].iloc[:-1].sum() == pytest.approx(161.9)
    assert meaning(card, 153.9) == "153.9 points: leave alone, because the limit is 154"
    assert meaning(card, 154) == "154 points: contact, because the limit is 154"


@pytest.mark.parametrize(
    ("points", "words"),
    [(1, "1 point"), (-1, "−1 point"), (0, "0 points"), (-0.04, "0 points"), (12.5, "12.5 points"),
     (1_204, "1,204 points")],
)  # fmt: skip
def test_points_are_said_as_people_say_them(points: float, words: str) -> None:
    assert said_points(points) == words


def test_the_card_for_the_screen_has_a_row_per_line() -> None:
    _, _, _, _, card = sample("broadband")
    shown = card_table(card)
    assert list(shown.columns) == ["fact", "what", "points"]
    assert len(shown) == len(card.lines)
    assert shown["points"].dtype.kind == "i"
    assert facts_module.BLANK not in set(shown["what"])
