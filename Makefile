# make demo: grade the bundled class, offline.   make test: everything CI runs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: demo test lint types messages docs lock clean

demo: $(READY)
	$(BIN)/bareme demo --out build/demo

test: lint types node_modules/.ready
	$(BIN)/pytest -n 2 $(PYTEST)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

messages: $(READY)
	$(BIN)/python tools/messages.py

docs: $(READY)
	$(BIN)/bareme rubric checks > docs/checks.md
	$(BIN)/bareme rubric schema > rubrics/rubric.schema.json

lock: $(READY)
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --extra test --generate-hashes --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml

$(READY): pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

# For the browser tests alone; without npm they are skipped, and say so.
node_modules/.ready: package-lock.json
	if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund && touch $@; fi

clean:
	rm -rf $(VENV) build dist node_modules
