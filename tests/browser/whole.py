"""What makes a screen whole, looked at in a real browser, and what the walks of all lessons do alike."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit

# A screen is looked at in this order or the other way round: every width and every theme.
LOOKS = ((390, "light"), (1280, "dark"), (1920, "light"))
FRAMEWORK = {
    # rule: why it is Streamlit's own and not ours to mend
}
LEFT_OR_RIGHT = """
() => [...document.querySelectorAll('.st-key-lesson *, .st-key-home *')].filter(piece => {
  const box = piece.getBoundingClientRect()
  const clipped = piece.closest('pre, [data-testid="stDataFrame"], input, .katex')
  return box.width > 0 && !clipped && (box.right > innerWidth + 1 || box.left < -1)
}).map(piece => piece.tagName + '.' + (piece.className.baseVal ?? piece.className) + ' '
  + piece.textContent.slice(0, 40)).slice(0, 5)
"""
ALL_OF_THE_PAGE = "Math.max(innerHeight, document.querySelector('[data-testid=stMain]').scrollHeight + 100)"
TEXTS_THAT_MEET = """
() => {
  const boxes = [...document.querySelectorAll('figure.vml .annotation-text, figure.vml .textpoint text')]
    .map(piece => [piece.textContent, piece.getBoundingClientRect()]).filter(([, box]) => box.width > 0)
  const found = []
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, b] = [boxes[i][1], boxes[j][1]]
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    if (wide > 1 && high > 2) found.push(boxes[i][0] + ' / ' + boxes[j][0])
  }
  return found
}
"""
OUT_OF_THEIR_BOX = """
() => {
  const boxes = [...document.querySelectorAll('figure.vml .shapelayer path')]
    .map(piece => piece.getBoundingClientRect()).filter(box => box.width > 20 && box.height > 20)
  return [...document.querySelectorAll('figure.vml .annotation-text')].filter(piece => {
    const text = piece.getBoundingClientRect()
    if (!text.width || /^(yes|no)$/.test(piece.textContent)) return false
    return !boxes.some(box => text.left >= box.left - 1 && text.right <= box.right + 1
      && text.top >= box.top - 1 && text.bottom <= box.bottom + 1)
  }).map(piece => piece.textContent)
}
"""


def choose(visit: Visit, label: str, option: str) -> None:
    """Pick an option of a drop-down list as a visitor would."""
    visit.page.get_by_label(label, exact=True).last.click()
    visit.page.get_by_role("option", name=option).click()


def serious(visit: Visit) -> list[str]:
    """What axe finds wrong that is serious or critical, and not the framework's own.

    Axe judges the contrast of what is in the window only, so it gets a window as high as the page.
    """
    window = visit.page.viewport_size
    visit.page.set_viewport_size({"width": visit.width, "height": visit.page.evaluate(ALL_OF_THE_PAGE)})
    found = Axe().run(visit.page).response["violations"]
    visit.page.set_viewport_size(window)
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')[:160]}"
        for rule in found
        for node in rule["nodes"]
        if rule["impact"] in ("serious", "critical") and rule["id"] not in FRAMEWORK
    ]


def assert_whole(seen: Visit, step: str, looks: Sequence[tuple[int, str]] = LOOKS) -> None:
    """The screen that is open is whole in windows of all these widths and in these themes.

    The window goes from one to the next, from the end it is at; axe reads the screen once in each theme.
    """
    read: set[str] = set()
    for width, theme in looks if seen.width == looks[0][0] else looks[::-1]:
        seen.turn_to(width, theme)
        assert_seen_whole(seen, f"{step}, {width} {theme}")
        if theme not in read:
            found = serious(seen)
            assert found == [], f"{step}, {width} {theme}: {found}"
        read.add(theme)


def assert_seen_whole(seen: Visit, step: str) -> None:
    """Nothing is cut off, nothing overlaps, all is large enough, and the picture has its words."""
    seen.fine()
    for picture in seen.page.locator("figure.vml").all():
        words = picture.locator(".vml-words").inner_text()
        assert words, step
        assert picture.locator(".vml-stage").get_attribute("aria-label") == words, step
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= seen.width, step
    for what in (LEFT_OR_RIGHT, TEXTS_THAT_MEET):
        found = seen.page.evaluate(what)
        assert found == [], f"{step}: {found}"
    if seen.width == 1920:
        sizes = seen.page.eval_on_selector_all(
            ".st-key-lesson p, .st-key-lesson label, figure.vml text",
            "pieces => pieces.filter(piece => piece.getBoundingClientRect().width)"
            ".map(piece => parseFloat(getComputedStyle(piece).fontSize))",
        )
        assert min(sizes) >= 16, step
