"""What every test needs: one thread per numeric library, the app's folder on the path, and a good order."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a run says something of the change and not of the day. Other ones:
# HYPOTHESIS_PROFILE=default python -m pytest
settings.register_profile("house", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parent.parent))


FITTING = ("test_black_box.py", "test_prose.py", "test_open_box.py")  # need the models of the same samples


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file stays with one worker, and so do files that need the same fitted models.

    Those that take longest come first, so that no worker is left alone with one at the end.
    """
    for item in items:
        name = "fitting" if item.path.name in FITTING else item.path.as_posix()
        item.add_marker(pytest.mark.xdist_group(name))
    items.sort(key=lambda item: item.path.parent.name not in ("browser", "pages"))
