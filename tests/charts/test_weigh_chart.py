"""The picture of what the models weigh: nothing meets, everything fits, figures as people say them."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import models
from core.charts.box.weigh import duration, stored, weights
from core.charts.chart import Chart
from core.weigh import NUMBERS_PER_PAGE, Weight
from core.words import MODEL_NAMES
from tests.charts.test_tree_chart import wide_in_pixels

LAW = settings(max_examples=25, deadline=None)
PAIR = ("tree", "support vector machine")
# numbers 22, 600, 44,754: pages 1, 2 and ceil(89.508) = 90
TREE = Weight("tree", 2.4, 0.0153, 5_602, 22)
NETWORK = Weight("neural network", 0.9, 0.0106, 34_219, 600)
MACHINE = Weight("support vector machine", 3.4, 0.1433, 389_053, 44_754)
ALL = [Weight(model, 1.0, 0.1, 10_000, 1_000 * 7**at) for at, model in enumerate(models.NAMES)]
LEAST = {True: 900, False: 340}


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def place(figure: dict[str, Any], axis: str, value: float, width: int) -> float:
    """Pixels from the left, or from the bottom, inside the margins."""
    shape = figure["layout"]
    low, high = shape[axis]["range"]
    start, end = shape[axis]["domain"]
    whole = width - 16 if axis == "xaxis" else shape["height"] - 16
    return whole * (start + (end - start) * (value - low) / (high - low))


def boxes(figure: dict[str, Any], width: int) -> dict[str, tuple[float, float, float, float]]:
    """left, right, bottom, top of every text, in pixels; the dots are part of theirs."""
    found = {}
    for at, note in enumerate(figure["layout"]["annotations"]):
        lines, size = note["text"].split("<br>"), note["font"]["size"]
        left, middle = note["x"] * (width - 16), place(figure, "yaxis", note["y"], width)
        wide, half = max(wide_in_pixels(line, size) for line in lines), 0.62 * size * len(lines)
        found[f"{at} {note['text']}"] = (left, left + wide, middle - half, middle + half)
    dots = figure["data"][1]
    for x, y, text in zip(dots["x"], dots["y"], dots["text"], strict=True):
        left, middle = place(figure, "xaxis", x, width), place(figure, "yaxis", y, width)
        found[f"dot {y} {text}"] = (left - 8, left + 8 + wide_in_pixels(text, 15), middle - 9, middle + 9)
    return found


def assert_fits(chart: Chart) -> None:
    for figure, wide in ((chart.figure, True), (chart.narrow, False)):
        width = LEAST[wide]
        found = boxes(figure, width)
        floor = (width, figure["layout"]["height"] - 16)
        for text, (left, right, bottom, top) in found.items():
            assert -8 <= left < right <= floor[0] - 16 + 1, text
            assert 0 <= bottom < top <= floor[1] + 1, text
        for (one, a), (other, b) in combinations(found.items(), 2):
            assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2], f"{one} meets {other}"
        shape = figure["layout"]["xaxis"]
        spots = [place(figure, "xaxis", tick, width) for tick in shape["tickvals"]]
        for (x, text), (y, other) in zip(zip(spots, shape["ticktext"], strict=True), zip(
            spots[1:], shape["ticktext"][1:], strict=True
        ), strict=False):  # fmt: skip
            assert y - x > (wide_in_pixels(text, 14) + wide_in_pixels(other, 14)) / 2 + 4


def test_three_models_on_paper(sound) -> None:
    chart = weights([MACHINE, TREE, NETWORK], PAIR)
    sound(chart)
    assert_fits(chart)
    assert said(chart) == (
        "Printed, the numbers of the tree fill 1 page, those of the support vector machine 90. The tree "
        "scores 1,000 customers in 15 ms and takes 5.6 kB to store; the support vector machine needs 143 ms "
        "and 389 kB."
    )
    assert chart.table["model"].tolist() == ["tree", "neural network", "support vector machine"]
    assert chart.table["pages"].tolist() == [1, 2, 90]
    assert chart.table["numbers to print"].tolist() == [22, 600, 44_754]
    # the logarithms to the base 10 of 1, 2 and 90
    assert chart.figure["data"][1]["x"] == pytest.approx([0, 0.30103, 1.954243], abs=1e-6)
    assert [text.strip() for text in chart.figure["data"][1]["text"]] == ["1 page", "2 pages", "90 pages"]


def test_the_pair_stands_out_by_more_than_its_colour() -> None:
    chart = weights([TREE, NETWORK, MACHINE], PAIR)
    for figure in (chart.figure, chart.narrow):
        marks = figure["data"][1]["marker"]
        assert marks["symbol"] == ["diamond", "circle", "diamond"]
        assert marks["color"] == ["$accent", "$spared", "$accent"]
        bold = [note["text"] for note in figure["layout"]["annotations"] if "<b>" in note["text"]]
        assert bold == ["<b>Tree</b>", "<b>Support vector machine</b>"]


def test_a_phone_has_time_and_size_below_the_name() -> None:
    notes = weights([TREE], PAIR).narrow["layout"]["annotations"]
    assert [note["text"].replace("\u00a0", " ") for note in notes] == [
        "<b>Tree</b>",
        "15 ms for 1,000 customers, 5.6 kB",
    ]
    assert notes[0]["y"] < notes[1]["y"], "the axis runs downwards"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            [TREE],
            "Printed, the numbers of the tree fill 1 page. The tree scores 1,000 customers in 15 ms",
        ),
        ([NETWORK], "Neither of the two models is weighed yet; the neural network fills 2 pages."),
        (
            [TREE, Weight(PAIR[1], 0, 1, 1, 400)],
            "fill 1 page, those of the support vector machine as many. The",
        ),
    ],
)
def test_models_that_are_not_there_yet_and_ties_are_said(sound, found, words) -> None:
    chart = weights(found, PAIR)
    sound(chart)
    assert words in said(chart)


def test_a_model_paired_with_itself_is_told_once() -> None:
    assert said(weights([TREE, MACHINE], ("tree", "tree"))).count("tree") == 2
    assert "machine" not in said(weights([TREE, MACHINE], ("tree", "tree")))


def test_boosting_goes_without_an_article() -> None:
    words = said(weights([ALL[0], ALL[3]], ("boosting", "tree")))
    assert "numbers of boosting fill" in words
    assert ". Boosting scores 1,000" in words


def test_every_pair_of_all_models_reads_well(sound) -> None:
    for pair in permutations(models.NAMES, 2):
        chart = weights(ALL, pair)
        sound(chart)
        assert_fits(chart)
        assert all(MODEL_NAMES[model] in said(chart).lower() for model in pair)


@LAW
@given(
    st.lists(st.sampled_from(models.NAMES), min_size=1, unique=True),
    st.lists(
        st.tuples(st.floats(0, 5_000), st.integers(1, 10**11), st.integers(1, 2 * 10**8)),
        min_size=6,
        max_size=6,
    ),
)
def test_any_weights_can_be_drawn(sound, names, measured) -> None:
    found = [Weight(name, 1.0, *one) for name, one in zip(names, measured, strict=False)]
    chart = weights(found, PAIR)
    sound(chart)
    assert_fits(chart)
    assert chart.table["pages"].is_monotonic_increasing
    assert (chart.table["pages"] * NUMBERS_PER_PAGE >= chart.table["numbers to print"]).all()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "under 0.1 ms"), (0.00004, "under 0.1 ms"), (0.0004, "0.4 ms"), (0.003, "3 ms"), (0.0153, "15 ms"),
     (0.9994, "999 ms"), (0.9996, "1 s"), (1.24, "1.2 s"), (99.4, "99 s"), (150, "2.5 min")],
)  # fmt: skip
def test_a_time_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert duration(seconds).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 byte"), (602, "602 bytes"), (1_000, "1 kB"), (5_602, "5.6 kB"), (999_600, "1 MB"),
     (5_581_747, "5.6 MB"), (7_000_000_000, "7 GB")],
)  # fmt: skip
def test_a_size_is_said_as_people_say_it(size: int, words: str) -> None:
    assert stored(size).replace("\u00a0", " ") == words
