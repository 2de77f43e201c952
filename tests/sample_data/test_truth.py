"""Where the truth is known, explanations can be judged: causes, symptoms, twins and leaks."""

import numpy as np
import pandas as pd
import pytest

from core import models, samples
from core.explain import Action, acted, permutation_shap, watched
from sample_data import prepaid

SHARING = ("logistic regression", "forest", "support vector machine", "neural network")


def roles(name: str) -> dict[str, str]:
    return {column["name"]: column["role"] for column in samples.sheet(name)["columns"]}


def pushed(name: str, model: str, test: str) -> pd.Series:
    frame = samples.shaken(name)
    part = frame[(frame["model"] == model) & (frame["test"] == test)]
    return part.set_index("column")["push"]


def true_pushes() -> pd.Series:
    """How far each column really pushes: the same walk through the columns, on the formula itself."""
    table = samples.load("prepaid")
    causes = [name for name, role in roles("prepaid").items() if role == "cause"]
    values = table.rows[causes].to_numpy(dtype=float)
    chosen = values[watched(table, 100)]
    background = values[5 :: len(values) // 150][:150]

    def output(rows: np.ndarray) -> np.ndarray:
        return prepaid.truth(pd.DataFrame(rows, columns=causes))

    groups = [np.array([k]) for k in range(len(causes))]
    found = [permutation_shap(output, one, background, groups)[0] for one in chosen]
    return pd.Series(np.abs(found).mean(axis=0), index=causes).sort_values(ascending=False)


def test_the_strongest_real_causes_rank_at_the_top() -> None:
    strongest = set(true_pushes().index[:3])
    frame = samples.explained("prepaid")
    features = [column.name for column in samples.load("prepaid").features]
    for model in models.NAMES:
        part = frame.loc[frame["model"] == model, features].abs().mean().sort_values(ascending=False)
        assert set(part.index[:3]) == strongest, model
        assert part.index[0] in ("dropped_calls", "days_since_call")


@pytest.mark.parametrize("name", samples.NAMES)
@pytest.mark.parametrize("model", models.NAMES)
def test_a_leaked_column_takes_the_first_place_in_every_model(name: str, model: str) -> None:
    before, after = pushed(name, model, "plain"), pushed(name, model, "leak")
    assert (set(after.index) - set(before.index)).pop() == after.index[0]
    assert after[before.index[0]] < before.iloc[0]


@pytest.mark.parametrize("name", samples.NAMES)
@pytest.mark.parametrize("model", SHARING)
def test_twin_columns_split_the_push(name: str, model: str) -> None:
    before, after = pushed(name, model, "plain"), pushed(name, model, "twin")
    twin, original = (set(after.index) - set(before.index)).pop(), before.index[0]
    assert after[original] < 0.9 * before[original]
    assert 0.25 < after[twin] / (after[twin] + after[original]) < 0.75


@pytest.mark.parametrize("model", models.BLACK_BOXES)
def test_to_act_on_the_symptom_is_promised_to_pay_and_loses_money(model: str) -> None:
    told, frame = samples.sheet("prepaid")["trap"]["actions"], samples.trap("prepaid")
    for place, action in enumerate(told):
        one = frame[(frame["model"] == model) & (frame["action"] == place)].iloc[0]
        role = roles("prepaid")[action["column"]]
        done = Action(
            action["name"], action["column"], action["cost"], one["believed"], one["kept"], one["lost"],
            samples.sheet("prepaid")["rows"], role,
        )  # fmt: skip
        found = acted(done, missed=80)
        if role == "stand-in":
            assert found.believed > 0.3
            assert found.value == found.low == found.high == -action["cost"]
        else:
            assert found.low > 0, "a real cause pays"


def test_the_symptom_is_the_strongest_push_that_can_be_acted_on() -> None:
    told = samples.sheet("prepaid")["trap"]["actions"]
    for model in models.BLACK_BOXES:
        found = pushed("prepaid", model, "trap")
        order = [action["column"] for action in told]
        assert max(order, key=lambda column: found[column]) == "data_mb", model
