"""The front door: warm-up, and the table of contents.

Streamlit runs this file as a script once per action of a visitor; the server imports it once as
a module, and then it offers `app`, which warms up before the first visitor. Hosts that insist on
a plain script get the same warm-up from the first visitor's run.
"""

import os

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import gc
from contextlib import asynccontextmanager

import streamlit as st

LESSONS = ("churn_costs", "black_box", "segments")


@st.cache_resource(show_spinner=False)
def warm_up() -> bool:
    """Import, read and keep what every visitor needs, then stop the garbage collector looking at it."""
    from pages.shared import cached

    cached.warm_up()
    gc.collect()
    gc.freeze()
    return True


def main() -> None:
    """One run for one visitor."""
    from pages.home.welcome import welcome
    from pages.shared import prose, screen

    st.set_page_config(page_title="Visualizing Machine Learning", page_icon="🎓", layout="wide")
    warm_up()
    screen.dress()
    contents = [st.Page(lambda: welcome(LESSONS), title="Home", url_path="home", default=True)]
    contents += [
        st.Page(f"pages/{name}/lesson.py", title=prose.title(name), url_path=name) for name in LESSONS
    ]
    st.navigation(contents, position="top").run()


if __name__ == "__main__":
    main()
else:
    import anyio
    from starlette.middleware import Middleware
    from streamlit.runtime.pages_manager import PagesManager

    from pages.shared.server import DeepLinks

    # Until st.navigation has run once, Streamlit takes `pages/` for its old automatic menu and tells
    # the first visitor of a deep link that the page does not exist.
    PagesManager.uses_pages_directory = False

    @asynccontextmanager
    async def lifespan(_app):
        """Warm up in a thread, so that the server can already answer that it is alive."""
        await anyio.to_thread.run_sync(warm_up)
        yield

    app = st.App(__file__, lifespan=lifespan, middleware=[Middleware(DeepLinks, pages=LESSONS)])
