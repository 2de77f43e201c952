"""The playful half of lesson 1: spot the leavers, race the tree, refit it."""

import contextlib
import io
import re
import time

import numpy as np
import pytest

from core import cards, models, samples, trees
from core.costs import Costs, difference
from core.words import count, money, percent, price
from pages.shared import cached
from tests.pages.walk import (
    SEEN,
    address,
    bring,
    in_lesson,
    own_file,
    picture,
    pictures,
    refits_shown,
)

PRICES = Costs(80, 40)


def text_of(at) -> str:
    return "\n".join(piece.value for piece in at.markdown)


# -- spot the leavers --------------------------------------------------------------------------


def test_twelve_cards_are_dealt_and_nothing_is_told_before_the_reader_has_marked() -> None:
    at = in_lesson(step="spot")
    assert not at.exception
    assert len([box for box in at.checkbox if box.label.endswith("will leave")]) == 12
    assert not pictures(at)
    assert not re.search(r"Customer \d+ (left|stayed)|Tree|Black box", text_of(at))


def test_marks_are_scored_in_money_against_a_coin_the_tree_and_the_black_box() -> None:
    at = in_lesson(step="spot")
    for place in (0, 4, 9):
        at.checkbox(f"churn_costs.mark.{place}").check().run()
    assert address(at)["marks"] == "100010000100"
    at.button("commit").click().run()
    assert not at.exception
    table = samples.load("prepaid")
    _, unseen = cached.parted(cached.sample("prepaid"))
    dealt = cards.deal(table.y, unseen, 1)
    assert set(dealt) <= set(unseen)
    marked = np.isin(np.arange(12), (0, 4, 9))
    score = cards.play(table.y[dealt], marked, PRICES)
    rows = models.feature_rows(table).iloc[dealt]
    grown = cached.tree(cached.sample("prepaid"))
    by_tree = cards.play(table.y[dealt], trees.whom(grown, grown.most, PRICES, rows), PRICES)
    words = picture(at)["words"]
    for bill in (score.cost, by_tree.cost, cards.luck(score, PRICES).coin):
        assert money(bill, "Rs") in words
    assert "prove" in words
    told = re.findall(r"Customer \d+ (left|stayed)\*\*: ([^\n\\]+)", text_of(at))
    assert [what == "left" for what, _ in told] == (table.y[dealt] == 1).tolist()
    assert sum(what == "you found them" for _, what in told) == score.found
    assert sum(what.startswith("wasted") for _, what in told) == score.wasted


def test_other_cards_start_a_new_game() -> None:
    at = in_lesson(step="spot", marks="110000000000", spot_shown="1")
    at.button("deal_again").click().run()
    assert address(at) == {"step": "spot", "deal": "2"}
    assert not pictures(at)
    assert not any(box.value for box in at.checkbox if box.label.endswith("will leave"))


def test_a_game_can_be_sent_as_a_link() -> None:
    sent = {"step": "spot", "deal": "7", "marks": "010000000001", "spot_shown": "1", "case": "broadband"}
    at = in_lesson(**sent)
    assert address(at) == sent
    assert picture(at) == picture(in_lesson(**sent))
    assert picture(at)["words"] != picture(in_lesson(**(sent | {"deal": "8"})))["words"]


def test_a_card_shows_the_facts_of_its_customer() -> None:
    at = in_lesson(step="spot", case="broadband")
    table = samples.load("broadband")
    practice, unseen = cached.parted(cached.sample("broadband"))
    first = table.rows.iloc[cards.deal(table.y, unseen, 1)[0]]
    shown = text_of(at)
    for fact in cards.facts(table, practice):
        assert fact.column.label in shown
    assert f"**{first['contract'].replace('-', chr(92) + '-')}**" in shown


def test_twelve_customers_of_an_own_file_are_dealt_and_its_text_stays_text() -> None:
    at = bring(in_lesson(step="spot", case="own", marks="100000000001", spot_shown="1"), own_file())
    assert not at.exception
    assert picture(at)["words"]
    shown = text_of(at)
    assert "\\<b\\>plan\\<\\/b\\>" in shown.lower().replace("\u2060", "")
    assert not re.search(r"(?<!\\)\[link\]", shown)
    assert "months" not in str(address(at))


def test_a_table_with_a_handful_of_customers_can_be_played() -> None:
    lines = [f"{i};{i % 9};{'yes' if i % 10 == 0 else 'no'}" for i in range(50)]
    data = "\n".join(["who;x;churned", *lines]).encode()
    at = bring(in_lesson(step="spot", case="own", spot_shown="1"), data)
    assert not at.exception
    assert picture(at)["words"]


# -- race the tree -----------------------------------------------------------------------------


def test_the_groups_and_their_cost_follow_the_cut_at_once_on_practice_customers_only() -> None:
    at = in_lesson(step="tree", guess_tree="skip")
    assert not at.exception
    seen = set()
    for place in (3, 50, 96):
        again = in_lesson(step="tree", guess_tree="skip", race_pick=str(place))
        words = picture(again)["words"]
        seen.add(str(picture(again)["figure"]))
        assert "unseen" not in str(picture(again)["figure"])
        assert "practice" in words or "saves nothing" in words
    assert len(seen) == 3
    slider = at.select_slider[0]
    slider.set_value(slider.options[-1] if isinstance(slider.options[-1], int) else slider.value).run()
    assert not at.exception


def test_asking_shows_both_sides_billed_alike_on_unseen_customers() -> None:
    at = in_lesson(step="tree", guess_tree="skip", race_column="0", race_pick="80")
    at.button("commit").click().run()
    assert not at.exception
    assert address(at)["race"] == "0.0.80" or address(at)["race"].startswith("0.0.")
    case = cached.sample("prepaid")
    table, (practice, unseen) = case.table, cached.parted(case)
    rows = models.feature_rows(table)
    asked = cached.offered(case, table.features[0].name)
    place = int(address(at)["race"].split(".")[2])
    mine = min(range(len(asked)), key=lambda k: abs(int(100 * (k + 0.5) / len(asked)) - place))
    yours = trees.plant(rows, table.y, practice, unseen, [(0, asked[mine])])
    machine = cached.tree(case)
    words = picture(at)["words"]
    for tree in (yours, machine):
        assert percent(trees.bill(tree, 1, PRICES).worth.value) in words
    contacts = [trees.whom(tree, 1, PRICES, rows.iloc[unseen]) for tree in (machine, yours)]
    ahead = difference(table.y[unseen], *contacts, costs=PRICES)
    assert money(abs(ahead.value), "Rs") in words or money(ahead.low, "Rs") in words


def test_three_questions_each_and_then_the_race_starts_again() -> None:
    at = in_lesson(step="tree", guess_tree="skip", case="broadband")
    for turn in (1, 2, 3):
        at.button("commit").click().run()
        assert not at.exception
        assert len(address(at)["race"].split("-")) == turn
        assert f"with {turn} question" in picture(at)["words"]
        if turn < 3:
            at.button("race_on").click().run()
            assert len(at.get("selectbox")) >= 3, "whom to ask can be chosen"
            column = next(box for box in at.selectbox if box.label == "What do you ask about?")
            column.set_value(turn + 3).run()
            assert not at.exception
    assert not [button for button in at.button if button.key == "race_on"]
    at.button("race_again").click().run()
    assert "race" not in address(at)


def test_a_race_can_be_sent_as_a_link() -> None:
    sent = {"step": "tree", "guess_tree": "skip", "race": "0.2.40-1.0.60"}
    at = in_lesson(**sent)
    assert address(at) == sent
    assert picture(at) == picture(in_lesson(**sent))


@pytest.mark.parametrize("nonsense", ["0.99.5", "5.0.5", "0.0.5-9.1.1", "x", "0.0", "0.0.5-0.0.5"])
def test_questions_these_customers_do_not_have_are_dropped(nonsense: str) -> None:
    at = in_lesson(step="tree", guess_tree="skip", race=nonsense)
    assert not at.exception
    assert picture(at)["words"]


def test_a_question_that_parts_nobody_cannot_be_asked() -> None:
    # after "days since the last call: x or less? yes" the same question again parts nobody
    at = in_lesson(
        step="tree",
        guess_tree="skip",
        race="0.0.50",
        race_next="1",
        race_group="1",
        race_column="0",
        race_pick="99",
    )
    assert not at.exception
    assert at.button("commit").disabled
    assert "same answer" in at.info[0].value


def test_the_race_runs_on_an_own_file() -> None:
    at = bring(in_lesson(step="tree", guess_tree="skip", case="own"), own_file())
    assert not at.exception
    at.button("commit").click().run()
    assert not at.exception
    assert "unseen customers" in picture(at)["words"]
    assert not re.search("months|plan", str(address(at)))


# -- refit -------------------------------------------------------------------------------------


def test_the_refits_say_what_changes_and_whose_fate_hangs_on_it() -> None:
    at = refits_shown("broadband")
    assert not at.exception
    top, below = pictures(at)
    assert "In 200 refits" in top["words"]
    assert "hangs on the draw" in top["words"]
    assert "Two trees" in below["words"]
    at.button("another_pair").click().run()
    assert pictures(at)[1] != below
    assert pictures(at)[0] == top
    assert address(at)["pair"] == "1"


def test_the_refits_fill_in_behind_the_guess() -> None:
    cached.sample_refits.cache_clear()
    at = in_lesson(step="tree", guess_tree="skip", view="refit")
    assert not pictures(at)
    behind = cached.refitted(cached.sample("prepaid"))
    at.button("commit").click().run()
    assert not at.exception
    shown = refits_shown("prepaid")
    assert behind.finished
    assert count(200) in pictures(shown)[0]["words"]


def test_prices_change_the_fates_without_a_refit() -> None:
    cheap = refits_shown("broadband", wasted="5")
    dear = refits_shown("broadband")
    assert pictures(cheap)[0]["words"] != pictures(dear)[0]["words"]


def test_an_own_file_is_refitted_in_its_own_session() -> None:
    at = bring(
        in_lesson(step="tree", guess_tree="skip", case="own", view="refit", guess_refit="skip"), own_file()
    )
    assert not at.exception
    for _ in range(300):
        if "In 200 refits" in str(pictures(at)):
            break
        time.sleep(0.1)
        at.run()
    assert not at.exception
    assert "In 200 refits" in pictures(at)[0]["words"]


# -- all ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("prices", ({"missed": "0", "wasted": "0"}, {"missed": "0"}, {"wasted": "0"}))
@pytest.mark.parametrize(
    "where",
    (
        {"step": "spot", "spot_shown": "1", "marks": "111000000000"},
        {"step": "tree", "guess_tree": "skip"},
        {"step": "tree", "guess_tree": "skip", "race": "0.0.80"},
    ),
)
def test_prices_of_nothing_break_no_game(where: dict[str, str], prices: dict[str, str]) -> None:
    at = in_lesson(**where, **prices)
    assert not at.exception
    assert not re.search(r"\bnan\b", picture(at)["words"])


@pytest.mark.parametrize(
    "where",
    (
        {"step": "spot", "spot_shown": "1", "marks": "111000000000"},
        {"step": "tree", "guess_tree": "skip", "race_pick": "20", "race_column": "4"},
        {"step": "tree", "guess_tree": "skip", "race": "0.5.12-1.0.50"},
    ),
)
def test_do_it_yourself_gives_the_numbers_of_a_game(where: dict[str, str]) -> None:
    at = in_lesson(**where, case="broadband")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(at.code[-1].value, {})
    figures = [float(text) for text in re.findall(r"-?\d+\.\d+", printed.getvalue())]
    words = picture(at)["words"]
    assert figures
    said = [(money(f, "€"), percent(f), price(f, "€"), count(100 * f)) for f in figures]
    assert all(any(form in words for form in forms) for forms in said), (figures, words)


def test_the_games_are_open_to_everybody_who_has_seen_the_rest() -> None:
    for step in ("spot", "tree"):
        assert picture(in_lesson(step=step, **SEEN))["words"]
