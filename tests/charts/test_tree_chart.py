"""The drawing of the tree: nothing overlaps, everything fits, and text from a file stays text."""

from __future__ import annotations

import html
import re
import string
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.chart import Chart
from core.charts.tree import tree as chart_of
from core.costs import Costs
from core.trees import Node, Tree, bill

LAW = settings(max_examples=15, deadline=None)
PRICES = Costs(missed=80, wasted=40)
LAPTOP, PHONE = 900, 340
BREADTH_FIRST, DEPTH_FIRST, RIGHT_FIRST = range(7), (0, 1, 3, 4, 2, 5, 6), (0, 2, 6, 5, 1, 4, 3)

# Widths in thousandths of the letter size, measured in Source Sans, the font of the page.
SMALL = (504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338,
         544, 467, 719, 446, 467, 425)  # fmt: skip
CAPITAL = (543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536,
           645, 515, 786, 513, 476, 539)  # fmt: skip
WIDTHS = dict(zip(string.ascii_lowercase + string.ascii_uppercase, SMALL + CAPITAL, strict=True))
WIDTHS |= {"…": 948, "%": 824, "?": 425, "$": 497} | dict.fromkeys(" \u00a0", 200) | dict.fromkeys(".,:", 249)
OTHERS = 497  # digits and most signs
BOLD = 1.06


def wide_in_pixels(line: str, size: float) -> float:
    """How wide a line of a label is; bold is a little wider."""
    letters = html.unescape(re.sub(r"<[^>]*>", "", line))
    width = sum(WIDTHS.get(letter, OTHERS) for letter in letters) * size / 1000
    return width * (BOLD if "<b>" in line else 1)


def rectangles(figure: dict[str, Any]) -> list[tuple[float, float, float, float]]:
    return [
        (shape["x0"], shape["x1"], shape["y0"], shape["y1"])
        for shape in figure["layout"]["shapes"]
        if shape["type"] == "rect"
    ]


def per_unit(figure: dict[str, Any], width: int) -> tuple[float, float]:
    """Pixels per unit of the drawing, across and down."""
    shape = figure["layout"]
    margin = shape["margin"]
    left, right = shape["xaxis"]["range"]
    bottom, top = shape["yaxis"]["range"]
    low, high = shape["yaxis"].get("domain", (0, 1))
    return (
        (width - margin["l"] - margin["r"]) / abs(right - left),
        (shape["height"] - margin["t"] - margin["b"]) * (high - low) / abs(top - bottom),
    )


def assert_nothing_overlaps(figure: dict[str, Any], groups: int) -> None:
    boxes = rectangles(figure)
    assert len(boxes) == groups
    for one, other in combinations(boxes, 2):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert apart, f"{one} meets {other}"
    left, right = sorted(figure["layout"]["xaxis"]["range"])
    low, high = sorted(figure["layout"]["yaxis"]["range"])
    for x0, x1, y0, y1 in boxes:
        assert left <= x0 < x1 <= right
        assert low <= y0 < y1 <= high


def assert_texts_fit(figure: dict[str, Any], width: int) -> None:
    across, down = per_unit(figure, width)
    boxes = rectangles(figure)
    inside = 0
    for note in figure["layout"]["annotations"]:
        size = note["font"]["size"]
        lines = note["text"].split("<br>")
        wide = max(wide_in_pixels(line, size) for line in lines) / across
        tall = 1.3 * size * len(lines) / down
        x0 = note["x"] - (wide / 2 if note.get("xanchor", "center") == "center" else 0)
        y0 = note["y"] - tall / 2
        home = [box for box in boxes if box[0] < note["x"] < box[1] and box[2] < note["y"] < box[3]]
        if home:
            inside += 1
            ((left, right, top, bottom),) = home
            assert left <= x0, note["text"]
            assert x0 + wide <= right, note["text"]
            assert top <= y0, note["text"]
            assert y0 + tall <= bottom, note["text"]
        else:
            for left, right, top, bottom in boxes:
                touches = x0 < right and left < x0 + wide and y0 < bottom and top < y0 + tall
                assert not touches, note["text"]
    assert inside == len(boxes), "every group says something"


def assert_drawn_well(chart: Chart, groups: int) -> None:
    for figure, width in ((chart.figure, LAPTOP), (chart.narrow, PHONE)):
        assert_nothing_overlaps(figure, groups)
        assert_texts_fit(figure, width)


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ").replace("−", "-")


def labels(figure: dict[str, Any]) -> list[str]:
    return [note["text"].replace("\u00a0", " ") for note in figure["layout"]["annotations"]]


def drawn(grown: Tree, questions: int, costs: Costs = PRICES, guess: float | None = None) -> Chart:
    return chart_of(grown, questions, bill(grown, questions, costs), "€", guess)


# -- sound, in its place, and readable ---------------------------------------------------------


@pytest.mark.parametrize("questions", range(8))
@pytest.mark.parametrize(
    "order", [BREADTH_FIRST, DEPTH_FIRST, RIGHT_FIRST], ids=["breadth", "depth", "right"]
)
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_no_boxes_meet_and_every_text_fits(sound, a_tree, order, questions) -> None:
    chart = drawn(a_tree(order), questions, guess=0.2)
    sound(chart)
    assert_drawn_well(chart, groups=2 * questions + 1)


@pytest.mark.parametrize("currency", ["€", "Rs", "$"])
@pytest.mark.parametrize("costs", [PRICES, Costs(300, 150), Costs(2_500, 0), Costs(12.34, 0.56), Costs(0, 0)])
def test_texts_fit_whatever_the_prices(sound, a_tree, costs, currency) -> None:
    grown = a_tree()
    chart = chart_of(grown, 7, bill(grown, 7, costs), currency, 0.5)
    sound(chart)
    assert_drawn_well(chart, groups=15)


@pytest.mark.parametrize(
    ("costs", "currency"), [(Costs(1e6, 1e6), "€"), (PRICES, "CHF"), (Costs(999, 999), "Rs")]
)
def test_texts_fit_for_high_prices_and_long_currencies(a_tree, costs, currency) -> None:
    grown = a_tree()
    assert_drawn_well(chart_of(grown, 7, bill(grown, 7, costs), currency), groups=15)


def test_texts_fit_for_a_hundred_thousand_customers(a_tree) -> None:
    for questions in range(8):
        assert_drawn_well(drawn(a_tree(scale=30), questions), groups=2 * questions + 1)


LONG = "Number of calls to the hotline in the last twelve months, both landline and mobile: 4 or less?"


def test_long_questions_are_cut_to_fit(sound, a_tree) -> None:
    chart = drawn(a_tree(questions=[LONG] * 7), 7)
    sound(chart)
    assert_drawn_well(chart, groups=15)
    assert any("…" in label for label in labels(chart.figure))


@LAW
@given(st.permutations(range(7)), st.integers(0, 7))
def test_no_boxes_meet_in_whatever_order_the_questions_come(a_tree, wish, questions) -> None:
    order: list[int] = []
    while len(order) < 7:  # the wished order, but parents before their children
        order.append(next(k for k in wish if k not in order and (k == 0 or (k - 1) // 2 in order)))
    assert_drawn_well(drawn(a_tree(order), questions), groups=2 * questions + 1)


def test_every_group_left_standing_has_a_row_of_its_own(a_tree) -> None:
    grown = a_tree()
    for questions in range(8):
        chart = drawn(grown, questions)
        for figure in (chart.figure, chart.narrow):
            notes = figure["layout"]["annotations"]
            rows = [n["y"] for n in notes if "Contact" in n["text"] or "Leave alone" in n["text"]]
            assert len(rows) == len(set(rows)) == questions + 1


def test_a_tree_without_questions_is_one_box(sound) -> None:
    grown = Tree((Node(0, -1, 0, "", "", 0, -1, -1, 50, 10, 50, 11),))
    chart = drawn(grown, 0)
    sound(chart)
    assert_drawn_well(chart, groups=1)
    assert "With no question the tree sorts customers into 1 group" in said(chart)


# -- the words and the numbers -----------------------------------------------------------------

ROOT = Node(0, -1, 0, "", "Calls: 4 or less?", 1, 1, 2, 100, 30, 100, 30)
FEW = Node(1, 0, 1, "4 or less", "", 0, -1, -1, 80, 14, 80, 15)
MANY = Node(2, 0, 1, "5 or more", "", 0, -1, -1, 20, 16, 20, 15)
PAPER = Tree((ROOT, FEW, MANY))


def test_one_question_on_paper(sound) -> None:
    # MANY is contacted (16 of 20 left), FEW left alone (14 of 80). Unseen: 5 x 40 + 15 x 80 = 1,400,
    # 14 a customer, where doing nothing costs 30 x 80 = 2,400, 24 a customer: 41.7 % saved
    chart = drawn(PAPER, 1)
    sound(chart)
    words = said(chart)
    for part in (
        "With 1 question the tree sorts customers into 2 groups",
        "1 of them is worth contacting",
        "On 100 customers it never saw, this costs € 14.00 per customer instead of € 24.00",
        "saves 42 %",
    ):
        assert part in words
    assert chart.table["group"].tolist() == ["Calls: 4 or less? yes", "Calls: 4 or less? no"]
    assert chart.table["what to do"].tolist() == ["leave alone", "contact"]
    assert chart.table["cost on unseen customers"].tolist() == [1_200, 200]


def test_the_boxes_say_people_and_money_on_paper() -> None:
    chart = drawn(PAPER, 1)
    for figure in (chart.figure, chart.narrow):
        everything = " ".join(re.sub(r"<[^>]*>", " ", label) for label in labels(figure))
        everything = re.sub(r"\s+", " ", everything)
        # per 100 of MANY: 20 stayers x 40 = 800 against 80 leavers x 80 = 6,400
        # per 100 of FEW: 82.5 stayers x 40 = 3,300 against 17.5 leavers x 80 = 1,400
        for part in ("100 people, 30.0 % leave", "20 people, 80.0 % leave", "80 people, 17.5 % leave",
                     "Calls: 4 or less?", "€ 800 per 100, not € 6,400",
                     "€ 1,400 per 100, not € 3,300"):  # fmt: skip
            assert part in everything


def test_where_nobody_is_worth_contacting_it_costs_as_much_as_doing_nothing() -> None:
    words = said(drawn(PAPER, 1, Costs(missed=1, wasted=40)))
    assert "No group is worth contacting" in words
    assert "€ 0.30 per customer, as much as doing nothing" in words  # 30 x 1 / 100


def test_the_words_follow_the_input(a_tree) -> None:
    grown = a_tree()
    words = [said(drawn(grown, questions)) for questions in range(8)]
    words += [said(drawn(grown, 3, Costs(81, 40))), said(drawn(grown, 3, Costs(80, 41)))]
    assert len(set(words)) == len(words)


def test_the_words_are_those_of_the_bill(a_tree) -> None:
    grown = a_tree()
    for questions in range(1, 8):
        found = bill(grown, questions, PRICES)
        words = said(drawn(grown, questions))
        contacted = sum(leaf.contact for leaf in found.leaves)
        if not contacted:
            continue
        assert f"€ {found.worth.cost_per_customer:.2f} per customer" in words
        assert f"saves {found.worth.value * 100:.0f} %" in words
        assert f"{contacted} of them" in words
        assert f"{found.worth.low * 100:.0f} % and {found.worth.high * 100:.0f} %" in words


def test_the_strip_is_the_saving_and_the_guess() -> None:
    worth = bill(PAPER, 1, PRICES).worth
    chart = drawn(PAPER, 1, guess=0.25)
    for figure in (chart.figure, chart.narrow):
        (bar,) = [trace for trace in figure["data"] if trace["type"] == "bar"]
        assert bar["x"] == [pytest.approx(100 * worth.value)]
        guesses = [trace["x"] for trace in figure["data"] if "guess" in str(trace.get("text"))]
        assert guesses == [[25.0]]
    assert not any("guess" in str(trace.get("text")) for trace in drawn(PAPER, 1).figure["data"])


# -- text from a file --------------------------------------------------------------------------

HOSTILE = [
    "<b>bold</b> <i>x</i>",
    "<a href='javascript:alert(1)'>click me</a>",
    "AT&T &lt;b&gt; &amp; sons",
    "one\ntwo\r\nthree\u2028four",
    "right\u202eto\u202cleft\u200f mark",
    "<br><br><br><br><br>",
    "x" * 300,
    "&" * 60,
    "<" * 60,
    "$missed",
    "",
]
TAGS = re.compile(r"</?b>|<br>")


def assert_text_stayed_text(chart: Chart) -> None:
    for figure in (chart.figure, chart.narrow):
        for label in labels(figure):
            bare = TAGS.sub("", label)
            assert "<" not in bare
            assert ">" not in bare
            assert not re.search(r"&(?!amp;|lt;|gt;)", bare)
            assert label.count("<b>") == label.count("</b>")
            assert label.count("<br>") <= 5
            assert all(sign.isprintable() for sign in bare)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text_and_in_their_box(sound, a_tree, name) -> None:
    questions = [f"{name}: {name}?"] * 7
    chart = drawn(a_tree(questions=questions), 7)
    sound(chart)
    assert_text_stayed_text(chart)
    for figure in (chart.figure, chart.narrow):
        assert_nothing_overlaps(figure, 15)


@LAW
@given(st.lists(st.text(max_size=80), min_size=7, max_size=7))
def test_any_names_stay_text(a_tree, names) -> None:
    assert_text_stayed_text(drawn(a_tree(questions=names), 7))


def test_a_name_with_tags_is_read_as_it_was_written(a_tree) -> None:
    chart = drawn(a_tree(questions=["a<b>c: yes?"] + ["d: yes?"] * 6), 1)
    assert any("a&lt;b&gt;c: yes?" in label for label in labels(chart.figure))
    assert any("a&lt;b&gt;c: yes?" in label for label in labels(chart.narrow))


def test_hostile_answers_stay_text(sound) -> None:
    nasty = [
        Node(**{**vars(node), "answer": "<b>5 & more\n"}) if node.parent == 0 else node
        for node in PAPER.nodes
    ]
    chart = drawn(Tree(tuple(nasty)), 1)
    sound(chart)
    assert_text_stayed_text(chart)


def test_names_in_capitals_fit_too(a_tree) -> None:
    chart = drawn(a_tree(questions=["INTERNATIONAL ROAMING MINUTES: 4 or less?"] * 7), 7)
    assert_drawn_well(chart, groups=15)


def test_a_saving_of_less_than_nothing_is_drawn(sound) -> None:
    # practice says contact, unseen says no: 1 - (95 x 40) / (5 x 80) = -8.5
    grown = Tree((Node(0, -1, 0, "", "", 0, -1, -1, 100, 80, 100, 5),))
    chart = drawn(grown, 0, guess=0.1)
    sound(chart)
    assert "saves -850 %" in said(chart)
    low = chart.figure["layout"]["xaxis2"]["range"][0]
    assert low < -850
    assert np.isfinite(low)
