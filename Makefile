# make run: set everything up and start the bot · make test: set up the same and run every check and test
# make test COVERAGE=1: also measure what the tests cover, and ask for 95 %; takes twice the time, the CI does it
# make torture: kill the bot in every way, for five minutes, and count what is lost

PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
BIN := .venv/bin
# A file's tests stay together, since they share servers; the files go in their order, the longest are not the last.
BESIDE := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes

# Compiled code is kept, whatever this machine is used to: every process that starts reads it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test torture check setup lock bench quality pictures clean

run: setup
	@$(BIN)/python -m bot run

test: .venv/dev setup check
	$(BIN)/python -m pytest $(BESIDE) $(if $(COVERAGE),--cov --cov-report=term --cov-fail-under=95)

torture: .venv/dev
	@$(BIN)/python -m tests.torture

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: .venv/ready
	@$(BIN)/python -m bot doctor --fix --quiet || true

quality: .venv/dev
	@$(BIN)/python -m tests.quality.report

bench: .venv/dev
	$(BIN)/python -m tests.bench.playground

# The README's pictures, from the running product.
pictures: .venv/dev setup
	$(BIN)/python -m tests.gallery

.venv/python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本：请先安装，再运行一次。" >&2; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq python3-venv; } >/dev/null 2>&1; \
	  $(PYTHON) -m venv .venv; } || { echo "建不了虚拟环境：请安装 python3-venv（apt install python3-venv），再运行一次。" >&2; exit 1; }
	@touch $@

.venv/ready: .venv/python requirements.txt
	$(INSTALL) -r requirements.txt
	@touch $@

.venv/dev: .venv/ready requirements-dev.txt
	$(INSTALL) -r requirements-dev.txt
	@touch $@

# Needs uv; the files name no registry.
lock:
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header -p 3.11 pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header -p 3.11 pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
