"""The riskiest first, or those whom the contact changes most: what each list earns at any share contacted."""

import streamlit as st

from core.charts import whom as charts
from core.charts.whom import Listed
from core.uplift import (
    CHANGE,
    RISK,
    Contenders,
    Ranked,
    Trial,
    Values,
    estimate_difference,
    ranked_by_trial,
    ranked_truly,
    top,
)
from core.words import money, percent, price
from pages.shared import cached
from pages.shared.step import Step, whole

TERMS = ("uplift", "two-model learner", "class transformation", "randomised trial", "out-of-sample")
GUESSED_AT = 0.2  # the share contacted that the guess is about


def values_of(step: Step) -> Values:
    """What a kept customer is worth in the trial, and what the offer and a contact cost."""
    choices = step.choices
    return Values(choices.trial_clv, choices.trial_incentive, choices.trial_contact)


def contenders(step: Step, trial: Trial) -> Contenders:
    """The customers of the trial that is looked at, with their scores."""
    return cached.own_contenders(step.case, trial) if step.case.own else cached.sample_contenders()


def share_slider(step: Step) -> float:
    """How many of 100 customers are contacted, as a share."""
    st.slider("Of 100 customers we contact", 0, 100, **step.choices.control("share"))
    return float(step.choices.share / 100)


def ranked(found: Contenders, values: Values, share: float) -> dict[str, Ranked]:
    """Each list at a share contacted: by the truth where it is known, else by the trial."""
    if found.stay_alone is None:
        told, curves = (found.treated, found.stayed, values, share), cached.curves_by_trial(found, values)
        return {name: ranked_by_trial(score, *told, curves[name]) for name, score in found.lists().items()}
    worth, prepared = cached.worth_of_lists(found, values)
    return {name: ranked_truly(score, worth, share, prepared[name]) for name, score in found.lists().items()}


def draw(step: Step, trial: Trial) -> None:
    found, guess = contenders(step, trial), step.guessed("guess_whom")
    if guess is not None and not step.case.own:
        step.score("guess_whom", _verdict(step, found, guess))
    step.moving(lambda here: _money(here, trial, found))


def _verdict(step: Step, found: Contenders, guess: float) -> str:
    at = ranked(found, values_of(step), GUESSED_AT)
    risk, change = at[RISK].value, at[CHANGE].value
    told = f"Your guess: {price(guess, step.currency)} of {price(100, step.currency)}."
    if risk is None or change is None or change <= 0:
        return f"{told} With these values list B earns nothing, so there is nothing to compare."
    return f"{told} In truth list A earns {money(100 * risk / change, step.currency)}."


def _money(step: Step, trial: Trial, found: Contenders) -> None:
    """The slider, the picture it moves, and the folds."""
    share = share_slider(step)
    lists = [
        Listed(name, one.curve, one.value, one.low, one.high)
        for name, one in ranked(found, values_of(step), share).items()
    ]
    chart = charts.money(lists, share, step.currency, not step.case.own, step.guessed("guess_whom"))
    step.show(chart)
    if found.stay_alone is None:
        _apart(step, found, share)
    else:
        _classic(step, found)
    step.folds(chart, _code(step, trial, share), TERMS, technical="technical_lists")


def _apart(step: Step, found: Contenders, share: float) -> None:
    """How much more one list earns than the other in a reader's own trial, with the range."""
    lists = (top(found.change, share), top(found.risk, share))
    apart = estimate_difference(*lists, found.treated, found.stayed, values_of(step))
    if apart is not None and (lists[0] != lists[1]).any():
        step.say(
            "apart_open" if apart.low < 0 < apart.high else "apart",
            amount=money(abs(apart.value), step.currency),
            side="more" if apart.value >= 0 else "less",
            low=money(apart.low, step.currency),
            high=money(apart.high, step.currency),
        )


def _classic(step: Step, found: Contenders) -> None:
    """What the ledger that looks at the risk only believes here, and what it really earns."""
    accept = step.choices.accept
    share, belief, really = cached.classic(found, values_of(step), accept / 100)
    step.say(
        "classic",
        share=percent(share),
        believed=money(belief, step.currency),
        accept=accept,
        really=money(really, step.currency),
    )


def _code(step: Step, trial: Trial, share: float) -> str:
    amounts = ", ".join(map(whole, vars(values_of(step)).values()))
    start = trial_in_python(step, trial) + f"values = uplift.Values({amounts})\n"
    if step.case.own:
        return start + (
            f"print(uplift.ranked_by_trial(change, trial.treated, trial.stayed, values, {share!r}).value)\n"
        )
    return start + (
        "truth = samples.truth()\n"
        'worth = uplift.worth_of_contact(truth["stay_contacted"], truth["stay_alone"], values)\n'
        f"unseen = slice({len(trial.treated) // 2}, None)\n"
        f"print(uplift.ranked_truly(change[unseen], worth[unseen], {share!r}).value)\n"
    )


def trial_in_python(step: Step, trial: Trial) -> str:
    """The lines that read the trial and learn whom the contact changes (a minute of work)."""
    if not step.case.own:
        return step.case.code.replace("import samples", "import samples, uplift") + (
            'trial = uplift.as_trial(table, "contacted", "yes")\n'
            "change = uplift.fit(trial.table, trial.treated, trial.stayed).round(4)  # as it is kept\n"
        )
    value = trial.table.rows.loc[trial.treated == 1, trial.treatment].iloc[0]
    return step.case.code + (
        "from core import uplift\n\n"
        f"trial = uplift.as_trial(table, {trial.treatment!r}, {value!r})\n"
        "change = uplift.fit(trial.table, trial.treated, trial.stayed)\n"
    )
