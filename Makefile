# make features   install, run the main job on seeds/, print the main features
# make test       install, check format, lint and types, run all tests, notebooks, README commands
# make test CORPORA=../shared    the same, with the tests on the real corpora
# make quick      format, lint and the tests of what changed, under a minute
# make docs       the docs site, into site/
# make tables CORPORA=../shared  measure the real corpora anew, for the notebooks
# make models CORPORA=../shared  train every model from nothing (hours); STEPS="--only hedges" for one
# make pins       constraints-hashes.txt from constraints.txt: the files themselves, by digest
# make licences   THIRD_PARTY.md from the metadata of what is installed
# make faults     attack every promise of docs/security.md (an hour)
# make mutants    how many small faults put into the code the tests notice (hours)

PYTHON ?= python3
VENV ?= .venv
CORPORA ?=
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STAMP_DEV := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: features test quick check docs format notebooks tables models picture pins licences faults mutants clean

features: $(STAMP)
	$(BIN)/framing features seeds/articles -o features.csv --show

test: $(STAMP_DEV)
	FRAMING_CORPORA="$(if $(CORPORA),$(abspath $(CORPORA)))" \
		$(BIN)/python -m tests.run_all

quick: $(STAMP_DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m tests.run_changed

docs: $(STAMP_DEV)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

check: $(STAMP_DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	FRAMING_CORPORA="$(if $(CORPORA),$(abspath $(CORPORA)))" $(BIN)/python -m pytest -q

format: $(STAMP_DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

notebooks: $(STAMP_DEV)
	$(BIN)/python -m tests.run_notebooks

# What the notebooks read: numbers and ids, no text. Then run the notebooks with --write.
tables: $(STAMP_DEV)
	@test -n "$(CORPORA)" || { echo "make tables CORPORA=FOLDER: name the folder of the corpora"; exit 2; }
	$(BIN)/python -m research.evaluate.tables $(CORPORA)

# Models are trained in their order; what the slow steps put aside and the figures they tell are kept
# in build/models, where a run that was broken off goes on: STEPS="--from quotes".
STEPS ?=
models: $(STAMP_DEV)
	@test -n "$(CORPORA)" || { echo "make models CORPORA=FOLDER: name the folder of the corpora"; exit 2; }
	$(BIN)/python -m research.train $(CORPORA) build/models $(STEPS)

# The pictures of the README: a chart, and an article in colour (that needs Chromium, which nothing
# else does).
CHROMIUM ?= chromium
picture: $(STAMP_DEV)
	mkdir -p docs/images
	$(BIN)/python -m research.evaluate.picture docs/images/us_russia.png
	$(BIN)/framing explain seeds/articles/000_washington_hopes_for_russian_help.txt -o build-reading.html
	$(CHROMIUM) --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=760,1000 \
		--screenshot=docs/images/reading.png build-reading.html
	rm build-reading.html

pins: $(STAMP_DEV)
	$(PIP) install -c constraints.txt uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --constraint constraints.txt --universal \
		--python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--no-emit-find-links --quiet --output-file constraints-hashes.txt

licences: $(STAMP_DEV)
	$(BIN)/python -m research.third_party

faults: $(STAMP_DEV)
	$(BIN)/python -m research.cost.faults

mutants: $(STAMP_DEV)
	$(PIP) install -c constraints.txt mutmut
	$(BIN)/python -m research.cost.mutants

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e .
	touch $@

$(STAMP_DEV): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e ".[dev]"
	touch $(STAMP) $@

clean:
	rm -rf $(VENV) features.csv .mypy_cache .ruff_cache .hypothesis site
