"""Step 4 of lesson 3 with tables and maps of somebody's own."""

import json

import numpy as np
import pytest

from core import samples
from tests.pages.test_segments import told
from tests.pages.walk import GROUPS_SEEN, address, bring, follow, in_groups, own_rows, pictures

WHERE = {"rows": "own", "step": "where", **GROUPS_SEEN}


def board(at) -> dict:
    """What the board on screen was sent."""
    shown = [piece for piece in at.get("bidi_component") if piece.proto.component_name == "vml_board"]
    assert len(shown) == 1
    return json.loads(json.loads(shown[0].proto.json)["board"])


def add_map(at, data: bytes, name: str = "country.geojson"):
    uploader = next(piece for piece in at.get("file_uploader") if "own_map_upload" in str(piece.proto.id))
    uploader.upload(name, data)
    return at.run()


def shapes(names: list[str]) -> bytes:
    """A GeoJSON of squares, one beside the other."""

    def square(x: float) -> dict:
        ring = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
        return {"type": "Polygon", "coordinates": [ring]}

    features = [
        {"type": "Feature", "properties": {"<b>name</b>": name}, "geometry": square(place)}
        for place, name in enumerate(names)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture(scope="module")
def shops():
    return bring(in_groups(**WHERE), own_rows(), "shops.csv")


def test_a_table_without_places_has_its_bars(shops) -> None:
    follow(shops, WHERE)
    assert not shops.exception and not shops.error
    assert board(shops)["map"] is None
    assert "All 120 rows are here" in pictures(shops)[0]["words"]


def test_a_map_is_joined_by_the_column_that_fits_and_unmatched_rows_are_named(shops) -> None:
    follow(shops, WHERE)
    add_map(shops, shapes([f"s{place}" for place in range(118)]))
    assert not shops.exception and not shops.error
    sent = board(shops)["map"]
    assert len(sent["shapes"]) == 118
    assert sent["row"] == list(range(118))
    assert "S118" in told(shops) and "S119" in told(shops)
    assert "country" not in str(address(shops))
    follow(shops, {**WHERE, "picked": "l0.0.200.0.200.10000.0.10000"})
    assert "inside your line" in pictures(shops)[0]["words"]
    shops.button("own_map_forget").click().run()
    assert board(shops)["map"] is None


@pytest.mark.parametrize(
    ("data", "says"),
    (
        (shapes(["nowhere", "elsewhere"] * 20), "do not fit together"),
        (b'{"type": "FeatureCollection", "features": [', ""),
        (b"PK\x03\x04 not a map", ""),
        (b"", ""),
    ),
)
def test_a_map_that_cannot_be_used_gets_a_sentence_and_the_bars_stay(shops, data: bytes, says: str) -> None:
    follow(shops, WHERE)
    add_map(shops, data)
    assert not shops.exception
    assert len(shops.error) == 1
    assert says in shops.error[0].value
    assert len(shops.error[0].value) > 40
    assert board(shops)["map"] is None
    assert pictures(shops)[0]["words"]


def test_latitude_and_longitude_become_points_and_a_map_of_another_table_is_left_aside(shops) -> None:
    follow(shops, WHERE)
    add_map(shops, shapes([f"s{place}" for place in range(118)]))
    data = (samples.FOLDER / "districts.csv").read_bytes()
    uploader = next(
        piece for piece in shops.get("file_uploader") if "own_upload_again" in str(piece.proto.id)
    )
    uploader.upload("mine.csv", data)
    shops.run()
    assert not shops.exception and not shops.error
    sent = board(shops)
    assert sent["n"] == 600
    assert sent["map"]["shapes"] == []
    assert min(sent["map"]["x"]) >= 0
    assert "do not fit together" in told(shops)
    add_map(shops, (samples.FOLDER / "districts.geojson").read_bytes())
    assert len(board(shops)["map"]["shapes"]) == 600


def test_many_points_and_a_column_of_one_value_are_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    rows = [f"{y:.3f},{x:.3f},{a:.2f},7" for y, x, a in rng.uniform(-40, 40, (12_000, 3))]
    at = bring(in_groups(**WHERE, k="2"), "\n".join(["lat,lon,size,same", *rows]).encode())
    assert not at.exception and not at.error
    sent = board(at)
    assert sent["n"] == 10_000
    assert min(sent["map"]["x"]) >= 0, "every row that is drawn has its place"
    assert "10,000 of 12,000 rows" in told(at)
    assert sent["names"] == []
