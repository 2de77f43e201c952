"""The pictures of an offer: the profit of every line, the doubt about who accepts, and the two ledgers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import (
    Acceptance,
    Campaign,
    Offer,
    ProfitCurve,
    Tuned,
    best_at,
    earned,
    empc,
    mpc,
    tuned,
)
from core.campaign import bridge as bridged
from core.campaign import profit_curve as profits
from core.charts.chart import Chart
from core.charts.offer import acceptance, bridge, profit_curve
from core.costs import WHOLE_PERCENTS, Costs
from tests.core.campaigns import amounts, campaigns, people, shares

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=15, deadline=None)
# a caught leaver brings .5 x (100 - 20) - 10 = 30, a contacted stayer costs 20 + 10 = 30
EVEN = Campaign(clv=100, accept_rate=0.5, incentive_cost=20, contact_cost=10)
# Ten customers: leavers at .9, .8, .3; stayers at .7 and six at .2.
#   at 50 %: contacted .9, .8, .7 -> 30 + 30 - 30 = 30, 3 a customer
#   best, 71 to 80 %: .9, .8 -> 60, 6 a customer; everyone: 90 - 210 = -120, -12 a customer
#   perfect foresight: 90, 9 a customer; break-even: 30 / (30 + 30) = 50 %
Y = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
P = np.array([0.9, 0.8, 0.3, 0.7, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2])
ELSEWHERE = Tuned(value=0.47, low=0.40, high=0.55)
TWO_PRICES = Costs(missed=80, wasted=40)
HOPELESS = Campaign(clv=10, accept_rate=0.5, incentive_cost=20, contact_cost=10)


def drawn(
    cutoff: float,
    campaign: Campaign = EVEN,
    guess: float | None = None,
    limit: float | None = None,
    y: np.ndarray = Y,
    p: np.ndarray = P,
    currency: str = "€",
) -> tuple[ProfitCurve, Offer, Chart]:
    found = profits(y, p, campaign)
    if limit is not None:
        cutoff = max(cutoff, found.limited(int(limit * len(y) + 1e-9)))
    chosen = found.at(cutoff)
    known = earned(y, p >= cutoff, campaign)
    chart = profit_curve(found, chosen, known, reachable(found, limit), ELSEWHERE, currency, guess, limit)
    return found, chosen, chart


def reachable(curve: ProfitCurve, limit: float | None) -> Offer:
    """The best whole-percent line that contacts at most the share `limit`."""
    if limit is None:
        return curve.best_of(WHOLE_PERCENTS)
    lowest = curve.limited(int(limit * curve.customers + 1e-9))
    return curve.best_of(np.append(WHOLE_PERCENTS[lowest <= WHOLE_PERCENTS], np.inf))


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def labels(figure: dict) -> list[str]:
    return [label["text"].replace("\u00a0", " ") for label in figure["layout"]["annotations"]]


# -- the profit of every line ------------------------------------------------------------------


def test_ten_customers_on_paper(sound) -> None:
    _, _, chart = drawn(0.5)
    sound(chart)
    assert said(chart) == (
        "At 50 % we contact 30 of 100 customers: 20 were leaving, of whom 10 stay for the offer, and 10 "
        "would have stayed anyway and take it too. That earns € 3.00 for each customer we have (between "
        "−€ 9.85 and € 15.85), € 3.00 less than the best line at 80 %. A line chosen to be best earns "
        "€ 0.47 on customers it was not chosen on (between € 0.40 and € 0.55)."
    )
    assert chart.caution.endswith(
        "The best line need not lie at the break-even: these chances are not perfect, and part of it is luck."
    )
    assert chart.figure["layout"]["yaxis"]["title"]["text"] == "profit per customer we have, €"


def test_the_best_line_is_praised_and_a_loss_is_called_one() -> None:
    assert re.search(
        r"earns € 6.00 for each .* \(.*\); no whole-percent line earns more\.", said(drawn(0.75)[2])
    )
    words = said(drawn(0)[2])
    assert "That loses € 12.00 for each customer we have (between −€ " in words
    assert "); the best line, at 80 %, earns € 6.00. A line" in words


def test_the_range_is_that_of_the_readers_own_line() -> None:
    known = earned(Y, P >= 0.5, EVEN)
    # the ten bring 30, 30, -30 and seven times 0: mean 3, variance (2,700 - 10 x 9) / 9 = 290;
    # the lottery of two in ten adds .5 x .5 x 80 x 80 x .2 = 320; 1.645 x root of 610 / 10 = 12.85
    assert known.high == pytest.approx(3 + 12.85, abs=0.01)
    assert "(between −€ 9.85 and € 15.85)" in said(drawn(0.5)[2])


def test_a_line_above_everyone_contacts_nobody() -> None:
    words = said(drawn(0.95)[2])
    assert words.startswith(
        "At 95 % we contact nobody. That earns nothing; the best line, at 80 %, earns € 6.00 for each "
        "customer we have."
    )


def test_one_customer_is_spoken_of_in_the_singular() -> None:
    # of a hundred, one leaver at .9 and one stayer at .8
    y, p = np.zeros(100), np.full(100, 0.1)
    y[0], p[0], p[1] = 1, 0.9, 0.8
    words = said(drawn(0.5, y=y, p=p)[2])
    assert "1 was leaving and may stay for the offer, and 1 would have stayed anyway and takes it" in words
    for rate, does in ((1, "stays for the offer"), (0, "leaves anyway")):
        campaign = Campaign(100, rate, 20, 10)
        assert f"1 was leaving and {does}, and 1" in said(drawn(0.5, campaign, y=y, p=p)[2])


@pytest.mark.parametrize(
    ("leavers", "rate", "told"),
    [
        (20, 0.5, "of whom 10 stay for"),
        (25, 0.28, "of whom 7 stay for"),  # 7.000000000000001 for a computer
        (20, 0.33, "of whom 6 to 7 stay for"),
        (3, 0.5, "of whom 1 to 2 stay for"),
        (2, 0.5, "of whom 1 stays for"),
        (2, 0.3, "of whom at most 1 stays for"),
        (2, 0, "of whom nobody stays for"),
    ],
)
def test_leavers_kept_are_whole_people_in_the_words_and_in_the_dots(leavers, rate, told) -> None:
    y = (np.arange(100) < leavers).astype(int)
    _, _, chart = drawn(0.5, Campaign(100, rate, 20, 10), y=y, p=np.where(y, 0.9, 0.1))
    assert told in said(chart)
    kept = int(chart.figure["data"][0]["name"].split()[0])
    numbers = [int(number) for number in re.findall(r"\d+", told)] or [0]
    assert min(numbers) <= kept <= max(numbers) or told.startswith("of whom at most 1")
    assert abs(kept - leavers * rate) < 1


def test_fewer_than_one_of_a_hundred_is_said_and_is_no_dot() -> None:
    # 7 of 1,000, and the team can reach 8
    y, p = np.zeros(1_000), np.full(1_000, 0.1)
    y[:5], p[:7], p[7:20] = 1, 0.9, 0.8
    _, chosen, chart = drawn(0.85, y=y, p=p)
    assert chosen.contacted == 7
    assert said(chart).startswith("At 85 % we contact fewer than 1 of 100 customers. That earns")
    assert chart.figure["data"][0]["name"].startswith("0 ")
    assert sum(len(trace["x"]) for trace in chart.figure["data"] if "name" in trace) == 100
    assert said(drawn(0.5, y=y, p=p, limit=0.008)[2]).startswith(
        "Your team can contact 0.8 % of customers, so the line stands at 90 %: we contact fewer than 1 of 100"
    )


def test_dots_rounded_beyond_the_limit_are_called_about_so_many() -> None:
    # 15 leavers of 1,000 can be contacted: two dots of a hundred
    y = (np.arange(1_000) < 15).astype(int)
    words = said(drawn(0.5, y=y, p=np.where(y, 0.9, 0.8), limit=0.016)[2])
    assert (
        "Your team can contact 1.6 % of customers, so the line stands at 90 %: we contact about 2 of" in words
    )


def test_where_nobody_is_worth_a_contact_the_words_say_why() -> None:
    words = said(drawn(0.5, HOPELESS)[2])
    assert "With these values no customer is worth a contact: even a sure leaver brings less" in words
    assert "chosen on" not in words, "there is no line to speak of"
    # a sure leaver would pay here, but nobody leaves
    words = said(drawn(0.5, y=np.zeros(10))[2])
    assert words.endswith("no customer is worth a contact: no line earns more than contacting nobody.")


def test_a_line_between_two_percents_that_pays_is_not_denied() -> None:
    # the only leaver stands at .505, two stayers at .501: between them no line is a whole percent
    y, p = np.array([1, 0, 0, 0]), np.array([0.505, 0.501, 0.501, 0.1])
    words = said(drawn(0.505, y=y, p=p)[2])
    assert "That earns € 7.50 for each customer we have" in words
    assert words.endswith("No whole-percent line earns more than contacting nobody.")


def test_a_limit_that_holds_the_line_up_is_said() -> None:
    # one of ten can be contacted: the line moves from 50 % to .9 and earns 30, 3 a customer
    words = said(drawn(0.5, limit=0.1)[2])
    assert words.startswith(
        "Your team can contact 10 % of customers, so the line stands at 90 %: we contact 10 of 100"
    )
    assert "; no whole-percent line your team can reach earns more." in words
    assert said(drawn(0.5, limit=0)[2]) == (
        "Your team can contact 0 % of customers, so we contact nobody. That earns nothing. No whole-percent "
        "line your team can reach earns more than contacting nobody."
    )
    # the five likeliest of ten cannot be told apart
    tied = said(drawn(0.5, y=np.ones(10), p=np.full(10, 0.9), limit=0.4)[2])
    assert tied.startswith(
        "Your team can contact 40 % of customers and every line reaches more, so we contact"
    )


def test_the_best_line_within_a_limit_is_called_so() -> None:
    # .9 and .8 earn 6 a customer, .9 alone 3
    words = said(drawn(0.85, limit=0.2)[2])
    assert "€ 3.00 less than the best line your team can reach at 80 %." in words
    assert "; the best line your team can reach, at 80 %, earns € 6.00" in said(drawn(0.95, limit=0.2)[2])
    # .75 stands above a limit that lets more in
    assert "; no whole-percent line your team can reach earns more." in said(drawn(0.75, limit=0.9)[2])


def test_the_dots_are_the_people_of_the_chosen_line_in_five_fates() -> None:
    _, _, chart = drawn(0.5)
    for figure in (chart.figure, chart.narrow):
        names = [trace["name"] for trace in figure["data"] if "name" in trace]
        # two of ten caught, half of them kept; one contacted stayer; one missed; six in peace
        assert names == [
            "10 contacted, stays for the offer",
            "10 contacted, leaves anyway",
            "10 contacted, would have stayed",
            "10 leaves, not contacted",
            "60 stays, left in peace",
        ]
        symbols = [trace["marker"]["symbol"] for trace in figure["data"] if "name" in trace]
        assert len(set(symbols)) == 5


def marks(figure: dict) -> dict[str, tuple[float, float]]:
    return {
        trace["marker"]["symbol"]: (trace["x"][0], trace["y"][0])
        for trace in figure["data"]
        if trace.get("mode") == "markers" and len(trace["x"]) == 1 and "name" not in trace
    }


def test_your_line_and_the_best_are_marked_where_they_are() -> None:
    assert marks(drawn(0.5)[2].figure) == {"diamond": (80, 6), "circle": (50, 3)}
    assert "diamond" not in marks(drawn(0.5, HOPELESS)[2].figure)


def test_a_loss_below_the_picture_is_marked_on_its_edge() -> None:
    # perfect foresight earns 9; the picture ends near minus that, and everyone loses 12
    _, _, chart = drawn(0.0)
    low = chart.figure["layout"]["yaxis"]["range"][0]
    assert -12 < low < -9
    assert marks(chart.figure)["triangle-down"] == (0, low)
    assert "contact everyone: −€ 12.00 ↓" in labels(chart.figure)


def test_the_posts_and_levels_are_named() -> None:
    _, _, chart = drawn(0.5, guess=0.3)
    assert set(labels(chart.figure)) == {
        "contact nobody: 0",
        "contact everyone: −€ 12.00 ↓",
        "break-even: 50 %",
        "your guess: 30 %",
        "perfect foresight: € 9.00",
        "best: € 6.00",
    }
    posts = {(shape["x0"], shape["line"]["dash"]) for shape in chart.figure["layout"]["shapes"]
             if shape["x0"] == shape["x1"]}  # fmt: skip
    assert posts == {(50, "dash"), (30, "dot"), (50, "solid")}


def test_without_a_break_even_chance_there_is_no_post_for_it() -> None:
    told = labels(drawn(0.5, HOPELESS)[2].figure)
    assert not any("break-even" in text for text in told)
    assert "best: contact nobody, 0" in told


def test_perfect_foresight_far_above_is_an_arrow_and_not_a_scale() -> None:
    # only one of the hundred leavers is found before the stayers: 30 against 3,000
    y = np.concatenate([[1], np.zeros(200), np.ones(99)])
    _, _, chart = drawn(0.5, y=y, p=np.linspace(1, 0, 300))
    assert "↑ perfect foresight: € 10.00" in labels(chart.figure)
    assert chart.figure["layout"]["yaxis"]["range"][1] < 1


def test_the_table_is_the_whole_curve() -> None:
    found, _, chart = drawn(0.5)
    assert chart.table.equals(found.table())


def tall(figure: dict) -> float:
    """The height of the curve in pixels, without the figures and the title of its axis."""
    bottom, top = figure["layout"]["yaxis"]["domain"]
    return (top - bottom) * (figure["layout"]["height"] - 16 - 45)


def boxes(
    figure: dict, width: float, letter: float = 8.2
) -> Iterator[tuple[str, float, float, float, float]]:
    """The label boxes of the curve in pixels: text, left, right, bottom, top."""
    shape = figure["layout"]
    left, right = shape["xaxis"]["domain"]
    low, high = shape["yaxis"]["range"]
    wide = (right - left) * width - 55 * (left == 0)  # the figures of the axis stand beside it on a phone
    for label in shape["annotations"]:
        long = letter * len(label["text"])
        x = label["x"] / 100 * wide + label["xshift"]
        y = (label["y"] - low) / (high - low) * tall(figure) + label["yshift"]
        start = x if label["xanchor"] == "left" else x - long
        floor = y if label["yanchor"] == "bottom" else y - 20
        yield label["text"], start / wide, (start + long) / wide, floor, floor + 20


def assert_labels_fit(chart: Chart) -> None:
    for figure, width in ((chart.narrow, 358), (chart.figure, 900)):
        found = list(boxes(figure, width))
        for text, left, right, floor, ceiling in found:
            assert left > -0.001, text
            assert right < 1.001, text
            assert floor > -1, text
            assert ceiling < tall(figure) + 8, text
        for one, other in combinations(found, 2):
            apart = one[2] <= other[1] or other[2] <= one[1] or one[4] <= other[3] or other[4] <= one[3]
            assert apart, (one, other)


@pytest.mark.parametrize("leavers", range(1, 11))
def test_a_best_line_as_good_as_perfect_foresight_has_its_label_over_it(leavers: int) -> None:
    y, p = (np.arange(10) < leavers).astype(int), np.linspace(0.95, 0.05, 10)
    found, _, chart = drawn(0.5, y=y, p=p, guess=0.5)
    assert found.best.profit == found.perfect.profit
    assert_labels_fit(chart)


def test_everyone_is_named_once_where_that_is_best() -> None:
    _, _, chart = drawn(0.5, y=np.ones(10))
    told = [text for text in labels(chart.figure) if "everyone" in text]
    assert told == ["best, everyone: € 30.00"]


@LAW
@given(people, campaigns, shares, st.one_of(st.none(), shares), st.one_of(st.none(), shares))
def test_any_line_can_be_drawn_and_no_label_meets_another(
    sound, rows, campaign, cutoff, guess, limit
) -> None:
    y, p = rows
    # money of up to four figures per customer: longer ones are for other currencies
    small = Campaign(campaign.clv / 100, campaign.accept_rate, campaign.incentive_cost / 100, 1)
    for offer in (campaign, small):
        found = profits(y, p, offer)
        at = cutoff if limit is None else max(cutoff, found.limited(int(limit * len(y) + 1e-9)))
        known, best = earned(y, p >= at, offer), reachable(found, limit)
        elsewhere = tuned(y, p, offer, limit, 5)
        chart = profit_curve(found, found.at(at), known, best, elsewhere, "€", guess, limit)
        sound(chart)
        if offer is small:
            assert_labels_fit(chart)


# -- the doubt about who accepts ---------------------------------------------------------------


def doubted(campaign: Campaign, share: float, asked: float, y: np.ndarray, p: np.ndarray) -> Chart:
    belief = Acceptance(share * asked, (1 - share) * asked)
    return acceptance(
        belief.rates,
        belief.density,
        best_at(y, p, campaign, belief.rates),
        campaign.accept_rate,
        empc(y, p, campaign, belief.alpha, belief.beta),
        mpc(y, p, campaign),
        (belief.low, belief.high),
        "€",
    )


def test_the_doubt_in_words() -> None:
    chart = doubted(EVEN, 0.5, 20, Y, P)
    found = empc(Y, P, EVEN, 10, 10)
    words = said(chart)
    # Beta(10, 10) lies between 32.0 and 68.0 nine times in ten. At 32 of 100 a leaver brings
    # .320 x 80 - 10 = 15.6 and the two likeliest 3.12 a customer. At 68: 44.4
    # each, and with the third leaver and the stayer before it 3 x 44.4 - 30 = 103.2.
    # nobody's chance known: everyone at 30 % leavers never pays
    assert words == (
        "If only 32 of 100 leavers accept, the best line earns € 3.12; if 68 do, € 10.32 for each "
        "customer we have (nine times in ten it lies between). At exactly 50 it earns € 6.00, on average "
        f"over your doubt € {found.value:.2f}, if you learn the share before you draw the line. Knowing "
        f"nobody's chance earns nothing, knowing who leaves € {found.perfect:.2f}: the model brings "
        f"{100 * found.share_of_gain:.0f} of every 100 in between."
    )


def test_one_and_no_leaver_who_accepts_are_spoken_of_as_such() -> None:
    # Beta(.05, 4.95): 0 to 5.8; Beta(20, 980): 1.3 to 2.8; Beta(9900, 100): 98.8 to 99.2
    assert said(doubted(EVEN, 0.01, 5, Y, P)).startswith(
        "Nine times in ten 0 to 6 of 100 leavers accept: the best line earns nothing."
    )
    free = Campaign(100, 0.5, 20, 0)
    # 6 of 100: .0575 x 80 for each of two leavers
    assert said(doubted(free, 0.01, 5, Y, P)).startswith(
        "If none of 100 leavers accept, the best line earns nothing; if 6 do, € 0."
    )
    assert "If only 1 of 100 leavers accepts, the best" in said(doubted(free, 0.02, 1_000, Y, P))
    assert said(doubted(EVEN, 0.99, 10_000, Y, P)).startswith(
        "Nine times in ten about 99 of 100 leavers accept:"
    )


def test_where_foresight_adds_nothing_the_model_can_bring_nothing() -> None:
    assert said(doubted(HOPELESS, 0.5, 20, Y, P)).endswith("there is nothing for a model to bring.")


def test_both_panels_stand_on_the_same_shares(sound) -> None:
    chart = doubted(EVEN, 0.5, 20, Y, P)
    sound(chart)
    for figure in (chart.figure, chart.narrow):
        likely, interval, earns, middle = figure["data"]
        assert likely["x"] == earns["x"]
        assert {trace["xaxis"] for trace in figure["data"]} == {"x"}
        assert (likely["yaxis"], earns["yaxis"]) == ("y2", "y")
        assert max(likely["y"]) == 1
        assert interval["x"] == pytest.approx(
            [100 * end for end in (0.3201, 0.6799)], abs=0.1
        )  # Beta(10, 10)
        assert (middle["x"], middle["y"]) == ([50], [6])
        assert figure["layout"]["yaxis"]["domain"][1] < figure["layout"]["yaxis2"]["domain"][0]
    likelihood = "likelihood, highest = 1"
    assert list(chart.table.columns) == ["share who accept", likelihood, "best profit per customer"]
    assert chart.table[likelihood].max() == 1


def test_the_likelihood_is_scaled_whatever_it_was() -> None:
    rates = np.array([0, 0.5, 1])
    found = empc(Y, P, EVEN, 10, 10)
    args = np.array([0, 6, 12]), 0.5, found, mpc(Y, P, EVEN), (0.25, 0.75), "€"
    chart = acceptance(rates, np.array([1, 4, 2]), *args)
    assert chart.table["likelihood, highest = 1"].tolist() == [0.25, 1, 0.5]
    # the best profit in between: halfway from 0 to 6, halfway from 6 to 12
    assert "earns € 3.00; if 75 do, € 9.00 for each customer we have (nine" in said(chart)


@LAW
@given(people, campaigns, st.sampled_from([0.01, 0.05, 0.3, 0.5, 0.95, 0.99]), st.sampled_from([1, 5, 500]))
def test_any_doubt_can_be_drawn(sound, rows, campaign, share, asked) -> None:
    sound(doubted(campaign, share, asked, *rows))


# -- the two ledgers ---------------------------------------------------------------------------


def ledgers(cutoff: float, campaign: Campaign = EVEN, costs: Costs = TWO_PRICES) -> Chart:
    offer = profits(Y, P, campaign).at(cutoff)
    return bridge(bridged(offer, costs), costs, "€", offer)


def test_the_two_ledgers_on_paper(sound) -> None:
    # at 50 %: 2 leavers and 1 stayer. ledger 2 x 80 - 40 = 120, 12 a customer; a leaver counts 20 more: +4;
    # the stayer costs 10 less: +1; half refuse: -10; one takes 20: -2; two contacts of 10: -2; 3 is left
    chart = ledgers(0.5)
    sound(chart)
    assert said(chart) == (
        "At 50 % the line's bill said it saves € 12.00 for each customer we have; the offer really earns "
        "€ 3.00. What takes most away: not everyone accepts (€ 10.00)."
    )
    bars, texts = chart.figure["data"]
    assert bars["base"] == [0, 12, 16, 17, 7, 5, 0]
    assert bars["x"] == [12, 4, 1, -10, -2, -2, 3]
    colours = ["$ink", "$caught", "$caught", "$missed", "$missed", "$missed", "$caught"]
    assert bars["marker"]["color"] == colours
    told = [text.strip().replace("\u00a0", " ") for text in texts["text"]]
    assert told == ["€ 12.00", "+€ 4.00", "+€ 1.00", "−€ 10.00", "−€ 2.00", "−€ 2.00", "€ 3.00"]
    assert labels(chart.figure) == [
        "The line's bill said it saves",
        "A saved leaver counts € 100, not € 80",
        "A stayer we reach costs € 30, not € 40 (offer and contact)",
        "Not everyone accepts",
        "Who accepts gets the offer",
        "Each contact of a leaver costs",
        "It really earns",
    ]
    assert labels(chart.narrow)[2] == "A stayer we reach costs € 30, not € 40"
    assert chart.table["what"].tolist() == [text["text"] for text in chart.figure["layout"]["annotations"]]
    assert chart.table["so far"].tolist() == [12, 16, 17, 7, 5, 3, 3]


def test_what_changes_nothing_has_no_row() -> None:
    # the offer's own prices: a leaver counts 100, a contacted stayer costs 20 + 10
    told = labels(ledgers(0.5, costs=Costs(missed=100, wasted=30)).figure)
    assert not any("not €" in text for text in told)
    # .9 and .8 are leavers: no stayer is contacted
    assert not any("stayer" in text for text in labels(ledgers(0.75).figure))
    assert "A saved leaver counts € 100, not € 80" in labels(ledgers(0.75).figure)


def test_a_loss_is_called_a_loss_in_both_ledgers() -> None:
    # everyone: 3 x 80 - 7 x 40 = -40, -4 a customer; the offer loses 12
    words = said(ledgers(0))
    assert "bill said it loses € 4.00 for each customer we have; the offer really loses € 12.00" in words
    assert ledgers(0).figure["data"][0]["marker"]["color"][-1] == "$missed"


def test_where_nobody_is_contacted_both_ledgers_say_nothing(sound) -> None:
    for cutoff in (0.95, math.inf):
        chart = ledgers(cutoff)
        sound(chart)
        assert (
            chart.words == "At this line nobody is contacted. So both ledgers say the same: it earns nothing."
        )


def test_an_offer_that_earns_more_than_was_promised_names_the_largest_change() -> None:
    # two leavers of ten count 300, not 80: +44; a tenth refuses: -6; 16 promised, 54 earned
    words = said(ledgers(0.75, Campaign(300, 0.9, 0, 0)))
    assert words.endswith(
        "saves € 16.00 for each customer we have; the offer really earns € 54.00. The largest change: a "
        "saved leaver counts € 300, not € 80 (+€ 44.00)."
    )


def test_where_nothing_changes_no_reason_is_blamed() -> None:
    chart = ledgers(0.75, Campaign(80, 1, 0, 0))
    assert said(chart).endswith("really earns € 16.00. No reason in between changes it by a cent.")


def rows_in_pixels(figure: dict, width: float) -> Iterator[tuple[float, float, float]]:
    """Of each row: the top of its name, the top and the bottom of its bar, downwards; names fit the width."""
    shape = figure["layout"]
    low, high = shape["yaxis"]["range"]
    pixel = (shape["height"] - 16 - 45) / (low - high)  # without the figures and the title of the axis
    bars = figure["data"][0]
    for place, name in zip(bars["y"], shape["annotations"], strict=True):
        lines = name["text"].split("<br>")
        assert max(map(len, lines)) * 8.2 <= width, name["text"]
        floor = (name["y"] - high) * pixel - name["yshift"]
        half = bars["width"] / 2 * pixel
        top = (place - high) * pixel - half
        assert floor <= top + 0.5, "a name stands over its bar"
        yield floor - 20 * len(lines), top, top + 2 * half


def assert_rows_fit(chart: Chart) -> None:
    for figure, width in ((chart.narrow, 342), (chart.figure, 624)):
        rows = list(rows_in_pixels(figure, width))
        assert rows[0][0] >= 0
        for above, below in pairwise(rows):
            assert above[2] <= below[0], "a name stands below the bar before it"


def test_on_a_phone_a_long_name_takes_two_lines_and_stands_between_its_bars() -> None:
    chart = ledgers(0.5, Campaign(12_000, 0.5, 2_000, 100), Costs(missed=8_000, wasted=4_000))
    assert labels(chart.narrow)[1:3] == [
        "A saved leaver counts € 12,000,<br>not € 8,000",
        "A stayer we reach costs € 2,100,<br>not € 4,000",
    ]
    assert_rows_fit(chart)
    assert_rows_fit(ledgers(0.5))


@LAW
@given(people, campaigns, shares, st.builds(Costs, missed=amounts, wasted=amounts))
def test_any_two_ledgers_can_be_drawn(sound, rows, campaign, cutoff, costs) -> None:
    offer = profits(*rows, campaign).at(cutoff)
    found = bridged(offer, costs)
    chart = bridge(found, costs, "€", offer)
    sound(chart)
    assert_rows_fit(chart)
    assert ("takes most away" in chart.words) <= (found.profit < found.ledger)
    bars, texts = chart.figure["data"]
    low, high = chart.figure["layout"]["xaxis"]["range"]
    for start, change in zip(bars["base"], bars["x"], strict=True):
        assert low <= min(start, start + change) <= max(start, start + change) <= high
    # room for the money beside the longest bar
    assert max(texts["x"]) <= low + 0.7 * (high - low)
