"""The yardstick: a slider and a line, in as little Streamlit as it takes.

It imports the libraries the app imports and starts the same way, so that what is left of a
difference is the app's own doing.
"""

import os

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import gc
from contextlib import asynccontextmanager

import numpy as np
import plotly.graph_objects as go
import streamlit as st

POINTS = 400


@st.cache_resource(show_spinner=False)
def warm_up() -> bool:
    """Import what the app imports, then stop the garbage collector looking at it."""
    import pandas  # noqa: F401
    import sklearn.calibration
    import sklearn.compose
    import sklearn.ensemble
    import sklearn.linear_model
    import sklearn.neural_network
    import sklearn.svm
    import sklearn.tree  # noqa: F401

    gc.collect()
    gc.freeze()
    return True


def main() -> None:
    """One run for one visitor."""
    st.set_page_config(page_title="Yardstick", page_icon="📏", layout="wide")
    warm_up()
    st.title("A slider and a line")
    cutoff = st.slider("Cut-off", 0, 100, 50, key="cutoff")
    x = np.linspace(0, 100, POINTS)
    figure = go.Figure(go.Scatter(x=x, y=(x - cutoff) ** 2, mode="lines"))
    figure.update_layout(height=450, xaxis_title="cut-off", yaxis_title="cost")
    st.plotly_chart(figure, key="line")


if __name__ == "__main__":
    main()
else:
    import anyio

    @asynccontextmanager
    async def lifespan(_app):
        """Warm up in a thread, before the first visitor."""
        await anyio.to_thread.run_sync(warm_up)
        yield

    app = st.App(__file__, lifespan=lifespan)
