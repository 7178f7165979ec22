# One door: everything that is done with this project is a target here, and CI runs what `make` runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATE ?= $(shell date +%F)

.DEFAULT_GOAL := help
.PHONY: help run demo test check checker-report lint format simulate bench stress fuzz wheel pictures clean

help:            ## list the targets
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+:  +##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

# The stamps hold what set-up has been done for which pyproject.toml; two of them, so that `make run`
# needs only what the program needs.
$(VENV)/.run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "peerprep needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(VENV)/.run       ## set up and start today's drill
	@$(BIN)/peerprep drill

demo: $(VENV)/.run      ## play a short mock exam down to its score report, without a keyboard
	@$(BIN)/python tools/demo.py

test: $(VENV)/.dev lint ## set up, then lint, types, import contracts, banks and all tests
	@$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/.dev      ## ruff, mypy, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > /dev/null || $(BIN)/lint-imports --no-cache

check: $(VENV)/.run     ## check the shipped banks
	@$(BIN)/peerprep bank check question_banks --strict

checker-report: $(VENV)/.run ## measure the checker on labeled items; write docs/checker*.md
	@$(BIN)/python -m tools.checker_page
	@$(BIN)/python -m tools.checker_report

format: $(VENV)/.dev    ## put the code into its usual shape
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

pictures: $(VENV)/.run  ## draw the screens of the README anew
	@$(BIN)/python tools/pictures.py

simulate: $(VENV)/.run  ## simulate candidates and write the pages of docs/simulation-*.md
	@$(BIN)/python -m tools.simulate_readiness
	@$(BIN)/python -m tools.simulate_study

bench: $(VENV)/.dev     ## measure start-up, size, memory and keystrokes; writes docs/performance.md
	@$(BIN)/python -m bench --date $(DATE)

stress: $(VENV)/.dev    ## kill, interrupt, starve and crowd the program; writes docs/reliability.md
	@$(BIN)/python -m stress

# Where atheris cannot be installed (it has wheels for few systems) our own engine runs alone.
fuzz: $(VENV)/.dev      ## feed it a million odd inputs and 20,000 runs of keystrokes; write docs/reliability.md
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]' || true
	@$(BIN)/python -m fuzz --runs 1000000 --keys 20000 --seed 1 --write

wheel: $(VENV)/.dev     ## build the wheel
	@$(BIN)/python -m build --wheel --outdir dist .

clean:           ## forget the environment and what was built
	rm -rf $(VENV) dist build
