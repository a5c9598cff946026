# Everything here sets itself up: a virtual environment in .venv, the locked dependencies, then the work.
# Needs GNU make and Python 3.11 or newer; PYTHON=/path/to/python chooses one.

usable = $(shell $(1) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(1))
PYTHON ?= $(firstword $(foreach name,python3.11 python3 python3.12 python3.13,$(call usable,$(name))))
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: help rehearse test test-all check prove prove-long bench run

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

rehearse: $(VENV)/.installed  ## play a season on the local Discord (PLAY=name plays one story)
	$(RUN) -m rehearsal $(PLAY)

PYTEST := $(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder

test: $(VENV)/.installed  ## run the quick tests: on SQLite, without whole stories (ARGS="tests/house -q" passes arguments to pytest)
	$(PYTEST) --quick $(ARGS)

test-all: $(VENV)/.installed  ## run all tests, on both databases
	$(PYTEST) $(ARGS)

check: $(VENV)/.installed  ## lint, format, types and the house's layers
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/basedpyright
	$(VENV)/bin/lint-imports

prove: $(VENV)/.installed  ## run the long proofs: kills, hostile driver, thousands of examples
	$(RUN) -m rehearsal.prove $(ARGS)

prove-long: $(VENV)/.installed  ## prove it on the real process in real time: clocks, pages, full disks (about an hour)
	$(RUN) -m rehearsal.prove live $(ARGS)

bench: $(VENV)/.installed  ## measure start, memory and commands
	$(RUN) -m benchmarks $(ARGS)

run: $(VENV)/.installed  ## run the bot with config.toml
	$(RUN) -m bot run $(ARGS)

# The environment follows the lock and nothing else: the project itself runs from this folder and is not installed.
$(VENV)/.installed: requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Shamash needs Python 3.11 or newer: install it, or name one with PYTHON=/path/to/python."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "$(PYTHON) cannot be used: Shamash needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) could not make a virtual environment: install its venv module (often a package named python3-venv)."; exit 1; }
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
