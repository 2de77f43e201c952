"""What every test of a page needs: work behind the screen that does not rest between its pieces."""

from collections.abc import Iterator

import pytest

from pages.shared.behind import Behind


@pytest.fixture(scope="session", autouse=True)
def nobody_else_is_about() -> Iterator[None]:
    """The rests are there for other visitors; here they would only be waited for."""
    with pytest.MonkeyPatch.context() as patch:
        no_rest = property(lambda work: 0.0, lambda work, rest: None)
        patch.setattr(Behind, "_rest", no_rest, raising=False)
        yield
