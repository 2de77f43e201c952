"""Campaigns and customers to try laws on, and the two sets of customers of the published examples."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from core.campaign import Campaign

SET_A = (np.array([0, 1, 0, 1, 0, 1, 0, 1]), np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.8, 0.9]))
SET_B = (
    np.array([1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    np.array([0.95, 0.9, 0.85, 0.8, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15,
              0.12, 0.1, 0.08, 0.05]),
)  # fmt: skip

amounts = st.one_of(st.sampled_from([0.0, 1.0, 10.0, 200.0]), st.floats(0, 1e5))
shares = st.one_of(st.sampled_from([0.0, 0.3, 1.0]), st.floats(0, 1))
campaigns = st.builds(Campaign, clv=amounts, accept_rate=shares, incentive_cost=amounts, contact_cost=amounts)
chances = st.one_of(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.floats(0, 1))
_mixed = st.lists(st.tuples(st.integers(0, 1), chances), min_size=1, max_size=40)
_one_sided = st.tuples(st.integers(0, 1), st.lists(chances, min_size=1, max_size=12)).map(
    lambda drawn: [(drawn[0], chance) for chance in drawn[1]]
)
_constant = st.tuples(st.lists(st.integers(0, 1), min_size=1, max_size=12), chances).map(
    lambda drawn: [(outcome, drawn[1]) for outcome in drawn[0]]
)
people = st.one_of(_mixed, _one_sided, _constant).map(
    lambda rows: (np.array([row[0] for row in rows]), np.array([row[1] for row in rows], dtype=float))
)
