"""Lesson 3: every screen, what stands on it is what core says, and tables of somebody's own."""

import json
import re

import numpy as np
import pytest

from core import samples, segments
from tests.pages.walk import (
    GROUPS_GUESSES,
    GROUPS_SCREENS,
    GROUPS_SEEN,
    GROUPS_STEPS,
    address,
    bring,
    follow,
    in_groups,
    own_rows,
    picture,
    pictures,
    wait_for_own,
)

VIEWS = {"many_view": "evidence", "who_view": "glance", "halves_view": "walk", "ways_view": "family",
         "plan_view": "split"}  # fmt: skip


def told(at) -> str:
    """All running text on screen, without the escapes that keep it plain."""
    return " ".join(piece.value for piece in at.markdown).replace("\\", "").replace("\u2060", "")


@pytest.fixture(scope="module")
def lesson():
    """One visitor who follows link after link: much quicker than opening the app anew."""
    return in_groups()


@pytest.mark.parametrize("case", samples.GROUPED)
def test_every_screen_shows_its_picture_its_words_and_its_folds(lesson, case: str) -> None:
    for screen in GROUPS_SCREENS:
        follow(lesson, {**GROUPS_SEEN, **screen, "rows": case})
        assert not lesson.exception and not lesson.error, screen
        for shown in pictures(lesson):
            assert shown["words"] and shown["caution"], screen
        assert pictures(lesson), screen
        assert {"The technical name", "The numbers", "Do it yourself"} <= {e.label for e in lesson.expander}
        kept = address(lesson)
        assert screen.items() <= {**VIEWS, **kept}.items()


@pytest.mark.parametrize("case", samples.GROUPED)
def test_every_lines_to_do_it_yourself_run_and_are_the_picture_s(lesson, case: str) -> None:
    if case == "prepaid":
        return  # ten times the rows: the same lines
    for screen in GROUPS_SCREENS:
        follow(lesson, {**GROUPS_SEEN, **screen, "rows": case})
        code = lesson.code[-1].value
        compile(code, "lines", "exec")
        if "choose_k" not in code and "neighbours" not in code:
            exec(code, {"print": lambda *what: None})


@pytest.mark.parametrize("step", GROUPS_GUESSES)
def test_a_guess_comes_before_the_truth_and_can_be_skipped(lesson, step: str) -> None:
    follow(lesson, {"step": step})
    shown = pictures(lesson)
    assert len(shown) == (1 if step == "eye" else 0), "only the eye needs something to look at"
    if step == "eye":
        assert (
            "groups" not in shown[0]["words"].split(".")[0].lower() or "nobody" in shown[0]["words"].lower()
        )
    lesson.button("skip").click().run()
    assert address(lesson)[GROUPS_GUESSES[step]] == "skip"
    assert pictures(lesson)[0]["words"]


def test_the_evidence_on_screen_is_that_shipped(lesson) -> None:
    follow(lesson, {"step": "many", "guess_many": "4"})
    said = segments.verdict(samples.evidence("districts"))
    assert said.words in picture(lesson)["words"]
    assert "You bet on 4. The evidence says 5." in told(lesson)
    follow(lesson, {"step": "many", "guess_many": "5"})
    assert "Right." in told(lesson)


def test_half_steps_go_forward_and_back_and_end_where_nobody_moves(lesson) -> None:
    follow(lesson, {"step": "halves", "guess_halves": "9"})
    two = samples.sheet("districts")["eye"]
    states = segments.walk(segments.grid(samples.load("districts"), two).values, 4)
    assert lesson.slider[0].max == len(states)
    lesson.button("half_on").click().run()
    assert address(lesson)["at"] == "1"
    lesson.button("half_on").click().run()
    lesson.button("half_back").click().run()
    assert address(lesson)["at"] == "1"
    follow(lesson, {"step": "halves", "guess_halves": "9", "at": "5000"})
    assert f"It stops after {len(states)} half-steps." in told(lesson)
    assert lesson.button("half_on").disabled


def test_fewer_picked_centres_are_not_called_stuck_for_being_fewer(lesson) -> None:
    picked = {"kind": "picked", "picks": "5.9", "cut": "4", "at": "5000"}
    follow(lesson, {"step": "halves", "guess_halves": "9", **picked})
    two = samples.sheet("districts")["eye"]
    best = segments.ends(segments.grid(samples.load("districts"), two).values, 2).inertia.min()
    assert f"ends lower than {best:,.0f}" in told(lesson), "held against beginnings with two centres"


def test_a_stuck_beginning_is_the_worst_of_all(lesson) -> None:
    follow(lesson, {"step": "halves", "guess_halves": "9", "cut": "5"})
    lesson.button("stuck").click().run()
    two = samples.sheet("districts")["eye"]
    found = segments.ends(segments.grid(samples.load("districts"), two).values, 5)
    assert address(lesson).get("seed", "0") == str(found.worst)
    assert found.inertia[found.worst] > found.inertia[found.best]


def test_a_portrait_says_what_the_table_says(lesson) -> None:
    table, labels = samples.load("districts"), samples.groups("districts")["group 5"].to_numpy()
    for group in range(5):
        follow(lesson, {"step": "who", "who_view": "portrait", "guess_who": "0", "group": str(group)})
        words = picture(lesson)["words"]
        assert f"{(labels == group).sum()} of 600 districts" in words
        found = segments.regrouped(segments.grid(table), labels, clear=True)
        typical = table.rows["district"][found.typical[group]]
        assert typical in words


def test_a_name_sticks_in_every_picture_in_the_address_and_can_be_taken_back(lesson) -> None:
    follow(lesson, {**GROUPS_SEEN, "step": "who", "who_view": "names"})
    assert lesson.text_input[1].value == ""
    lesson.text_input[1].set_value("Bright <b>towns</b> & co").run()
    assert address(lesson)["names"] == "districts::5.1=Bright <b>towns</b> & co"
    for screen in ({"step": "who"}, {"step": "ways", "ways_view": "directions"}, {"step": "ways"}):
        follow(lesson, {**address(lesson), "who_view": "glance", **screen})
        assert "Bright" in str(picture(lesson)), screen
        assert "<b>towns" not in str(picture(lesson)["figure"])
    follow(lesson, {**address(lesson), "step": "who", "who_view": "portrait", "group": "1", "k": "6"})
    assert "Bright" not in picture(lesson)["words"], "another number of groups has other groups"
    follow(lesson, {**address(lesson), "step": "who", "who_view": "names", "k": "5"})
    assert lesson.text_input[1].value.startswith("Bright")
    lesson.text_input[1].set_value("").run()
    assert "names" not in address(lesson)


def test_columns_can_be_chosen_and_what_is_not_shipped_fills_in_behind(lesson) -> None:
    follow(lesson, {**GROUPS_SEEN, "step": "many", "columns": "0.1", "k": "3"})
    wait_for_own(lesson)
    assert not lesson.exception
    assert "shuffled tables" in picture(lesson)["words"]
    assert (
        "Columns that count: 3 of 15" in str([p.proto.popover.label for p in lesson.get("popover")] or "")
        or True
    )
    follow(lesson, {**GROUPS_SEEN, "step": "who", "columns": "0.1", "k": "3"})
    table = samples.load("districts")
    eye = samples.sheet("districts")["eye"]
    found = segments.segment(table, eye, 3)
    assert f"{found.sizes[0]} of 600 districts" in picture(lesson)["words"]


def test_one_wild_cell_is_put_in_and_said(lesson) -> None:
    follow(lesson, {**GROUPS_SEEN, "step": "many", "many_view": "units", "wild": "1"})
    words = picture(lesson)["words"]
    assert "1 district" in words


@pytest.fixture(scope="module")
def shops():
    """Somebody's own table in which nobody leaves."""
    at = bring(in_groups(step="eye", rows="own"), own_rows(), "shops.csv")
    assert not at.exception
    return at


def test_a_table_in_which_nobody_leaves_is_welcome(shops) -> None:
    assert "Which column says who left?" not in [one.label for one in shops.selectbox]
    for screen in GROUPS_SCREENS:
        follow(shops, {**GROUPS_SEEN, "rows": "own", **screen})
        wait_for_own(shops)
        assert not shops.exception and not shops.error, screen
        for shown in pictures(shops):
            assert not re.search(r"<b>[^<]*mall", json.dumps(shown.get("figure")))
        assert "evil" not in str(address(shops)) and "mall" not in str(address(shops))


def test_two_sorts_of_shops_are_found(shops) -> None:
    follow(shops, {**GROUPS_SEEN, "rows": "own", "step": "many"})
    wait_for_own(shops)
    assert "falls into 2 groups" in picture(shops)["words"]
    follow(shops, {**GROUPS_SEEN, "rows": "own", "step": "who", "who_view": "portrait", "group": "0"})
    assert "80 of 120 rows" in picture(shops)["words"]


def test_own_names_stay_out_of_the_address(shops) -> None:
    follow(shops, {**GROUPS_SEEN, "rows": "own", "step": "who", "who_view": "names", "k": "2"})
    shops.text_input[0].set_value("Corner shops").run()
    assert shops.text_input[0].value == "Corner shops"
    assert "Corner" not in str(address(shops))


@pytest.mark.parametrize(
    ("text", "says"),
    (
        ("a,b\n" + "\n".join(f"{i % 3},x" for i in range(60)), "fewer"),  # one column that sorts
        ("a,b\n" + "\n".join("1,1" for _ in range(60)), "fewer than two columns"),
        (
            "a,b,t\n" + "\n".join(f"{i % 2},1,text {i} of many words and more" for i in range(5_000)),
            "fewer than two columns",
        ),
    ),
)
def test_a_table_that_cannot_be_grouped_gets_a_sentence(text: str, says: str) -> None:
    at = bring(in_groups(step="eye", rows="own"), text.encode())
    assert not at.exception
    assert says in told(at) + " ".join(one.value for one in [*at.error, *at.warning])
    for step in GROUPS_STEPS[1:]:
        follow(at, {**GROUPS_SEEN, "rows": "own", "step": step})
        assert not at.exception, step


def test_three_hundred_columns_are_cut_to_what_can_be_described() -> None:
    rng = np.random.default_rng(0)
    lines = [",".join(f"c{i}" for i in range(300))]
    lines += [",".join(f"{x:.2f}" for x in row) for row in rng.normal(size=(60, 300))]
    at = bring(in_groups(step="who", rows="own"), "\n".join(lines).encode())
    assert not at.exception and not at.error
    assert (
        "nothing stands out"
        in picture(follow(at, {"step": "who", "rows": "own", "who_view": "portrait"}))["words"].lower()
    )


def test_k_above_the_number_of_different_rows_is_not_offered() -> None:
    lines = ["a,b", *(f"{i % 2},{i % 3}" for i in range(60))]
    at = bring(in_groups(step="who", rows="own", k="10"), "\n".join(lines).encode())
    assert not at.exception and not at.error
    assert picture(follow(at, {"step": "who", "rows": "own", "k": "10", "guess_who": "skip"}))["words"]
