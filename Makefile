# Needs Python 3.11+ with venv, Node 20+, npm and make. Everything else is installed here,
# once, and again only when the file that pins it changes.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip --disable-pip-version-check --quiet

CREATED := $(VENV)/created.stamp
RUNTIME := $(VENV)/runtime.stamp
DEV     := $(VENV)/dev.stamp
MODULES := node_modules/installed.stamp
# What the calculator is compared with; `make bench` alone installs it.
PEERS   := benchmarks/node_modules/installed.stamp
# Holds the path of the Chromium that the tests drive.
BROWSER := $(VENV)/chromium.path

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help serve test build check bench clean browser

help: ## Say what each target does
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "make %-6s  %s\n", $$1, $$2}'

serve: $(RUNTIME) $(MODULES) ## Build the site and serve it at http://127.0.0.1:8000/
	$(BIN)/saiten serve

build: $(RUNTIME) $(MODULES) ## Build the site into site/ (SITE_URL=https://… for a public one)
	$(BIN)/saiten build $(if $(SITE_URL),--site-url "$(SITE_URL)")

test: $(DEV) $(MODULES) browser ## Run all tests (ARGS="-k word" picks some)
	SAITEN_CHROMIUM="$$(cat $(BROWSER))" scripts/test $(BIN)/pytest $(ARGS)

check: $(DEV) $(MODULES) ## Lint, types, and the rules' own checks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	npx --no-install tsc -p tsconfig.json
	npx --no-install tsc -p tsconfig.worker.json
	$(BIN)/saiten check

bench: $(DEV) $(MODULES) $(PEERS) browser ## Measure starts, edits, rows and builds (ARGS="--rounds 3" measures less)
	SAITEN_CHROMIUM="$$(cat $(BROWSER))" $(BIN)/python -m benchmarks $(ARGS)

clean: ## Remove all that was built, and keep what was installed
	rm -rf build site dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -not -path './node_modules/*' -prune -exec rm -rf {} +

$(CREATED):
	@echo "make: creating the Python environment in $(VENV)/"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The editable install takes nothing from the network: the lock brings its build backend.
$(RUNTIME): requirements/requirements.txt pyproject.toml $(CREATED)
	@echo "make: installing the locked Python packages (about half a minute the first time)"
	@$(PIP) install --require-hashes -r requirements/requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/requirements-dev.txt $(RUNTIME)
	@echo "make: installing the locked tools for tests and checks (about half a minute the first time)"
	@$(PIP) install --require-hashes -r requirements/requirements-dev.txt
	@touch $@

$(MODULES): package.json package-lock.json .npmrc
	@echo "make: installing the locked Node packages"
	@npm ci --loglevel=error
	@touch $@

$(PEERS): benchmarks/package.json benchmarks/package-lock.json benchmarks/.npmrc
	@echo "make: installing the locked Node packages for the comparison"
	@cd benchmarks && npm ci --loglevel=error
	@touch $@

# Cheap when the browser is there, so it is looked at each time instead of trusting a stamp.
browser: $(DEV)
	@scripts/browser $(BIN)/python $(BROWSER)
