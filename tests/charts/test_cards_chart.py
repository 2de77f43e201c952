"""The picture of the card game: its bars are its numbers, and its words say them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.cards import Score, luck, onward
from core.charts.cards import Rival, cards, result
from core.charts.chart import Chart
from core.costs import Costs, billed, saving
from core.words import CURRENCIES, money, money_span

LAW = settings(max_examples=25, deadline=None)
PRICES = Costs(missed=80, wasted=40)
UNSEEN = np.array([1] * 10 + [0] * 90)  # 10 of 100 unseen customers leave
TREE, BOX = "The tree", "The black box (boosting)"
LETTER = 0.58  # of the font size: the width of an average letter, a little generous


def score_of(found: int, missed: int, wasted: int, spared: int, costs: Costs = PRICES) -> Score:
    return Score(found, missed, wasted, spared, float(billed(costs, missed, wasted)))


def rivals_of(left: int, stayed: int, costs: Costs, y: np.ndarray) -> list[Rival]:
    """A tree that misses one leaver and wastes two contacts, a box that wastes one, as far as they can."""
    by_tree, by_box = y.astype(bool).copy(), y.astype(bool).copy()
    by_tree[:1] = False
    by_tree[-18:] = True
    by_box[-9:] = True
    missed, wasted = min(left, 1), min(stayed, 2)
    return [
        Rival(
            TREE, score_of(left - missed, missed, wasted, stayed - wasted, costs), saving(y, by_tree, costs)
        ),
        Rival(
            BOX,
            score_of(left, 0, min(stayed, 1), stayed - min(stayed, 1), costs),
            saving(y, by_box, costs),
        ),
    ]


def chart_of(
    *counts: int, costs: Costs = PRICES, y: np.ndarray = UNSEEN, currency: str = "€", rivals: bool = True
) -> Chart:
    """The chart of (found, missed, wasted, spared) cards."""
    score = score_of(*counts, costs)
    return cards(
        score,
        luck(score, costs),
        onward(score, y, costs),
        rivals_of(score.leavers, score.stayers, costs, y) if rivals else [],
        saving(y, np.ones(len(y), dtype=bool), costs),
        costs,
        currency,
    )


def said(chart: Chart) -> str:
    return chart.words.replace("\u00a0", " ")


def test_a_game_on_paper(sound) -> None:
    # 5 of 12 left. You: 3 found, 2 missed, 2 wasted: 2 x 80 + 2 x 40 = 240. The tree: 80 + 2 x 40 = 160; the
    # box: 40. A coin: (5 x 80 + 7 x 40) / 2 = 340
    chart = chart_of(3, 2, 2, 5)
    sound(chart)
    assert said(chart).startswith(
        "You found 3 of the 5 who left and wasted 2 contacts: € 240 on these twelve cards. A coin pays € 340 "
        "on average, the tree € 160, the black box (boosting) € 40.00. Twelve cards prove little: a coin "
        "does at least as well as you in "
    )


def test_the_numbers_have_a_row_for_every_player() -> None:
    table = chart_of(3, 2, 2, 5).table.set_index("who")
    assert list(table.index) == [
        "Do nothing", "Contact everyone", "A coin", "You", TREE, BOX, "Perfect foresight",
    ]  # fmt: skip
    # on the cards: 5 x 80 = 400; 7 x 40 = 280; 340; 240; 160; 40; 0
    assert table["cost on the cards"].tolist() == [400, 280, 340, 240, 160, 40, 0]
    # of 100 unseen 10 leave: nothing 10 x 80 / 100 = 8; everyone 90 x 40 / 100 = 36; a coin 22;
    # you .1 x 2/5 x 80 + .9 x 2/7 x 40 = 3.2 + 10.29 = 13.49; tree (80 + 18 x 40) / 100 = 8;
    # box 9 x 40 / 100 = 3.6
    assert table["cost per customer on all"].tolist() == pytest.approx(
        [8, 36, 22, 13.4857, 8, 3.6, 0], abs=1e-4
    )
    assert table["found"].tolist() == [0, 5, 2.5, 3, 4, 5, 5]
    assert table["missed"].tolist() == [5, 0, 2.5, 2, 1, 0, 0]
    assert table["wasted"].tolist() == [0, 7, 3.5, 2, 2, 1, 0]
    ranged = table.loc[["You", TREE, BOX]]
    assert (ranged["low"] < ranged["cost per customer on all"]).all()
    assert (ranged["high"] > ranged["cost per customer on all"]).all()
    assert table.drop(index=ranged.index)[["low", "high"]].isna().all(axis=None)


def test_the_range_of_a_rival_is_that_of_its_saving() -> None:
    worth = rivals_of(5, 7, PRICES, UNSEEN)[0].on_all
    row = chart_of(3, 2, 2, 5).table.set_index("who").loc[TREE]
    assert row["low"] == pytest.approx(worth.do_nothing - worth.gain_high)
    assert row["high"] == pytest.approx(worth.do_nothing - worth.gain_low)


def panels(figure: dict[str, Any]) -> list[dict[str, list[Any]]]:
    """For the left and the right panel: bills, names and figures as drawn, and the ranges by bar."""
    found = []
    for axis in ("x", "x2"):
        here = [trace for trace in figure["data"] if trace["xaxis"] == axis]
        figures, names = (trace for trace in here if trace.get("mode") == "text")
        (drawn,) = (trace for trace in here if trace["type"] == "bar")
        found.append(
            {
                "bills": drawn["x"],
                "colours": drawn["marker"]["color"],
                "names": names["text"],
                "figures": [text.strip() for text in figures["text"]],
                "ranges": [trace["x"] for trace in here if trace.get("mode") == "lines+markers"],
            }
        )
    return found


def test_the_bars_are_the_numbers() -> None:
    chart = chart_of(3, 2, 2, 5)
    score = score_of(3, 2, 2, 5)
    told, going_on = luck(score, PRICES), onward(score, UNSEEN, PRICES)
    table = chart.table.set_index("who")
    for figure in (chart.figure, chart.narrow):
        left, right = panels(figure)
        assert left["names"] == ["You", "A coin", TREE, BOX]
        assert left["bills"] == table.loc[left["names"], "cost on the cards"].tolist()
        assert left["colours"] == ["$guess", "$spared", "$caught", "$caught"]
        assert left["ranges"] == [[], [told.coin_low, told.coin_high], [], []]
        assert right["names"] == [
            "Do nothing", "Contact everyone", "A coin", "You, going on like this", TREE, BOX,
            "Perfect foresight",
        ]  # fmt: skip
        assert right["bills"] == table["cost per customer on all"].tolist()
        assert right["colours"] == [
            "$missed", "$wasted", "$spared", "$guess", "$caught", "$caught", "$caught",
        ]  # fmt: skip
        assert right["ranges"][3] == [going_on.low, going_on.high]
        assert [bool(ends) for ends in right["ranges"]] == [False, False, False, True, True, True, False]


@LAW
@given(
    st.tuples(*[st.integers(0, 6)] * 4),
    st.builds(Costs, st.integers(0, 300), st.integers(0, 300)),
    st.sampled_from(CURRENCIES),
)
def test_words_and_bars_say_the_same_money(counts, costs, currency) -> None:
    assume(sum(counts))
    chart = chart_of(*counts, costs=costs, currency=currency)
    left, right = panels(chart.figure)
    you, coin, tree, box = left["figures"]
    assert f": {you} on " in chart.words
    assert f"A coin pays {coin} on average, the tree {tree}, the black box (boosting) {box}." in chart.words
    nothing, everyone, own = right["figures"][0], right["figures"][1], right["figures"][3]
    low, high = right["ranges"][3]
    marked = counts[0] + counts[2]
    if not marked:
        assert own == nothing
        assert chart.words.endswith(f" Marking nobody is doing nothing: {nothing} per customer.")
        return
    if marked == sum(counts):
        assert own == everyone
        cost = f"Contacting everyone costs {everyone}"
    elif money(low, currency) == money(high, currency):
        cost = f"Going on like this would cost {own}"
    else:
        cost = f"Going on like this could cost {money_span(low, high, currency)}"
    assert chart.words.endswith(f" {cost} per customer; doing nothing costs {nothing}.")


def test_the_result_alone_is_the_first_sentences_of_the_words() -> None:
    score = score_of(3, 2, 2, 5)
    alone = result(score, luck(score, PRICES), rivals_of(5, 7, PRICES, UNSEEN), "€").replace("\u00a0", " ")
    assert alone == (
        "You found 3 of the 5 who left and wasted 2 contacts: € 240 on these twelve cards. A coin pays € 340 "
        "on average, the tree € 160, the black box (boosting) € 40.00."
    )
    assert said(chart_of(3, 2, 2, 5)).startswith(f"{alone} Twelve cards prove little: ")


@pytest.mark.parametrize(
    ("counts", "did"),
    [
        ((3, 2, 2, 5), "You found 3 of the 5 who left and wasted 2 contacts"),
        ((3, 2, 1, 6), "You found 3 of the 5 who left and wasted 1 contact"),
        ((3, 2, 0, 7), "You found 3 of the 5 who left and wasted no contact"),
        ((5, 0, 2, 5), "You found all 5 who left and wasted 2 contacts"),
        ((0, 5, 2, 5), "You missed all 5 who left and wasted 2 contacts"),
        ((0, 5, 0, 7), "You marked nobody and missed all 5 who left"),
        ((2, 0, 0, 7), "You found both who left and wasted no contact"),
        ((1, 1, 0, 7), "You found 1 of the 2 who left and wasted no contact"),
        ((1, 0, 0, 7), "You found the one who left and wasted no contact"),
        ((0, 1, 1, 6), "You missed the one who left and wasted 1 contact"),
        ((0, 1, 0, 6), "You marked nobody and missed the one who left"),
        ((0, 0, 3, 6), "Nobody on the cards left, and you wasted 3 contacts"),
        ((0, 0, 0, 6), "Nobody on the cards left, and you marked nobody"),
        ((6, 6, 0, 0), "You found 6 of the 12 who left and wasted no contact"),
    ],
)
def test_what_the_reader_did_is_said_as_people_say_it(counts, did) -> None:
    assert said(chart_of(*counts)).startswith(f"{did}: ")


GOING_ON = "Going on like this could cost between LOW and HIGH per customer; doing nothing costs € 8.00."
EVERYONE = "Contacting everyone costs € 36.00 per customer; doing nothing costs € 8.00."
AGAIN = "play again before you believe it."


@pytest.mark.parametrize(
    ("counts", "luck_said"),
    [
        # nobody marked: no luck to speak of, it costs 10 x 80 / 100 = 8
        ((0, 5, 0, 7), "Marking nobody is doing nothing: € 8.00 per customer."),
        # one of each: a coin pays 0, 40, 80 or 120, each in 25 of 100 games; whoever found the leaver and
        # spared the stayer is met by 1 of 4 coins, whoever missed and wasted by all of them
        (
            (1, 0, 0, 1),
            f"Two cards prove little: a coin does at least as well as you in 25 of 100 games. {GOING_ON}",
        ),
        ((0, 1, 1, 0), f"Two cards prove little: every coin does at least as well as you. {GOING_ON}"),
        # 5 missed and 6 of 7 wasted: only 1 of 4,096 coins pays more
        (
            (0, 5, 6, 1),
            "Twelve cards prove little: a coin does at least as well as you in more than 99 of 100 games. "
            f"{GOING_ON}",
        ),
        # only 1 of 4,096 coins finds all five and wastes nothing
        (
            (5, 0, 0, 7),
            "A coin does at least as well as you in fewer than 1 of 100 games. Still, twelve cards prove "
            f"little: {AGAIN} {GOING_ON}",
        ),
        # 3 leavers and 1 stayer: 1 of 16 coins is right about all four
        (
            (3, 0, 0, 1),
            "A coin does at least as well as you in 6 of 100 games. Still, four cards prove little: "
            f"{AGAIN} {GOING_ON}",
        ),
        # everyone marked, 90 x 40 / 100 = 36: one of each is met by the coins that pay 0 or 40, 2 of 4
        (
            (1, 0, 1, 0),
            f"Two cards prove little: a coin does at least as well as you in 50 of 100 games. {EVERYONE}",
        ),
        ((0, 0, 1, 0), f"One card proves little: every coin does at least as well as you. {EVERYONE}"),
        # 3 leavers: 1 of 8 coins finds all, which is more than a tenth
        (
            (3, 0, 0, 0),
            f"Three cards prove little: a coin does at least as well as you in 12 of 100 games. {EVERYONE}",
        ),
        # 4 leavers: 1 of 16 coins finds all
        (
            (4, 0, 0, 0),
            "A coin does at least as well as you in 6 of 100 games. Still, four cards prove little: "
            f"{AGAIN} {EVERYONE}",
        ),
    ],
)
def test_luck_is_said_in_games_out_of_a_hundred_and_beside_doing_nothing(counts, luck_said) -> None:
    words = re.sub(r"between € [\d.]+ and € [\d.]+ ", "between LOW and HIGH ", said(chart_of(*counts)))
    bill, told = re.split(r"(?<=the black box \(boosting\)) € [\d.]+\. ", words)
    assert bill.startswith(("You ", "Nobody "))
    assert told == luck_said


def test_more_than_twelve_cards_are_said_in_figures() -> None:
    assert " 13 cards prove little: " in said(chart_of(7, 5, 1, 0))


def test_a_range_without_width_is_one_figure() -> None:
    # neither misses nor contacts cost anything: from 0 to 0
    assert said(chart_of(3, 2, 2, 5, costs=Costs(0, 0))).endswith(
        "every coin does at least as well as you. Going on like this would cost € 0.00 per customer; "
        "doing nothing costs € 0.00."
    )


def test_the_caution_says_whether_the_cards_hold_more_leavers_than_usual() -> None:
    # 10 of 100 unseen customers leave; 2 of 12 cards are more, 1 of 10 are as many, 1 of 12 fewer
    assert chart_of(1, 1, 2, 8).caution.startswith("The cards hold more leavers than usual, so that")
    for counts in ((1, 0, 2, 7), (0, 1, 2, 9)):
        assert chart_of(*counts).caution.startswith("The cards hold no more leavers than usual;")


@pytest.mark.parametrize("currency", ["€", "$", "CHF"])
@pytest.mark.parametrize(
    ("counts", "costs", "y"),
    [
        ((3, 2, 2, 5), PRICES, UNSEEN),
        ((0, 5, 0, 7), PRICES, UNSEEN),
        ((5, 0, 7, 0), PRICES, UNSEEN),
        ((0, 0, 2, 10), PRICES, np.zeros(30, dtype=int)),
        ((7, 5, 0, 0), PRICES, np.ones(30, dtype=int)),
        ((1, 0, 0, 0), PRICES, np.array([1])),
        ((3, 2, 2, 5), Costs(0, 0), UNSEEN),
        ((3, 2, 2, 5), Costs(0, 40), UNSEEN),
        ((3, 2, 2, 5), Costs(80, 0), UNSEEN),
        ((3, 2, 2, 5), Costs(1e6, 1e6), UNSEEN),
        ((3, 2, 2, 5), Costs(0.07, 0.01), UNSEEN),
    ],
)
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_picture_is_sound(sound, counts, costs, y, currency) -> None:
    sound(chart_of(*counts, costs=costs, y=y, currency=currency))
    sound(chart_of(*counts, costs=costs, y=y, currency=currency, rivals=False))


@LAW
@given(st.tuples(*[st.integers(0, 4)] * 4), st.lists(st.integers(0, 1), min_size=1, max_size=40))
def test_any_game_can_be_drawn(sound, counts, y) -> None:
    assume(sum(counts))
    sound(chart_of(*counts, y=np.array(y)))


def boxes(figure: dict[str, Any], width: int) -> list[tuple[str, float, float, float, float]]:
    """Every text of the picture as (text, left, top, right, bottom) in pixels, at a width in pixels."""
    shape = figure["layout"]
    wide, tall = width - 16, shape["height"] - 16
    found = []

    def keep(text: str, x: float, y: float, size: float, place: float = 0.0) -> None:
        words = re.sub(r"<.*?>", "", text)
        left = x - place * len(words) * size * LETTER
        found.append((words, left, y - size * 0.6, left + len(words) * size * LETTER, y + size * 0.6))

    for note in shape["annotations"]:
        keep(note["text"], note["x"] * wide, (1 - note["y"]) * tall + 10, note["font"]["size"])
    for axes in ("", "2"):
        x, y = shape[f"xaxis{axes}"], shape[f"yaxis{axes}"]
        (x0, x1), (y0, y1) = x["domain"], y["domain"]
        for trace in figure["data"]:
            if trace["xaxis"] == f"x{axes}" and trace.get("mode") == "text":
                for text, at, row in zip(trace["text"], trace["x"], trace["y"], strict=True):
                    up = (row - y["range"][0]) / (y["range"][1] - y["range"][0])
                    keep(
                        text,
                        (x0 + (x1 - x0) * at / x["range"][1]) * wide,
                        (1 - y0 - (y1 - y0) * up) * tall,
                        trace["textfont"]["size"],
                    )
        title = x["title"]
        keep("0", x0 * wide, (1 - y0) * tall + 14, 14)
        keep(title["text"], (x0 + x1) / 2 * wide, (1 - y0) * tall + 46, title["font"]["size"], 0.5)
    return found


@pytest.mark.parametrize(
    ("counts", "costs"),
    [
        ((3, 2, 2, 5), PRICES),
        ((0, 5, 7, 0), PRICES),
        ((5, 0, 0, 7), PRICES),
        ((3, 2, 2, 5), Costs(98_765, 12)),
        ((3, 2, 2, 5), Costs(0, 0)),
    ],
)
@pytest.mark.parametrize(("kind", "width"), [("figure", 1088), ("figure", 760), ("narrow", 358)])
def test_no_text_touches_another_or_leaves_the_picture(counts, costs, kind, width) -> None:
    figure = getattr(chart_of(*counts, costs=costs, currency="Rs"), kind)
    texts = boxes(figure, width)
    assert len(texts) == 2 + 2 * (4 + 7) + 4  # headings, a name and a figure each, axes with titles
    for place, (words, left, top, right, bottom) in enumerate(texts):
        assert left >= -1 and right <= width, words
        assert top >= 0 and bottom <= figure["layout"]["height"], words
        for other, x0, y0, x1, y1 in texts[:place]:
            assert not (left < x1 and x0 < right and top < y1 and y0 < bottom), (words, other)


def test_units_stand_in_the_titles_of_the_axes() -> None:
    chart = chart_of(3, 2, 2, 5, currency="CHF")
    for figure in (chart.figure, chart.narrow):
        titles = [figure["layout"][axis]["title"]["text"] for axis in ("xaxis", "xaxis2")]
        assert titles == ["cost of all cards together, CHF", "cost per customer, CHF"]
        heads = [note["text"] for note in figure["layout"]["annotations"]]
        assert heads == ["<b>On these twelve cards</b>", "<b>On all 100 unseen customers</b>"]


def test_words_follow_the_prices_and_the_rivals() -> None:
    score = score_of(3, 2, 2, 5)
    rivals = rivals_of(5, 7, PRICES, UNSEEN)
    everyone = saving(UNSEEN, np.ones(100, dtype=bool), PRICES)
    rest = (luck(score, PRICES), onward(score, UNSEEN, PRICES))
    renamed = [replace(rivals[0], name="The forest")]
    words = said(cards(score, *rest, renamed, everyone, PRICES, "£"))
    assert "A coin pays £ 340 on average, the forest £ 160. Twelve" in words
    assert "A coin pays £ 340 on average. Twelve" in said(cards(score, *rest, [], everyone, PRICES, "£"))
