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


def survival(drawn: Held, begun: Held | None = None, most=(0,), alone=(), already: float = 0.0) -> Survival:
    return Survival(begun or held([]), drawn, most, alone, already)


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
        "Begun anew 2 times, at most 2 of 600 shops change group. With shops drawn anew 20 times, 23 of 600 "
        "shops change group in the middle case, and at most 40. In 18 of 20 the same group gets most money "
        "and in 17 the same group is left alone. Keeping the plan would forgo € 12,000 in the middle case, "
        "in 1 of 10 cases € 30,000 or more."
    )


@pytest.mark.parametrize(
    ("begun", "drawn", "told"),
    [
        ([0], [0], "Begun anew once, no shop changes group. With shops drawn anew once, no shop changes "
                   "group."),
        ([1], [1, 1], "at most 1 of 600 shops changes group. With shops drawn anew 2 times, 1 of 600 shops "
                      "changes group."),
        ([], [0, 0, 9], "With shops drawn anew 3 times, no shop changes group in the middle case, and at "
                        "most 9."),
        ([3], [], "Begun anew once, at most 3 of 600 shops change group."),
        ([], [], "The groups were not found anew."),
    ],
)  # fmt: skip
def test_rows_that_change_are_counted_in_grammar(sound, begun, drawn, told) -> None:
    chart = again(result(begun, drawn), None, NAMES, SHOP, "€")
    assert chart.words.endswith(told)
    sound(chart)


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (survival(held([0.0, 0.0])), "In 2 of 2 the same group gets most money and again no group is left "
         "alone. Keeping the plan would never forgo anything."),
        (survival(held([0.0] * 11 + [5.0])), "Keeping the plan would forgo nothing in 9 of 10 cases."),
        (survival(held([0.0] * 3 + [500.0] * 2)), "would mostly forgo nothing, in 1 of 10 cases "
         "€ 500 or more."),
        (survival(held([0.0]), most=()), "In 1 of 1 it is still best to spend nothing. "
         "Keeping the plan would never forgo anything."),
        (survival(held([700.0]), alone=(0, 1), already=650.0), "the same groups are left alone. Keeping the "
         "plan would forgo € 700 in the middle case, in 1 of 10 cases € 700 or more; with the groups as they "
         "are it forgoes € 650."),
    ],
)  # fmt: skip
def test_the_decision_is_told_with_its_price(kept, told) -> None:
    assert words(result([], [1] * len(kept.drawn.forgone)), kept).endswith(told)


def test_without_drawn_rows_the_beginnings_decide() -> None:
    kept = survival(held([]), held([0.0, 0.0], most=1))
    assert "In 1 of 2 the same group gets most money" in words(result([1, 4], []), kept)


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
    assert table["same group gets most"].tolist() == ["yes", "yes", "no"]
    assert table["the plan forgoes, €"].tolist() == [0, 10, 20]


@pytest.mark.parametrize("k", [2, 10])
@pytest.mark.parametrize("name", [*SEEN, *HOSTILE[1:5], "=SUM(A1)"])
def test_any_number_of_groups_with_any_name_fits(sound, k, name) -> None:
    kept = survival(held([1.0] * 20, most=9), held([0.0] * 10))
    noun = Noun("<b>shop</b>", "<b>shops</b>") if name == "=SUM(A1)" else SHOP
    chart = again(result([0] * 10, list(range(0, 600, 30)), k), kept, [name] * k, noun, "€")
    if noun is SHOP:
        sound(chart)
        assert_notes_fit(chart)
    for figure in (chart.figure, chart.narrow):
        for text in [*notes(figure), figure["layout"]["xaxis3"]["title"]["text"]]:
            assert "<" not in text
