"""Whom the offer changes, as pictures: sound, readable at both widths, and in words that agree."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts import whom
from core.charts.chart import Chart
from core.charts.whom import Listed
from core.charts.whom.tags import Frame, Line, tags
from core.uplift import CHANGE, EDGE, POWER, RISK, TRUE_RISK, TRUTH, TYPES, Curve, Effect, needed, qini_curve
from tests.charts.test_tree_chart import LAPTOP, PHONE, wide_in_pixels

LAW = settings(max_examples=25, deadline=None)
SHARES = np.arange(101) / 100
SAMPLE = 45  # pixels a line of the key gives to the sample of its line
FOUND = Effect(0.0631, 0.056, 0.0702, 0.7816, 0.7185)


def hill(top: float, everyone: float) -> np.ndarray:
    """(101,) a list's profit: up to about a top, and down to what contacting everyone earns."""
    return 4 * top * SHARES * (1 - SHARES) + everyone * SHARES


def listed(name: str, curve: np.ndarray, share: float, off: float | None = None) -> Listed:
    at = float(np.interp(share, SHARES, curve))
    return Listed(name, curve, at, *((None, None) if off is None else (at - off, at + off)))


def three(share: float = 0.2, off: float | None = None) -> list[Listed]:
    # at 20 %: 4 * .2 * .8 = .64 of the top and a fifth of 4: A 7.2, B 13.6, truth 14.24
    return [listed(name, hill(top, 4), share, off) for name, top in ((RISK, 10), (CHANGE, 20), (TRUTH, 21))]


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def key_of(figure: dict[str, Any]) -> list[str]:
    shown = [trace["name"] for trace in figure["data"] if trace.get("showlegend", True) and "name" in trace]
    return [name.replace("\u00a0", " ").replace("−", "-") for name in shown]


def assert_readable(chart: Chart) -> None:
    """Every line of the key fits, the axes end below it, and no tag stands on another or leaves the axes."""
    for figure, width in ((chart.figure, LAPTOP), (chart.figure, chart.breakpoint), (chart.narrow, PHONE)):
        shape = figure["layout"]
        inside = shape["height"] - 16
        columns = int(1 / shape["legend"].get("entrywidth", 1))
        assert columns == (1 if width == PHONE else 2)
        for name in key_of(figure):
            assert SAMPLE + wide_in_pixels(name, 14) < (width - 90) / columns, name
        room = inside * (1 - shape["yaxis"]["domain"][1])
        assert 0 <= room - 22 * np.ceil(len(key_of(figure)) / columns) <= 22, "no more than the key takes"
        assert_the_ends_of_the_share_are_written(shape)
        assert_titles_fit(figure, width)
    for figure, width in ((chart.figure, LAPTOP), (chart.narrow, PHONE)):
        shape = figure["layout"]
        inside = shape["height"] - 16
        (left, right), (low, high) = shape["xaxis"]["range"], shape["yaxis"]["range"]
        across = (width - 90) / (right - left)
        down = (inside * shape["yaxis"]["domain"][1] - 60) / (high - low)
        boxes = []
        for note in shape["annotations"]:
            assert low <= note["y"] <= high
            x, y, half = (note["x"] - left) * across, note["y"] * down, wide_in_pixels(note["text"], 14) / 2
            assert x - half >= 0 and x + half <= width - 90, note["text"]
            boxes.append((x, y, half, note["text"]))
        for one, other in combinations(boxes, 2):
            apart = abs(one[0] - other[0]) >= one[2] + other[2] or abs(one[1] - other[1]) >= 17
            assert apart, f"{one[3]} meets {other[3]}"


def assert_the_ends_of_the_share_are_written(shape: dict[str, Any]) -> None:
    ticks, (start, end) = shape["xaxis"], shape["xaxis"]["range"]
    assert (start, end, ticks["tickmode"], ticks["ticksuffix"]) == (0, 100, "linear", " %")
    assert (start - ticks["tick0"]) % ticks["dtick"] == (end - ticks["tick0"]) % ticks["dtick"] == 0
    assert shape["margin"]["r"] >= wide_in_pixels("100 %", 14) / 2, "half of the last one stands outside"


def assert_titles_fit(figure: dict[str, Any], width: int) -> None:
    shape = figure["layout"]
    assert wide_in_pixels(shape["xaxis"]["title"]["text"], 14) <= width - 90
    assert wide_in_pixels(shape["yaxis"]["title"]["text"], 14) <= shape["height"] - 60


# -- in money -----------------------------------------------------------------------------------


def test_two_lists_on_paper(sound) -> None:
    chart = whom.money(three(), 0.2, "€", simulated=True, guess=50)
    sound(chart)
    assert_readable(chart)
    assert said(chart) == (
        "Contacting the 20 of 100 customers most at risk earns € 7.20 for each customer we have. Contacting "
        "the 20 whom the contact changes most earns € 13.60 for each customer we have. Whoever knew the true "
        "change of everybody earns € 14.24."
    )
    # by lot: a fifth of 4; the guess: 50 of 100 of B's 13.60
    wanted = ["A: most at risk: € 7.20", "B: changed most: € 13.60", "the truth, if we knew it: € 14.24"]
    for figure in (chart.figure, chart.narrow):
        assert key_of(figure) == [*wanted, "drawn by lot: € 0.80", "your guess for A: € 6.80"]
        assert figure["layout"]["yaxis"]["title"]["text"] == "profit per customer we have, €"


def test_the_key_of_six_lines_takes_half_as_much_height_on_a_laptop() -> None:
    chart = whom.money([*three(), listed(TRUE_RISK, hill(10, 4), 0.2)], 0.2, "€", True, guess=50)
    above = [(fig["layout"]["height"] - 16) * (1 - fig["layout"]["yaxis"]["domain"][1])
             for fig in (chart.figure, chart.narrow)]  # fmt: skip
    assert len(key_of(chart.figure)) == 6
    assert above[0] == pytest.approx(above[1] - 3 * 22)


def test_lists_are_told_apart_without_colour() -> None:
    lists = [*three(), listed(TRUE_RISK, hill(10, 4), 0.2)]
    lines = [trace for trace in whom.money(lists, 0.2, "€", True).figure["data"] if trace["mode"] == "lines"]
    assert len({trace["line"]["dash"] for trace in lines}) == len(lines) == 5


def test_the_lines_are_the_curves_and_the_lot_is_straight() -> None:
    lists = three()
    drawn = [trace for trace in whom.money(lists, 0.2, "€", True).figure["data"] if trace["mode"] == "lines"]
    for one, trace in zip(lists, drawn, strict=False):
        assert trace["x"] == list(range(101))
        assert trace["y"] == pytest.approx(one.curve.tolist(), abs=1e-4)
    assert (drawn[-1]["x"], drawn[-1]["y"]) == ([0, 100], [0, 4])


@pytest.mark.parametrize("share", [0.0, 0.07, 0.2, 0.5, 0.99, 1.0])
def test_the_post_stands_at_the_share_and_the_dots_at_its_profits(sound, share) -> None:
    lists = three(share)
    chart = whom.money(lists, share, "€", True, guess=30)
    sound(chart)
    assert_readable(chart)
    for figure in (chart.figure, chart.narrow):
        posts = [shape for shape in figure["layout"]["shapes"] if shape["x0"] == shape["x1"]]
        assert [(post["x0"], post["layer"]) for post in posts] == [(100 * share, "below")]
        dots = [trace for trace in figure["data"] if trace.get("showlegend") is False]
        assert [dot["y"][0] for dot in reversed(dots)] == pytest.approx([one.at for one in lists], abs=1e-4)
        assert [dot["x"] for dot in dots] == [[100 * share]] * 3


def test_nobody_and_everybody_are_said_in_other_words() -> None:
    assert said(whom.money(three(0.0), 0.0, "€", True)) == (
        "Nobody is contacted, so no list earns or loses anything."
    )
    assert said(whom.money(three(1.0), 1.0, "€", True)) == (
        "Everyone is contacted, so the order does not matter: that earns € 4.00 for each customer we have."
    )


@pytest.mark.parametrize(
    ("true_risk", "told"),
    [
        # .64 of the top and a fifth of what everyone earns: 6.72 + .80, 9.60 + .80, -6.40 + .80
        (hill(10.5, 4), "Even with the true risk of everybody list A earns € 7.52."),
        (hill(15, 4), "Even with the true risk of everybody list A earns € 10.40."),
        (hill(-10, 4), "Even with the true risk of everybody list A loses € 5.60."),
    ],
)
def test_what_the_true_risk_earns_is_said_without_a_verdict(sound, true_risk, told) -> None:
    chart = whom.money([*three(), listed(TRUE_RISK, true_risk, 0.2)], 0.2, "€", True)
    sound(chart)
    assert_readable(chart)
    assert told in said(chart)
    assert "help" not in said(chart)


def test_a_loss_is_called_a_loss(sound) -> None:
    lists = [listed(RISK, hill(-20, -30), 0.2), listed(CHANGE, hill(-10, -30), 0.2)]
    chart = whom.money(lists, 0.2, "€", True, guess=80)
    sound(chart)
    assert_readable(chart)
    # A: -12.8 - 6, B: -6.4 - 6
    assert "most at risk loses € 18.80 for each customer we have" in said(chart)
    assert "changes most loses € 12.40 for each customer we have" in said(chart)
    assert not any("guess" in name for name in key_of(chart.figure)), (
        "nothing earned, nothing to compare with"
    )


def test_the_readers_own_trial_is_told_with_its_ranges(sound) -> None:
    chart = whom.money(three(off=2.5)[:2], 0.2, "Rs", simulated=False)
    sound(chart)
    assert_readable(chart)
    assert "earns Rs 7.20 for each customer we have (between Rs 4.70 and Rs 9.70)." in said(chart)
    assert "estimate from the trial" in chart.caution
    assert "simulated" not in said(chart) + chart.caution
    dots = [trace for trace in chart.figure["data"] if "error_y" in trace]
    assert [dot["error_y"]["array"] for dot in dots] == [[pytest.approx(2.5)], [pytest.approx(2.5)]]
    assert len({dot["error_y"]["width"] for dot in dots}) == 2, "no range hides the ends of another"


def test_a_range_below_every_line_stays_in_the_picture() -> None:
    chart = whom.money(three(off=30)[:2], 0.2, "€", simulated=False)
    for figure in (chart.figure, chart.narrow):
        low, high = figure["layout"]["yaxis"]["range"]
        # 7.20 - 30 and 13.60 + 30
        assert low < -22.8 and high > 43.6


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_what_the_trial_cannot_tell_is_a_gap_and_a_sentence(sound) -> None:
    curve = hill(10, 4)
    curve[1:30] = np.nan
    chart = whom.money([Listed(RISK, curve, None), *three()[1:2]], 0.2, "€", False)
    sound(chart)
    assert "most at risk: the trial cannot tell" in said(chart)
    assert key_of(chart.figure)[0] == "A: most at risk: not known"
    assert chart.figure["data"][0]["y"][1:30] == [None] * 29
    empty = Listed(RISK, np.full(101, np.nan), None)
    sound(whom.money([empty, Listed(CHANGE, np.full(101, np.nan), None)], 0.5, "€", False, 50))


@LAW
@given(
    st.lists(st.floats(-60, 60), min_size=3, max_size=3),
    st.floats(-50, 50),
    st.integers(0, 100),
    st.one_of(st.none(), st.integers(0, 100)),
)
def test_any_lists_are_readable(sound, tops, everyone, people, guess) -> None:
    share = people / 100
    names = (RISK, CHANGE, TRUTH)
    lists = [listed(name, hill(top, everyone), share, 1.0) for name, top in zip(names, tops, strict=True)]
    chart = whom.money(lists, share, "€", True, guess)
    sound(chart)
    assert_readable(chart)


def test_the_words_and_the_table_follow_the_input() -> None:
    words = {said(whom.money(three(share), share, "€", True)) for share in (0.1, 0.2, 0.3)}
    words |= {said(whom.money(three(0.2, 1), 0.2, "€", False)), said(whom.money(three(), 0.2, "$", True))}
    assert len(words) == 5
    table = whom.money(three(), 0.2, "€", True).table
    assert len(table) == 101
    assert table.loc[20, "B: changed most"] == pytest.approx(13.6)


# -- tags ---------------------------------------------------------------------------------------


@LAW
@given(st.lists(st.lists(st.floats(-10, 10), min_size=5, max_size=5), min_size=1, max_size=6))
def test_tags_never_meet_and_never_leave_the_axes(rows) -> None:
    x = np.linspace(0, 100, 5)
    lines = [Line("list " * 2, "$ink", x, np.array(row)) for row in rows]
    frame = Frame(0, 100, -12, 12, 270, 300)
    found = tags(lines, frame, [20])
    boxes = [(note["x"] * 2.7, (note["y"] + 12) / 24 * 300, note["text"]) for note in found]
    for there, high, name in boxes:
        half = wide_in_pixels(name, 14) / 2
        assert there - half >= 0 and there + half <= 270
        assert 9 <= high <= 291
    for one, other in combinations(boxes, 2):
        wide = wide_in_pixels(one[2], 14)
        assert abs(one[0] - other[0]) >= wide or abs(one[1] - other[1]) >= 19


def test_a_tag_stands_at_its_own_line_and_not_at_another() -> None:
    x = np.array([0.0, 50, 100])
    lines = [Line("up", "$ink", x, np.array([0.0, 8, 0])), Line("low", "$ink", x, np.array([0.0, 2, 0]))]
    found = {note["text"]: note for note in tags(lines, Frame(0, 100, -1, 10, 800, 300))}
    for name, line in (("up", lines[0]), ("low", lines[1])):
        own, other = (abs(np.interp(found[name]["x"], x, one.y) - found[name]["y"]) for one in
                      (line, lines[name == "up"]))  # fmt: skip
        assert own < other


def test_a_line_nobody_sees_gets_no_tag() -> None:
    line = Line("far", "$ink", np.array([0.0, 100]), np.array([50.0, 50]))
    assert tags([line, line._replace(y=np.full(2, np.nan))], Frame(0, 100, 0, 10, 800, 300)) == []
    assert tags([line._replace(y=np.full(2, 5.0), tag="x" * 60)], Frame(0, 100, 0, 10, 270, 300)) == []


# -- as people ----------------------------------------------------------------------------------


def kinds(persuadable: int, sure: int, lost: int, dogs: int) -> np.ndarray:
    return np.repeat(TYPES, [persuadable, sure, lost, dogs])


# of 10 customers at risk 5, 1, 3 and 1; of 8 changed most 8; among all 40 customers 18, 14, 3 and 5
A, B, ALL = kinds(5, 1, 3, 1), kinds(8, 0, 0, 0), kinds(18, 14, 3, 5)
KEPT = {RISK: 12.8, CHANGE: 26.3, TRUTH: 27.0, TRUE_RISK: 12.5}


@pytest.mark.parametrize(
    "lists",
    [{RISK: A, CHANGE: B}, {RISK: A, CHANGE: B, TRUTH: B}, {RISK: A, CHANGE: B, TRUTH: B, TRUE_RISK: A}],
)
def test_the_contacted_customers_on_paper(sound, lists) -> None:
    chart = whom.people(lists, ALL, 0.2, KEPT)
    sound(chart)
    assert said(chart) == (
        "Of 100 contacted from list A, those most at risk, 50 lean towards staying if contacted, and 10 "
        "towards leaving; on balance 13 stay because of the contact. From list B, those whom the contact "
        "changes most, it is 100 and 0; on balance 26 stay."
    )
    for figure in (chart.figure, chart.narrow):
        blocks: dict[str, list[int]] = {}
        for trace in figure["data"]:
            if trace["mode"] == "markers":
                blocks.setdefault(trace["xaxis"], []).append(len(trace["x"]))
        assert list(blocks.values()) == [[50, 10, 30, 10], [100, 0, 0, 0], [100, 0, 0, 0]][: len(lists)]


def test_every_dot_has_a_place_of_its_own_and_every_kind_its_own_sign() -> None:
    for figure in (whom.people({RISK: A, CHANGE: B}, ALL, 0.2, KEPT).figure,
                   whom.people({RISK: A, CHANGE: B}, ALL, 0.2, KEPT).narrow):  # fmt: skip
        dots = [trace for trace in figure["data"] if trace["mode"] == "markers"]
        places = [(t["xaxis"], x, y) for t in dots for x, y in zip(t["x"], t["y"], strict=True)]
        assert len(places) == len(set(places)) == 200
        signs = [trace for trace in figure["data"] if trace["mode"] == "markers+text"]
        assert len({sign["marker"]["symbol"] for sign in signs}) == len(TYPES)
        for trace in dots:
            low, high = figure["layout"][trace["yaxis"].replace("y", "yaxis")]["range"]
            assert all(low < y < high for y in trace["y"])


def test_blocks_and_their_lists_fit_beside_or_below_each_other() -> None:
    chart = whom.people({RISK: A, CHANGE: B, TRUTH: B}, ALL, 0.2, KEPT)
    for figure, width in ((chart.figure, LAPTOP), (chart.figure, chart.breakpoint), (chart.narrow, PHONE)):
        shape = figure["layout"]
        areas = []
        for name, axis in shape.items():
            if name.startswith("xaxis"):
                areas.append((*axis["domain"], *shape[name.replace("x", "y", 1)]["domain"]))
        for one, other in combinations(areas, 2):
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] + 1e-9
            assert apart or other[3] <= one[2] + 1e-9
        for trace in figure["data"]:
            if trace["mode"] == "markers+text":
                left, right = shape[trace["xaxis"].replace("x", "xaxis")]["domain"]
                wide = (right - left) * (width - 16)
                assert wide * 0.04 + 8 + wide_in_pixels(trace["text"][0], 14) <= wide, trace["text"]
        for note in shape["annotations"]:
            assert note["x"] * width + wide_in_pixels(note["text"], 15) <= width


def test_an_empty_list_or_everybody_is_said(sound) -> None:
    nobody = whom.people({RISK: A[:0], CHANGE: B[:0]}, ALL, 0.0, {RISK: 0.0, CHANGE: 0.0})
    sound(nobody)
    assert said(nobody) == "Nobody is contacted, so there is nobody to show."
    # 18 of 40 are 45 of 100, 14 are 35, 3 are 7.5 and 5 are 12.5: the first of the halves is rounded up
    everyone = whom.people({RISK: ALL, CHANGE: ALL}, ALL, 1.0, {RISK: 6.3, CHANGE: 6.3})
    sound(everyone)
    assert said(everyone) == (
        "Everyone is contacted, so both lists are the same: of 100, 45 lean towards staying if contacted, "
        "and 12 towards leaving; on balance 6 stay because of the contact."
    )


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (1.2, "on balance 1 stays because of the contact."),
        (-0.8, "on balance 1 leaves because of the contact."),
        (-7.6, "on balance 8 leave because of the contact."),
        (0.3, "on balance the contact keeps about as many as it drives away."),
        (-0.3, "on balance the contact keeps about as many as it drives away."),
    ],
)
def test_the_balance_may_be_one_nobody_or_a_loss(sound, kept, told) -> None:
    # one of 100 leans towards staying, none towards leaving
    one = kinds(1, 99, 0, 0)
    chart = whom.people({RISK: one, CHANGE: B}, ALL, 0.2, KEPT | {RISK: kept})
    sound(chart)
    assert "1 leans towards staying if contacted, and 0 towards leaving; " + told in said(chart)


def test_the_table_counts_customers_and_the_caution_says_what_a_kind_is() -> None:
    chart = whom.people({RISK: A, CHANGE: B}, ALL, 0.2, KEPT)
    table = chart.table.set_index("kind")
    assert table["A: most at risk"].tolist() == [5, 1, 3, 1]
    assert table["all customers"].tolist() == [18, 14, 3, 5]
    ways = ("stays more often if contacted", "stays either way")
    assert table.index.tolist() == [*ways, "leaves either way", "leaves more often if contacted"]
    assert f"a leaning of at least {100 * EDGE:.0f} in 100" in chart.caution
    assert "For a real customer nobody can see it" in chart.caution and "simulated" in chart.caution


# -- in the trial -------------------------------------------------------------------------------


def trial(customers: int = 400, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    treated, score = rng.random(customers) < 0.5, rng.random(customers)
    stayed = rng.random(customers) < 0.6 + 0.3 * treated * score
    return score, treated, stayed


def test_a_trial_on_paper(sound) -> None:
    # 4 customers: contacted stays, left alone leaves, contacted leaves, left alone stays
    # Qini: 0, 1, 1, 1 (1 - 0 * 2 / 1), 0 (1 - 1 * 2 / 2); area .5 + 1 + 1 + .5 = 3; 100 * 3 / 16 = 18.75
    curve = qini_curve([4, 3, 2, 1], [1, 0, 1, 0], [1, 0, 0, 1])
    assert 100 * curve.figure == pytest.approx(18.75)
    chart = whom.qini({RISK: curve, CHANGE: curve}, FOUND, 0.5)
    sound(chart)
    assert_readable(chart)
    assert said(chart) == (
        # a fifth of the way, .8 of the first extra stayer on .8 * .5 contacted: more than all, so 100
        "Of 100 customers contacted, 6.3 more stayed than of 100 left alone (the change lies between 5.6 and "
        "7). Contact one customer in five: from list B 100 more of 100 contacted stay than of 100 alike left "
        "alone, from list A 100. Averaged over every length of the list, list B has 18.8 more stayers among "
        "100 customers of the trial than a list drawn by lot, list A 18.8."
    )


def extra(at_a_fifth: float, end: float) -> Curve:
    return Curve(np.array([0, 200, 1_000]), np.array([0, at_a_fifth, end]))


@pytest.mark.parametrize(
    ("a", "b", "share", "told"),
    [
        # the first 200 of 1,000: half contacted, 13 and 25 of 100; a quarter contacted, 26 and 50 of 100
        (
            13,
            25,
            0.5,
            "from list B 25 more of 100 contacted stay than of 100 alike left alone, from list A 13.",
        ),
        (
            13,
            25,
            0.25,
            "from list B 50 more of 100 contacted stay than of 100 alike left alone, from list A 26.",
        ),
        (
            -3,
            25,
            0.5,
            "from list B 25 more of 100 contacted stay than of 100 alike left alone, from list A 3 fewer.",
        ),
        (
            4,
            -2,
            0.5,
            "from list B 2 fewer of 100 contacted stay than of 100 alike left alone, from list A 4 more.",
        ),
        (
            -4,
            -2,
            0.5,
            "from list B 2 fewer of 100 contacted stay than of 100 alike left alone, from list A 4.",
        ),
    ],
)
def test_the_first_fifth_of_the_list_is_told_among_100_contacted(sound, a, b, share, told) -> None:
    chart = whom.qini({RISK: extra(a, 30), CHANGE: extra(b, 30)}, FOUND, share)
    sound(chart)
    assert f"Contact one customer in five: {told}" in said(chart)


def test_the_table_of_the_trial_reads_from_the_list_to_the_extra_stayers() -> None:
    table = whom.qini({CHANGE: extra(25, 30), RISK: extra(13, 30)}, FOUND, 0.4).table
    wanted = ["share of the list", "customers", "contacted (approx.)", "extra stayers A", "extra stayers B"]
    assert table.columns.tolist() == wanted
    # halfway from 0 to 200: 6.5 and 12.5; 100 customers, 40 of them contacted
    assert table.loc[1].tolist() == [0.1, "100", "40", 6.5, 12.5]
    assert table.loc[10].tolist() == [1.0, "1,000", "400", 30, 30]


def test_a_list_worse_than_the_lot_and_a_harmful_contact_are_told(sound) -> None:
    score, treated, stayed = trial()
    harm = Effect(-0.04, -0.08, 0.0, 0.6, 0.64)
    upside_down = qini_curve(-score, treated, stayed)
    chart = whom.qini({RISK: upside_down, CHANGE: qini_curve(score, treated, stayed)}, harm, 0.5)
    sound(chart)
    assert_readable(chart)
    assert upside_down.figure < 0
    assert "4 fewer stayed than of 100 left alone" in said(chart)
    assert said(chart).endswith(" fewer.") and "than a list drawn by lot, list A" in said(chart)


def test_thousands_of_points_are_thinned_and_stay_on_the_curve() -> None:
    curve = qini_curve(*trial(9_000))
    drawn = whom.qini({CHANGE: curve}, FOUND, 0.5).figure["data"][0]
    assert len(drawn["x"]) <= 200
    assert (drawn["x"][0], drawn["x"][-1]) == (0, 100)
    on_it = np.interp(np.array(drawn["x"]) * 90, curve.customers, curve.extra_stayers)
    assert drawn["y"] == pytest.approx(on_it, abs=0.2)
    lot = whom.qini({CHANGE: curve}, FOUND, 0.5).figure["data"][-1]
    assert lot["y"] == pytest.approx([0, curve.extra_stayers[-1]], abs=1e-3)


@LAW
@given(st.integers(0, 1_000), st.integers(3, 300))
def test_any_trial_is_readable(sound, seed, customers) -> None:
    score, treated, stayed = trial(customers, seed)
    curves = {RISK: qini_curve(stayed, treated, stayed), CHANGE: qini_curve(score, treated, stayed)}
    chart = whom.qini(curves, FOUND, 0.5)
    sound(chart)
    assert_readable(chart)
    assert len(chart.table) == 11


# -- what a trial needs -------------------------------------------------------------------------


def size_chart(chosen: float, most: int = 25, base: float = 0.72, found: Effect = FOUND) -> Chart:
    sizes = np.arange(1, most + 1) / 100
    return whom.sample_size(base, found, sizes, [needed(base, size) for size in sizes], chosen)


def test_the_customers_needed_are_said_for_the_chosen_change_and_the_smallest(sound) -> None:
    chart = size_chart(0.05)
    sound(chart)
    assert said(chart) == (
        f"Where 72 of 100 stay anyway, it takes {needed(0.72, 0.05):,} customers in each group to see that 5 "
        f"more of 100 stay. To see 1 more of 100 takes {needed(0.72, 0.01):,}. This trial saw 6.3 more of "
        "100 stay (the change lies between 5.6 and 7)."
    )
    assert "To see" not in said(size_chart(0.01)), "the smallest is the chosen one"
    assert f"{round(10 * (1 - POWER))} times in 10" in chart.caution


@pytest.mark.parametrize("most", [1, 2, 25, 30])
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_chosen_point_is_marked_and_its_note_stays_in_the_picture(sound, most) -> None:
    for chosen in (0.01, most / 200, most / 100):
        chart = size_chart(chosen, most, base=0.69)
        sound(chart)
        for figure, width in ((chart.figure, LAPTOP), (chart.narrow, PHONE)):
            assert_titles_fit(figure, width)
            shape = figure["layout"]
            line, mark = figure["data"]
            assert mark["x"][0] in line["x"]
            assert mark["y"][0] == line["y"][line["x"].index(mark["x"][0])]
            left, right = shape["xaxis"]["range"]
            for note in shape["annotations"]:
                at = (note["x"] - left) / (right - left) * (width - 90)
                wide = 10 + max(wide_in_pixels(part, 14) for part in note["text"].split("<br>"))
                assert at + wide <= width - 90 if note["xanchor"] == "left" else at - wide >= 0
            # on an axis of powers of ten a note stands at the power; 18 pixels a line, above or below
            note, (low, high) = shape["annotations"][0], shape["yaxis"]["range"]
            assert 10 ** note["y"] == pytest.approx(mark["y"][0])
            room = note["y"] - low if note["yanchor"] == "top" else high - note["y"]
            lines = len(note["text"].split("<br>"))
            assert room / (high - low) * 310 >= 8 + 18 * lines


@pytest.mark.parametrize("value", [0.0631, -0.03, 0.6, 0.0])
def test_the_effect_of_the_trial_at_hand_is_marked_where_it_can_be(sound, value) -> None:
    chart = size_chart(0.05, found=Effect(value, value - 0.01, value + 0.01, 0.72 + value, 0.72))
    sound(chart)
    marked = [shape["x0"] for shape in chart.figure["layout"]["shapes"]]
    assert marked == ([pytest.approx(100 * value)] if 0 < value < 0.25 else [])
    assert ("fewer of 100 stay" in said(chart)) == (value < 0)
