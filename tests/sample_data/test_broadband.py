"""Broadband contracts: the shipped file is what the generator says, and agrees with what is published.

Published: IBM Telco customer churn table (published marginals).
"""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from sample_data.broadband import COLUMNS, PRICES, generate, to_csv, truth

FOLDER = Path(__file__).parents[2] / "sample_data"
CSV = FOLDER / "broadband.csv"
SHEET = FOLDER / "broadband.toml"
ROLES = {"cause", "stand-in", "noise", "id", "target"}

# Column: level, customers, share who left. Levels of numbers are stretches, named by their upper end.
# fmt: off
PUBLISHED: dict[str, list[tuple[Any, int, float]]] = {
    "contract": [("month-to-month", 3875, .4271), ("one year", 1473, .1127), ("two year", 1695, .0283)],
    "internet": [("DSL", 2421, .1896), ("fiber optic", 3096, .4189), ("no internet", 1526, .0740)],
    "payment_method": [("bank transfer", 1544, .1671), ("credit card", 1522, .1524),
                       ("electronic check", 2365, .4529), ("mailed check", 1612, .1911)],
    "tenure_months": [(0, 11, .000), (1, 613, .6199), (3, 438, .4954), (6, 419, .4463), (12, 705, .3589),
                      (24, 1024, .2871), (36, 832, .2163), (48, 762, .1903), (60, 832, .1442),
                      (71, 1045, .0833), (72, 362, .0166)],
    "gender": [("female", 3488, .2692), ("male", 3555, .2616)],
    "senior": [("no", 5901, .2361), ("yes", 1142, .4168)],
    "partner": [("no", 3641, .3296), ("yes", 3402, .1966)],
    "dependents": [("no", 4933, .3128), ("yes", 2110, .1545)],
    "phone": [("no", 682, .2493), ("yes", 6361, .2671)],
    "multiple_lines": [("no", 3390, .2504), ("no phone", 682, .2493), ("yes", 2971, .2861)],
    "paperless_billing": [("no", 2872, .1633), ("yes", 4171, .3357)],
    "online_security": [("no", 3498, .4177), ("yes", 2019, .1461), ("no internet", 1526, .0740)],
    "online_backup": [("no", 3088, .3993), ("yes", 2429, .2153), ("no internet", 1526, .0740)],
    "device_protection": [("no", 3095, .3913), ("yes", 2422, .2250), ("no internet", 1526, .0740)],
    "tech_support": [("no", 3473, .4164), ("yes", 2044, .1517), ("no internet", 1526, .0740)],
    "streaming_tv": [("no", 2810, .3352), ("yes", 2707, .3007), ("no internet", 1526, .0740)],
    "streaming_movies": [("no", 2785, .3368), ("yes", 2732, .2994), ("no internet", 1526, .0740)],
    "monthly_charges": [(20, 656, .0884), (25, 750, .0920), (30, 247, .1417), (40, 185, .2811),
                        (50, 461, .3189), (60, 619, .2084), (70, 542, .2066), (80, 917, .3937),
                        (90, 927, .3625), (100, 837, .3787), (110, 687, .3275), (999, 215, .1302)],
}
# Contract, internet: customers, share who left.
TWO_WAY = {
    ("month-to-month", "DSL"): (.1736, .3222), ("month-to-month", "fiber optic"): (.3021, .5461),
    ("month-to-month", "no internet"): (.0744, .1889), ("one year", "DSL"): (.0809, .0930),
    ("one year", "fiber optic"): (.0765, .1929), ("one year", "no internet"): (.0517, .0247),
    ("two year", "DSL"): (.0892, .0191), ("two year", "fiber optic"): (.0609, .0723),
    ("two year", "no internet"): (.0906, .0078),
}
# Column, who: published mean, standard deviation (of charges only that of everyone is published).
MEANS = [
    ("tenure_months", "all", 32.371, 24.559), ("tenure_months", "no", 37.570, 24.114),
    ("tenure_months", "yes", 17.979, 19.531), ("monthly_charges", "all", 64.762, 30.090),
    ("monthly_charges", "no", 61.265, 30.090), ("monthly_charges", "yes", 74.441, 30.090),
    ("total_charges", "all", 2283.30, 2266.77),
]
# fmt: on


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(CSV)


@pytest.fixture(scope="module")
def generated() -> pd.DataFrame:
    return generate(seed=0)


@pytest.fixture(scope="module")
def left(frame: pd.DataFrame) -> np.ndarray:
    return (frame["left"] == "yes").to_numpy()


def near(found: float, published: float, customers: float) -> bool:
    """Within 2 points or 3 standard errors, whichever is larger.

    The standard error is that of (k + 1) in (n + 2), so that it is not zero where nobody left.
    """
    share = (published * customers + 1) / (customers + 2)
    return abs(found - published) <= max(0.02, 3 * np.sqrt(share * (1 - share) / customers))


def levels(column: pd.Series, names: list) -> pd.Series:
    """The level of each row; numbers by the first upper end that is not below them."""
    if isinstance(names[0], str):
        return column
    return pd.Series(np.array(names)[np.searchsorted(names, column)])


def out_of_fold(frame: pd.DataFrame, left: np.ndarray) -> np.ndarray:
    """Chances of a logistic regression, each customer scored by a model that never saw them."""
    rows = frame.drop(columns=["customer_id", "left"]).fillna({"total_charges": 0})
    numbers = ["tenure_months", "monthly_charges", "total_charges"]
    words = [name for name in rows if name not in numbers]
    columns = make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(), words))
    model = make_pipeline(columns, LogisticRegression(max_iter=2_000))
    parts = StratifiedKFold(5, shuffle=True, random_state=0)
    return cross_val_predict(model, rows, left, cv=parts, method="predict_proba")[:, 1]


def test_seed_0_gives_the_shipped_file_byte_for_byte(generated: pd.DataFrame) -> None:
    assert to_csv(generated) == CSV.read_bytes()


def test_the_file_read_back_is_the_table_that_was_generated(
    frame: pd.DataFrame, generated: pd.DataFrame
) -> None:
    pd.testing.assert_frame_equal(frame, generated)
    assert np.array_equal(truth(frame), truth(generated))


def test_another_seed_gives_other_customers(generated: pd.DataFrame) -> None:
    assert (generate(seed=1, rows=500)["monthly_charges"] != generated["monthly_charges"][:500]).mean() > 0.9


def test_about_26_5_percent_have_left(left: np.ndarray) -> None:
    assert len(left) == 7043
    assert left.mean() == pytest.approx(0.2654, abs=0.006)


@pytest.mark.parametrize("column", PUBLISHED)
def test_customers_and_leavers_of_each_kind_are_as_published(
    column: str, frame: pd.DataFrame, left: np.ndarray
) -> None:
    level = levels(frame[column], [name for name, _, _ in PUBLISHED[column]])
    assert set(level) == {name for name, _, _ in PUBLISHED[column]}
    for name, customers, rate in PUBLISHED[column]:
        here = (level == name).to_numpy()
        assert near(here.mean(), customers / 7043, 7043), (column, name, "customers", here.mean())
        assert near(left[here].mean(), rate, customers), (column, name, "left", left[here].mean())


@pytest.mark.parametrize(("contract", "internet"), TWO_WAY)
def test_leavers_by_contract_and_internet_together_are_as_published(
    contract: str, internet: str, frame: pd.DataFrame, left: np.ndarray
) -> None:
    share, rate = TWO_WAY[contract, internet]
    here = ((frame["contract"] == contract) & (frame["internet"] == internet)).to_numpy()
    assert near(here.mean(), share, 7043)
    assert near(left[here].mean(), rate, share * 7043)


@pytest.mark.parametrize(("column", "who", "mean", "sd"), MEANS)
def test_means_are_as_published(column: str, who: str, mean: float, sd: float, frame: pd.DataFrame) -> None:
    values = frame.loc[(frame["left"] == who) | (who == "all"), column].dropna()
    assert abs(values.mean() - mean) <= 3 * sd / np.sqrt(len(values))


def test_the_price_list_comes_back_by_least_squares(frame: pd.DataFrame) -> None:
    services = np.column_stack([frame[column] == level for column, level in PRICES]).astype(float)
    design = np.column_stack([np.ones(len(frame)), services])
    prices, *_ = np.linalg.lstsq(design, frame["monthly_charges"], rcond=None)
    assert prices == pytest.approx([0.0, *PRICES.values()], abs=0.2)
    assert np.std(frame["monthly_charges"] - design @ prices) == pytest.approx(1.025, abs=0.03)


def test_total_charges_are_months_times_charges_and_blank_before_the_first_bill(frame: pd.DataFrame) -> None:
    new = frame["tenure_months"] == 0
    ratio = (frame["total_charges"] / (frame["tenure_months"] * frame["monthly_charges"]))[~new]
    assert frame["total_charges"].isna().equals(new)
    assert set(frame.loc[new, "contract"]) <= {"one year", "two year"}
    assert ratio.mean() == pytest.approx(1, abs=0.002)
    assert ratio.std() == pytest.approx(0.05, abs=0.002)


def test_services_fit_together(frame: pd.DataFrame) -> None:
    offline = frame["internet"] == "no internet"
    for name in PUBLISHED:
        if "no internet" in set(frame[name]) and name != "internet":
            assert (frame[name] == "no internet").equals(offline)
    assert (frame["multiple_lines"] == "no phone").equals(frame["phone"] == "no")
    assert set(frame.loc[frame["phone"] == "no", "internet"]) == {"DSL"}


def test_the_formula_on_one_customer_agrees_with_paper() -> None:
    # 1 month, month-to-month, fiber 1.106, no security .337, no support .303, electronic check .340,
    # paperless .355, no second line, two streaming services .656:
    # -.560 - .713 ln 2 (.4942) + 3.097 = 2.0428; 1 / (1 + exp(-2.0428)) = .8852
    no = ("online_security", "tech_support", "senior", "dependents", "multiple_lines")
    yes = ("paperless_billing", "streaming_tv", "streaming_movies")
    customer = {"contract": "month-to-month", "internet": "fiber optic", "payment_method": "electronic check"}
    customer |= dict.fromkeys(no, "no") | dict.fromkeys(yes, "yes")
    frame = pd.DataFrame([customer]).assign(tenure_months=1)
    assert truth(frame) == pytest.approx([0.8852], abs=0.0001)


def test_leavers_leave_as_often_as_their_true_chance_says(frame: pd.DataFrame, left: np.ndarray) -> None:
    chance = truth(frame)
    for tenth in np.array_split(np.argsort(chance), 10):
        error = np.sqrt(np.sum(chance[tenth] * (1 - chance[tenth]))) / len(tenth)
        assert abs(left[tenth].mean() - chance[tenth].mean()) <= 3.5 * error


def test_even_the_true_chances_rank_only_85_in_100_pairs_right(frame: pd.DataFrame, left: np.ndarray) -> None:
    assert 0.843 <= roc_auc_score(left, truth(frame)) <= 0.861


def test_a_logistic_regression_comes_close_to_the_truth(frame: pd.DataFrame, left: np.ndarray) -> None:
    found = roc_auc_score(left, out_of_fold(frame, left))
    assert 0.835 <= found <= 0.855
    assert found <= roc_auc_score(left, truth(frame))


def test_the_sheet_lists_exactly_the_columns_and_says_it_is_simulated(frame: pd.DataFrame) -> None:
    sheet = tomllib.loads(SHEET.read_text(encoding="utf-8"))
    assert [column["name"] for column in sheet["columns"]] == list(frame.columns) == list(COLUMNS)
    assert all(set(c) == {"name", "label", "unit", "kind", "help", "role", "how"} for c in sheet["columns"])
    assert all(len(column["label"]) <= 28 for column in sheet["columns"])
    assert {column["role"] for column in sheet["columns"]} <= ROLES
    assert (sheet["rows"], sheet["seed"], sheet["simulated"]) == (len(frame), 0, True)
    assert "simulated" in sheet["summary"]
    assert sheet["positive"] in set(frame[sheet["target"]])


def test_a_cause_on_the_sheet_changes_the_true_chance_and_nothing_else_does(frame: pd.DataFrame) -> None:
    sheet = tomllib.loads(SHEET.read_text(encoding="utf-8"))
    for column in sheet["columns"]:
        shuffled = frame.assign(**{column["name"]: frame[column["name"]].to_numpy()[::-1]})
        changes = not np.array_equal(truth(shuffled), truth(frame))
        assert changes == (column["role"] == "cause"), column["name"]
