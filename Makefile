# `make test` and `make demo` set up everything they need first; a second run finds it done.

# The tests start the program hundreds of times: without its bytecode, each start compiles it anew.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: test lint demo docs release lock clean

test: lint
	$(BIN)/pytest -n logical --dist worksteal

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

demo: $(READY)
	$(BIN)/operasure demo

# The documentation as a site in build/site; a dead link or anchor is an error. A test does it, too.
docs: $(READY)
	$(BIN)/mkdocs build --strict

# Wheel, sdist, the single file and their digests in dist/ (operasure help release).
release: $(READY)
	$(BIN)/python tools/release.py dist

# After a change of the dependencies; needs the program uv.
lock:
	uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 \
	    --generate-hashes --upgrade --custom-compile-command 'make lock' \
	    --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml tools/setup tools/install-packages
	tools/setup $(VENV)
	touch $@
