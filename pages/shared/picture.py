"""A Chart on screen: the figure, its words and its caution, in one piece that updates in place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

from core.charts.chart import COLOURS, Chart

HERE = Path(__file__).parent
HTML = """
<figure class="vml">
  <div class="vml-stage" role="img"></div>
  <figcaption><p class="vml-words"></p><p class="vml-caution"></p></figcaption>
</figure>
"""

_mount = st.components.v2.component(
    "vml_picture",
    html=HTML,
    css=(HERE / "picture.css").read_text(encoding="utf-8"),
    js="\n".join((HERE / name).read_text(encoding="utf-8") for name in ("theme.js", "picture.js")),
    isolate_styles=False,
)


def _with_places(chart: Chart) -> dict[str, Any]:
    """The narrow figure, with the place in the wide one for every trace the two share."""
    places = {id(trace): place for place, trace in enumerate(chart.figure["data"])}
    return {**chart.narrow, "data": [places.get(id(trace), trace) for trace in chart.narrow["data"]]}


def show(chart: Chart, key: str) -> None:
    """Draw a chart; key is the step's, so that the same picture updates instead of a new one."""
    told = {
        "figure": chart.figure,
        "narrow": _with_places(chart),
        "words": chart.words,
        "caution": chart.caution,
        "breakpoint": chart.breakpoint,
        "colours": COLOURS,
    }
    # As one text: handed a dictionary, Streamlit searches it for tables and spells it out twice.
    _mount(key=key, data={"chart": json.dumps(told, separators=(",", ":"), allow_nan=False)})
