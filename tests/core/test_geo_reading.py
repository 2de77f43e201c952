"""From the bytes of a map to its shapes: what is repaired, and what is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.geo import read_map
from core.geo.rings import Outlines, areas, cleaned, self_crossing
from core.samples import FOLDER
from core.table import TableProblem
from tests.core.files import plain
from tests.core.maps import SQUARE, area, box, collection, feature, inside, point, read

TEXT = json.dumps(collection(feature(area(SQUARE), name="Säule")), ensure_ascii=False)


def refused(data: object) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(TableProblem) as caught:
        read_map(raw, "folder/my map.geojson")
    assert plain(str(caught.value))
    return str(caught.value)


def outlines(*rings: list[list[float]]) -> Outlines:
    """Rings of one shape each, none a hole."""
    sizes = [len(ring) for ring in rings]
    number = np.arange(len(rings))
    points = np.array([corner for ring in rings for corner in ring], dtype=float)
    return Outlines(points, np.repeat(number, sizes), number, np.zeros(len(rings), dtype=bool))


def test_the_districts_are_read_whole_and_without_a_note() -> None:
    land = read_map((FOLDER / "districts.geojson").read_bytes(), "districts.geojson")
    assert len(land.shapes) == 600
    assert land.notes == ()
    assert land.degrees
    assert land.shapes[0].facts == {"district": "Alder Point", "id": "Alder Point"}
    assert all(inside(shape.middle, shape.rings) for shape in land.shapes)


def test_a_collection_a_feature_a_geometry_and_a_bare_collection_are_all_maps() -> None:
    square = area(SQUARE)
    nested = {"type": "GeometryCollection", "geometries": [square, area(box(5, 5))]}
    for document, rings in (
        (collection(feature(square)), [1]),
        (feature(square), [1]),
        (square, [1]),
        (nested, [1, 1]),
        (feature(nested), [2]),
        ([feature(square), feature(area(box(5, 5)))], [1, 1]),
    ):
        assert [len(shape.rings) for shape in read(document).shapes] == rings


def test_islands_and_holes_belong_to_one_shape_and_the_middle_avoids_the_hole() -> None:
    # A frame from 0 to 10 with a hole from 1 to 9, and an island: the middle lies in the frame.
    hole = [corner for corner in reversed(box(1, 1, 8))]
    islands = {"type": "MultiPolygon", "coordinates": [[box(0, 0, 10), hole], [box(20, 0, 0.1)]]}
    land = read(feature(islands))
    shape = land.shapes[0]
    assert len(shape.rings) == 3
    assert land.notes == ()
    assert inside(shape.middle, shape.rings)
    assert not inside((5, 5), shape.rings)


def test_the_middle_of_two_small_islands_far_apart_lies_on_the_larger_one() -> None:
    islands = {"type": "MultiPolygon", "coordinates": [[box(0, 0, 0.1)], [box(30, 30, 0.3)]]}
    assert read(feature(islands)).shapes[0].middle == pytest.approx((30.15, 30.15))


def test_the_middle_lies_where_a_shape_is_wide() -> None:
    # A U whose left arm is 1 wide, its right arm 6 and its base 1 high: the middle is 3 from either side.
    arms = [[0, 0], [9, 0], [9, 20], [3, 20], [3, 1], [1, 1], [1, 20], [0, 20], [0, 0]]
    x, y = read(feature(area(arms))).shapes[0].middle
    assert x == 6
    assert 3 <= y <= 17


def test_points_become_shapes_without_rings() -> None:
    several = {"type": "MultiPoint", "coordinates": [[0, 0], [1, 1], [8, 2]]}
    land = read(collection(feature(point(3, 4)), feature(several)))
    assert [shape.rings for shape in land.shapes] == [(), ()]
    # The average of the three is (3, 1): (1, 1) is nearest.
    assert [shape.middle for shape in land.shapes] == [(3, 4), (1, 1)]


def test_lines_and_entries_without_a_shape_are_set_aside_with_a_note() -> None:
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    land = read(collection(feature(area(SQUARE)), feature(line), feature(None), feature({"type": "Blob"})))
    assert len(land.shapes) == 1
    assert land.notes == (
        "1 line set aside: only areas and points can be drawn.",
        "2 entries of the map set aside: nothing there can be drawn.",
    )
    assert "holds no area and no point that can be drawn, only 1 line." in refused(collection(feature(line)))


@pytest.mark.parametrize(
    ("ring", "note"),
    [
        (SQUARE[:-1], "1 outline was not closed and was closed."),
        ([SQUARE[0], *SQUARE], "1 point stood twice in a row and was taken once."),
        (SQUARE[::-1], "1 outline ran the wrong way round and was turned."),
        ([*SQUARE[:2], [float("nan"), 1], *SQUARE[2:]], "1 point was left out, since it takes two usable"),
        ([*SQUARE[:2], ["a"], {"x": 1}, None, *SQUARE[2:]], "3 points were left out, since it takes two"),
        ([*SQUARE[:2], [10**400, 1], *SQUARE[2:]], "1 point was left out, since it takes two usable"),
    ],
)
def test_a_damaged_square_is_repaired_with_a_note_and_is_the_square_again(
    ring: list[object], note: str
) -> None:
    land = read(feature(area(ring)))
    assert len(land.notes) == 1
    assert land.notes[0].startswith(note)
    corners = land.shapes[0].rings[0]
    assert (corners[0] == corners[-1]).all()
    assert sorted(map(tuple, corners[:-1].tolist())) == [(0, 0), (0, 2), (2, 0), (2, 2)]


def test_outlines_that_enclose_nothing_are_left_out() -> None:
    flat = [[0, 0], [1, 1], [2, 2], [1, 1], [0, 0]]
    land = read(
        feature({"type": "MultiPolygon", "coordinates": [[SQUARE], [flat], [[[5, 5], [6, 6]]], [[]]]})
    )
    assert len(land.shapes[0].rings) == 1
    assert any(note.startswith("3 outlines were left out") for note in land.notes)
    assert "can be drawn" in refused(feature(area(flat)))


def test_an_outline_that_comes_twice_is_drawn_once_since_two_would_make_a_hole() -> None:
    land = read(feature({"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}))
    assert len(land.shapes[0].rings) == 1
    assert land.notes == ("1 outline came twice in one shape and was drawn once.",)


def test_a_figure_of_eight_is_kept_and_counted() -> None:
    eight = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    land = read(collection(feature(area(eight)), feature(area(box(5, 5)))))
    assert land.notes == (
        "The border of 1 shape crosses itself; it is drawn as the map says, perhaps with a gap.",
    )
    assert inside(land.shapes[0].middle, land.shapes[0].rings)


def test_touching_in_a_corner_is_no_crossing() -> None:
    bow = [[0, 0], [1, 1], [2, 0], [2, 2], [1, 1], [0, 2]]
    eight = [[0, 0], [2, 2], [2, 0], [0, 2]]
    # A corner lies on a side: (2, 0) on the lower one, (2, 2) on the upper one.
    below, above = [[0, 0], [4, 0], [4, 2], [2, 0], [0, 2]], [[0, 2], [0, 0], [2, 2], [4, 0], [4, 2]]
    found = self_crossing(outlines(bow, eight, SQUARE[:-1], below, above))
    assert found.tolist() == [False, True, False, False, False]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(0.2, 1.0), min_size=3, max_size=12),
    st.floats(-80, 80),
    st.floats(-80, 80),
    st.booleans(),
)
def test_a_star_keeps_its_area_runs_counterclockwise_and_holds_its_middle(
    rays: list[float], x: float, y: float, back: bool
) -> None:
    angles = np.arange(len(rays)) / len(rays) * 2 * np.pi
    star = np.column_stack([x + np.array(rays) * np.cos(angles), y + np.array(rays) * np.sin(angles)])
    # Triangles from the centre: half the product of two rays and the sine of the angle between them.
    expected = sum(np.array(rays) * np.roll(rays, -1)) / 2 * np.sin(2 * np.pi / len(rays))
    ring = (star[::-1] if back else star).tolist()
    found, notes = cleaned(outlines([*ring, ring[0]]))
    assert areas(found)[0] == pytest.approx(expected)
    assert len(notes) == back
    shape = read(feature(area([*ring, ring[0]]))).shapes[0]
    assert inside(shape.middle, shape.rings)


def test_latitude_before_longitude_is_noticed_where_only_one_order_fits_the_globe() -> None:
    land = read(feature(area([[50, 100], [50, 110], [55, 110], [55, 100], [50, 100]])))
    ring = land.shapes[0].rings[0]
    assert ring.min(axis=0).tolist() == [100, 50]
    assert "latitude before longitude" in land.notes[0]
    assert land.degrees


def test_metres_are_drawn_as_they_are() -> None:
    land = read(feature(area(box(3_500_000, 5_800_000, 1_000))))
    assert not land.degrees
    assert land.shapes[0].middle == pytest.approx((3_500_500, 5_800_500))
    assert "metres, not degrees" in land.notes[0]


def test_islands_on_both_sides_of_the_date_line_come_together() -> None:
    land = read(collection(feature(area(box(178, -18))), feature(area(box(-179, -18)))))
    # -179 degrees east is 181: the two squares are 2 degrees apart instead of 356.
    assert land.shapes[1].rings[0][:, 0].tolist() == [181, 182, 182, 181, 181]
    assert "where the date changes" in land.notes[0]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_letters_are_read_however_they_are_stored(coding: str) -> None:
    land = read_map(TEXT.encode(coding), "map")
    assert land.shapes[0].facts == {"name": "Säule"}
    assert len(land.notes) == (coding == "latin-1")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf  \n", "is empty"),
        (TEXT.replace("]}", "],}").encode(), "a comma too many in line 1"),
        (TEXT[:-20].encode(), "its end is missing"),
        (TEXT.replace(":", "=").encode(), "a mistake in line 1"),
        ((TEXT + "\n" + TEXT).encode(), "goes on after its end, in line 2"),
        (TEXT.replace("[2, 2]", f"[{'2' * 5_000}, 2]").encode(), "a number that is far too long"),
        (b"[" * 100_000, "too deep"),
        (b"name,latitude\nA,1\n", "starts with other text"),
        (b"PK\x03\x04aa/districts.SHP", "a zipped shapefile"),
        (b"PK\x03\x04doc.kml", "a KMZ file"),
        (b"PK\x03\x04xl/workbook.xml", "an Excel workbook"),
        (b"PK\x03\x04photo", "a compressed file"),
        (b"\x00\x00\x27\x0a" + bytes(96), "one part of a shapefile"),
        (b"SQLite format 3\x00", "a GeoPackage"),
        (b"<?xml version='1.0'?><kml></kml>", "a KML file"),
        (b"<?xml version='1.0'?><a></a>", "an XML file"),
        (b'{"type": "Topology", "arcs": [], "objects": {}}', "in TopoJSON"),
        (b'{"geometryType": "esriGeometryPolygon", "features": []}', "of Esri"),
        (b'{"rows": [1, 2]}', "does not name its type"),
        (b'{"type": "FeatureCollection", "features": []}', "“my map.geojson” holds no shapes"),
        (b'{"type": "FeatureCollection"}', "holds no shapes"),
        (b"[1, [2, null]]", "holds no shapes"),
        (b'{"type": "Polygon", "coordinates": 7}', "no area and no point"),
        (b'{"type": "Polygon", "coordinates": [[[1, 2], 3, "a"], {}]}', "no area and no point"),
        (b'{"type": "Point", "coordinates": []}', "no area and no point"),
        (b" " * (20 * 1024**2 + 1), "larger than 20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_map_is_refused_with_a_sentence_that_says_what_it_is_and_what_to_bring(
    data: bytes, words: str
) -> None:
    sentence = refused(data)
    assert words in sentence
    assert any(word in sentence for word in ("bring", "Bring"))


def test_a_collection_within_collections_is_walked_and_not_climbed() -> None:
    nested: dict[str, object] = area(SQUARE)
    for _ in range(300):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    assert len(read(nested).shapes) == 1
    deep = b'{"type":"GeometryCollection","geometries":[' * 50_000 + b"]}" * 50_000
    assert "too deep" in refused(deep)


def test_hostile_facts_become_short_texts_on_one_line() -> None:
    facts = {
        "n" * 300: "<img src=x onerror=alert(1)>",
        "cmd": "=cmd|'/c calc'!A1",
        "turned": "a\u202eb\nc\x00d",
        "long": "x" * 10_000,
        "whole": 7.0,
        "list": [1],
        "gap": None,
        "lone": "\ud800",
    }
    found = read(feature(area(SQUARE), **facts)).shapes[0].facts
    assert found["n" * 119 + "…"] == "<img src=x onerror=alert(1)>"
    assert found["cmd"] == "=cmd|'/c calc'!A1"
    assert found["turned"] == "ab c d"
    assert found["whole"] == "7"
    assert not {"list", "gap", "lone"} & set(found)
    assert all(len(name) <= 120 and len(text) <= 200 and plain(name + text) for name, text in found.items())


def test_more_than_twenty_thousand_shapes_are_refused() -> None:
    assert "more than 20,000 shapes" in refused(collection(*[point(1, 2)] * 20_001))


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=3) | st.sampled_from([SQUARE, [SQUARE]]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.fixed_dictionaries(
                {
                    "type": st.sampled_from(
                        ["Feature", "FeatureCollection", "Polygon", "MultiPolygon", "Point"]
                    )
                },
                optional={"features": inner, "geometry": inner, "coordinates": inner, "properties": inner},
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_the_file_says_it_is_a_map_with_middles_or_a_sentence(document: object) -> None:
    try:
        land = read(document)
    except TableProblem as problem:
        assert plain(str(problem))
        assert "could not be read as a map" not in str(problem)
    else:
        assert np.isfinite(land.middles).all()
