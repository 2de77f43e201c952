"""A Chart on screen: the figure, its words and its caution, in one piece that updates in place."""

from __future__ import annotations

from pathlib import Path

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
    js=(HERE / "picture.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(chart: Chart, key: str) -> None:
    """Draw a chart; key is the step's, so that the same picture updates instead of a new one."""
    _mount(
        key=key,
        data={
            "figure": chart.figure,
            "narrow": chart.narrow,
            "words": chart.words,
            "caution": chart.caution,
            "breakpoint": chart.breakpoint,
            "colours": COLOURS,
        },
    )
