"""The best profit when the acceptance is known, and when it is not."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.campaign import Campaign, best_at, empc, mpc, profit_curve
from tests.core.campaigns import SET_A, SET_B, campaigns, people, shares

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

LAW = settings(max_examples=40, deadline=None)
USUAL = Campaign(200, 0.3, 10, 1)
shapes = st.one_of(st.sampled_from([0.5, 1.0, 6.0, 14.0]), st.floats(0.05, 200))


@pytest.mark.parametrize(
    ("customers", "alpha", "beta", "clv", "d", "f", "value", "share"),
    [
        (SET_A, 6, 14, 200, 10, 1, 23.8755934183, 0.87437008),
        (SET_A, 6, 14, 100, 30, 5, 2.0062128268, 0.12968529),
        (SET_A, 6, 14, 500, 50, 5, 44.5042980249, 0.85069064),
        (SET_A, 2, 8, 200, 10, 1, 14.5478772284, 0.79477055),
        (SET_A, 6, 14, 60, 20, 4, 1.0007541806, 0.12400715),
        (SET_B, 6, 14, 200, 10, 1, 10.7400509434, 0.52504360),
        (SET_B, 6, 14, 100, 30, 5, 1.6009342223, 0.10049167),
        (SET_B, 6, 14, 500, 50, 5, 18.5486451613, 0.33700747),
        (SET_B, 2, 8, 200, 10, 1, 6.4587698679, 0.39483187),
        (SET_B, 6, 14, 60, 20, 4, 0.8005788082, 0.09915154),
    ],
)
def test_expected_profits_known_from_elsewhere(customers, alpha, beta, clv, d, f, value, share) -> None:
    found = empc(*customers, Campaign(clv, 0.3, d, f), alpha, beta)
    assert found.value == pytest.approx(value, abs=1e-8)
    assert found.share == pytest.approx(share, abs=1e-8)


def test_the_expected_profit_of_the_first_set_to_the_last_digit() -> None:
    assert empc(*SET_A, USUAL).value == pytest.approx(23.875593418348124, abs=1e-12)


@pytest.mark.parametrize(
    ("customers", "g", "clv", "d", "f", "value", "share", "threshold"),
    [
        (SET_A, 0.3, 200, 10, 1, 23.875, 0.875, 0.2),
        (SET_A, 0.3, 100, 30, 5, 2.000, 0.125, 0.9),
        (SET_A, 0.3, 500, 50, 5, 44.375, 0.875, 0.2),
        (SET_A, 0.2, 200, 10, 1, 14.375, 0.875, 0.2),
        (SET_A, 0.3, 60, 20, 4, 1.000, 0.125, 0.9),
        (SET_A, 0.1, 200, 10, 1, 4.875, 0.875, 0.2),
        (SET_B, 0.3, 200, 10, 1, 10.70, 0.55, 0.4),
        (SET_B, 0.3, 100, 30, 5, 1.60, 0.10, 0.9),
        (SET_B, 0.3, 500, 50, 5, 17.75, 0.35, 0.6),
        (SET_B, 0.2, 200, 10, 1, 5.95, 0.55, 0.4),
        (SET_B, 0.3, 60, 20, 4, 0.80, 0.10, 0.9),
        (SET_B, 0.1, 200, 10, 1, 2.15, 0.20, 0.8),
    ],
)
def test_maximum_profits_known_from_elsewhere(customers, g, clv, d, f, value, share, threshold) -> None:
    found = mpc(*customers, Campaign(clv, g, d, f))
    assert found.value == pytest.approx(value, abs=1e-8)
    assert (found.share, found.threshold) == (pytest.approx(share), threshold)


def no_information(leavers: float, campaign: Campaign, alpha: float, beta: float) -> float:
    """The published closed form for a constant score; leavers is their share."""
    from scipy.stats import beta as law

    reward, spent = campaign.clv - campaign.incentive_cost, campaign.per_stayer * (1 - leavers)
    spent += campaign.contact_cost * leavers
    edge = min(1, spent / (leavers * reward))
    kept = reward * leavers * alpha / (alpha + beta) * law.sf(edge, alpha + 1, beta)
    return kept - spent * law.sf(edge, alpha, beta)


@pytest.mark.parametrize("values", [(200, 10, 1), (100, 30, 5), (500, 50, 5), (60, 20, 4)])
def test_knowing_nothing_and_knowing_all_earn_what_their_formulas_say(values) -> None:
    clv, d, f = values
    campaign = Campaign(clv, 0.3, d, f)
    found = empc(*SET_B, campaign)
    assert found.no_information == pytest.approx(no_information(5 / 20, campaign, 6, 14), abs=1e-10)
    constant = empc(SET_B[0], np.full(20, 0.5), campaign)
    assert constant.value == pytest.approx(found.no_information, abs=1e-12)
    foresight = empc(SET_B[0], SET_B[0].astype(float), campaign)
    assert foresight.value == pytest.approx(found.perfect, abs=1e-12)
    assert foresight.share_of_gain == pytest.approx(1)


@LAW
@given(people, campaigns, st.floats(1, 30), st.floats(1, 30))
def test_the_closed_form_is_the_average_over_the_acceptance(rows, campaign, alpha, beta) -> None:
    from scipy.stats import beta as law

    # the middles of 4,000 equally likely acceptance rates
    rates = law.ppf((np.arange(4_000) + 0.5) / 4_000, alpha, beta)
    found = empc(*rows, campaign, alpha, beta)
    assert found.value == pytest.approx(best_at(*rows, campaign, rates).mean(), abs=1e-3 * (1 + campaign.clv))


@LAW
@given(people, campaigns, shares)
def test_the_best_at_a_rate_is_the_maximum_profit_at_it(rows, campaign, rate) -> None:
    known = replace(campaign, accept_rate=rate)
    (found,) = best_at(*rows, campaign, np.array([rate]))
    assert found == pytest.approx(mpc(*rows, known).value, abs=1e-6)


@LAW
@given(people, campaigns, shapes, shapes)
def test_learning_the_acceptance_first_never_earns_less_than_its_average(rows, c, alpha, beta) -> None:
    # the best profit is convex in the acceptance (Jensen 1906)
    mean = replace(c, accept_rate=alpha / (alpha + beta))
    assert empc(*rows, c, alpha, beta).value >= mpc(*rows, mean).value - 1e-6 - 1e-9 * c.clv


@LAW
@given(people, campaigns, shapes, shapes)
def test_chances_earn_between_knowing_nothing_and_knowing_all(rows, campaign, alpha, beta) -> None:
    found = empc(*rows, campaign, alpha, beta)
    hair = 1e-9 * (1 + campaign.clv)
    assert 0 <= found.no_information <= found.value + hair
    assert found.value <= found.perfect + hair
    assert -1e-12 <= found.share <= 1 + 1e-12
    assert found.share_of_gain is None or math.isfinite(found.share_of_gain)


@LAW
@given(people, campaigns, shares)
def test_the_acceptance_of_the_campaign_does_not_matter_when_it_is_uncertain(rows, campaign, rate) -> None:
    assert empc(*rows, campaign) == empc(*rows, replace(campaign, accept_rate=rate))


def test_a_gain_that_is_only_rounding_has_no_share() -> None:
    # a contacted stayer costs a ten-trillionth: knowing who leaves brings no money that anybody could count
    assert empc(*SET_B, Campaign(200, 0.3, 1e-13, 0)).share_of_gain is None


def test_a_sure_acceptance_is_a_known_one() -> None:
    # Beta(3e6, 7e6) is .3 but for a ten-thousandth
    assert empc(*SET_B, USUAL, 3e6, 7e6).value == pytest.approx(mpc(*SET_B, USUAL).value, abs=1e-3)


@pytest.mark.parametrize(
    ("y", "p"),
    [
        (np.zeros(5), np.linspace(0, 1, 5)),
        (np.ones(5), np.linspace(0, 1, 5)),
        (np.array([0, 1]), np.array([0.5, 0.5])),
        (np.array([1]), np.array([0.5])),
        (np.array([0]), np.array([0.5])),
    ],
)
@pytest.mark.parametrize("c", [USUAL, Campaign(0, 0, 0, 0), Campaign(10, 1, 10, 0), Campaign(5, 0.3, 10, 1),
                               Campaign(200, 0.3, 0, 0)])  # fmt: skip
def test_the_ends_of_the_world_are_numbers(y, p, c) -> None:
    found, known = empc(y, p, c), mpc(y, p, c)
    assert all(math.isfinite(part) for part in vars(found).values())
    assert math.isfinite(known.value)
    assert found.share_of_gain is None or math.isfinite(found.share_of_gain)
    assert known.threshold == profit_curve(y, p, c).best.threshold


def test_where_nobody_pays_the_cutoff_is_above_everyone() -> None:
    assert mpc(*SET_A, Campaign(5, 0.3, 10, 1)) == mpc(*SET_A, Campaign(0, 0, 0, 0))
    assert mpc(*SET_A, Campaign(5, 0.3, 10, 1)).threshold == math.inf
    assert empc(*SET_A, Campaign(5, 0.3, 10, 1)).value == 0


@pytest.mark.parametrize("wrong", [0, -1, math.nan, math.inf])
def test_the_shape_of_the_acceptance_is_above_nought(wrong: float) -> None:
    with pytest.raises(ValueError, match="alpha"):
        empc(*SET_A, USUAL, wrong, 14)
    with pytest.raises(ValueError, match="beta"):
        empc(*SET_A, USUAL, 6, wrong)
