# make run    set up if needed, then start the app
# make test   set up if needed, then run every test
# make check  style, formatting and types
# make bench  the benchmarks, as ratios

PYTHON ?= python3
BIN := .venv/bin
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

.PHONY: run test check bench data

run: .venv/app.stamp
	$(BIN)/streamlit run app.py

test: .venv/tests.stamp
	tests/browser/get_chromium.sh
	$(BIN)/python -m pytest

check: .venv/tests.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/tests.stamp
	tests/browser/get_chromium.sh
	$(BIN)/python -m tests.benchmarks

data: .venv/app.stamp
	$(BIN)/python -m sample_data

.venv/app.stamp: requirements.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed.')"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/tests.stamp: .venv/app.stamp tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@
