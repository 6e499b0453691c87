# Everything a person or a pipeline does here. `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help

BIN := .venv/bin
PYTHON ?= $(shell command -v python3.11 || command -v python3)
# Debian packages that some tests need; a test whose package is missing is skipped with its name.
SYSTEM_PACKAGES := shellcheck postgresql
# More at once would need more memory than most machines have for them: each test process loads the bindings.
CORES := -n auto --maxprocesses 4
# One unpacked copy of the bindings for all tests (370 MB), instead of one in each test's home.
export JSII_RUNTIME_PACKAGE_CACHE_ROOT ?= $(CURDIR)/.venv/jsii-cache

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: setup ## Sentence, plan, platform file, synth, deploy in the rehearsal cloud, outputs, destroy
	@sh docs/demo.sh

.PHONY: test
test: setup cdktf ## Every test, with branch coverage, on up to four cores; ARGS="-n 0" on one, in order
	$(BIN)/pytest $(CORES) --dist loadfile --cov --cov-report=term --cov-report=html -q $(ARGS)

.PHONY: setup
setup: .venv/.installed ## The virtual environment with pinned dependencies; demo and test call it

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo "Lakemason needs Python 3.11; found: $$($(PYTHON) --version 2>&1). Name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv (about a minute, once) ..."
	@$(PYTHON) -m venv .venv || { echo "On Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.PHONY: cdktf
cdktf: node_modules/.installed ## The plain cdktf CLI, from npm

node_modules/.installed: package-lock.json | setup
	@echo "Installing cdktf-cli (half a minute, once) ..."
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: system
system: ## The Debian packages that some tests need (as root)
	@for package in $(SYSTEM_PACKAGES); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then apt-get update -q && apt-get install -y -q --no-install-recommends $$missing; fi

.PHONY: check
check: setup ## ruff, format, mypy --strict, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy docs/constructs/examples/*.py
	$(BIN)/pytest -q --no-cov tests/test_architecture.py

.PHONY: bench
bench: setup ## Speed and memory, side by side, into benchmarks/results.md
	$(BIN)/python -m benchmarks.run

.PHONY: eval
eval: setup ## How well sentences are read, field by field; ARGS="--parser openai" asks a model
	@$(BIN)/python -m benchmarks.intent $(ARGS)

.PHONY: matrix
matrix: setup ## Every blueprint with each feature it can have, on real Terraform (half an hour)
	$(BIN)/pytest $(CORES) --no-cov -q tests/blueprints/test_pairs.py --pairs all $(ARGS)

.PHONY: crash-matrix
crash-matrix: setup ## Kill a run at every operation of the cloud and recover it, both ways (under an hour)
	@$(BIN)/python -m tests.reliability.matrix $(ARGS)

.PHONY: faults
faults: setup ## Every kind of fault at each layer of a platform (ten minutes)
	$(BIN)/pytest $(CORES) --no-cov -q tests/app/provisioning/faults --faults all $(ARGS)

.PHONY: concurrency
concurrency: setup ## 20 processes at once on 5 platforms and one ledger, of each kind (five minutes)
	$(BIN)/pytest --no-cov -q tests/app/provisioning/test_concurrency.py --processes all $(ARGS)

.PHONY: snapshots
snapshots: setup ## Write the snapshots anew, to be reviewed
	$(BIN)/pytest -q --no-cov tests/blueprints/test_snapshots.py --snapshot-update

.PHONY: schemas
schemas: setup ## JSON Schemas of the files people write, the packaged names as data, the rehearsal's provider schemas
	$(BIN)/python -m app.schema_files
	$(BIN)/python -m naming.parsed
	$(BIN)/python -m rehearsal.schemas.extract

.PHONY: docs
docs: setup ## The pages and pictures of docs/ that are written from the code
	$(BIN)/python -m constructs_lib.reference
	$(BIN)/python -m constructs_lib.coverage
	$(BIN)/python -m app.reference

.PHONY: lock
lock: setup ## Pin the dependencies anew, without addresses
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links pyproject.toml --output-file requirements.lock
	PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only --ignore-scripts
	$(BIN)/python -c "import json; p='package-lock.json'; d=json.load(open(p)); \
		[e.pop('funding', None) for e in d['packages'].values()]; open(p, 'w').write(json.dumps(d, indent=2) + '\n')"

.PHONY: clean
clean: ## Remove what was installed and synthesized; state and platforms stay
	rm -rf .venv node_modules cdktf.out .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* htmlcov
