"""Groups found anew: every refit has its dot, bars show who stays, and the words count right."""

from __future__ import annotations

import numpy as np
import pytest

from core.charts.groups.again import again
from core.strategy import Again, Held, Refits, Survival
from core.words import Noun
from tests.charts.test_groups_evidence_chart import BANNED, SEEN, assert_notes_fit, notes
from tests.charts.test_tree_chart import HOSTILE

SHOP = Noun("shop", "shops")
NAMES = ("Large", "Small")


def refits(changed: list[int], k: int = 2, stayed: float = 0.9) -> Refits:
    many = len(changed)
    shares = np.full((many, k), stayed)
    if many:
        shares[0] = stayed / 2
    return Refits(np.array(changed, dtype=int), shares, np.full((many, k), 100.0))


def result(begun: list[int], drawn: list[int], k: int = 2, rows: int = 600, fitted: int = 600) -> Again:
    return Again(refits(begun, k), refits(drawn, k), rows, np.full(k, 300.0), fitted)


def held(forgone: list[float], most: int | None = None, alone: int | None = None) -> Held:
    many = len(forgone)
    turns = np.arange(many)
    return Held(
        turns < (many if most is None else most),
        turns < (many if alone is None else alone),
        np.array(forgone),
    )


def survival(
    drawn: Held,
    begun: Held | None = None,
    most=(0,),
    alone=(),
    already: float = 0.0,
    spent: float = 1e5,
    budget: float = 1e6,
) -> Survival:
    return Survival(begun or held([]), drawn, most, alone, already, spent, budget)


def words(found: Again, kept: Survival | None = None) -> str:
    return again(found, kept, NAMES, SHOP, "€").words.replace("\u00a0", " ")


def test_every_refit_has_its_dot_on_its_number_of_rows(sound) -> None:
    found = result([0, 2], [23, 7, 7, 41])
    kept = survival(held([0.0] * 4, most=3), held([0.0] * 2))
    chart = again(found, kept, NAMES, SHOP, "€")
    sound(chart)
    assert_notes_fit(chart)
    for figure in (chart.figure, chart.narrow):
        begun, drawn = (trace for trace in figure["data"] if trace.get("xaxis") == "x2")
        assert begun["x"] == [0, 2]
        assert drawn["x"] == [23, 7, 7, 41]
        assert drawn["marker"]["symbol"] == ["circle", "circle", "circle", "x"]
        assert len(set(zip(drawn["x"], drawn["y"], strict=True))) == 4  # equal ones do not hide each other
        low, high = figure["layout"]["xaxis2"]["range"]
        assert low < 0
        assert high > 41
    assert not [term for term in BANNED if term in (chart.words + chart.caution).lower()]


def test_bars_show_the_share_that_stays_and_the_worst() -> None:
    chart = again(result([0], [1, 3]), None, NAMES, SHOP, "€")
    bar, worst = (trace for trace in chart.figure["data"] if trace.get("xaxis") == "x3")
    assert bar["x"] == [67.5, 67.5]  # 45 and 90
    assert worst["x"] == [45, 45]
    assert "68\u00a0%" in notes(chart.figure)


def test_the_words_count_rows_refits_and_money() -> None:
    kept = survival(held([12_000.0] * 18 + [30_000.0] * 2, most=18, alone=17), alone=(1,))
    assert words(result([0, 2], [23] * 19 + [40]), kept) == (
        "Begun anew 2 times, at most 2 of 600 shops change group; with shops drawn anew 20 times, 23 do in "
        "the middle case. In 18 of 20 the best split gives most to the same group; in 17 it leaves the same "
        "group alone. Sticking to this split would forgo € 12,000 in the middle case, in 1 of 10 € 30,000 or "
        "more."
    )


@pytest.mark.parametrize(
    ("begun", "drawn", "told"),
    [
        ([0], [0], "Begun anew once, no shop changes group; with shops drawn anew once, none does."),
        ([1], [1, 1], "Begun anew once, at most 1 of 600 shops changes group; with shops drawn anew 2 times, "
                      "1 does."),
        ([], [0, 0, 9], "With shops drawn anew 3 times, no shop changes group in the middle case."),
        ([], [4], "With shops drawn anew once, 4 of 600 shops change group."),
        ([3], [], "Begun anew once, at most 3 of 600 shops change group."),
        ([], [], "The groups were not found anew."),
    ],
)  # fmt: skip
def test_rows_that_change_are_counted_in_grammar(sound, begun, drawn, told) -> None:
    chart = again(result(begun, drawn), None, NAMES, SHOP, "€")
    assert chart.words == told
    sound(chart)


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (survival(held([0.0, 0.0])), "In 2 of 2 the best split gives most to the same group and leaves no "
         "group alone. Sticking to this split would forgo nothing."),
        (survival(held([0.0] * 19 + [5e5])), "would forgo nothing in 9 of 10."),
        (survival(held([0.0] * 15 + [999.0] * 5)), "Sticking to this split would forgo next to nothing."),
        (survival(held([900.0] * 19 + [9e5])), "would forgo next to nothing in 9 of 10."),
        (survival(held([0.0] * 3 + [5000.0] * 2)), "would mostly forgo nothing, in 1 of 10 € 5,000 or more."),
        (survival(held([12_340.0] * 9 + [12_490.0] * 9)), "would forgo about € 12,400."),
        (survival(held([0.0]), most=(), spent=0.0), "In 1 of 1 it is still best to spend nothing. Spending "
         "nothing would forgo nothing."),
        (survival(held([0.0], most=0), most=(), budget=0.0, spent=0.0), "changes group. There is no budget, "
         "so there is no plan to judge."),
    ],
)  # fmt: skip
def test_the_best_split_is_told_with_its_price(kept, told) -> None:
    found = words(result([], [1] * len(kept.drawn.forgone)), kept)
    assert found.endswith(told)
    assert found.count(". ") <= 2


@pytest.mark.parametrize(
    ("forgone", "already", "told"),
    [
        ([5.94e6] * 20, 5.92e6, "Sticking to yours would forgo € 5.9 million, as it does with these groups."),
        ([5.94e6] * 20, 6.1e6, "would forgo about € 5.9 million, as it does with these groups."),
        ([5.94e6] * 20, 8e6, "would forgo € 5.9 million; with these groups it forgoes € 8 million."),
        ([5e6] * 9 + [9.9996e8] * 9, 5e6, "would forgo € 502.5 million in the middle case, in 1 of 10 "
         "€ 1 billion or more; with these groups it forgoes € 5 million."),
        ([10.0] * 20, 9e5, "would forgo next to nothing; with these groups it forgoes € 900,000."),
        ([999_900.0], 999_900.0, "would forgo € 1 million, as it does with these groups."),
    ],
)  # fmt: skip
def test_a_split_of_the_readers_own_is_told_apart_from_the_best_one(forgone, already, told) -> None:
    many = len(forgone)
    kept = survival(held(forgone, alone=many - 1), already=already)
    found = words(result([0], [1] * many), kept)
    assert f"The best split stays the same in {many - 1} of {many}. " in found
    assert found.endswith(told)
    assert "“The same” means" in again(result([0], [1] * many), kept, NAMES, SHOP, "€").caution


def test_without_a_budget_no_split_is_judged() -> None:
    kept = survival(held([0.0] * 3), most=(), spent=0.0, budget=0.0)
    chart = again(result([], [1, 2, 3]), kept, NAMES, SHOP, "€")
    assert not [text for text in notes(chart.figure) if "best" in text]
    assert "one try" in notes(chart.figure)
    assert not [name for name in chart.table.columns if "split" in name]


def test_a_plan_that_spends_nothing_is_told_in_plain_words() -> None:
    kept = survival(held([3e6] * 4), already=3e6, spent=0.0)
    assert words(result([], [1] * 4), kept).endswith(
        "The best split stays the same in 4 of 4. Spending nothing would forgo € 3 million, as it does "
        "with these groups."
    )


def test_without_drawn_rows_the_beginnings_decide() -> None:
    kept = survival(held([]), held([0.0, 0.0], most=1))
    assert "In 1 of 2 the best split gives most to the same group" in words(result([1, 4], []), kept)


def test_fewer_drawn_rows_than_there_are_is_said() -> None:
    chart = again(result([1], [5], rows=200_000, fitted=20_000), None, NAMES, SHOP, "€")
    assert chart.caution.endswith(
        "Each draw holds 20,000 of 200,000 shops, so more of them change than with all."
    )


def test_the_table_has_a_row_per_refit() -> None:
    kept = survival(held([10.0, 20.0], most=1), held([0.0]))
    table = again(result([3], [5, 6]), kept, NAMES, SHOP, "€").table
    assert table["how"].tolist() == ["begun anew", "drawn anew", "drawn anew"]
    assert table["shops that change group"].tolist() == [3, 5, 6]
    assert table["best split: same group gets most"].tolist() == ["yes", "yes", "no"]
    assert table["the plan forgoes, €"].tolist() == [0, 10, 20]


@pytest.mark.parametrize(
    ("k", "name"), [(2, SEEN[1]), *((10, name) for name in (*SEEN, *HOSTILE[1:4], "=SUM(A1)"))]
)
def test_any_number_of_groups_with_any_name_fits(sound, k, name) -> None:
    kept = survival(held([1.0] * 20, most=9), held([0.0] * 10))
    noun = Noun("<b>shop</b>", "<b>shops</b>") if name == "=SUM(A1)" else SHOP
    chart = again(result([0] * 10, list(range(0, 600, 30)), k), kept, [name] * k, noun, "€")
    if noun is SHOP:
        sound(chart)
        assert_notes_fit(chart)
    for figure in (chart.figure, chart.narrow):
        for text in [*notes(figure), figure["layout"]["xaxis3"]["title"]["text"]]:
            assert "<" not in text.replace("<br>", "")
