# `make demo` and `make test` set up whatever they need first; a second run finds it in place.

PYTHON ?= python3
SERVE ?= 1

BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
DONE := .venv/done
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	$(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-test demo office test lint format bench wheel lock clean

help: ## Show what there is
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1	\2/p' Makefile | expand -t 18

setup: $(DONE)/product $(DONE)/assets ## Install the product and everything it needs

demo: setup ## Build the demonstration, then serve it; SERVE=0 stops before serving
	$(BIN)/inspect-app demo $(if $(filter 0,$(SERVE)),--no-serve)

office: setup-test $(DONE)/system-office ## Try out the office server at https://localhost:8443; PORT=9443 takes another port
	@PORT=$(or $(PORT),8443) $(BIN)/python .ci/office.py

test: lint ## Lint, then run every test and measure what they cover
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder tests/journeys tests/integration tests/unit --cov

lint: setup-test ## Check style, types and who imports whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-test ## Put the code into the house format
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

bench: setup-test ## Measure the things that must stay fast
	$(BIN)/pytest -p no:xdist -s tests/benchmarks

wheel: setup-test ## Build dist/inspect_app-*.whl
	rm -rf build dist
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

lock: $(DONE)/resolver ## Resolve the locks again; UPGRADE=1 moves to the newest versions
	$(LOCK) setup.cfg .ci/locks/install.in --output-file .ci/locks/run.txt
	$(LOCK) setup.cfg .ci/locks/install.in .ci/locks/test.in --constraint .ci/locks/run.txt --output-file .ci/locks/test.txt
	$(LOCK) .ci/locks/node.in --output-file .ci/locks/node.txt
	$(LOCK) .ci/locks/lock.in --output-file .ci/locks/lock.txt
	.ci/npm $(if $(UPGRADE),update,install) --package-lock-only --ignore-scripts

clean: ## Remove everything that was installed or built; var/ is left alone
	rm -rf .venv node_modules inspect_app/web/static/govuk build dist *.egg-info
	rm -rf .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

setup-test: setup $(DONE)/tests

# Each file under .venv/done says that its step is done for the inputs it names.

$(DONE)/system: .ci/system
	@.ci/system $(PYTHON)
	@mkdir -p $(@D) && touch $@

$(DONE)/system-test: .ci/system
	@.ci/system $(PYTHON) test
	@mkdir -p $(@D) && touch $@

$(DONE)/system-office: .ci/system
	@.ci/system $(PYTHON) office
	@mkdir -p $(@D) && touch $@

$(DONE)/venv: | $(DONE)/system
	@$(PYTHON) -m venv .venv
	@touch $@

$(DONE)/product: .ci/locks/run.txt setup.cfg pyproject.toml | $(DONE)/venv
	@echo "Installing Python packages (a minute or so the first time)"
	@$(PIP) install --no-deps --require-hashes --requirement .ci/locks/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DONE)/tests: .ci/locks/test.txt $(DONE)/system-test | $(DONE)/product
	@echo "Installing what the tests need"
	@$(PIP) install --no-deps --require-hashes --requirement .ci/locks/test.txt
	@touch $@

$(DONE)/assets: package-lock.json .ci/assets.py LICENSE | $(DONE)/venv
	@echo "Installing the page styles"
	@.ci/npm ci --ignore-scripts --loglevel error
	@$(BIN)/python .ci/assets.py
	@touch $@

$(DONE)/resolver: .ci/locks/lock.txt | $(DONE)/venv
	@$(PIP) install --no-deps --require-hashes --requirement .ci/locks/lock.txt
	@touch $@
