"""The pictures of an offer: the profit of every line, the doubt about who accepts, and the two ledgers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

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
    best = found.best_of(WHOLE_PERCENTS)
    chosen = found.at(cutoff)
    return found, chosen, profit_curve(found, chosen, best, ELSEWHERE, currency, guess, limit)


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
        "would have stayed anyway and take it too. That earns € 3.00 per customer, € 3.00 less than the best "
        "line at 80 %. A line chosen like that earns € 0.47 on other customers, between € 0.40 and € 0.55."
    )


def test_the_best_line_is_praised_and_a_loss_is_called_one() -> None:
    assert "That earns € 6.00 per customer; no whole-percent line earns more." in said(drawn(0.75)[2])
    assert "That loses € 12.00 per customer; the best line, at 80 %, earns € 6.00." in said(drawn(0)[2])


def test_a_line_above_everyone_contacts_nobody() -> None:
    words = said(drawn(0.95)[2])
    assert words.startswith("At 95 % we contact 0 of 100 customers. That earns nothing; the best line")


def test_one_customer_is_spoken_of_in_the_singular() -> None:
    # of a hundred, one leaver at .9 and one stayer at .8
    y, p = np.zeros(100), np.full(100, 0.1)
    y[0], p[0], p[1] = 1, 0.9, 0.8
    words = said(drawn(0.5, y=y, p=p)[2])
    assert (
        "1 was leaving, of whom 0.5 stay for the offer, and 1 would have stayed anyway and takes it" in words
    )


def test_where_nobody_is_worth_a_contact_the_words_say_why() -> None:
    words = said(drawn(0.5, HOPELESS)[2])
    assert "With these values no customer is worth a contact: even a sure leaver brings less" in words
    assert "other customers" not in words, "there is no line to speak of"
    # a sure leaver would pay here, but nobody leaves
    words = said(drawn(0.5, y=np.zeros(10))[2])
    assert words.endswith("no customer is worth a contact: no line earns more than contacting nobody.")


def test_a_limit_that_holds_the_line_up_is_said() -> None:
    # one of ten can be contacted: the line moves from 50 % to .9 and earns 30, 3 a customer
    words = said(drawn(0.5, limit=0.1)[2])
    assert words.startswith(
        "Your team can contact 10.0 % of customers, so the line stands at 90 %: we contact 10"
    )
    assert "less than the best line at 80 %, which contacts more than your team can." in words
    assert said(drawn(0.5, limit=0)[2]).startswith(
        "Your team can contact 0.0 % of customers, so nobody can be"
    )
    assert said(drawn(0.95, limit=0.1)[2]) == said(drawn(0.95)[2])


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
        best = found.best_of(WHOLE_PERCENTS)
        chart = profit_curve(found, found.at(at), best, tuned(y, p, offer, limit, 5), "€", guess, limit)
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
    assert words.startswith("If 50 of 100 leavers accept for sure, the best line earns € 6.00 per customer.")
    assert f"it earns € {found.value:.2f} on average." in words
    # nobody's chance known: everyone at 30 % leavers pays only if nearly all accept
    assert (
        f"would earn € {found.no_information:.2f}, one that knows who leaves € {found.perfect:.2f}" in words
    )
    assert f"the model brings {100 * found.share_of_gain:.0f} of every 100" in words


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
    assert list(chart.table.columns) == ["share who accept", "how likely", "best profit per customer"]


@LAW
@given(people, campaigns, st.sampled_from([0.01, 0.05, 0.3, 0.5, 0.95, 0.99]), st.sampled_from([1, 5, 500]))
def test_any_doubt_can_be_drawn(sound, rows, campaign, share, asked) -> None:
    sound(doubted(campaign, share, asked, *rows))


# -- the two ledgers ---------------------------------------------------------------------------


def ledgers(cutoff: float, campaign: Campaign = EVEN) -> Chart:
    offer = profits(Y, P, campaign).at(cutoff)
    return bridge(bridged(offer, Costs(missed=80, wasted=40)), "€", offer)


def test_the_two_ledgers_on_paper(sound) -> None:
    # at 50 %: 2 leavers and 1 stayer. ledger 2 x 80 - 40 = 120, 12 a customer; values 200 - 30 = 170, +5;
    # half refuse: -10; one takes 20: -2; two contacts of 10: -2; 3 is left
    chart = ledgers(0.5)
    sound(chart)
    assert said(chart) == (
        "At 50 % the steps before promised € 12.00 per customer; the offer really earns € 3.00. What takes "
        "most away: not every leaver accepts (€ 10.00)."
    )
    bars, texts = chart.figure["data"]
    assert bars["base"] == [0, 12, 17, 7, 5, 0]
    assert bars["x"] == [12, 5, -10, -2, -2, 3]
    assert bars["marker"]["color"] == ["$ink", "$caught", "$missed", "$missed", "$missed", "$caught"]
    told = [text.strip().replace("\u00a0", " ") for text in texts["text"]]
    assert told == ["€ 12.00", "+€ 5.00", "−€ 10.00", "−€ 2.00", "−€ 2.00", "€ 3.00"]
    assert labels(chart.figure) == chart.table["what"].tolist()
    assert chart.table["so far"].tolist() == [12, 17, 7, 5, 3, 3]


def test_a_loss_is_called_a_loss_in_both_ledgers() -> None:
    # everyone: 3 x 80 - 7 x 40 = -40, -4 a customer; the offer loses 12
    words = said(ledgers(0))
    assert "the steps before foretold a loss of € 4.00 per customer; the offer really loses € 12.00" in words
    assert ledgers(0).figure["data"][0]["marker"]["color"][-1] == "$missed"


def test_where_nobody_is_contacted_both_ledgers_say_nothing(sound) -> None:
    for cutoff in (0.95, math.inf):
        chart = ledgers(cutoff)
        sound(chart)
        assert (
            chart.words == "At this line nobody is contacted. So both ledgers say the same: it earns nothing."
        )


def test_where_nothing_is_taken_away_no_reason_is_blamed() -> None:
    chart = ledgers(0.75, Campaign(100, 1, 0, 0))
    assert said(chart).endswith("No reason in between takes anything away.")


@LAW
@given(people, campaigns, shares, st.builds(Costs, missed=amounts, wasted=amounts))
def test_any_two_ledgers_can_be_drawn(sound, rows, campaign, cutoff, costs) -> None:
    offer = profits(*rows, campaign).at(cutoff)
    chart = bridge(bridged(offer, costs), "€", offer)
    sound(chart)
    bars, texts = chart.figure["data"]
    low, high = chart.figure["layout"]["xaxis"]["range"]
    for start, change in zip(bars["base"], bars["x"], strict=True):
        assert low <= min(start, start + change) <= max(start, start + change) <= high
    # room for the money beside the longest bar
    assert max(texts["x"]) <= low + 0.7 * (high - low)
