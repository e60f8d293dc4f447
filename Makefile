# Two commands matter: `make demo` and `make test`. Everything runs in .venv, made on first use.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
MINUTES ?= 30
SECONDS ?= 600

.PHONY: demo test check bench eval soak fuzz

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv && $(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]' && touch $@

demo: .venv/ready
	$(BIN)/python -m ingest samples/documents --index .demo && $(BIN)/python -m assistant serve --index .demo

test: .venv/ready
	$(BIN)/python -m pytest -n 2 --ignore=tests/bench tests

check: .venv/ready
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: .venv/ready
	$(BIN)/python -m pytest -q -s tests/bench

eval: .venv/ready
	$(BIN)/python -m eval --baseline eval/baselines/samples.json
	$(BIN)/python -m eval.quantities
	test ! -d $(SHARED)/corpus || { $(BIN)/python -m ingest $(SHARED)/corpus --index runs/corpus && $(BIN)/python -m eval --cases $(SHARED)/questions/dev.jsonl --index runs/corpus --baseline eval/baselines/dev.json && $(BIN)/python -m eval.retrieval --shared $(SHARED) --index runs/corpus && $(BIN)/python -m eval.tags --shared $(SHARED); }

soak: .venv/ready
	LOAD_MINUTES=$(MINUTES) $(BIN)/python -m pytest -q -s tests/bench/test_load.py

fuzz: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	for reader in text markdown html docx pdf; do $(BIN)/python -m tests.fuzz.readers $$reader runs/fuzz/$$reader -max_total_time=$(SECONDS) || exit 1; done
