"""Broadband contracts: 7,043 simulated customers of a company that does not exist.

Nobody in this table is real. A crowd of made-up candidates is drawn from plain assumptions and
weighted until it agrees with the published tables; 7,043 customers are drawn from the weighted
crowd, and who leaves is drawn from one written-down formula, `truth`.

Source of every table below: IBM Telco customer churn table (published marginals).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]
Crowd = dict[str, Ints]  # {column: (n,) place of the level in LEVELS, or months}

ROWS = 7043
CANDIDATES = 60_000
ROUNDS = 60  # of weighting; shares are then within 0.1 points of the tables, churn mostly within 0.5

PLAIN, ONE, TWO = CONTRACTS = ("month-to-month", "one year", "two year")
DSL, FIBER, OFFLINE = INTERNET = ("DSL", "fiber optic", "no internet")
BANK, CARD, CHECK, MAIL = PAYMENTS = ("bank transfer", "credit card", "electronic check", "mailed check")
PROTECTION = ("online_security", "online_backup", "device_protection", "tech_support")
STREAMING = ("streaming_tv", "streaming_movies")
ADD_ONS = PROTECTION + STREAMING
PERSON = ("gender", "senior", "partner", "dependents", "tenure_months")
SERVICES = ("phone", "multiple_lines", "internet", *ADD_ONS)
BILL = ("contract", "paperless_billing", "payment_method", "monthly_charges", "total_charges")
COLUMNS = ("customer_id", *PERSON, *SERVICES, *BILL, "left")

# Euros a month for each service; a charge holds nothing else but a little noise.
PRICES = {
    ("phone", "yes"): 20.0,
    ("multiple_lines", "yes"): 5.0,
    ("internet", DSL): 25.0,
    ("internet", FIBER): 50.0,
    **{(name, "yes"): 5.0 for name in PROTECTION},
    **{(name, "yes"): 10.0 for name in STREAMING},
}
PRICE_NOISE = 1.025  # euros a month, standard deviation around the price list
TOTAL_NOISE = 0.05  # share, standard deviation of total charges around months times monthly charge

# The chance of leaving, on the logit scale.
INTERCEPT = -0.560
LOG_MONTHS = -0.713  # times ln(1 + months)
EFFECTS = {
    ("contract", ONE): -0.708,
    ("contract", TWO): -1.685,
    ("internet", DSL): 0.325,
    ("internet", FIBER): 1.106,
    ("online_security", "no"): 0.337,
    ("tech_support", "no"): 0.303,
    ("payment_method", CHECK): 0.340,
    ("paperless_billing", "yes"): 0.355,
    ("senior", "yes"): 0.246,
    ("dependents", "yes"): -0.125,
    ("multiple_lines", "yes"): 0.300,
    **{(name, "yes"): 0.328 for name in STREAMING},
}

# What the published tables do not say; assumed, mild, and the same for every seed.
STAYS = np.array([0.0, 0.3, -0.8])  # how much longer, in ranks: DSL, fiber, no internet
PARTNER_STAYS = 0.25
ADD_ON_PER_YEAR = 0.25  # logit; a customer of many years has bought more
LINE_PER_YEAR = 0.4
MEAN_YEARS = 2.7
LIKES_FILMS = {  # logit per unit of a taste nobody sees; it makes both streaming services go together
    **dict.fromkeys(STREAMING, 2.0),
    "device_protection": 1.0,
    "tech_support": 0.6,
    "online_backup": 0.4,
}

# Levels in the order of the tables; a stretch of months or euros is named by its upper end.
BAND = (0, 1, 3, 6, 12, 24, 36, 48, 60, 71, 72)
STAGE = (12, 36, 60, 72)
CHARGE = (20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 110, 200)
LEVELS: dict[str, tuple[str, ...] | tuple[int, ...]] = {
    **dict.fromkeys(("senior", "partner", "dependents", "paperless_billing"), ("no", "yes")),
    **dict.fromkeys(ADD_ONS, ("no", "yes", OFFLINE)),
    "multiple_lines": ("no", "yes", "no phone"),
    "internet": INTERNET,
    "contract": CONTRACTS,
    "payment_method": PAYMENTS,
    "protections": (0, 1, 2, 3, 4, -1),  # how many of the four; -1 without internet
    "band": BAND,
    "stage": STAGE,
    "charge": CHARGE,
}

# fmt: off
# Customers per level or cell, published as counts or as shares of a row.
_FEMALE = 3488 / ROWS
_SENIOR = np.array([5901, 1142])
_INTERNET = np.array([2421, 3096, 1526])
_CONTRACT = np.array([3875, 1473, 1695])
_STAGE = np.array([2186, 1856, 1594, 1407])
_SENIOR_INTERNET = _SENIOR[:, None] * [[.366, .384, .250], [.227, .728, .046]]
_CONTRACT_INTERNET = ROWS * np.array([[.1736, .3021, .0744], [.0809, .0765, .0517], [.0892, .0609, .0906]])
_CONTRACT_PAYMENT = np.array([[589, 543, 1850, 893], [391, 398, 347, 337], [564, 581, 168, 382]])
_INTERNET_PAYMENT = _INTERNET[:, None] * [
    [.234, .245, .268, .253], [.209, .193, .515, .083], [.218, .217, .080, .486]]
_PHONE = np.array([.718, 1, 1])  # share with a phone line: DSL, fiber, no internet
_SECOND_LINE = np.array([.397, .626, .224])  # share of those who have a second one
_ADD_ON = {  # share with the add-on: DSL, fiber; then, of internet customers, by contract
    "online_security":   ((.487, .271), (.215, .498, .707)),
    "online_backup":     ((.449, .434), (.317, .561, .704)),
    "device_protection": ((.440, .438), (.286, .583, .775)),
    "tech_support":      ((.487, .280), (.200, .498, .777)),
    "streaming_tv":      ((.395, .565), (.387, .588, .716)),
    "streaming_movies":  ((.405, .566), (.389, .597, .725)),
}
_MONTHS = {  # months, and the share of the contract's customers who have been there at most so long
    PLAIN: ((0, 1, 3, 6, 12, 24, 29, 46, 48, 72), (0, .156, .25, .365, .515, .705, .75, .9, .912, 1)),
    ONE:   ((0, 14, 27, 44, 58, 67, 72), (.0007, .1, .25, .5, .75, .9, 1)),
    TWO:   ((0, 26, 48, 64, 71, 72), (.0059, .1, .25, .5, .798, 1)),
}
# Share who left, per level or cell. None of 11 left in month 0, but the formula cannot go below .085.
CHURN: dict[tuple[str, ...], Floats] = {
    ("senior",): np.array([.2361, .4168]),
    ("partner",): np.array([.3296, .1966]),
    ("dependents",): np.array([.3128, .1545]),
    ("multiple_lines",): np.array([.2504, .2861, .2493]),
    ("paperless_billing",): np.array([.1633, .3357]),
    ("payment_method",): np.array([.1671, .1524, .4529, .1911]),
    ("online_security",): np.array([.4177, .1461, .0740]),
    ("online_backup",): np.array([.3993, .2153, .0740]),
    ("device_protection",): np.array([.3913, .2250, .0740]),
    ("tech_support",): np.array([.4164, .1517, .0740]),
    ("streaming_tv",): np.array([.3352, .3007, .0740]),
    ("streaming_movies",): np.array([.3368, .2994, .0740]),
    ("protections",): np.array([.5667, .3885, .2376, .1243, .0532, .0740]),
    ("contract", "internet"): np.array([[.3222, .5461, .1889], [.0930, .1929, .0247], [.0191, .0723, .0078]]),
    ("band",): np.array([.12, .6199, .4954, .4463, .3589, .2871, .2163, .1903, .1442, .0833, .0166]),
    ("charge",): np.array(
        [.0884, .0920, .1417, .2811, .3189, .2084, .2066, .3937, .3625, .3787, .3275, .1302]),
}
# fmt: on


def _split(rows: Floats | Ints, yes: tuple[float, ...] | Floats) -> Floats:
    """(rows, 2): customers without and with something, from the size of each row and its share with."""
    return np.column_stack([rows * (1 - np.asarray(yes)), rows * np.asarray(yes)])


def _lines(rows: Ints, phone: float | Floats, second: tuple[float, ...] | Floats) -> Floats:
    """(rows, 3): one line, two lines, no phone."""
    return np.column_stack([_split(rows * phone, second), rows * (1 - phone)])


COUNTS: dict[tuple[str, ...], Floats | Ints] = {
    ("senior", "internet"): _SENIOR_INTERNET,
    ("senior", "partner"): _split(_SENIOR, (0.479, 0.502)),
    ("senior", "dependents"): _split(_SENIOR, (0.342, 0.080)),
    ("partner", "dependents"): np.array([[3280, 361], [1653, 1749]]),
    ("contract", "partner"): _split(_CONTRACT, (0.356, 0.563, 0.703)),
    ("contract", "dependents"): _split(_CONTRACT, (0.204, 0.360, 0.466)),
    ("contract", "internet"): _CONTRACT_INTERNET,
    ("contract", "payment_method"): _CONTRACT_PAYMENT,
    ("internet", "payment_method"): _INTERNET_PAYMENT,
    ("internet", "paperless_billing"): _split(_INTERNET, (0.549, 0.774, 0.292)),
    ("internet", "multiple_lines"): _lines(_INTERNET, _PHONE, _SECOND_LINE),
    ("stage", "multiple_lines"): _lines(_STAGE, 6361 / ROWS, (0.254, 0.435, 0.554, 0.739)),
    ("band",): np.array([11, 613, 438, 419, 705, 1024, 832, 762, 832, 1045, 362]),
    ("protections",): np.array([1267, 1467, 1372, 941, 470, 1526]),
}
for _name, (_by_internet, _by_contract) in _ADD_ON.items():
    _online, _offline = _CONTRACT_INTERNET[:, :2].sum(axis=1), _CONTRACT_INTERNET[:, 2]
    COUNTS["contract", _name] = np.column_stack([_split(_online, _by_contract), _offline])
    COUNTS["internet", _name] = np.zeros((3, 3))
    COUNTS["internet", _name][:2, :2] = _split(_INTERNET[:2], _by_internet)
    COUNTS["internet", _name][2, 2] = _INTERNET[2]


def truth(frame: pd.DataFrame) -> Floats:
    """(n,) true chance of leaving, 0..1, by the formula every label is drawn from."""
    logit = INTERCEPT + LOG_MONTHS * np.log1p(frame["tenure_months"].to_numpy(dtype=float))
    for (column, level), effect in EFFECTS.items():
        logit = logit + effect * (frame[column] == level).to_numpy(dtype=float)
    return np.asarray(1 / (1 + np.exp(-logit)), dtype=float)


def list_price(frame: pd.DataFrame) -> Floats:
    """(n,) euros a month by the price list."""
    euros = np.zeros(len(frame))
    for (column, level), price in PRICES.items():
        euros += price * (frame[column] == level).to_numpy(dtype=float)
    return euros


def generate(seed: int = 0, rows: int = ROWS) -> pd.DataFrame:
    """The table, one row per customer; euros to the cent, total_charges NaN in the first month."""
    rng = np.random.default_rng(seed)
    crowd = _candidates(rng)
    everyone = _named(crowd)
    trial_charge = list_price(everyone) + rng.normal(0, PRICE_NOISE, len(everyone))
    weight = _weigh(crowd | _derived(crowd, trial_charge), truth(everyone))
    frame = everyone.iloc[_draw(rng, weight, rows)].reset_index(drop=True)

    # Noise is drawn anew, so that it owes nothing to the weights.
    frame["gender"] = np.where(rng.random(rows) < _FEMALE, "female", "male")
    frame["monthly_charges"] = (list_price(frame) + rng.normal(0, PRICE_NOISE, rows)).round(2)
    total = frame["tenure_months"] * frame["monthly_charges"] * rng.normal(1, TOTAL_NOISE, rows)
    frame["total_charges"] = total.round(2).where(frame["tenure_months"] > 0)
    frame["left"] = np.where(rng.random(rows) < truth(frame), "yes", "no")
    frame["customer_id"] = [f"B{number:05d}" for number in range(1, rows + 1)]
    return frame[list(COLUMNS)]


def to_csv(frame: pd.DataFrame) -> bytes:
    """The file: comma separated, euros with two decimals, blank where there is no total yet."""
    return frame.to_csv(index=False, float_format="%.2f", lineterminator="\n").encode()


def _pick(rng: np.random.Generator, table: Floats | Ints, row: Ints) -> Ints:
    """(n,) a column of the table for each row number, in proportion to the numbers in that row."""
    cumulated = np.cumsum(table, axis=1) / np.sum(table, axis=1, keepdims=True)
    return (rng.random(len(row))[:, None] > cumulated[row]).sum(axis=1)


def _logit(share: tuple[float, ...] | Floats) -> Floats:
    return np.log(share) - np.log1p(-np.asarray(share))


def _yes(rng: np.random.Generator, logit: Floats) -> NDArray[np.bool_]:
    return rng.logistic(size=len(logit)) < logit


def _months(rng: np.random.Generator, contract: Ints, stays: Floats) -> Ints:
    """(n,) months as a customer: the published shares of each contract, in a noisy order of who stays."""
    months = np.zeros(len(contract), dtype=np.int64)
    order = rng.normal(size=len(contract)) + stays
    for code, name in enumerate(CONTRACTS):
        here = np.flatnonzero(contract == code)
        place = (np.argsort(np.argsort(order[here])) + 0.5) / len(here)
        longest, share = _MONTHS[name]
        months[here] = np.ceil(np.interp(place, share, longest))
    return months


def _add_ons(rng: np.random.Generator, crowd: Crowd) -> Crowd:
    """The six add-ons by contract, internet, years and a taste for films; 2 without internet."""
    films = rng.normal(size=CANDIDATES)
    years = crowd["tenure_months"] / 12 - MEAN_YEARS
    chosen = {}
    for name, (by_internet, by_contract) in _ADD_ON.items():
        logit = _logit(by_contract)[crowd["contract"]] + _logit((*by_internet, 0.5))[crowd["internet"]] / 2
        logit = logit + ADD_ON_PER_YEAR * years + LIKES_FILMS.get(name, 0.0) * films
        chosen[name] = np.where(crowd["internet"] == 2, 2, _yes(rng, logit))
    return chosen


def _candidates(rng: np.random.Generator) -> Crowd:
    """CANDIDATES people, drawn column by column; close to the tables, not yet in line with all of them."""
    senior = _pick(rng, _SENIOR[None, :], np.zeros(CANDIDATES, dtype=np.int64))
    partner = _pick(rng, COUNTS["senior", "partner"], senior)
    dependents = _pick(rng, COUNTS["partner", "dependents"], partner)
    internet = _pick(rng, _SENIOR_INTERNET, senior)
    contract = _pick(rng, _CONTRACT_INTERNET.T, internet)
    months = _months(rng, contract, STAYS[internet] + PARTNER_STAYS * partner)
    phone = rng.random(CANDIDATES) < _PHONE[internet]
    second = _yes(rng, _logit(_SECOND_LINE)[internet] + LINE_PER_YEAR * (months / 12 - MEAN_YEARS))
    both = _CONTRACT_PAYMENT[:, None, :] * _INTERNET_PAYMENT / _CONTRACT_PAYMENT.sum(axis=0)
    crowd = {
        "senior": senior,
        "partner": partner,
        "dependents": dependents,
        "internet": internet,
        "contract": contract,
        "tenure_months": months,
        "multiple_lines": np.where(phone, second, 2),
        "payment_method": _pick(rng, both.reshape(9, 4), 3 * contract + internet),
        "paperless_billing": _pick(rng, COUNTS["internet", "paperless_billing"], internet),
    }
    return crowd | _add_ons(rng, crowd)


def _named(crowd: Crowd) -> pd.DataFrame:
    """The crowd with levels by name, and phone beside multiple_lines."""
    named = {name: np.array(LEVELS[name])[code] for name, code in crowd.items() if name in LEVELS}
    phone = np.where(crowd["multiple_lines"] == 2, "no", "yes")
    return pd.DataFrame(named | {"tenure_months": crowd["tenure_months"], "phone": phone})


def _derived(crowd: Crowd, charge: Floats) -> Crowd:
    """Columns only the published tables use: stretches of months and euros, number of protections."""
    bought = np.sum([crowd[name] == 1 for name in PROTECTION], axis=0)
    return {
        "band": np.searchsorted(BAND, crowd["tenure_months"]),
        "stage": np.searchsorted(STAGE, crowd["tenure_months"]),
        "charge": np.searchsorted(CHARGE, charge),
        "protections": np.where(crowd["internet"] == 2, 5, bought),
    }


def _cells(crowd: Crowd, names: tuple[str, ...]) -> Ints:
    """(n,) the cell each person is in, in the table of these columns read row by row."""
    sizes = tuple(len(LEVELS[name]) for name in names)
    return np.ravel_multi_index(tuple(crowd[name] for name in names), sizes)


def _weigh(crowd: Crowd, chance: Floats) -> Floats:
    """(n,) weights, sum 1, under which the crowd meets COUNTS and its true chances meet CHURN.

    Raking. For CHURN a person counts as `chance` of a leaver and the rest of a stayer (generalised
    iterative scaling): who is in the crowd changes, the formula never does.
    """
    counts = [(_cells(crowd, names), np.ravel(table) / np.sum(table)) for names, table in COUNTS.items()]
    churn = [(_cells(crowd, names), np.ravel(table)) for names, table in CHURN.items()]
    weight = np.full(len(chance), 1 / len(chance))
    for _ in range(ROUNDS):
        for cell, rate in churn:
            here = np.bincount(cell, weight, len(rate))
            gone = np.bincount(cell, weight * chance, len(rate))
            leaver = np.nan_to_num(np.log(rate * here / gone))[cell]
            stayer = np.nan_to_num(np.log((1 - rate) * here / (here - gone)))[cell]
            weight = weight * np.exp(chance * leaver + (1 - chance) * stayer)
        for cell, share in counts:
            here = np.bincount(cell, weight, len(share))
            weight = weight * np.divide(share, here, out=np.zeros_like(share), where=here > 0)[cell]
    return weight / weight.sum()


def _draw(rng: np.random.Generator, weight: Floats, rows: int) -> Ints:
    """(rows,) people drawn by walking through the crowd in equal steps of weight from a random start."""
    steps = (np.arange(rows) + rng.random()) / rows
    return np.searchsorted(np.cumsum(weight), steps).clip(max=len(weight) - 1)
