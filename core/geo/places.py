"""The columns of a table that say where a row lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.geo.shapes import Floats, around_the_date_line
from core.table import Table
from core.table._kinds import words_of
from core.table._saying import many, said

NORTH = frozenset(("lat", "latitude", "latitud", "latitudine", "breite", "breitengrad", "intptlat"))
EAST = frozenset(
    (
        "lon",
        "lng",
        "long",
        "longitude",
        "longitud",
        "longitudine",
        "länge",
        "laenge",
        "längengrad",
        "intptlon",
    )
)
NORTHING = frozenset(("northing", "northings", "hochwert", "nordwert"))
EASTING = frozenset(("easting", "eastings", "rechtswert", "ostwert"))
BESIDE = frozenset(("coord", "coordinate", "coordinates", "koordinate", "geo", "gps", "wgs84", "deg"))
MOST_OUTSIDE = 0.1  # share of values beyond the globe that is taken for mistakes in single rows


@dataclass(frozen=True, eq=False)
class Places:
    """Where the rows of a table lie.

    across   name of the column with longitudes, or lengths to the east
    up       name of the column with latitudes, or lengths to the north
    xy       (n, 2) x and y of every row of the table; NaN for a row whose place is not known; longitudes
             pass 180 where the places lie around the line at which the date changes
    notes    sentences: what was repaired
    degrees  True where x and y are longitude and latitude, False where they are lengths
    """

    across: str
    up: str
    xy: Floats
    notes: tuple[str, ...] = ()
    degrees: bool = True


def places(table: Table) -> Places | None:
    """Where the rows lie, by the names and labels of all columns of numbers; None if no two columns say.

    Latitudes lie from -90 to 90 and longitudes from -180 to 180; a few values beyond are gaps, and where the
    two columns only fit the other way round they are exchanged, with a note. Lengths count only in columns
    called so (easting, northing).
    """
    numbers = [c for c in table.columns if table.rows[c.name].dtype.kind in "fiu"]
    looks = [(column.name, words_of(column.name), words_of(column.label)) for column in numbers]
    for up, across in _pairs(looks, NORTH, EAST):
        found = _on_the_globe(table, up, across)
        if found is not None:
            return found
    for up, across in _pairs(looks, NORTHING, EASTING):
        xy = _values(table, across, up)
        if np.isfinite(xy).all(axis=1).any():
            return Places(across, up, xy, degrees=False)
    for up, across in _pairs([look for look in looks if _bare(look)], frozenset("y"), frozenset("x")):
        xy = _values(table, across, up)
        # Whole numbers called x and y may count anything.
        if (xy[np.isfinite(xy)] % 1 != 0).any():
            found = _on_the_globe(table, up, across)
            if found is not None:
                return found
    return None


def _pairs(
    looks: list[tuple[str, list[str], list[str]]], north: frozenset[str], east: frozenset[str]
) -> list[tuple[str, str]]:
    """Names of two columns, best first: those whose names differ in nothing but the direction come first.

    looks  name of a column, words of the name, words of the label
    """
    ups, rights = _called(looks, north), _called(looks, east)
    same, other = [], []
    for up, beside in ups:
        for across, around in rights:
            if beside == around and up != across:
                same.append((up, across))
            elif up != across and not {*beside, *around} - BESIDE:
                other.append((up, across))
    return same + other


def _called(
    looks: list[tuple[str, list[str], list[str]]], words: frozenset[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Columns with one of the words in the name, else in the label, and the other words there."""
    found = []
    for name, *texts in looks:
        for text in texts:
            rest = tuple(word for word in text if word not in words)
            if len(rest) < len(text):
                found.append((name, rest))
                break
    return found


def _bare(look: tuple[str, list[str], list[str]]) -> bool:
    return set(look[1]) <= BESIDE | {"x", "y"}


def _values(table: Table, across: str, up: str) -> Floats:
    xy = table.rows[[across, up]].to_numpy(dtype=float)
    # A place is known only if both are.
    return np.where(np.isfinite(xy).all(axis=1)[:, None], xy, np.nan)


def _on_the_globe(table: Table, up: str, across: str) -> Places | None:
    xy = _values(table, across, up)
    known = np.isfinite(xy[:, 0])
    notes = []
    fits, turned = _fitting(xy), _fitting(xy[:, ::-1])
    enough = (1 - MOST_OUTSIDE) * known.sum()
    if fits.sum() < enough and turned.sum() == known.sum():
        notes.append(
            f"The columns “{said(up)}” and “{said(across)}” fit the globe only the other way round; they "
            "were exchanged."
        )
        xy, fits = xy[:, ::-1].copy(), turned
        across, up = up, across
    if not fits.any() or fits.sum() < enough:
        return None
    if beyond := int(known.sum() - fits.sum()):
        one = beyond == 1
        notes.append(
            f"{many(beyond, 'row')} {'has a place' if one else 'have places'} beyond the globe and "
            f"{'is' if one else 'are'} not on the map; check “{said(up)}” and “{said(across)}” there."
        )
    nowhere = fits & (xy == 0).all(axis=1)
    if 0 < nowhere.sum() < fits.sum() / 2:
        one = nowhere.sum() == 1
        notes.append(
            f"{many(int(nowhere.sum()), 'row')} {'lies' if one else 'lie'} at 0 and 0, in the middle of the "
            f"sea; {'its place is' if one else 'their places are'} taken as missing."
        )
        fits &= ~nowhere
    xy = np.where(fits[:, None], xy, np.nan)
    moved = around_the_date_line(xy[:, 0])
    if moved is not None:
        xy = np.column_stack([moved, xy[:, 1]])
    return Places(across, up, xy, tuple(notes))


def _fitting(xy: Floats) -> np.ndarray:
    return (np.abs(xy[:, 0]) <= 180) & (np.abs(xy[:, 1]) <= 90)
