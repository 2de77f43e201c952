"""Where chances come from: everyone's explanations, one customer's, and what becomes of them when shaken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from core import explain, models, samples
from core.explain import Acted, Action, Explanation, acted, shaken
from pages.shared.behind import Behind
from pages.shared.cached.box import Fitted, fitted_now
from pages.shared.cached.kept import ONE_AT_A_TIME, Case, kept, latest, sample, shared
from pages.shared.cached.leavers import BREATH

PORTION = 10  # customers explained between two words of progress
FIRST = ("plain", "twin", "leak")
TESTS = (*FIRST, *(f"refit {number}" for number in range(explain.REFITS)))


@dataclass(frozen=True, eq=False)
class Everyone:
    """The explained customers of a case, as far as they are explained.

    rows       (w, features) their columns
    explained  one Explanation each
    wanted     how many there will be
    """

    rows: pd.DataFrame
    explained: list[Explanation]
    wanted: int

    @property
    def done(self) -> bool:
        return len(self.explained) == self.wanted


def everyone(case: Case, model: str) -> Everyone:
    """The explained customers. Of a reader's own table the model has to be fitted; they fill in behind."""
    places = explain.watched(case.table)
    rows = models.feature_rows(case.table).iloc[places]
    if not case.own:
        return Everyone(rows, _sample_explained(case.name)[model], len(places))
    found = [one for portion in _explaining(case, model, rows).look() for one in portion]
    return Everyone(rows.iloc[: len(found)], found, len(places))


@cache
def _sample_explained(name: str) -> dict[str, list[Explanation]]:
    frame = samples.explained(name)
    features = [column.name for column in sample(name).table.features]
    found = {}
    for model, part in frame.groupby("model", sort=False):
        values = part[features].to_numpy(dtype=float).tolist()
        told = zip(part["base_value"], values, part["prediction"], part["error"], strict=True)
        found[str(model)] = [
            Explanation(base, dict(zip(features, one, strict=True)), chance, error)
            for base, one, chance, error in told
        ]
    return found


def _explaining(case: Case, model: str, rows: pd.DataFrame) -> Behind[None, list[Explanation]]:
    def start(tell: Callable[[float, str], None]) -> Behind[None, list[Explanation]]:
        explainer = fitted_now(case)[model].explainer

        def piece(_: None, k: int) -> list[Explanation]:
            return explainer.explain(rows.iloc[k * PORTION : (k + 1) * PORTION])

        portions = -(-len(rows) // PORTION)
        return Behind(portions, lambda: None, piece, turn=ONE_AT_A_TIME, rest=BREATH)

    return kept(case, f"explained by {model}", start)


def shipped_explanation(case: Case, model: str, row: int) -> Explanation | None:
    """The explanation of a sample's customer that lies beside the table, if it does."""
    if case.own:
        return None
    places = explain.watched(case.table).tolist()
    return _sample_explained(case.name)[model][places.index(row)] if row in places else None


def explanation(case: Case, found: Fitted, row: pd.DataFrame, changed: bool = False) -> Explanation:
    """One customer's explanation; row is (1, features). The last one of a real customer is kept, and the last
    of a changed one: a slider asks for one after the other, and must not push out what all visitors share."""
    key = (case.version, found.model, tuple(map(str, row.iloc[0])))
    what = "explanation of a changed customer" if changed else "explanation"
    return latest(what, key, lambda: found.explainer.explain(row)[0])


def tested(case: Case, model: str) -> dict[str, pd.DataFrame]:
    """Test -> how far each column pushes in it: TESTS, as far as they are done."""
    if not case.own:
        return _sample_tested(case.name)[model]
    return dict(_testing(case, model).look())


@cache
def _sample_tested(name: str) -> dict[str, dict[str, pd.DataFrame]]:
    found: dict[str, dict[str, pd.DataFrame]] = {model: {} for model in models.NAMES}
    for (model, test), part in samples.shaken(name).groupby(["model", "test"], sort=False):
        importance = part[["column", "push"]].rename(columns={"push": "mean_abs_contribution"})
        found[str(model)][str(test)] = importance.reset_index(drop=True)
    return found


def _testing(case: Case, model: str) -> Behind[pd.DataFrame, tuple[str, pd.DataFrame]]:
    table = case.table

    def piece(plain: pd.DataFrame, k: int) -> tuple[str, pd.DataFrame]:
        test = TESTS[k]
        if test == "plain":
            return test, plain
        if test == "twin":
            return test, shaken.shaken(shaken.with_twin(table, plain["column"][0]), model)
        if test == "leak":
            return test, shaken.shaken(shaken.with_leak(table), model)
        return test, shaken.refitted(table, model, k - len(FIRST))

    def start(tell: Callable[[float, str], None]) -> Behind[pd.DataFrame, tuple[str, pd.DataFrame]]:
        return Behind(len(TESTS), lambda: shaken.shaken(table, model), piece, turn=ONE_AT_A_TIME, rest=BREATH)

    return kept(case, f"tests of {model}", start)


def actions(case: Case, model: str, missed: float) -> list[Acted]:
    """What each action of a sample would bring at this price of a lost customer, as the model believes and in
    truth."""
    sheet = samples.sheet(case.name)
    roles = {column["name"]: column["role"] for column in sheet["columns"]}
    told = sheet["trap"]["actions"]
    believed = _sample_trap(case.name)
    found = believed[believed["model"] == model].to_dict("records")
    return [
        acted(
            Action(
                name=told[one["action"]]["name"],
                column=told[one["action"]]["column"],
                cost=told[one["action"]]["cost"],
                believed=one["believed"],
                kept=one["kept"],
                lost=one["lost"],
                customers=len(case.table.rows),
                role=roles[told[one["action"]]["column"]],
            ),
            missed,
        )
        for one in found
    ]


@cache
def _sample_trap(name: str) -> pd.DataFrame:
    return samples.trap(name)


def roles(case: Case) -> dict[str, str]:
    """Column -> "cause", "stand-in" or "noise"; empty for a reader's own table, where nobody knows."""
    if case.own:
        return {}
    features = {column.name for column in case.table.features}
    columns = samples.sheet(case.name)["columns"]
    return {one["name"]: one["role"] for one in columns if one["name"] in features}


def opposite(case: Case, found: Fitted, row: int, threshold: float) -> explain.Opposite | None:
    """The customer most like one who gets the other verdict."""
    told = (found.pipeline, case.table, row, threshold, found.chances)
    key = (found.model, row, threshold)
    return shared(case, "opposite", key, lambda: explain.nearest_opposite(*told))


def smallest_change(
    case: Case, found: Fitted, row: int, ticked: tuple[str, ...], threshold: float
) -> explain.Change:
    """The smallest change of the ticked columns that turns a customer's verdict."""
    told = (found.pipeline, case.table, row, ticked, threshold)
    key = (found.model, row, ticked, threshold)
    return shared(case, "smallest change", key, lambda: explain.smallest_change(*told))
