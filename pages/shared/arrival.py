"""Arriving at a step: the screen starts at its top, and a screen reader at its question."""

from __future__ import annotations

import streamlit as st

JS = """
export default function (component) {
  const { parentElement, data } = component
  const before = window.vmlStep
  window.vmlStep = data.step
  if (before === undefined || before === data.step) return
  const moves = box => /auto|scroll/.test(getComputedStyle(box).overflowY)
  const scrolls = box => box.scrollHeight > box.clientHeight && moves(box)
  let box = parentElement
  while (box && !scrolls(box)) box = box.parentElement
  if (box) box.scrollTo({ top: 0 })
  const question = document.querySelector(".st-key-lesson h1")
  if (question) {
    question.tabIndex = -1
    question.style.outline = "none"
    question.focus({ preventScroll: true })
  }
}
"""

_mount = st.components.v2.component("vml_arrival", html="<span></span>", js=JS, isolate_styles=False)


def arrive(step: str) -> None:
    """Tell the browser which step this is; it moves to the top when that changes."""
    _mount(key="arrival", data={"step": step}, height="content")
