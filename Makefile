# make demo: grade the bundled class, offline.   make test: everything CI runs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
SUPPLY := build/supply-chain
MUTANTS := build/mutants-tools
SITE   := build/site-tools
# The tests start Python some hundred times: where nothing may be kept compiled, most of their time goes into compiling.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: mutants demo test pytest coverage lint types messages docs pictures site lock dist sbom audit clean

demo: $(READY)
	$(BIN)/bareme demo --out build/demo

test: lint types pytest

pytest: $(READY) node_modules/.ready
	$(BIN)/pytest -n 3 $(PYTEST)

# Which lines no test runs, worker processes included; a tool for whoever writes tests, no threshold.
coverage: $(READY) node_modules/.ready
	rm -rf build/coverage
	$(BIN)/pytest -n 2 --cov --cov-report=term-missing:skip-covered --cov-report=html:build/coverage/html $(PYTEST)

lint: $(READY)
	@mkdir -p build
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache >build/imports.txt || { cat build/imports.txt; exit 1; }

types: $(READY)
	$(BIN)/mypy

messages: $(READY)
	$(BIN)/python tools/messages.py

docs: $(READY)
	for of in rubric results check handins; do $(BIN)/bareme rubric schema $$of > rubrics/$$of.schema.json; done
	for lang in en fr; do BAREME_LANG=$$lang $(BIN)/python -m tools.reference_pages; done
	$(BIN)/python tools/ci_pages.py
	$(BIN)/python tools/rooms.py
	$(BIN)/python tools/pages.py

# The pictures of the pages, from the demonstration class; needs Chromium with its driver.
pictures: $(READY)
	$(BIN)/python -m tools.pictures

# docs/ as a site, build/site/en and build/site/fr: strict, with tools of its own.
site: $(SITE)/.ready
	$(SITE)/bin/python tools/docs_site.py

$(SITE)/.ready: tools/site.lock
	test -x $(SITE)/bin/python || $(PYTHON) -m venv $(SITE)
	$(SITE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/site.lock
	touch $@

lock: $(READY)
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --extra test --generate-hashes --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml
	$(BIN)/python tools/action_lock.py
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --output-file tools/supply-chain.lock tools/supply-chain.in
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --output-file tools/mutants.lock tools/mutants.in
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --output-file tools/site.lock tools/site.in

dist: $(READY)
	rm -rf dist && $(BIN)/python -m build --no-isolation --outdir dist .

# What the program is made of, and what is known against it; tools of their own, pinned, never part of the tests.
sbom: $(SUPPLY)/.ready $(READY)
	rm -rf build/wheel && $(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . >/dev/null
	$(SUPPLY)/bin/python tools/sbom.py build/wheel/*.whl build/bareme.cdx.json

# Which changes of what decides a grade no test notices: a sample of SAMPLE (0: all), the same one again
# with SEED, of the files that ONLY names: ONLY='monitoring|sizes'.
SAMPLE ?= 120
mutants: $(MUTANTS)/.ready $(READY)
	$(MUTANTS)/bin/python tools/mutants.py --python $(abspath $(BIN)/python) --sample $(SAMPLE) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only '$(ONLY)')

$(MUTANTS)/.ready: tools/mutants.lock
	test -x $(MUTANTS)/bin/python || $(PYTHON) -m venv $(MUTANTS)
	$(MUTANTS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/mutants.lock
	touch $@

audit: $(SUPPLY)/.ready
	$(SUPPLY)/bin/python tools/audit.py

$(SUPPLY)/.ready: tools/supply-chain.lock
	test -x $(SUPPLY)/bin/python || $(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/supply-chain.lock
	touch $@

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
