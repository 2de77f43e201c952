"""Which shape belongs to which row: the best pair of names, what does not match, and what is refused."""

from __future__ import annotations

import string
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import samples
from core.geo import Map, joined, read_map
from core.geo.matching import loosened
from core.geo.shapes import swapped
from core.table import TableProblem
from tests.core.files import plain
from tests.core.maps import SQUARE, area, box, collection, feature, named, read, table

CITIES = ["Ålborg", "Köln", "São Paulo", "St. Gallen", "Łódź", "Oslo", "Rome", "Ulm", "Vigo", "Wien"]


def refused(land: Map, **columns: list[object]) -> str:
    with pytest.raises(TableProblem) as caught:
        joined(land, table(**columns))
    assert plain(str(caught.value))
    return str(caught.value)


@cache
def districts() -> Map:
    return read_map((samples.FOLDER / "districts.geojson").read_bytes(), "districts.geojson")


def test_every_district_finds_its_row() -> None:
    rows = samples.load("districts")
    found = joined(districts(), rows)
    assert (found.column, found.fact) == ("district", "district")
    assert found.notes == found.unmatched_rows == found.unmatched_shapes == ()
    assert found.map is districts()
    names = [shape.facts["district"] for shape in found.map.shapes]
    assert rows.rows["district"].iloc[found.row].tolist() == names


def test_texts_match_but_for_capitals_accents_signs_and_spaces() -> None:
    found = joined(
        named(["aalborg", "KOLN", " Sao-Paulo ", "St Gallen", "lodz", "oslo"]), table(city=CITIES[:6])
    )
    # "aalborg" is another spelling of Ålborg, not the same letters: it is left alone.
    assert found.row.tolist() == [-1, 1, 2, 3, 4, 5]
    assert found.unmatched_rows == ("Ålborg",)
    assert found.notes == (
        "1 of 6 rows has no shape on the map: “Ålborg”.",
        "1 of 6 shapes has no row in the table: “aalborg”.",
    )


def test_codes_match_but_for_leading_zeros_on_either_side() -> None:
    land = named(["0500", "0700", 900, 1100.0])
    assert joined(land, table(code=[500, 700, 900, 1100])).row.tolist() == [0, 1, 2, 3]
    assert joined(named([500, 700, 900]), table(code=["0900", "0700", "0500"])).row.tolist() == [2, 1, 0]


def test_what_is_written_the_same_comes_first_and_nothing_is_guessed() -> None:
    # "Lima" is row 1 as written. "LIMA" and "lima" could both be meant by "Líma": it stays without a row.
    assert joined(named(["Lima", "Rio"]), table(city=["lima", "Lima", "Rio"])).row.tolist() == [1, 2]
    assert joined(named(["Líma", "Rio"]), table(city=["LIMA", "lima", "Rio"])).row.tolist() == [-1, 2]
    # "LIMA" means row 0 too, but "Lima" has it already as written.
    assert joined(named(["LIMA", "Lima"]), table(city=["Lima", "Rio"])).row.tolist() == [-1, 0]


def test_islands_with_one_name_share_a_row() -> None:
    found = joined(named(["Oahu", "Maui", "Oahu"]), table(island=["Maui", "Oahu"]))
    assert found.row.tolist() == [1, 0, 1]
    assert found.notes == ()


def test_of_rows_with_one_name_the_first_is_shown_and_the_others_are_told() -> None:
    found = joined(named(["A", "B"]), table(place=["B", "A", "B", "B"]))
    assert found.row.tolist() == [1, 0]
    assert found.unmatched_rows == ()
    assert found.notes == ("2 rows repeat “B”; the map shows the first row of each name.",)


def test_gaps_are_named_by_their_number() -> None:
    found = joined(named(["A", None]), table(place=[None, "A"]))
    assert (found.unmatched_rows, found.unmatched_shapes) == (("row 1",), ("shape 2",))


def test_the_names_of_three_are_told_and_the_others_counted() -> None:
    note = joined(named(CITIES[:5]), table(city=CITIES)).notes[0]
    assert note == "5 of 10 rows have no shape on the map: “Oslo”, “Rome”, “Ulm” and 2 more."


def test_names_win_over_running_numbers_that_match_by_chance() -> None:
    shapes = [feature(area(box(i, 0)), fid=i, town=city) for i, city in enumerate(CITIES[::-1])]
    found = joined(
        read(collection(*shapes)), table(number=list(range(10)), city=[*CITIES[:9], "Zürich"], one=["x"] * 10)
    )
    assert (found.column, found.fact) == ("city", "town")
    assert (found.row >= 0).sum() == 9


def test_ages_do_not_pass_for_codes() -> None:
    land = named(list(range(18, 90)), fact="objectid")
    sentence = refused(land, age=[18 + i % 72 for i in range(600)], name=[f"p{i}" for i in range(600)])
    assert "0 of 600 rows match" in sentence


def test_a_map_of_other_places_is_refused_with_examples_of_both_sides() -> None:
    sentence = refused(
        named([*CITIES[:1], *(f"Town {i}" for i in range(30))]),
        place=["Ålborg", *(f"District {i}" for i in range(29))],
        size=[i + 0.5 for i in range(30)],
    )
    assert sentence == (
        "The map and the table do not fit together: 1 of 30 rows matches. The nearest are “name” of the map "
        "(“Ålborg” and “Town 0”) and “place” of the table (“Ålborg” and “District 0”). Bring a map of the "
        "places in your table, or add a column that names each place as the map does."
    )


def test_a_map_without_names_and_a_table_without_names_are_refused() -> None:
    assert "have no names and no codes" in refused(read(area(SQUARE)), place=["A", "B"])
    assert "No column of the table" in refused(named(["A"]), size=[1.5, 2.5])


def test_a_tenth_is_enough() -> None:
    rows = table(place=["Ålborg", *(f"District {i}" for i in range(9))])
    assert joined(named([*CITIES[:1], *(f"Town {i}" for i in range(9))]), rows).row.tolist() == [0] + [-1] * 9


def test_a_map_of_a_part_of_the_places_is_fine() -> None:
    found = joined(named(CITIES[:3]), table(city=[*CITIES, *(f"Town {i}" for i in range(190))]))
    assert (found.row >= 0).all()
    assert found.notes[0].startswith("197 of 200 rows have no shape on the map: ")


def test_hostile_names_are_told_in_a_sentence_of_one_line() -> None:
    nasty = ["<b>\n=1+1</b>", "\u202e" + "w" * 500, "$a$ $b$", "plain"]
    found = joined(named([*nasty[:3], "other"]), table(place=nasty))
    assert found.row.tolist() == [0, 1, 2, -1]
    assert all(plain(note) and len(note) < 200 for note in found.notes)


def test_a_map_that_lies_on_its_side_is_set_up_by_the_places_of_the_table() -> None:
    rows = samples.load("districts")
    turned = joined(swapped(districts(), "Lies on its side."), rows).map
    assert "as the table's own places show" in turned.notes[-1]
    assert np.allclose(turned.middles, districts().middles)
    # Where the table says nothing of places, nobody can know.
    bare = replace(
        rows, rows=rows.rows[["district"]], columns=tuple(c for c in rows.columns if c.name == "district")
    )
    assert joined(swapped(districts(), "Lies on its side."), bare).map.notes == ("Lies on its side.",)


names = st.text(string.ascii_letters + "éÖß 0", min_size=1, max_size=3)


@settings(max_examples=40, deadline=None)
@given(st.lists(names, min_size=1, max_size=12), st.lists(names, min_size=2, max_size=12))
def test_each_shape_has_a_row_that_says_the_same_and_each_row_is_shown_told_or_a_repetition(
    shapes: list[str], cells: list[str]
) -> None:
    try:
        found = joined(named(shapes), table(place=cells))
    except TableProblem:
        return
    said = [" ".join(cell.split()) for cell in cells]
    for shape, row in zip(found.map.shapes, found.row, strict=True):
        if row >= 0:
            assert loosened(shape.facts["name"]) == loosened(said[row])
            assert said.index(said[row]) == row
        else:
            assert shape.facts.get("name") not in set(said)
    firsts = {said.index(cell) for cell in said if cell}
    reached = set(found.row[found.row >= 0].tolist())
    blank = sum(not cell for cell in said)
    assert len(found.unmatched_rows) == len(firsts - reached) + blank
    assert len(found.unmatched_shapes) == (found.row < 0).sum()


@given(names)
def test_comparing_loosely_twice_changes_nothing(name: str) -> None:
    assert loosened(loosened(name)) == loosened(name)


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("007", "7"),
        ("7.0", "7"),
        ("000", "0"),
        ("-7", "-7"),
        ("Ærø", "aero"),
        ("St.-Ives", "st ives"),
        ("??", "??"),
    ],
)
def test_what_is_left_of_a_text_to_compare(text: str, loose: str) -> None:
    assert loosened(text) == loose
