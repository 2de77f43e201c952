"""Maps that people bring, and the places a table knows of. In reading order.

shapes   what a map is: shapes with facts, and a point inside each
opening  from bytes to what the file says, or a sentence on what it is instead
rings    all outlines of a map at once: repaired, turned, and looked at for crossings
middles  a point inside every shape
features what the features of a file hold, before any repair
reading  read_map(): from bytes to a Map
places   the columns of a table that say where a row lies
joining  which shape belongs to which row
thinning fewer points on the borders, the same ones for both neighbours
lines    the rings of a map on a grid of whole numbers
drawing  whole numbers for the browser
"""

from core.geo.drawing import Drawing, drawing
from core.geo.joining import Joined, joined
from core.geo.places import Places, places
from core.geo.reading import read_map
from core.geo.shapes import Map, Shape

__all__ = ["Drawing", "Joined", "Map", "Places", "Shape", "drawing", "joined", "places", "read_map"]
