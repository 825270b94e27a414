# Greenlane. `make demo` serves a small city; `make test` proves the house.
PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python
# How long the model of `make soak` asks on fresh seeds, on each database.
SECONDS_BUDGET ?= 300
export SECONDS_BUDGET

# One index may be slow: uv where it can be had, plain pip otherwise. Hashes either way.
define install
	if $(RUN) -m uv --version >/dev/null 2>&1; \
	then $(RUN) -m uv pip install --quiet --python $(RUN) $(1); \
	else $(RUN) -m pip install --quiet --disable-pip-version-check $(1); fi
endef

.PHONY: help setup setup-dev demo test check soak bench bench-planner bench-board screenshots \
  docs vendor lock clean

help:  ## what there is to do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /'

setup: $(VENV)/.setup  ## the environment, with what Greenlane runs on

setup-dev: $(VENV)/.setup-dev  ## the same, with what tests and checks need

demo: setup  ## serve the demo city (GREENLANE_PORT, GREENLANE_DATA, DATABASE_URL)
	@$(RUN) -m greenlane demo

test: setup-dev  ## every test on SQLite; on PostgreSQL without pages and walks
	@$(RUN) tests/run.py

check: setup-dev  ## lint, format, types, translations
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@GREENLANE_DATA=$$(mktemp -d) $(RUN) -m mypy
	@GREENLANE_DATA=$$(mktemp -d) $(RUN) -m greenlane.messages --check

soak: setup-dev  ## the big counts (SECONDS_BUDGET=300); results go to docs/soak.md
	@$(RUN) tests/run.py --soak

bench: setup-dev  ## commands per second and the time under the lock
	@$(RUN) tests/run.py --bench

bench-planner: setup-dev  ## the planner's figures (FEW=--few PSPLIB=dir MSPSP=dir)
	@GREENLANE_DATA=$$(mktemp -d) $(RUN) -m tests.bench.planner $(FEW)

bench-board: setup-dev  ## the board with very many who look at it (FEW=--few)
	@GREENLANE_DATA=$$(mktemp -d) $(RUN) -m tests.bench.board $(FEW)

screenshots: setup-dev  ## pictures of every page; those of the README anew
	@GREENLANE_DATA=$$(mktemp -d) $(RUN) -m tests.browser

docs: setup  ## write the generated pages again
	@GREENLANE_DATA=$$(mktemp -d) $(RUN) -m greenlane.docs

vendor: setup-dev  ## bring anew what others wrote (axe, the font, the map), and compare
	@GREENLANE_DATA=$$(mktemp -d) $(RUN) -m tests.vendor

lock:  ## resolve the dependencies anew
	$(RUN) -m uv pip compile -q pyproject.toml --extra notify --extra pdf --extra plan --universal \
	  --python-version 3.11 --generate-hashes --upgrade --custom-compile-command "make lock" \
	  -o requirements.lock
	$(RUN) -m uv pip compile -q pyproject.toml --extra notify --extra pdf --extra plan --group dev -c requirements.lock \
	  --universal --python-version 3.11 --generate-hashes --upgrade \
	  --custom-compile-command "make lock" -o requirements-dev.lock

clean:  ## remove what was built; data in var/ stays
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache \
	  .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Greenlane needs Python 3.11 or newer. Another one: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

# uv makes the first installation several times faster; without it pip does the same.
$(VENV)/.uv: | $(RUN)
	@$(RUN) -m pip install --quiet --disable-pip-version-check uv \
	  || echo "uv could not be had; pip will do, more slowly"
	@touch $@

$(VENV)/.setup: requirements.lock pyproject.toml $(VENV)/.uv
	@$(call install,--require-hashes -r requirements.lock)
	@$(call install,--no-deps -e .)
	@touch $@

$(VENV)/.setup-dev: requirements-dev.lock $(VENV)/.setup
	@$(call install,--require-hashes -r requirements-dev.lock)
	@touch $@
