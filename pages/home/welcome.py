"""The welcome: one screen, no pictures to load."""

from collections.abc import Sequence

import streamlit as st

from pages.shared import prose
from pages.shared.choices import ON_SCREEN


def welcome(lessons: Sequence[str]) -> None:
    """The lessons there are, what each lets you decide, how long it takes, and a button to start."""
    st.session_state[ON_SCREEN] = "home"
    with st.container(key="home"):
        st.title(prose.title("home"), anchor=False)
        st.markdown(prose.fill("home", "welcome.lead"))
        cards = st.grid(len(lessons), min_column_width=300, gap="small")
        for place, name in enumerate(lessons, 1):
            with cards.container(border=True):
                st.subheader(f"{place}. {prose.title(name)}", anchor=False)
                st.markdown(prose.fill(name, "home.decide"))
                st.markdown(prose.fill(name, "home.story"))
                with st.container(horizontal=True, vertical_alignment="center"):
                    if st.button("Start", type="primary", key=f"start {name}"):
                        st.switch_page(f"pages/{name}/lesson.py")
                    st.markdown(prose.fill(name, "home.minutes").capitalize())
        st.markdown(prose.fill("home", "welcome.how"))
