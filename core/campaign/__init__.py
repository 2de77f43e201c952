"""An offer to customers who may leave: what it really earns, and what would change that.

offer      the four values of a campaign, and what one contact earns
curve      the profit of every cut-off
acceptance how many leavers accept, as a belief
uncertain  the best profit when the acceptance is known, and when it is not
worth      what an offer earns on customers it was not chosen on
lifetime   what a customer is worth over the years, and when one pays back
response   which share of people a spending keeps or wins
budget     a budget shared between keeping and winning, up to the last euro worth spending
optimum    the right spending on both when there is no budget to keep to
bridge     from what the two-price ledger promised to what an offer earns
change     the value of each belief at which an offer earns nothing
"""

from core.campaign.acceptance import Acceptance
from core.campaign.bridge import Bridge, bridge
from core.campaign.budget import Split, split_budget
from core.campaign.change import BELIEFS, DRIVEN_AWAY, Flips, Swing, flips, swings
from core.campaign.curve import ProfitCurve, profit_curve
from core.campaign.lifetime import (
    VARIANTS,
    Mixed,
    Rates,
    balance,
    expected_life,
    lifetime_value,
    margins_after,
    mixed,
    payback,
    per_month,
    per_year,
)
from core.campaign.offer import (
    Campaign,
    Offer,
    break_even,
    campaign_profit,
    dearest_contact,
    dearest_incentive,
    earns,
    profit_per_contact,
)
from core.campaign.optimum import Optimum, unlimited
from core.campaign.response import ResponseCurve, as_curve
from core.campaign.uncertain import ExpectedProfit, MaximumProfit, best_at, empc, mpc
from core.campaign.worth import Earned, Tuned, earned, tuned

__all__ = [
    "BELIEFS",
    "DRIVEN_AWAY",
    "VARIANTS",
    "Acceptance",
    "Bridge",
    "Campaign",
    "Earned",
    "ExpectedProfit",
    "Flips",
    "MaximumProfit",
    "Mixed",
    "Offer",
    "Optimum",
    "ProfitCurve",
    "Rates",
    "ResponseCurve",
    "Split",
    "Swing",
    "Tuned",
    "as_curve",
    "balance",
    "best_at",
    "break_even",
    "bridge",
    "campaign_profit",
    "dearest_contact",
    "dearest_incentive",
    "earned",
    "earns",
    "empc",
    "expected_life",
    "flips",
    "lifetime_value",
    "margins_after",
    "mixed",
    "mpc",
    "payback",
    "per_month",
    "per_year",
    "profit_curve",
    "profit_per_contact",
    "split_budget",
    "swings",
    "tuned",
    "unlimited",
]
