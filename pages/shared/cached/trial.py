"""Whom an offer changes: the trial, its lists and what they earn."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from core import samples, uplift
from core.campaign import Campaign
from pages.shared.cached.kept import Case, alone, kept, latest, sample


@cache
def sample_trial() -> uplift.Trial:
    """The simulated trial, read once per process."""
    about = samples.sheet(samples.TRIAL)
    return uplift.as_trial(sample(samples.TRIAL).table, about["treatment"], about["treated_value"])


@cache
def sample_contenders() -> uplift.Contenders:
    """The unseen customers of the simulated trial, with the scores that lie beside the table."""
    trial, scored, truth = sample_trial(), samples.uplift_scores(), samples.truth()
    unseen = slice(samples.sheet(samples.TRIAL)["practice"], None)
    return uplift.Contenders(
        risk=scored["risk"].to_numpy()[unseen],
        change=scored[uplift.LEARNERS[0]].to_numpy()[unseen],
        treated=trial.treated[unseen],
        stayed=trial.stayed[unseen],
        stay_contacted=truth["stay_contacted"].to_numpy()[unseen],
        stay_alone=truth["stay_alone"].to_numpy()[unseen],
    )


def own_trial(case: Case, column: str, value: object) -> uplift.Trial:
    """The reader's own trial. TableProblem if the column does not say who was contacted."""
    key = (case.version, column, str(value))
    return latest("trial", key, lambda: uplift.as_trial(case.table, column, value))


def lottery(case: Case, trial: uplift.Trial) -> uplift.Lottery:
    """Whether the contacted of the reader's own trial look drawn by lot."""
    return kept(case, f"lottery {_marks(trial)}", lambda tell: alone(tell, lambda _: uplift.lottery(trial)))


def own_contenders(case: Case, trial: uplift.Trial) -> uplift.Contenders:
    """The customers of the reader's own trial, each scored by models that never saw them."""

    def work(tell: Callable[[float, str], None]) -> uplift.Contenders:
        told = (trial.table, trial.treated.tolist(), trial.stayed.tolist())

        def part(start: float, doing: str) -> Callable[[int, int], None]:
            return lambda k, n: tell(start + k / n / 2, f"{doing}, part {k + 1} of {n}.")

        return uplift.Contenders(
            risk=uplift.risk(*told, progress=part(0.0, "Working out who is at risk")),
            change=uplift.fit(*told, progress=part(0.5, "Working out whom the contact changes")),
            treated=trial.treated,
            stayed=trial.stayed,
        )

    return kept(case, f"contenders {_marks(trial)}", lambda tell: alone(tell, work))


def _marks(trial: uplift.Trial) -> str:
    """What tells two trials on one table apart."""
    return f"{trial.treatment} {trial.treated[:1]} {trial.treated.sum()}"


def worth_of_lists(
    found: uplift.Contenders, values: uplift.Values
) -> tuple[np.ndarray, dict[str, uplift.Prepared]]:
    """(n,) what each contact is really worth, and each list sorted and added up."""

    def work() -> tuple[np.ndarray, dict[str, uplift.Prepared]]:
        assert found.stay_contacted is not None and found.stay_alone is not None, "a simulated trial"
        worth = uplift.worth_of_contact(found.stay_contacted, found.stay_alone, values)
        lists = found.lists().items()
        return worth, {name: uplift.prepare(score, worth) for name, score in lists}

    return latest("worth of lists", (found, values), work)


def classic(found: uplift.Contenders, values: uplift.Values, accept: float) -> tuple[float, float, float]:
    """What the ledger that looks at the risk only does: share contacted, profit believed, profit earned.

    accept is the share of leavers it believes to accept; money is per customer of the base.
    """

    def work() -> tuple[float, float, float]:
        offer = Campaign(values.clv, accept, values.incentive_cost, values.contact_cost)
        plan = uplift.believed(found.risk, offer)
        worth, _ = worth_of_lists(found, values)
        return float(plan.contact.mean()), float(plan.value), float(worth[plan.contact].sum() / len(worth))

    return latest("classic ledger", (found, values, accept), work)


def crowd(found: uplift.Contenders) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """(n,) each customer's kind and true change through the contact, and each list's rows in order."""

    def work() -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
        assert found.stay_contacted is not None and found.stay_alone is not None, "a simulated trial"
        kinds = uplift.types(found.stay_contacted, found.stay_alone)
        rows = {name: uplift.in_order(score) for name, score in found.lists().items()}
        return kinds, found.stay_contacted - found.stay_alone, rows

    return latest("crowd", found, work)


def curves_by_trial(found: uplift.Contenders, values: uplift.Values) -> dict[str, np.ndarray]:
    """Each list's profit at every whole percent contacted, as the trial alone tells it."""

    def work() -> dict[str, np.ndarray]:
        told = (found.treated, found.stayed, values)
        return {name: uplift.curve_by_trial(score, *told) for name, score in found.lists().items()}

    return latest("curves by trial", (found, values), work)
