"""The change through the contact: found where it was put in, never learnt from the customer itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core import models
from core.table import TableProblem
from core.uplift import BASES, LEARNERS, fit, fit_part, folds, risk, risk_part, trial_of

ROWS = 3_000


def trial(share: float = 0.5, rows: int = ROWS, seed: int = 0) -> pd.DataFrame:
    """A contact takes half the chance of leaving away where the price is high, and adds .2 elsewhere.

    Leaving if left alone: .6 at a high price, .3 at a low one; contacted: .3 and .5.
    """
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"price": rng.choice(["high", "low"], rows), "noise": rng.normal(size=rows)})
    frame["offer"] = (rng.random(rows) < share).astype(int)
    alone = np.where(frame["price"] == "high", 0.6, 0.3)
    contacted = np.where(frame["price"] == "high", 0.3, 0.5)
    frame["stayed"] = (rng.random(rows) >= np.where(frame["offer"], contacted, alone)).astype(int)
    return frame


@pytest.mark.parametrize("learner", LEARNERS)
@pytest.mark.parametrize("base", BASES)
def test_the_change_that_was_put_in_is_found(learner, base) -> None:
    # high price: stays .4 alone, .7 contacted: +.3; low price: .7 alone, .5 contacted: -.2
    frame = trial()
    found = fit(frame, "offer", "stayed", learner, base)
    assert found.shape == (ROWS,)
    high = frame["price"] == "high"
    assert found[high].mean() == pytest.approx(0.3, abs=0.07)
    assert found[~high].mean() == pytest.approx(-0.2, abs=0.07)


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_class_transformation_holds_where_the_lot_is_not_even(share) -> None:
    # unweighted, with .8 contacted, it would say 2 (.8 * .7 + .2 * .6) - 1 = .36 for the high price and
    # 2 (.8 * .5 + .2 * .3) - 1 = -.08 for the low one
    frame = trial(share, rows=8_000)
    found = fit(frame, "offer", "stayed", "class transformation", "logistic regression")
    high = frame["price"] == "high"
    assert found[high].mean() == pytest.approx(0.3, abs=0.06)
    assert found[~high].mean() == pytest.approx(-0.2, abs=0.06)


def test_the_risk_is_that_of_those_left_alone() -> None:
    frame = trial()
    found = risk(frame, "offer", "stayed")
    high = frame["price"] == "high"
    assert found[high].mean() == pytest.approx(0.6, abs=0.06)
    assert found[~high].mean() == pytest.approx(0.3, abs=0.06)


@pytest.mark.parametrize("learner", LEARNERS)
def test_nobody_is_scored_by_a_model_that_saw_them(learner) -> None:
    # with the outcomes of part 0 turned around its scores stay, and those of other parts change
    frame = trial(rows=600)
    whole = trial_of(frame, "offer", "stayed")
    part = folds(whole)
    turned = frame["stayed"].where(part != 0, 1 - frame["stayed"])
    other = trial_of(frame.assign(stayed=turned), "offer", "stayed")
    for score in (lambda t, k: fit_part(t, part, k, learner), lambda t, k: risk_part(t, part, k)):
        assert np.array_equal(score(whole, 0), score(other, 0))
        assert not np.array_equal(score(whole, 1), score(other, 1))


def test_parts_hold_equal_shares_of_the_four_kinds() -> None:
    whole = trial_of(trial(), "offer", "stayed")
    part = folds(whole)
    kind = pd.crosstab(part, 2 * whole.treated + whole.stayed)
    assert len(kind) == models.FOLDS
    assert (kind.max() - kind.min()).max() <= 1


def test_all_parts_together_are_the_scores() -> None:
    frame = trial(rows=600)
    whole = trial_of(frame, "offer", "stayed")
    part, found = folds(whole), fit(frame, "offer", "stayed")
    for k in range(models.FOLDS):
        assert np.array_equal(found[part == k], fit_part(whole, part, k, "two models"))


def test_lists_and_names_give_the_same_scores() -> None:
    frame = trial(rows=400)
    facts = frame[["price", "noise"]]
    named = fit(frame, "offer", "stayed", base="logistic regression")
    listed = fit(facts, frame["offer"].tolist(), frame["stayed"].to_numpy(), base="logistic regression")
    assert np.array_equal(named, listed)


def test_progress_is_told_before_each_part() -> None:
    told: list[tuple[int, int]] = []
    fit(
        trial(rows=300),
        "offer",
        "stayed",
        base="logistic regression",
        progress=lambda k, n: told.append((k, n)),
    )
    assert told == [(k, models.FOLDS) for k in range(models.FOLDS)]


def test_scores_lie_between_minus_1_and_1_and_gaps_do_no_harm() -> None:
    frame = trial(rows=500)
    frame.loc[::3, "noise"] = np.nan
    frame.loc[::7, "price"] = None
    for learner in LEARNERS:
        found = fit(frame, "offer", "stayed", learner)
        assert np.isfinite(found).all() and np.abs(found).max() <= 1


def test_an_unknown_learner_or_base_is_named() -> None:
    with pytest.raises(ValueError, match="no learner called 'magic'; choose one of: two models, class"):
        fit(trial(rows=300), "offer", "stayed", "magic")
    with pytest.raises(ValueError, match="no base called 'magic'; choose one of: boosting, logistic"):
        fit(trial(rows=300), "offer", "stayed", base="magic")


def test_nothing_left_to_learn_from_is_a_sentence() -> None:
    with pytest.raises(TableProblem, match="no column left to learn from"):
        risk(trial(rows=300)[["offer", "stayed"]], "offer", "stayed")
