"""The picture of acting on a push: the promise beside the simulated truth."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.why.act import BREAKPOINT, act
from core.explain.acting import Acted, Action, acted
from tests.charts.test_tree_chart import PHONE, said, wide_in_pixels
from tests.charts.test_waterfall_chart import texts

LAW = settings(max_examples=12, deadline=None)


def an_action(
    name="Call the silent", cost=2.0, believed=0.05, kept=300, lost=14, customers=10_000, role="cause"
):
    return acted(Action(name, "days", cost, believed, kept, lost, customers, role), 80)


# (300 - 14) / 10,000 x 80 - 2 = 0.29 of the 2.00 promised
CALL = an_action()
# promised 0.0214 x 80 - 1 = 0.71; nobody stays: -1.00
DATA = an_action("Give everyone 200 MB more", 1.0, 0.0214, 0, 0, role="stand-in")
LETTER = an_action("Write a letter", 1.0, 0.02, 0, 0, role="noise")
SURE = an_action("Improve the network", 1.0, 0.05, 500, 0)


def fits(figure, width: int) -> None:
    shape = figure["layout"]
    left, right = shape["margin"]["l"], width - shape["margin"]["r"]
    low, high = shape["xaxis"]["range"]
    for note in shape["annotations"]:
        at = left if note.get("xref") == "paper" else left + (right - left) * (note["x"] - low) / (high - low)
        at += note.get("xshift", 0)
        for line in note["text"].split("<br>"):
            wide = wide_in_pixels(line, note["font"]["size"])
            start = at - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
            assert start >= 0, line
            assert start + wide <= width, line


def test_the_strongest_push_was_a_symptom() -> None:
    assert said(act([CALL, DATA], "Rs", DATA.action.name, 80)) == (
        "You chose: give everyone 200 MB more. The model promised a gain of Rs 0.71 per customer; in truth "
        "it loses its whole cost, Rs 1.00: not one customer stays because of it. The column it changes is "
        "only a symptom. Best would be: call the silent. It earns Rs 0.29, between Rs 0.06 and Rs 0.52."
    )


def test_a_gain_smaller_than_promised_is_called_small() -> None:
    words = said(act([CALL, DATA], "Rs", CALL.action.name, 80))
    assert (
        "promised a gain of Rs 2.00 per customer; in truth it earns only Rs 0.29 (between Rs 0.06 and"
        in words
    )
    assert "Because of it 300 stay and 14 leave, of 10,000 customers. No other action earns more." in words


def test_a_promise_inside_the_range_was_kept() -> None:
    # promised 0.05 x 80 - 1 = 3; in truth 500 / 10,000 x 80 - 1 = 3
    words = said(act([CALL, SURE], "€", SURE.action.name, 80))
    assert "in truth it earns € 3.00 (between € 2.71 and € 3.29), as promised." in words
    assert "Because of it 500 stay, of 10,000 customers. No other action earns more." in words


def test_an_action_can_do_better_than_promised() -> None:
    better = an_action(cost=1.0, believed=0.01, kept=500, lost=0)
    # promised 0.01 x 80 - 1 = -0.20
    assert (
        "The model promised a loss of € 0.20 per customer; in truth it does better: it earns € 3.00"
        in said(act([better], "€", better.action.name, 80))
    )


def test_an_action_that_costs_nothing_and_moves_nobody_neither_earns_nor_loses() -> None:
    idle = an_action(cost=0.0, believed=0.0, kept=0, lost=0, role="noise")
    words = said(act([idle], "€", idle.action.name, 80))
    assert (
        "promised neither gain nor loss per customer; in truth it neither earns nor loses anything, as"
        in words
    )
    assert words.endswith("No action pays: doing nothing is best.")


@pytest.mark.parametrize(
    ("kept", "lost", "told"),
    [
        (0, 0, "in truth it loses its whole cost, € 2.00: not one customer stays because of it."),
        (1, 0, "Because of it 1 stays, of 100 customers."),
        (0, 1, "Because of it 1 leaves, of 100 customers."),
        (2, 1, "Because of it 2 stay and 1 leaves, of 100 customers."),
        (1, 2, "Because of it 1 stays and 2 leave, of 100 customers."),
    ],
)
def test_whom_an_action_moves_is_counted_in_good_grammar(kept, lost, told) -> None:
    one = an_action(kept=kept, lost=lost, customers=100)
    assert told in said(act([one], "€", one.action.name, 80))


def test_a_column_that_is_noise_has_nothing_to_do_with_leaving() -> None:
    assert "because of it. The column it changes has nothing to do with leaving." in said(
        act([LETTER], "€", LETTER.action.name, 80)
    )
    free = an_action(cost=0.0, believed=0.02, kept=0, lost=0, role="noise")
    assert "The column it changes has nothing to do with leaving: not one customer stays because" in said(
        act([free], "€", free.action.name, 80)
    )


def test_a_cost_that_was_promised_to_be_lost_is_lost_as_promised() -> None:
    idle = an_action(cost=1.0, believed=0.0, kept=0, lost=0)
    assert (
        "promised a loss of € 1.00 per customer; in truth it loses its whole cost, € 1.00, as promised:"
        in said(act([idle], "€", idle.action.name, 80))
    )


@pytest.mark.parametrize(
    ("believed", "told"),
    [
        # in truth 200 / 10,000 x 80 - 1 = 0.60; promised 0.89, 0.91, 1.02, 1.10, 1.48, 1.52 and 600.40
        (0.023625, ""),
        (0.023875, "It promised half as much again."),
        (0.02525, "It promised half as much again."),
        (0.02625, "It promised nearly twice as much."),
        (0.031, "It promised 2 times too much."),
        (0.0318, "It promised 3 times too much."),
        (7.5175, "It promised 1,001 times too much."),
    ],
)
def test_a_gain_promised_far_too_large_is_told_in_times(believed, told) -> None:
    one = an_action(cost=1.0, believed=believed, kept=200, lost=0)
    words = said(act([one], "€", one.action.name, 80))
    assert ("It promised" in words) == bool(told)
    assert told in words
    assert words.index(told) < words.index("Because of it 200 stay")


def test_the_caution_says_what_promise_and_truth_leave_out() -> None:
    caution = act([CALL], "€", None, 80).caution
    assert "A promise is what the model says; it has no range of its own." in caution
    assert "Extra revenue that an action may bring is not counted." in caution


def test_the_numbers_can_be_built_again_from_what_is_shown() -> None:
    chart = act([CALL, DATA, an_action(cost=0.0)], "Rs", None, 80)
    for figure in (chart.figure, chart.narrow):
        for told in ("costs Rs 2.00 per customer", "costs Rs 1.00 per customer", "costs nothing"):
            assert told in texts(figure)
    told = chart.table
    moved = (told["stay because of it"] - told["leave because of it"]) / told["customers"]
    assert (80 * moved - told["cost per customer"]).tolist() == pytest.approx(told["in truth, per customer"])
    fall = told["fall of the average chance the model promised, points"] / 100
    promised = told["the model promised, per customer"]
    assert (80 * fall - told["cost per customer"]).tolist() == pytest.approx(promised)


def test_doing_nothing_is_a_choice_and_marked(sound) -> None:
    chart = act([DATA, LETTER], "Rs", "", 80)
    sound(chart)
    words = said(chart)
    assert words.startswith(
        "You chose to do nothing, which neither earns nor costs anything. The model promised most for “Give "
        "everyone 200 MB more”: a gain of Rs 0.71 per customer; in truth it loses its whole cost, Rs 1.00:"
    )
    assert words.endswith("No action pays: doing nothing is best.")
    assert "do nothing: Rs 0 · your choice" in texts(chart.figure)


def test_without_a_choice_nothing_is_marked(sound) -> None:
    chart = act([CALL, DATA], "Rs", None, 80)
    sound(chart)
    assert said(chart).startswith("The model promised most for “Call the silent”: a gain of Rs 2.00")
    assert "our choice" not in texts(chart.figure)


def test_the_bars_the_ranges_and_the_mark() -> None:
    chart = act([CALL, DATA], "Rs", DATA.action.name, 80)
    for figure in (chart.figure, chart.narrow):
        promised, truth, ranges = figure["data"]
        assert promised["x"] == pytest.approx([2.0, 0.712])
        assert truth["x"] == pytest.approx([0.288, -1.0])
        assert promised["marker"]["pattern"]["shape"]
        assert truth["marker"]["color"] == ["$caught", "$missed"]
        assert ranges["x"] == [CALL.low, CALL.high, None], "no range where nobody is moved"
        plain = re.sub(r"<br>", " ", texts(figure))
        assert "Your choice: give everyone 200" in re.sub(r"</?b>", "", plain)
        for told in ("Rs 2.00", "−Rs 1.00", "model’s promise", "simulated truth", "do nothing: Rs 0"):
            assert told in texts(figure)
        assert "a leaver costs Rs 80" in figure["layout"]["xaxis"]["title"]["text"].replace("\u00a0", " ")
    assert chart.table["in truth, per customer"].tolist() == pytest.approx([0.288, -1.0])


def test_no_action_is_refused() -> None:
    with pytest.raises(ValueError, match="no action"):
        act([], "€", None, 80)


@LAW
@given(
    st.lists(
        st.tuples(st.floats(0, 1e5), st.floats(-1, 1), st.integers(0, 50), st.integers(0, 50),
                  st.sampled_from(["cause", "stand-in", "noise"])), min_size=1, max_size=5),
    st.floats(0, 1e6), st.one_of(st.none(), st.just(""), st.integers(0, 4)),
    st.sampled_from(["€", "Rs", "CHF"]),
)  # fmt: skip
def test_any_actions_can_be_drawn_and_fit(sound, drawn, missed, choice, currency) -> None:
    found: list[Acted] = [
        acted(Action(f"Do {k} things for every customer we have", "a", cost, hope, kept, lost, 100, role),
              missed)
        for k, (cost, hope, kept, lost, role) in enumerate(drawn)
    ]  # fmt: skip
    chosen = found[choice % len(found)].action.name if isinstance(choice, int) else choice
    chart = act(found, currency, chosen, missed)
    sound(chart)
    for figure, width in ((chart.figure, BREAKPOINT), (chart.narrow, PHONE)):
        fits(figure, width)
