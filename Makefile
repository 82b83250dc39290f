# Every command that a person or CI runs. `make demo` and `make test` are all a newcomer needs.
PYTHON ?= $(shell command -v python3 || command -v python)
BIN := .venv/bin

.PHONY: setup demo demo-fresh test check docs lock bench bench-linkage

setup:
	@$(PYTHON) scripts/bootstrap.py

demo: setup
	@$(BIN)/python scripts/demo.py

demo-fresh: setup
	@$(BIN)/python scripts/demo.py --fresh

test: setup
	@$(BIN)/python scripts/run_tests.py

check: setup
	@$(BIN)/python scripts/check.py

docs: setup
	@$(BIN)/python scripts/write_reference.py

lock: setup
	@$(BIN)/python scripts/lock.py

bench: setup
	@$(BIN)/python -m benchmarks

bench-linkage: setup
	@$(BIN)/python -m benchmarks.linkage
