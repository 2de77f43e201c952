"""What every test of a page needs: little work behind the screen, and no rests between its pieces."""

import threading
from collections.abc import Iterator

import pytest

from pages.shared import behind
from pages.shared.behind import Behind
from pages.shared.cached import groups


@pytest.fixture(scope="session", autouse=True)
def nobody_else_is_about() -> Iterator[None]:
    """The rests are there for other visitors; here they would only be waited for."""
    with pytest.MonkeyPatch.context() as patch:
        no_rest = property(lambda work: 0.0, lambda work, rest: None)
        patch.setattr(Behind, "_rest", no_rest, raising=False)
        patch.setattr(groups, "OWN_NULLS", 8)
        yield
        patch.setattr(behind, "PATIENCE", 0.0)
        for thread in threading.enumerate():
            if thread.name == "behind":  # in the middle of native code when Python ends, it would crash
                thread.join(60)
