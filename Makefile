# What a person does with this project. Everything lives in .venv beside this file; nothing else is touched.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run demo test check types audit bench bench-engine bench-console fidelity endurance torture quality background picture screens keys clean

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $(STAMP)

run: $(STAMP)  ## the console
	@$(BIN)/tradewatch

demo: $(STAMP)  ## the console on the bundled replay of the days around 5 June 2025
	@$(BIN)/tradewatch demo

test: $(STAMP)  ## the suite
	$(BIN)/pytest

check: $(STAMP) types  ## lint, format, types, directions between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	cd build/typed && PYTHONPATH=. $(CURDIR)/$(BIN)/lint-imports --no-logo $(CURDIR)/pyproject.toml

# The rooms lie beside the package in a checkout; mypy follows links, not __path__.
types: $(STAMP)
	rm -rf build/typed && mkdir -p build/typed/tradewatch
	ln -s $(CURDIR)/tradewatch/* build/typed/tradewatch/
	ln -s $(CURDIR)/feeds $(CURDIR)/storage $(CURDIR)/tui build/typed/tradewatch/
	cd build/typed && MYPYPATH=. $(CURDIR)/$(BIN)/mypy --config-file $(CURDIR)/pyproject.toml -p tradewatch

audit:  ## known holes of the pinned versions, where the package index tells of them
	@test -x build/audit/bin/python || $(PYTHON) -m venv build/audit
	@if build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1; \
	then build/audit/bin/python .ci/audit.py; \
	else echo "known holes: skipped, pip-audit cannot be installed"; fi

clean:
	rm -rf .venv build dist *.egg-info

bench: $(STAMP)  ## speed against peers and floors, on a quiet machine
	$(BIN)/python -m benchmarks

# reader brings a feedparser of its own that needs sgmllib; newsboat is the system's, and left out where it is missing.
bench-engine: $(STAMP)  ## the engine beside newsboat and reader, on a quiet machine
	test -x build/peers/bin/python || $(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet --disable-pip-version-check reader==3.26 sgmllib3k==1.0.0
	$(BIN)/python -m benchmarks.engine

bench-console: $(STAMP)  ## the console beside newsboat, on a quiet machine; `FOLDER=…` keeps the archives
	$(BIN)/python -m benchmarks.console $(FOLDER)

fidelity: $(STAMP)  ## the fast reader of feeds against feedparser, on its own documents and mutations of them
	$(BIN)/python -m benchmarks.fidelity

endurance: $(STAMP)  ## memory and handles over 200 rounds of 300 feeds, some of them hostile; a quarter of an hour
	$(BIN)/python -m benchmarks.endurance

torture: $(STAMP)  ## every way to lose something, done for real, as a table; three quarters of an hour (`WHAT=kills` one of them)
	$(BIN)/python -m tests.torture $(WHAT)

quality: $(STAMP)  ## how well the reader reads the project's own items, by kind of difficulty
	$(BIN)/python -m benchmarks.quality --classes

background: $(STAMP)  ## counts anew what is common in them
	$(BIN)/python -m benchmarks.background

picture: $(STAMP)  ## docs/pictures, from the demo; a second run changes nothing
	$(BIN)/python docs/picture.py

screens: $(STAMP)  ## the screens that the suite keeps as text, drawn anew: read what differs
	$(BIN)/python -m tests.tui.states

keys: $(STAMP)  ## docs/keys.md
	$(BIN)/python docs/keylist.py
