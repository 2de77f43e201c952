"""The picture of refits model by model: bars, figures, and a sentence that compares two."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.box.steady import steady
from core.charts.chart import Chart
from core.models import NAMES
from core.steady import REFITS, Steadiness
from core.words import MODEL_NAMES
from tests.charts.test_tree_chart import wide_in_pixels

LAW = settings(max_examples=10, deadline=None)
TREE, BOX = "tree", "support vector machine"
PAIR = (TREE, BOX)


def made(model: str, contested: float, refits: int = REFITS, **more: Any) -> Steadiness:
    known = {"agreement": 1 - contested / 2, "spread": 0.03, "contacted": 0.2, "error": 0.01}
    return Steadiness(model, refits, 1_000, contested=contested, **(known | more))


def two(tree: float, box: float) -> list[Steadiness]:
    return [made(TREE, tree), made(BOX, box)]


SIX = [made(model, 0.04 * place) for place, model in enumerate(NAMES)]


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def bars(figure: dict[str, Any]) -> dict[str, Any]:
    (drawn,) = (trace for trace in figure["data"] if trace["type"] == "bar")
    return drawn


def notes(figure: dict[str, Any]) -> list[str]:
    return [note["text"].replace("\u00a0", " ") for note in figure["layout"]["annotations"]]


# -- words -------------------------------------------------------------------------------------


def test_two_models_with_all_refits_on_paper(sound) -> None:
    # 171 and 90 of 1,000 watched customers
    chart = steady(two(0.171, 0.09), PAIR)
    sound(chart)
    assert said(chart) == (
        "Fitted 20 times, the tree gives 17 of 100 customers a verdict that hangs on the draw, the support "
        "vector machine 9. The support vector machine is the steadier of the two."
    )


@pytest.mark.parametrize(
    ("tree", "box", "told"),
    [
        (0.09, 0.171, "The tree is the steadier of the two."),
        (0.17, 0.17, "Neither is steadier than the other."),
        # each is known to 1 in a hundred, the difference to 1.41: nine times in ten within 2.33
        (0.123, 0.1, "That is too close to call."),
        (0.124, 0.1, "The support vector machine is the steadier of the two."),
    ],
)
def test_the_steadier_one_is_named_only_where_so_many_refits_can_tell(tree, box, told) -> None:
    assert said(steady(two(tree, box), PAIR)).endswith(told)


def test_two_models_of_which_the_same_figure_is_said_are_not_told_apart() -> None:
    sure = [made(TREE, 0.0249, error=0.0), made(BOX, 0.0151, error=0.0)]
    assert said(steady(sure, PAIR)) == (
        "Fitted 20 times, the tree and the support vector machine each give 2 of 100 customers a verdict "
        "that hangs on the draw. That is too close to call."
    )


def test_where_two_ways_of_counting_part_neither_is_steadier() -> None:
    found = [made(TREE, 0.08, agreement=0.94), made("forest", 0.12, agreement=0.95)]
    assert said(steady(found, (TREE, "forest"))).endswith(
        "Yet two refits of the forest agree about more customers, so neither is steadier."
    )
    level = [replace(found[0], agreement=0.95), found[1]]
    assert said(steady(level, (TREE, "forest"))).endswith("The tree is the steadier of the two.")


@pytest.mark.parametrize(
    ("tree", "box", "told"),
    [
        (0.0, 0.0, "the tree and the support vector machine each give nobody a verdict"),
        (0.17, 0.171, "the tree and the support vector machine each give 17 of 100 customers a verdict"),
        (0.01, 0.2, "the tree gives 1 of 100 customers a verdict that hangs on the draw, the support vector"),
        (0.0, 0.2, "nobody a verdict that hangs on the draw, the support vector machine 20 of 100 customers"),
        (0.2, 0.0, "20 of 100 customers a verdict that hangs on the draw, the support vector machine nobody"),
        (0.003, 0.2, "the tree gives under 1 of 100 customers a verdict"),
        (0.999, 0.2, "the tree gives over 99 of 100 customers a verdict"),
        (1.0, 0.2, "everybody a verdict that hangs on the draw, the support vector machine 20 of 100"),
    ],
)  # fmt: skip
def test_few_nobody_and_everybody_are_said_as_such(tree, box, told) -> None:
    assert told in said(steady(two(tree, box), PAIR))


def test_boosting_has_no_article() -> None:
    found = [made(TREE, 0.08), made("boosting", 0.191)]
    assert said(steady(found, (TREE, "boosting"))) == (
        "Fitted 20 times, the tree gives 8 of 100 customers a verdict that hangs on the draw, boosting 19. "
        "The tree is the steadier of the two."
    )
    assert said(steady(found, ("boosting", TREE))).startswith("Fitted 20 times, boosting gives 19 of 100")


def test_a_model_that_says_the_same_about_everybody_is_not_praised_for_it() -> None:
    found = [made(TREE, 0.0, contacted=0.0), made(BOX, 0.0, contacted=1.0)]
    words = said(steady(found, PAIR))
    assert "The tree contacts nobody in any refit, which is easy to repeat." in words
    assert "The support vector machine contacts everybody in every refit, which is easy to repeat." in words
    assert "easy to repeat" not in said(steady(two(0.1, 0.1), PAIR))


def test_while_refits_are_missing_nobody_is_called_steadier() -> None:
    seven = [made(TREE, 0.13, 7), made(BOX, 0.06, 7)]
    assert said(steady(seven, PAIR)) == (
        "Fitted 7 of 20 times so far, the tree gives 13 of 100 customers a verdict that hangs on the draw, "
        "the support vector machine 6."
    )
    assert said(steady([made(TREE, 0.13), seven[1]], PAIR)) == (
        "The tree, fitted 20 times, gives 13 of 100 customers a verdict that hangs on the draw; the support "
        "vector machine, fitted 7 of 20 times so far, 6."
    )


def test_what_is_not_there_yet_is_said() -> None:
    assert said(steady([made(TREE, 0.13)], PAIR)).endswith(
        "on the draw. Still being fitted: the support vector machine."
    )
    others = [made("forest", 0.1)]
    assert said(steady(others, PAIR)) == "Still being fitted: the tree and the support vector machine."


def test_a_model_compared_with_itself_is_spoken_of_once() -> None:
    assert said(steady(SIX, ("forest", "forest"))) == (
        "Fitted 20 times, the forest gives 8 of 100 customers a verdict that hangs on the draw."
    )


# -- picture -----------------------------------------------------------------------------------


def test_a_row_per_model_has_its_bar_its_figure_and_its_agreement() -> None:
    chart = steady(SIX, PAIR)
    for figure in (chart.figure, chart.narrow):
        drawn = bars(figure)
        assert drawn["x"] == pytest.approx([0, 4, 8, 12, 16, 20])
        assert drawn["y"] == list(range(6))
        (ends,) = (trace["text"] for trace in figure["data"] if trace.get("mode") == "text")
        assert [end.strip() for end in ends] == [f"{4 * place} of 100" for place in range(6)]
        # half of those contested part two refits: 100, 98, 96 %
        told = " ".join(notes(figure))
        assert all(f"{100 - 2 * place:.1f} %" in told for place in range(6))
        assert all(MODEL_NAMES[model] in told for model in NAMES)
        assert "of 100 customers" in figure["layout"]["xaxis"]["title"]["text"]


def test_the_pair_stands_out_in_colour_and_in_bold() -> None:
    chart = steady(SIX, PAIR)
    for figure in (chart.figure, chart.narrow):
        colours = dict(zip(NAMES, bars(figure)["marker"]["color"], strict=True))
        assert {model for model, colour in colours.items() if colour == "$accent"} == set(PAIR)
        bold = {text for text in notes(figure) if text.startswith("<b>")}
        assert bold == {"<b>tree</b>", "<b>support vector machine</b>"}


def test_a_model_that_lacks_refits_says_so() -> None:
    found = [made(TREE, 0.1), made(BOX, 0.1, 7)]
    for figure in (steady(found, PAIR).figure, steady(found, PAIR).narrow):
        assert sum("7 of 20 refits" in text for text in notes(figure)) == 1
        assert not any("20 of 20" in text for text in notes(figure))


@pytest.mark.parametrize(
    ("longest", "ticks"),
    [(0, [0, 5, 10]), (0.19, [0, 5, 10, 15]), (0.45, [0, 20, 40]), (1, [0, 50, 100])],
)
def test_the_axis_counts_no_more_than_the_longest_bar_and_a_tenth_at_least(longest, ticks) -> None:
    for figure in (steady([made(TREE, longest)], PAIR).figure, steady([made(TREE, longest)], PAIR).narrow):
        assert figure["layout"]["xaxis"]["tickvals"] == ticks


def test_nearly_perfect_agreement_is_not_called_perfect() -> None:
    for agreement, told in ((1.0, "100.0 %"), (0.9996, "over 99.9 %"), (0.9994, "99.9 %")):
        chart = steady([made(TREE, 0.001, agreement=agreement)], PAIR)
        assert f"{told} of all" in notes(chart.figure)


def test_the_table_has_the_numbers_of_every_model() -> None:
    told = steady(SIX, PAIR).table
    assert told["model"].tolist() == [MODEL_NAMES[model] for model in NAMES]
    assert told["share whose verdict hangs on the draw"].tolist() == [one.contested for one in SIX]
    assert told["share on whom two refits agree"].tolist() == [one.agreement for one in SIX]


def boxes(figure: dict[str, Any], width: int) -> list[tuple[float, float, float, float, str]]:
    """Left, right, top and bottom of every text and of every bar, in pixels, with its text."""
    shape = figure["layout"]
    across, down = shape["xaxis"], shape["yaxis"]
    inner, tall = width - 16, shape["height"] - 16 - 44  # the axis below, with its title

    def x(value: float) -> float:
        start, end = across["domain"]
        return inner * (start + (end - start) * value / across["range"][1])

    def y(value: float) -> float:
        bottom, top = down["range"]
        return tall * (value - top) / (bottom - top)

    drawn = bars(figure)
    half = drawn["width"] / 2
    found = [
        (x(0), x(value), y(place - half), y(place + half), "")
        for value, place in zip(drawn["x"], drawn["y"], strict=True)
    ]
    (ends,) = (trace for trace in figure["data"] if trace.get("mode") == "text")
    texts = [(x(value), y(place), text.strip(), 15, 4 + 3) for value, place, text in
             zip(ends["x"], ends["y"], ends["text"], strict=True)]  # fmt: skip
    texts += [
        (inner * note["x"], y(note["y"]), note["text"], note["font"]["size"], 0)
        for note in shape["annotations"]
    ]
    for left, middle, text, size, gap in texts:
        start = left + gap
        found.append(
            (start, start + wide_in_pixels(text, size), middle - 0.5 * size, middle + 0.5 * size, text)
        )
    return found


def assert_nothing_touches(chart: Chart) -> None:
    for figure, width in ((chart.figure, 900), (chart.figure, 1_180), (chart.narrow, 340)):
        found = boxes(figure, width)
        for left, right, top, bottom, text in found:
            assert left >= 0, text
            assert right <= width - 16, text
            assert top >= 0, text
            assert bottom <= figure["layout"]["height"] - 16, text
        for one, other in combinations(found, 2):
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart, f"{one[4]!r} meets {other[4]!r}"


@pytest.mark.parametrize(("tree", "box"), list(product([0, 0.003, 0.2, 0.999, 1.0], repeat=2)))
def test_no_text_touches_another_or_leaves_the_picture(tree, box) -> None:
    found = [made(model, tree if model == TREE else box, 7) for model in NAMES]
    assert_nothing_touches(steady(found, PAIR))


@LAW
@given(
    st.lists(st.sampled_from(NAMES), unique=True),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.data(),
)
def test_any_refits_can_be_drawn(sound, names, pair, data) -> None:
    share = st.floats(0, 1)
    found = [
        Steadiness(model, data.draw(st.integers(2, REFITS)), 50, *(data.draw(share) for _ in range(5)))
        for model in names
    ]
    chart = steady(found, pair)
    if found:
        sound(chart)
        assert_nothing_touches(chart)
    assert chart.words.endswith(".")
    assert chart.words[0].isupper()
