"""Five tests at a glance: marks, words and figures agree, for two groups and for ten, whatever the names."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.groups.criteria import criteria
from core.strategy import CRITERIA, Check, Criteria
from core.strategy.criteria import BORDER, NONE, PEOPLE, PERCENT, POINTS, SHARE, STEPS, WORTH
from core.words import Noun
from tests.charts.test_groups_evidence_chart import BANNED, SEEN, assert_notes_fit, notes
from tests.charts.test_tree_chart import HOSTILE

LAW = settings(max_examples=25, deadline=None)
SHOP = Noun("shop", "shops")
NAMES = ("Large", "Small", "Far", *(f"Name {at}" for at in range(7)))
YES = ((True, 0.99, SHARE), (True, 0.2, SHARE), (True, 0.81, SHARE), (True, 126.0, PERCENT),
       (True, math.nan, NONE))  # fmt: skip


def all_of(*answers: tuple, outcome: str = "Sales", clear: bool = True) -> Criteria:
    """Five (ok, figure, sort, of) per group; of may be left out."""
    return Criteria(
        tuple(
            tuple(
                Check(group, name, ok, figure, sort, f"About {name}.", *of)
                for name, (ok, figure, sort, *of) in zip(CRITERIA, own, strict=True)
            )
            for group, own in enumerate(answers)
        ),
        outcome,
        clear,
    )


def but(place: int, ok: bool | None, figure: float = math.nan, sort: str = NONE, of: str = "") -> tuple:
    """All yes but one."""
    return (*YES[:place], (ok, figure, sort, of), *YES[place + 1 :])


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def words(*answers: tuple, outcome: str = "Sales") -> str:
    return plain(criteria(all_of(*answers, outcome=outcome), NAMES[: len(answers)], SHOP).words)


def test_cells_say_yes_or_no_with_their_figure(sound) -> None:
    chart = criteria(
        all_of(but(1, False, 0.031, SHARE), but(3, False, -10.4, PERCENT), but(2, None)), NAMES[:3], SHOP
    )
    sound(chart)
    assert_notes_fit(chart)
    cells = [plain(text) for text in notes(chart.figure)]
    assert cells.count("yes, 99 %") == 3
    assert {"no, 3.1 %", "yes, +126 %", "no, −10 %", "not known", "yes", "1 Large"} <= set(cells)
    assert {"3.1", "126", "−10", "?", "yes"} <= set(notes(chart.narrow))
    answers = chart.figure["data"][-1]["marker"]["symbol"]
    assert (answers.count("circle"), answers.count("x"), answers.count("circle-open")) == (12, 2, 1)
    assert sorted(chart.narrow["data"][-1]["marker"]["symbol"]) == sorted(answers)
    assert not [term for term in BANNED if term in (chart.words + chart.caution).lower()]


@pytest.mark.parametrize(
    ("figure", "sort", "long", "short"),
    [
        (1240.0, PERCENT, "yes, +999+ %", "999+"),
        (-0.2, PERCENT, "yes, 0 %", "0"),
        (12.0, POINTS, "yes, +12 points", "12"),
        (-1.24, STEPS, "yes, −1.2 steps", "−1.2"),
        (0.0004, SHARE, "yes, under 0.1 %", "&lt;1"),
        (0.998, SHARE, "yes, over 99 %", "&gt;99"),
        (0.25, BORDER, "yes, border 25 %", "25*"),
    ],
)
def test_figures_are_short_and_never_lie(figure, sort, long, short) -> None:
    chart = criteria(all_of(but(0, True, figure, sort), YES), NAMES[:2], SHOP)
    assert long in map(plain, notes(chart.figure))
    assert short in notes(chart.narrow)
    assert_notes_fit(chart)


def test_the_words_say_who_passes_and_who_fails_what() -> None:
    assert words(YES, YES) == "Both groups pass all five tests."
    assert words(YES, YES, YES) == "All 3 groups pass all five tests."
    assert words(YES, but(4, False)) == (
        "Only group 1 “Large” passes all five tests. No action yet: group 2."
    )
    assert words(YES, but(1, False, 0.03, SHARE), YES, but(3, False, 1.0, PERCENT)) == (
        "Groups 1 and 3 pass all five tests. Too few shops: group 2 (3.0 % of all shops); not clearly "
        "different in “Sales”: group 4."
    )
    assert words(but(0, False), but(0, False)) == (
        "No group passes all five tests. Hard to pin down: both groups."
    )
    assert words(but(2, None), but(2, None)) == "No group passes all five tests. Not known: accessible."
    assert words(YES, but(2, None)).endswith("Not known: accessible for group 2.")


def test_of_a_group_that_is_too_small_it_is_said_what_it_lacks() -> None:
    little, poor = but(1, False, 0.021, SHARE, WORTH), but(1, False, 0.03, SHARE, PEOPLE)
    assert words(little, YES).endswith("tests. Brings too little: group 1 (2.1 % of all worth).")
    assert words(little, YES, poor, little).endswith(
        "Too few people: group 3 (3.0 % of all people); bring too little: groups 1 (2.1 % of all worth) and "
        "4 (2.1 % of all worth)."
    )
    assert words(poor, poor, poor, YES).endswith(
        "Too few people: groups 1, 2 and 3 (each under 5 % of all people)."
    )


def test_groups_cut_from_noise_are_called_so() -> None:
    told = all_of(but(0, False, 0.84, SHARE), but(0, False, 0.9, SHARE), clear=False)
    chart = criteria(told, NAMES[:2], SHOP)
    assert chart.words.endswith("tests. No clearer than in a shuffled table: both groups.")
    assert "no, 84 %" in map(plain, notes(chart.figure))


def test_the_limits_are_said_and_money_decides() -> None:
    chart = criteria(all_of(YES, YES), NAMES[:2], SHOP)
    assert plain(chart.caution) == (
        "Five times yes is no reason to spend: the money decides. The limits are rules of thumb: 75 % found "
        "again, 5 % of all, 50 % recognised."
    )


def test_the_table_holds_every_sentence() -> None:
    table = criteria(all_of(YES, but(4, False)), NAMES[:2], SHOP).table
    assert table.shape == (10, 4)
    assert table.iloc[9].tolist() == ["2 Small", "actionable", "no", "About actionable."]


@pytest.mark.parametrize(
    ("k", "name"),
    [
        (2, SEEN[1]),
        *((10, name) for name in (*SEEN, "=SUM(A1)", "Wide words that go on and on and that nobody reads")),
    ],
)
def test_any_number_of_groups_with_any_name_fits(sound, k, name) -> None:
    chart = criteria(all_of(*[but(1, False, 0.01, SHARE)] * k, outcome=name), [name] * k, SHOP)
    sound(chart)
    assert_notes_fit(chart)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name) -> None:
    chart = criteria(all_of(YES, but(3, False, 1.0, STEPS), outcome=name), (name, name), SHOP)
    for text in notes(chart.figure) + notes(chart.narrow):
        assert "<" not in text.replace("<b>", "").replace("</b>", "").replace("<br>", "")
    assert not {"\n", "\r", "\u2028", "\u202e"} & set(chart.words)


answers = st.tuples(
    st.sampled_from([True, False, None]),
    st.floats(0, 1),
    st.sampled_from([SHARE, BORDER]),
)


@LAW
@given(st.lists(st.tuples(*[answers] * 5), min_size=2, max_size=10))
def test_a_group_is_said_to_pass_only_if_it_does(rows) -> None:
    told = all_of(*rows)
    passing = [str(group + 1) for group in range(len(rows)) if told.meets_all(group)]
    first = words(*rows).split(" tests.")[0]
    if not passing:
        assert first == "No group passes all five"
    elif len(passing) < len(rows):
        named = (
            first.split("“")[0].replace("Only group", "").replace("Groups", "").replace("pass all five", "")
        )
        assert named.replace(",", " ").replace("and", " ").split() == passing
