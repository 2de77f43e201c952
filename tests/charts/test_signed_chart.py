"""The model signed off as a picture: five bills, one with its range, and words that agree with them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import costs as core_costs
from core.charts.box.signed import LINE, signed
from core.charts.box.signed_told import turns_in_words
from core.charts.chart import Chart
from core.costs import CONTACT_EVERYONE, DO_NOTHING, PERFECT, Contest, Costs, Difference, Turning, difference
from core.models import BLACK_BOXES, NAMES, READABLE
from core.words import capital, money, money_span, price, the_model
from tests.charts.test_contest_chart import BASE, PRICES, case, held, letters, plain, texts
from tests.charts.test_tree_chart import wide_in_pixels
from tests.core.test_paired import real_prices

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=25, deadline=None)
WIDTHS = {True: 1_180, False: 340}


def compared(name: str, chosen: str, other: str, of: Costs = PRICES) -> Contest:
    return held(name, of, against=chosen, among=(chosen, other), rule="none")


def drawn(
    name: str, chosen: str, other: str, of: Costs = PRICES, customers: int = BASE, currency: str = "€"
) -> Chart:
    return signed(compared(name, chosen, other, of), other, customers, currency)


def assert_well_said(*sentences: str) -> None:
    for words in map(plain, sentences):
        assert not re.search(r"nan|inf\b|None|  |-0\.00|\b1 customers|the the|the boosting", words), words
        assert re.search(r"^[A-Z].*[.]$", words), words
        assert not re.search(r"[.;:] [a-z].*[.] [a-z]", words), words


# -- the picture -------------------------------------------------------------------------------

ALL = [
    ("prepaid", "neural network", "tree", PRICES),
    ("prepaid", "tree", "neural network", PRICES),
    ("broadband", "boosting", "logistic regression", PRICES),
    ("broadband", "logistic regression", "support vector machine", Costs(400, 4)),
    ("prepaid", "support vector machine", "logistic regression", Costs(80, 1_600)),
    ("prepaid", "support vector machine", "logistic regression", Costs(1e6, 1e6)),
    ("broadband", "support vector machine", "logistic regression", Costs(1e6, 1e6)),
    ("prepaid", "forest", "tree", Costs(0, 0)),
    ("prepaid", "forest", "tree", Costs(0, 1e6)),
    ("prepaid", "forest", "tree", Costs(80, 0)),
    ("broadband", "forest", "tree", Costs(0.01, 0.005)),
    ("tiny", "boosting", "tree", PRICES),
]


@pytest.mark.parametrize("told", ALL, ids=lambda told: f"{told[0]}-{told[3].missed:g}-{told[3].wasted:g}")
@pytest.mark.parametrize("currency", ["CHF", "€"])
def test_the_picture_is_sound_and_every_text_ends_inside_it(sound, told, currency: str) -> None:
    chart = drawn(*told, currency=currency)
    sound(chart)
    assert_well_said(chart.words, chart.caution)
    for wide, figure in ((True, chart.figure), (False, chart.narrow)):
        lines = figure["layout"]["xaxis"]["title"]["text"].split("<br>")
        assert lines[0] == f"cost per customer, {currency}"
        assert all(wide_in_pixels(line, 14) < WIDTHS[wide] - 16 for line in lines)
        for text in texts(placed(figure)):
            assert letters(placed(figure), "x", 8, WIDTHS[wide], text)[1] <= WIDTHS[wide], text


def placed(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with the whole width written down as the place of its axis."""
    axis = {"domain": [0, 1], **figure["layout"]["xaxis"]}
    return {**figure, "layout": {**figure["layout"], "xaxis": axis}}


def bars(figure: dict[str, Any]) -> list[tuple[int, float, str]]:
    return [
        (trace["y"][0], trace["x"][0], trace["marker"]["color"])
        for trace in figure["data"]
        if trace["type"] == "bar"
    ]


def names(figure: dict[str, Any]) -> list[str]:
    return [text for _, at, text, *_ in texts(figure) if at != round(at)]


def figures(figure: dict[str, Any]) -> list[str]:
    return [text.strip("\u00a0") for _, at, text, *_ in texts(figure) if at == round(at)]


def test_there_is_a_bar_for_each_of_five_and_only_the_model_signed_stands_out() -> None:
    found = compared("broadband", "boosting", "logistic regression")
    order = (DO_NOTHING, CONTACT_EVERYONE, "logistic regression", "boosting", PERFECT)
    bills = [found.entry(name).worth.cost_per_customer for name in order]
    chart = signed(found, "logistic regression", BASE, "€")
    for figure in (chart.figure, chart.narrow):
        assert "cut off" not in str(names(figure))
        assert names(figure) == ["Do nothing", "Contact everyone", "Straight-line score",
                                 "<b>Your model: boosting</b>", "Perfect foresight"]  # fmt: skip
        assert figures(figure) == [money(bill, "€") for bill in bills]
        assert [(at, long) for at, long, _ in bars(figure)] == list(enumerate(bills))
        colours = [colour for *_, colour in bars(figure)]
        assert colours[3] not in colours[:3] + colours[4:]


def test_only_contacting_everyone_may_leave_the_picture_and_says_so() -> None:
    # prepaid: 8 in 100 leave, so contacting everyone costs far more than anything else
    found = compared("prepaid", "neural network", "tree")
    everyone = found.entry(CONTACT_EVERYONE).worth.cost_per_customer
    chart = drawn("prepaid", "neural network", "tree")
    for figure in (chart.figure, chart.narrow):
        (_, nothing, _), (_, long, _), *_ = bars(figure)
        assert nothing < long < everyone
        assert [text.startswith("▸ ") for text in figures(figure)] == [False, True, False, False, False]
        assert figures(figure)[1] == f"▸ {money(everyone, '€')}"
        assert names(figure)[1] == "Contact everyone (bar cut off)"
        assert str(names(figure)).count("cut off") == 1


@pytest.mark.parametrize("told", ALL[:5] + ALL[-1:], ids=lambda told: told[0])
def test_the_line_across_the_bar_is_the_range_of_its_own_bill(told) -> None:
    name, chosen, _, of = told
    y, contenders = case(name)
    contact = core_costs.contacts(contenders[chosen], core_costs.choose(contenders[chosen], of))
    # perfect foresight costs nothing, so what it saves more is the whole bill
    own = difference(y, y, contact, of, folds=contenders[chosen].folds)
    chart = drawn(*told)
    for figure in (chart.figure, chart.narrow):
        lines = [trace for trace in figure["data"] if trace.get("mode") == "lines+markers"]
        assert [line["line"]["color"] for line in lines] == ["$paper", "$ink"]
        for line in lines:
            assert line["y"] == [3, 3]
            assert line["x"] == pytest.approx([max(own.low, 0), own.high])
        assert LINE in figure["layout"]["xaxis"]["title"]["text"]
        place = next(x for x, at, *_ in texts(figure) if at == 3)
        assert place == pytest.approx(own.high), "its figure stands behind the line"


def test_a_bill_without_a_range_has_no_line() -> None:
    figure = drawn("prepaid", "forest", "tree", Costs(0, 40)).figure
    assert not [trace for trace in figure["data"] if trace.get("mode") == "lines+markers"]
    assert figure["layout"]["xaxis"]["title"]["text"] == "cost per customer, €"


def test_the_table_has_every_bill_and_how_much_more_the_model_signed_costs() -> None:
    found = compared("broadband", "boosting", "logistic regression")
    table = signed(found, "logistic regression", 1_000, "€").table.set_index("what we do")
    bills, more = table["cost per customer, €"], table["your model costs more per customer"]
    for row in table.index:
        assert more[row] == pytest.approx(bills["Boosting"] - bills[row])
        assert table["more, at least"][row] <= more[row] <= table["more, at most"][row]
    assert table["cost for the whole base"].tolist() == pytest.approx((bills * 1_000).tolist())


def test_a_model_that_does_not_take_part_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no boosting"):
        signed(compared("tiny", "tree", "forest"), "boosting", BASE, "€")


# -- the words ---------------------------------------------------------------------------------


def lead_of(found: Contest, other: str) -> tuple[float, float, float]:
    """By how much the model signed costs less, with the range."""
    ahead = found.entry(other).ahead
    return -ahead.value, -ahead.high, -ahead.low


def own_range(found: Contest) -> tuple[float, float]:
    """The range of the bill of the model signed: of what perfect foresight saves more."""
    ahead = found.entry(PERFECT).ahead
    return max(ahead.low, 0), ahead.high


def test_the_words_give_the_bill_the_lead_and_the_sum_for_the_base() -> None:
    found = compared("prepaid", "neural network", "tree")
    own, nothing = (found.entry(name).worth.cost_per_customer for name in ("neural network", DO_NOTHING))
    lead, low, high = lead_of(found, "tree")
    assert low > 0
    assert signed(found, "tree", BASE, "Rs").words == (
        f"You sign the neural network. It costs {money(own, 'Rs')} per customer, "
        f"{money_span(*own_range(found), 'Rs')}, where doing nothing costs "
        f"{money(nothing, 'Rs')}. That is {money(lead, 'Rs')} less than the tree, "
        f"{money_span(low, high, 'Rs')}. For 100,000 customers: about {money(round(lead * BASE, -3), 'Rs')}, "
        f"{money_span(round(low * BASE, -3), round(high * BASE, -3), 'Rs')}."
    )


def test_a_model_that_costs_more_is_told_so_plainly() -> None:
    found = compared("prepaid", "tree", "neural network")
    lead, low, high = lead_of(found, "neural network")
    assert high < 0
    assert (
        f"That is {money(-lead, 'Rs')} more than the neural network, {money_span(-high, -low, 'Rs')}: the "
        f"neural network is the cheaper one. For 1 customer: about {money(-lead, 'Rs')} more, "
    ) in signed(found, "neural network", 1, "Rs").words


def given_lead(low: float, value: float, high: float) -> str:
    """The words if the other model saved so much more than the model signed."""
    found = compared("broadband", "forest", "logistic regression")
    entries = tuple(
        replace(entry, ahead=Difference(value, low, high)) if entry.name == "logistic regression" else entry
        for entry in found.entries
    )
    return plain(signed(replace(found, entries=entries), "logistic regression", BASE, "€").words)


@pytest.mark.parametrize(
    ("lead", "says"),
    [
        ((-0.30, -0.06, 0.18), "we cannot tell: from € 0.30 less to € 0.18 more."),
        ((-0.001, 0.05, 0.18), "we cannot tell: from just as much to € 0.18 more."),
        ((-0.3, -0.1, 0.0), "we cannot tell: from € 0.30 less to just as much."),
        ((-0.001, 0.0, 0.001), "we cannot tell: they cost about the same."),
        ((-0.3, -0.2, -0.1), "That is € 0.20 less than the straight-line score, between € 0.10 and € 0.30. "
                             "For 100,000 customers: about € 20,000, between € 10,000 and € 30,000."),
        ((0.1, 0.2, 0.3), "That is € 0.20 more than the straight-line score, between € 0.10 and € 0.30: the "
                          "straight-line score is the cheaper one. For 100,000 customers: about € 20,000 "
                          "more, between € 10,000 and € 30,000."),
        ((-0.003, -0.002, -0.001), "That is under € 0.01 less than the straight-line score. For 100,000 "
                                   "customers: about € 200, between € 100 and € 300."),
        ((-2.14432, -1.85678, -1.58049), "customers: about € 186,000, between € 158,000 and € 214,000."),
        ((-0.1, -0.1, -0.1), "For 100,000 customers: € 10,000."),
    ],
)  # fmt: skip
def test_a_lead_that_may_be_none_is_not_claimed(lead: tuple[float, float, float], says: str) -> None:
    words = given_lead(*lead)
    assert words.endswith(says)
    unsure = "Whether that is more or less than the straight-line score, we cannot tell"
    assert (unsure in words) == ("cannot tell" in says)


def test_two_models_that_decide_alike_and_two_that_only_cost_the_same_are_told_apart() -> None:
    alike = drawn("prepaid", "forest", "tree", Costs(0, 40))
    assert "The tree decides alike about everyone." in alike.words
    # without prices every bill is 0, whomever the two contact
    found = compared("prepaid", "forest", "tree", Costs(0, 0))
    swapped = replace(found.entry("tree"), contact=~found.entry("forest").contact)
    entries = tuple(swapped if entry.name == "tree" else entry for entry in found.entries)
    words = signed(replace(found, entries=entries), "tree", BASE, "€").words
    assert "The tree costs the same." in words


def test_a_model_is_held_against_the_ways_that_need_none() -> None:
    nobody = plain(drawn("broadband", "tree", "forest", Costs(20, 40)).words)
    assert "It contacts nobody, so it costs what doing nothing costs: € 5.37 per customer, between" in nobody
    free = plain(drawn("prepaid", "forest", "tree", Costs(80, 0)).words)
    assert free.endswith("Contacting everyone costs less: € 0.00.")
    dear = plain(drawn("prepaid", "boosting", "tree", Costs(5, 400)).words)
    assert re.search(r"It costs € 0.42 per customer, between € 0.3\d and € 0.5\d\. Whether", dear)
    assert dear.endswith("Doing nothing costs less: € 0.40, but that may be luck.")
    lucky = plain(drawn("tiny", "tree", "forest").words)
    assert "where doing nothing costs € 20.00, but that may be luck." in lucky
    tiny = plain(drawn("prepaid", "forest", "tree", Costs(0.01, 0.005)).words)
    assert "It costs € 0.00 per customer, about as much as doing nothing." in tiny


def test_the_caution_speaks_only_of_ranges_that_are_shown() -> None:
    granted = "n this bill every contact with a leaver works."
    chance = "chance only, nine times in ten, not a market that changes. And i" + granted
    both = drawn("prepaid", "neural network", "tree").caution
    assert both == f"The range of your model's bill and that of the difference cover {chance}"
    # lost customers cost nothing, so nobody is contacted and nothing is at stake
    assert drawn("prepaid", "forest", "tree", Costs(0, 40)).caution == f"I{granted}"
    found = compared("prepaid", "forest", "tree")
    alike = tuple(
        replace(entry, ahead=Difference(0.0, 0.0, 0.0)) if entry.name == "tree" else entry
        for entry in found.entries
    )
    own = signed(replace(found, entries=alike), "tree", BASE, "€").caution
    assert own == f"The range of your model's bill covers {chance}"
    sure = tuple(
        replace(entry, ahead=Difference(1.0, 1.0, 1.0)) if entry.name == PERFECT else entry
        for entry in found.entries
    )
    other = signed(replace(found, entries=sure), "tree", BASE, "€").caution
    assert other == f"The range of the difference covers {chance}"


@LAW
@given(
    st.sampled_from(["tiny", "broadband"]),
    st.sampled_from(list(product(READABLE, BLACK_BOXES))),
    st.booleans(),
    real_prices,
    st.sampled_from([0, 1, 2, BASE]),
)
def test_the_words_hold_for_every_pair_and_every_price(name, pair, turned, of, customers) -> None:
    chosen, other = pair[::-1] if turned else pair
    found = compared(name, chosen, other, of)
    words = signed(found, other, customers, "€").words
    assert_well_said(words)
    lead = found.entry(other).ahead
    assert words.startswith(f"You sign {the_model(chosen)}. It ")
    assert ("cannot tell" in words) == (not lead.real and lead.low != lead.high)
    assert (f"{the_model(other)} is the cheaper one" in words) == (lead.real and lead.value > 0)


# -- which price turns it ----------------------------------------------------------------------

GRID = [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0]


def given_leads(leads: str, turns: tuple[float, ...] = (), real: str = "") -> str:
    """The sentences if the neural network costs less (+), the same (0) or more (-) than the tree at each
    price of the grid; real marks with 1 the leads that chance does not make."""
    values = np.array([{"+": 1.0, "0": 0.0, "-": -1.0}[sign] for sign in leads])
    sure = values != 0 if not real else np.array([mark == "1" for mark in real])
    found = Turning(np.array(GRID), values, sure, values[3], turns)
    return plain(turns_in_words(found, "neural network", "tree", 80, "Rs"))


NO_TURN = "Between Rs 10 and Rs 640 for a lost customer nothing turns it (now Rs 80)."
HOLDS = "The advice holds while a lost customer costs"


@pytest.mark.parametrize(
    ("leads", "turns", "says"),
    [
        ("+++++++", (), NO_TURN),
        ("00++++0", (), NO_TURN),
        ("--+++++", (31.4,), f"{HOLDS} more than Rs 31 (now Rs 80); below that the tree costs less."),
        ("+++++--", (200.0,), f"{HOLDS} less than Rs 200 (now Rs 80); above that the tree costs less."),
        (
            "+-+++++",
            (31.4, 15.0),
            f"{HOLDS} more than Rs 31 (now Rs 80); just below that the tree costs less.",
        ),
        ("---++++", (79.9,), f"{HOLDS} more than Rs 79.90 (now Rs 80); below that the tree costs less."),
        (
            "--+++-+",
            (31.4, 210.0, 500.0),
            f"{HOLDS} between Rs 31 and Rs 210 (now Rs 80); below and just above that the tree costs less.",
        ),
        (
            "-------",
            (),
            "At Rs 80 for a lost customer the tree costs less. Nothing between Rs 10 and Rs 640 turns it.",
        ),
        (
            "++---+-",
            (31.4, 210.0, 500.0),
            "At Rs 80 for a lost customer the tree costs less. Below Rs 31 and just above Rs 210 the neural "
            "network costs less.",
        ),
        (
            "0000000",
            (),
            "The two cost the same at any price between Rs 10 and Rs 640 for a lost customer (now Rs 80).",
        ),
        (
            "00000++",
            (),
            "At Rs 80 for a lost customer the two cost the same. Above Rs 160 the neural network costs less.",
        ),
        (
            "-000+++",
            (20.0,),
            "At Rs 80 for a lost customer the two cost the same. Below Rs 20 the tree costs less. Above Rs "
            "80 the neural network costs less.",
        ),
    ],
)
def test_the_nearest_price_on_either_side_that_turns_it_is_named(leads, turns, says: str) -> None:
    assert given_leads(leads, turns) == says


@pytest.mark.parametrize(
    ("leads", "turns", "real", "says"),
    [
        (
            "--+++++",
            (31.4,),
            "0000000",
            "On these customers the neural network costs less, maybe by luck, while a lost customer costs "
            "more than Rs 31 (now Rs 80); below that the tree costs less, but that may be luck.",
        ),
        (
            "+++++++",
            (),
            "0000000",
            "On these customers the neural network never costs more between Rs 10 and Rs 640 for a lost "
            "customer, but its lead may be luck.",
        ),
        (
            "-------",
            (),
            "0000000",
            "At Rs 80 for a lost customer the tree costs less, but that may be luck. Nothing between Rs 10 "
            "and Rs 640 turns it.",
        ),
        (
            "--+++--",
            (31.4, 210.0),
            "0011101",
            f"{HOLDS} between Rs 31 and Rs 210 (now Rs 80); below that the tree costs less, but that may be "
            "luck; above that the tree costs less.",
        ),
        (
            "+-+++++",  # what is real among the lower prices is the other way round again
            (31.4, 15.0),
            "1011111",
            f"{HOLDS} more than Rs 31 (now Rs 80); just below that the tree costs less, but that may "
            "be luck.",
        ),
    ],
)
def test_a_lead_that_chance_could_make_is_called_luck(leads, turns, real, says: str) -> None:
    assert given_leads(leads, turns, real) == says


def test_a_lost_customer_who_costs_nothing_leaves_nothing_to_turn() -> None:
    y, models = case("tiny")
    free = core_costs.turning(y, models["boosting"], models["tree"], Costs(0, 40))
    says = "A lost customer costs nothing here, so the two cost the same."
    assert turns_in_words(free, "boosting", "tree", 0, "€") == says


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["tiny", "broadband"]),
    st.sampled_from(list(product(READABLE, BLACK_BOXES))),
    st.booleans(),
    real_prices,
)
def test_what_is_said_of_prices_agrees_with_the_leads_at_them(name, pair, turned, of) -> None:
    chosen, other = pair[::-1] if turned else pair
    y, models = case(name)
    found = core_costs.turning(y, models[chosen], models[other], of, steps=9)
    words = turns_in_words(found, chosen, other, of.missed, "€")
    assert_well_said(words)
    assert ("The advice holds" in words or "nothing turns it" in words) == (
        found.now > 0 and bool(found.real[np.flatnonzero(found.prices == of.missed)[0]])
    )
    if of.missed and found.leads.any():
        assert price(of.missed, "€") in words or not found.turns
    if found.now > 0:
        ahead = f"{the_model(other)} costs less"
        assert (ahead in words or capital(ahead) in words) == bool((found.leads < 0).any())
    for model in NAMES:
        assert model in (chosen, other) or f"{the_model(model)} costs" not in words
