"""Walking the app without a browser."""

import json
import time
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from core.split import halves
from pages.shared import cached
from pages.shared.behind import Behind

HOUSE = Path(__file__).parent.parent.parent
LESSON = "pages/churn_costs/lesson.py"
STEPS = ("bill", "spot", "tree", "cutoff", "offer", "keep", "whom", "decision")
# The address of somebody who has guessed everywhere and watches the tree grow.
SEEN = {
    "guess_bill": "20",
    "spot_shown": "1",
    "view": "grow",
    "guess_tree": "30",
    "guess_cutoff": "60",
    "guess_offer": "30",
    "guess_keep": "50",
    "guess_whom": "80",
}
BOX = "pages/black_box/lesson.py"
BOX_STEPS = ("contest", "disagree", "looks", "why", "trust", "price", "decide")
BOX_SEEN = {
    "guess_contest": "boosting",
    "guess_disagree": "20",
    "guess_looks": "0",
    "guess_why": "10",
    "guess_act": "0",
    "guess_twin": "shrinks",
    "guess_price": "80",
}
# What a step asks first; the last one asks nothing.
BOX_GUESSES = {step: f"guess_{step}" for step in BOX_STEPS[:-1]} | {"trust": "guess_act"}
# Every screen of the second lesson, but for the card of points.
BOX_SCREENS = (
    {"step": "contest"},
    {"step": "disagree"},
    {"step": "disagree", "disagree_view": "maps"},
    *({"step": "looks", "looks_view": view} for view in ("everyone", "models", "column", "truth")),
    *({"step": "why", "why_view": view} for view in ("why", "what_if", "alike", "turn")),
    *({"step": "trust", "trust_view": view} for view in ("act", "twin", "leak", "again")),
    {"step": "decide"},
    *(
        {"step": "price", "price_view": view}
        for view in ("repeat", "page", "steady", "honest", "groups", "running")
    ),
    {"step": "price", "price_view": "page", "readable": "logistic regression"},
)


GROUPS = "pages/segments/lesson.py"
GROUPS_STEPS = ("eye", "halves", "many", "where", "who", "ways", "plan", "decide")
# The address of somebody who has guessed everywhere.
GROUPS_SEEN = {
    "guess_eye": "4",
    "guess_halves": "9",
    "guess_many": "5",
    "guess_where": "patches",
    "guess_who": "0",
    "guess_ways": "80",
    "guess_plan": "1",
}
# What a step asks first; the last one asks nothing.
GROUPS_GUESSES = {step: f"guess_{step}" for step in GROUPS_STEPS[:-1]}
# Every screen of the third lesson.
GROUPS_SCREENS = (
    {"step": "eye"},
    {"step": "eye", "shuffled": "1"},
    {"step": "halves", "at": "4"},
    {"step": "halves", "halves_view": "starts"},
    *({"step": "many", "many_view": view} for view in ("evidence", "units", "columns")),
    *({"step": "who", "who_view": view} for view in ("glance", "portrait", "names")),
    *({"step": "ways", "ways_view": view} for view in ("family", "directions", "near", "parts")),
    {"step": "where"},
    {"step": "where", "picked": "g1_h2.3.9"},
    *({"step": "plan", "plan_view": view} for view in ("split", "group", "criteria")),
    {"step": "decide"},
)


def at_home() -> AppTest:
    """The app as a first visitor sees it."""
    return AppTest.from_file(str(HOUSE / "app.py"), default_timeout=60).run()


def in_lesson(**address: str) -> AppTest:
    """The first lesson, opened by a link with these parameters, two of its folds unfolded."""
    return _opened(LESSON, STEPS, address)


def in_box(**address: str) -> AppTest:
    """The second lesson in the same way."""
    return _opened(BOX, BOX_STEPS, address)


def in_groups(**address: str) -> AppTest:
    """The third lesson in the same way."""
    return _opened(GROUPS, GROUPS_STEPS, address)


def _opened(lesson: str, steps: tuple[str, ...], address: dict[str, str]) -> AppTest:
    at = at_home()
    for name, text in address.items():
        at.query_params[name] = text
    for step in steps:
        for fold in ("technical", "code"):
            at.session_state[f"fold_{fold}_{step}"] = True
    return at.switch_page(lesson).run()


def picture(at: AppTest) -> dict:
    """What the picture on screen was given: figure, narrow, words, caution."""
    shown = [piece for piece in at.get("bidi_component") if piece.proto.component_name == "vml_picture"]
    assert len(shown) == 1, f"{len(shown)} pictures on screen"
    return json.loads(json.loads(shown[0].proto.json)["chart"])


def address(at: AppTest) -> dict[str, str]:
    """The parameters of the page's address."""
    return {name: texts[0] if isinstance(texts, list) else texts for name, texts in at.query_params.items()}


def own_file(rows: int = 400) -> bytes:
    """A small table of someone's own: semicolons, no header that gives the target away by position."""
    rng = np.random.default_rng(3)
    months = rng.integers(1, 60, rows)
    left = rng.random(rows) < 1 / (1 + np.exp(0.08 * (months - 12)))
    lines = ["customer;months;<b>plan</b>;churned"]
    plans = rng.choice(["basic", "=SUM(A1)", "[link](http://evil.example)"], rows)
    lines += [
        f"C{i};{m};{p};{'yes' if x else 'no'}"
        for i, (m, p, x) in enumerate(zip(months, plans, left, strict=True))
    ]
    return "\n".join(lines).encode()


def own_rows(rows: int = 120) -> bytes:
    """A table in which nobody leaves: two clear sorts of shops, names like markup, an id and a constant."""
    rng = np.random.default_rng(8)
    big = np.arange(rows) % 3 == 0
    area = np.where(big, 900, 200) + rng.integers(-60, 60, rows)
    staff = np.where(big, 30, 6) + rng.integers(-2, 3, rows)
    kind = np.where(big, "<b>mall</b>", "=SUM(A1)")
    lines = ["shop;**area**;staff;[kind](http://evil.example);country"]
    lines += [f"S{i};{a};{s};{k};X" for i, (a, s, k) in enumerate(zip(area, staff, kind, strict=True))]
    return "\n".join(lines).encode()


def own_trial(rows: int = 1_200, by_lot: bool = True) -> bytes:
    """A small trial: the contact helps those with few months, and nobody else."""
    rng = np.random.default_rng(5)
    months = rng.integers(1, 60, rows)
    lot = rng.random(rows) < (0.5 if by_lot else np.where(months < 30, 0.85, 0.15))
    stays = 1 / (1 + np.exp(-0.05 * (months - 10))) + 0.25 * (lot & (months < 20))
    left = rng.random(rows) > stays
    lines = ["customer;months;region;contacted;churned"]
    regions = rng.choice(["north", "=SUM(A1)"], rows)
    lines += [
        f"C{i};{m};{r};{'yes' if c else 'no'};{'yes' if x else 'no'}"
        for i, (m, r, c, x) in enumerate(zip(months, regions, lot, left, strict=True))
    ]
    return "\n".join(lines).encode()


def bring(at: AppTest, data: bytes, name: str = "mine.csv") -> AppTest:
    at.get("file_uploader")[0].upload(name, data)
    return at.run()


PICTURES = {"vml_picture": "chart", "vml_told": "told"}  # component -> where it finds its words


def pictures(at: AppTest) -> list[dict]:
    """What every picture on screen was given, from the top; of a board its words."""
    shown = [
        (piece.proto.json, PICTURES.get(piece.proto.component_name)) for piece in at.get("bidi_component")
    ]
    return [json.loads(json.loads(text)[part]) for text, part in shown if part]


def finish(behind: Behind) -> None:
    """Wait until all the work behind the screen is done."""
    end = time.monotonic() + 120
    while not behind.finished and time.monotonic() < end:
        behind.look()
        time.sleep(0.1)
    assert behind.finished


def refits_shown(case: str, **address: str) -> AppTest:
    """The refits of a sample once all of them are there."""
    finish(cached.refitted(cached.sample(case)))
    return in_lesson(step="tree", case=case, **{**SEEN, "view": "refit", "guess_refit": "10", **address})


def one_telling_column() -> bytes:
    """A table with one column that tells something, and one in which only an unseen customer differs."""
    rng = np.random.default_rng(1)
    months = rng.integers(1, 60, 300)
    left = rng.random(300) < 0.6 - months / 120
    city = np.full(300, "Basel")
    city[halves(left.astype(int))[1][:1]] = "Bern"
    lines = [f"{m},{c},{'yes' if gone else 'no'}" for m, c, gone in zip(months, city, left, strict=True)]
    return "\n".join(["months,city,left", *lines]).encode()


def wait_for_own(at) -> None:
    """Run the page until nothing is worked out behind it any more."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        at.run()
        assert not at.exception
        if not at.get("progress"):
            return
        time.sleep(0.1)
    raise AssertionError("never done")


def go(at: AppTest, screen: dict[str, str]) -> None:
    """Follow a link to another screen of the reader's own table in the same session."""
    follow(at, {"case": "own", **BOX_SEEN, **screen})
    wait_for_own(at)


def follow(at: AppTest, address: dict[str, str]) -> AppTest:
    """Follow a link in the same session: much quicker than opening the app anew."""
    at.query_params.clear()
    for name, text in address.items():
        at.query_params[name] = text
    return at.run()


def one_column() -> bytes:
    """A table with a single column, of which only the low half holds leavers."""
    rng = np.random.default_rng(4)
    months = rng.integers(1, 60, 300)
    left = (months < 25) & (rng.random(300) < 0.6)
    lines = [f"{m},{'yes' if gone else 'no'}" for m, gone in zip(months, left, strict=True)]
    return "\n".join(["months,left", *lines]).encode()
