"""The look every picture shares: colours that can be told apart, and text that stays text."""

from __future__ import annotations

import html
import re
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.charts.bars import Bar, bar_axes, bars
from core.charts.chart import COLOURS, axis, hidden_axis, layout, paint, text
from core.charts.people import FATES

LAW = settings(max_examples=40, deadline=None)
THEMES = {"light": 0, "dark": 1}
TEXTS = ("ink", "faint", "accent", "caught", "missed", "wasted", "guess")
MARKS = ("ink", "faint", "accent", "caught", "missed", "wasted", "spared", "guess")
FATE_NAMES = ("caught", "missed", "wasted")

# Machado, Oliveira & Fernandes (2009), full strength, on linear red, green and blue.
BLINDNESS = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour: str) -> np.ndarray:
    """Linear red, green and blue of "#rrggbb" (the sRGB standard)."""
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2): 1 for the same, 21 for black on white."""
    lights = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear red, green and blue, daylight white."""
    to_xyz = [[0.4125, 0.3576, 0.1804], [0.2127, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]]
    part = np.array(to_xyz) @ rgb / [0.9505, 1, 1.0888]
    root = np.where(part > 216 / 24389, np.cbrt(part), (24389 / 27 * part + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def seen(colour: str, blindness: str) -> np.ndarray:
    return lab(np.clip(np.array(BLINDNESS[blindness]) @ linear(colour), 0, 1))


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the well-known near miss
    assert lab(linear("#ff0000")) == pytest.approx([53.2, 80.1, 67.2], abs=0.2)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", TEXTS)
def test_text_can_be_read_on_the_page(name: str, theme: str) -> None:
    at = THEMES[theme]
    assert contrast(COLOURS[name][at], COLOURS["paper"][at]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("fill", ["caught_fill", "spared_fill", "ask_fill", "panel"])
def test_text_can_be_read_in_every_box(fill: str, theme: str) -> None:
    at = THEMES[theme]
    assert contrast(COLOURS["ink"][at], COLOURS[fill][at]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", MARKS)
def test_marks_can_be_seen_on_the_page(name: str, theme: str) -> None:
    at = THEMES[theme]
    assert contrast(COLOURS[name][at], COLOURS["paper"][at]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize(("one", "other"), list(combinations(FATE_NAMES, 2)))
def test_fates_are_told_apart_by_colour_or_by_shape(one: str, other: str, blindness: str, theme: str) -> None:
    at = THEMES[theme]
    far = np.linalg.norm(seen(COLOURS[one][at], blindness) - seen(COLOURS[other][at], blindness))
    assert far >= 15 or FATES[one][1] != FATES[other][1]


def test_colour_alone_would_not_do() -> None:
    # why the shapes are there: brown and red are nearly one colour without green cones
    far = np.linalg.norm(
        seen(COLOURS["missed"][0], "deuteranopia") - seen(COLOURS["wasted"][0], "deuteranopia")
    )
    assert far < 15


def test_no_two_fates_in_one_picture_share_a_shape() -> None:
    shapes = [FATES[fate][1] for fate in ("caught", "missed", "wasted", "spared")]
    assert len(set(shapes)) == 4
    assert FATES["left"][1] != FATES["stayed"][1]


def test_a_fate_has_the_colour_of_its_name() -> None:
    for fate, (colour, _) in FATES.items():
        assert colour[1:] in COLOURS
        if fate in COLOURS:
            assert colour == f"${fate}"
    assert FATES["left"] == FATES["missed"], "who left is drawn as a missed leaver everywhere"


def test_every_colour_has_a_light_and_a_dark_form() -> None:
    for pair in COLOURS.values():
        assert len(pair) == 2
        assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in pair)


# -- painting ----------------------------------------------------------------------------------


def test_painting_turns_names_into_colours_and_leaves_the_rest() -> None:
    figure = {
        "a": "$ink",
        "b": ["$missed", ("$paper",)],
        "c": {"d": "$ 5", "e": 7, "f": None, "g": "$nothing"},
    }
    light = paint(figure)
    assert light["a"] == COLOURS["ink"][0]
    assert light["b"] == [COLOURS["missed"][0], [COLOURS["paper"][0]]]
    assert light["c"] == {"d": "$ 5", "e": 7, "f": None, "g": "$nothing"}
    assert paint(figure, "dark")["a"] == COLOURS["ink"][1]
    assert figure["a"] == "$ink"


def test_an_axis_can_be_changed_but_not_dragged() -> None:
    assert axis(range=[0, 1])["fixedrange"] is True
    assert axis(range=[0, 1])["range"] == [0, 1]
    assert hidden_axis()["visible"] is False
    assert layout(300, showlegend=True)["showlegend"] is True
    assert layout(300)["height"] == 300


# -- text --------------------------------------------------------------------------------------

HOSTILE = [
    "<b>bold</b>",
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">click</a>',
    "AT&T &lt;b&gt; &amp;",
    "line\nbreak\r\n\ttab\u2028\u2029",
    "right\u202eto\u202cleft\u200f\u2067\u2069\u061c",
    "nul\x00bell\x07escape\x1b[31m",
    "x" * 500,
    "<" * 500,
    "<br>" * 50,
    "",
]


def assert_tame(safe: str, limit: int) -> None:
    assert "<" not in safe
    assert ">" not in safe
    assert not re.search(r"&(?!amp;|lt;|gt;)", safe)
    assert len(html.unescape(safe)) <= limit
    assert all(sign == "\u00a0" or sign.isprintable() for sign in safe)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_stays_text(value: str) -> None:
    assert_tame(text(value), 60)


@LAW
@given(st.text(max_size=120), st.integers(2, 80))
def test_any_text_stays_text(value: str, limit: int) -> None:
    assert_tame(text(value, limit), limit)


@LAW
@given(st.text(st.sampled_from("abc <>&"), max_size=50))
def test_text_reads_as_it_was_written(value: str) -> None:
    assert html.unescape(text(value)) == " ".join(value.split())


def test_long_text_says_that_it_goes_on() -> None:
    assert text("a" * 61) == "a" * 59 + "…"
    assert text("a" * 60) == "a" * 60
    assert text(7) == "7"


# -- bars --------------------------------------------------------------------------------------


def test_bars_show_their_money_and_their_range() -> None:
    rows = [Bar("Do nothing", 20.0, "$missed"), Bar("Your policy", 12.5, "$ink", 10.0, 15.0)]
    drawn = bars(rows, "€", "2")
    assert [trace["x"] for trace in drawn if trace["type"] == "bar"] == [[20.0, 12.5]]
    said = " ".join(str(trace.get("text", "")) for trace in drawn).replace("\\xa0", " ")
    assert "€ 20.00" in said
    assert "€ 12.50" in said
    assert {trace["xaxis"] for trace in drawn} == {"x2"}
    room = bar_axes(rows, (0, 1), (0, 1), "money", "2")["xaxis2"]["range"]
    assert room[0] == 0
    assert room[1] > 20


def test_bars_of_nothing_still_have_room() -> None:
    assert bar_axes([Bar("Do nothing", 0.0, "$missed")], (0, 1), (0, 1), "money")["xaxis"]["range"][1] > 0
