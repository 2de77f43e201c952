"""A hundred people as dots."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.charts.people import ACROSS, FATES, dot_axes, dots, out_of_hundred, ring

LAW = settings(max_examples=40, deadline=None)
counts = st.dictionaries(st.sampled_from(list(FATES)), st.integers(0, 200_000), min_size=1)
shares = st.dictionaries(st.sampled_from(list(FATES)), st.floats(0, 1), min_size=1)


def test_seven_customers_out_of_a_hundred_on_paper() -> None:
    # 4/7 = 57.14, 2/7 = 28.57, 1/7 = 14.29: whole parts 57 + 28 + 14 = 99, and the largest remainder
    # (.57) takes the one that is missing
    assert out_of_hundred({"a": 4, "b": 2, "c": 1}) == {"a": 57, "b": 29, "c": 14}


@LAW
@given(st.one_of(counts, shares))
def test_people_add_up_to_a_hundred_and_nobody_is_rounded_by_more_than_one(parts) -> None:
    total = sum(parts.values())
    assume(total > 1e-6)
    people = out_of_hundred(parts)
    assert sum(people.values()) == 100
    assert list(people) == list(parts)
    for fate, number in people.items():
        assert isinstance(number, int)
        assert abs(number - 100 * parts[fate] / total) < 1
        assert number >= 0


@LAW
@given(st.floats(0, 1))
def test_a_share_and_the_rest_of_it_are_a_hundred(share) -> None:
    people = out_of_hundred({"left": share, "stayed": 1 - share})
    assert sum(people.values()) == 100
    assert abs(people["left"] - 100 * share) <= 0.5 + 1e-9


@pytest.mark.parametrize("across", [ACROSS, 2 * ACROSS])
def test_every_dot_has_a_place_of_its_own_inside_the_picture(across: int) -> None:
    people = {"caught": 13, "wasted": 27, "missed": 0, "spared": 60}
    traces = dots(people, {fate: f"name of {fate}" for fate in people}, across=across)
    places = [place for trace in traces for place in zip(trace["x"], trace["y"], strict=True)]
    assert len(places) == len(set(places)) == 100
    ranges = dot_axes((0, 1), (0, 1), across=across)
    for letter, values in (("xaxis", [x for x, _ in places]), ("yaxis", [y for _, y in places])):
        low, high = ranges[letter]["range"]
        assert low < min(values)
        assert max(values) < high


def test_the_legend_counts_the_dots() -> None:
    traces = dots({"left": 26, "stayed": 74}, {"left": "left", "stayed": "stayed"})
    assert [trace["name"] for trace in traces] == ["26 left", "74 stayed"]
    assert [len(trace["x"]) for trace in traces] == [26, 74]
    assert [trace["marker"]["symbol"] for trace in traces] == ["x", "circle-open"]


def test_a_guess_rings_the_first_so_many_dots() -> None:
    ringed = ring(12, "your guess: 12")
    dotted = dots({"left": 12, "stayed": 88}, {"left": "left", "stayed": "stayed"})[0]
    assert (ringed["x"], ringed["y"]) == (dotted["x"], dotted["y"])
    assert ringed["marker"]["size"] > dotted["marker"]["size"]
