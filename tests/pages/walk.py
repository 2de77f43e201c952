"""Walking the app without a browser."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

HOUSE = Path(__file__).parent.parent.parent
LESSON = "pages/churn_costs/lesson.py"


def at_home() -> AppTest:
    """The app as a first visitor sees it."""
    return AppTest.from_file(str(HOUSE / "app.py"), default_timeout=60).run()


def in_lesson(**address: str) -> AppTest:
    """The first lesson, opened by a link with these parameters."""
    at = at_home()
    for name, text in address.items():
        at.query_params[name] = text
    return at.switch_page(LESSON).run()


def picture(at: AppTest) -> dict:
    """What the picture on screen was given: figure, narrow, words, caution."""
    shown = [piece for piece in at.get("bidi_component") if piece.proto.component_name == "vml_picture"]
    assert len(shown) == 1, f"{len(shown)} pictures on screen"
    return json.loads(shown[0].proto.json)


def address(at: AppTest) -> dict[str, str]:
    """The parameters of the page's address."""
    return {name: texts[0] if isinstance(texts, list) else texts for name, texts in at.query_params.items()}
