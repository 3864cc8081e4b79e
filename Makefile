# Standpunt's commands. `make help` lists them.
# A folder with spaces in its path is fine: everything here is named from the project's own folder.
.DEFAULT_GOAL := help
.PHONY: help run setup stop test test-all slow check dev model lock messages records pictures backup restore audit licences
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
# Where the environment forbids compiled files beside the code, they are kept where tests/conftest.py keeps them, from the
# first import on: else the first process would compile pytest for itself alone, and each worker after it again.
BYTECODE = $(if $(PYTHONDONTWRITEBYTECODE),PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX="$(CURDIR)/.venv/bytecode" )
# One process more than there are processors, since some tests wait.
PYTEST = $(BYTECODE)$(PY) -m pytest --numprocesses=$$(($$(getconf _NPROCESSORS_ONLN) + 1))

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1#\2/p' Makefile | awk -F'#' '{ printf "%-16s %s\n", $$1, $$2 }'
	@echo
	@echo "  PORT=8001 and HOST=0.0.0.0 move where the pages are, STANDPUNT_VAR=folder moves the data (var/)."

run: .environment ## set up, then web, worker and beat, at http://127.0.0.1:8000/ (Ctrl-C stops all of it)
	@exec $(PY) -m tracker.dev_runner

setup: .environment ## the environment and a ready database in var/, and nothing else running
	@$(PY) -m tracker.operations.prepare

stop: ## end everything that runs in var/, whoever started it
	@if [ -x $(PY) ]; then $(PY) -m tracker.local_servers stop; fi

backup: .environment ## copy everything to FILE=name (default: backup-<date>.zip)
	@$(PY) manage.py backup $(or $(FILE),backup-$$(date +%Y-%m-%d-%H%M%S).zip)

restore: .environment ## fill an empty database from FILE=name, and check that all of it is there
	@$(PY) manage.py restore $(or $(FILE),$(error name the copy: make restore FILE=backup.zip))

test: .environment-dev ## run the tests but for those with the marks browser, faults, load and model, which `make test-all` runs too
	@$(PYTEST) -m "not (browser or faults or load or model)" $(ARGS)

test-all: .environment-dev ## run every test; ARGS='-m "browser or load"' those with one of these marks
	@$(PYTEST) $(ARGS)

slow: .environment-dev ## run once before an issue ends: load, scale, charts, pipeline, valid HTML, Lighthouse (ARGS go to it)
	@$(PY) -m bench.load
	@$(PY) -m bench.scale
	@$(PY) -m bench.timelines
	@$(PY) -m bench.pipeline
	@$(PY) -m bench.pipeline --workers 1,2
	@$(PY) -m bench.recording
	@if [ -n "$(FOREIGN)" ]; then $(PY) -m bench.foreign "$(FOREIGN)"; fi
	@$(PY) -m bench.nu_checker
	@$(PY) -m bench.lighthouse $(ARGS)

check: ## what CI runs
	@bash .ci/run

dev: .environment-dev ## what developers need beside: test runner, linter, types

model: ## the small language model of the tests, in .venv-model (`.venv-model/bin/python scripts/model_server.py` serves it)
	@python=$$(sh scripts/python.sh) && "$$python" scripts/bootstrap.py --model

audit: .environment-dev ## whether a package that this runs on has a known hole (asks PyPI)
	@$(PY) -m scripts.audit $(ARGS)

licences: .environment ## under which licence each of them stands
	@$(PY) -m scripts.licences

lock: .environment-dev ## pin requirements*.in anew in requirements*.txt, with every hash
	@for name in requirements requirements-dev requirements-model scripts/audit scripts/uv; do \
		.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(ARGS) $$name.in -o $$name.txt || exit 1; \
	done

messages: .environment-dev ## bring locale/ up to what the code says; then fill in what it names
	@$(PY) -m scripts.messages

records: .environment-dev ## write docs/records.md anew, from the definitions of the records
	@$(PY) -m scripts.record_docs

pictures: .environment-dev ## take the pictures of README and docs anew (asks for Chromium)
	@$(PY) -m scripts.make_pictures $(ARGS)

.PHONY: .environment .environment-dev
.environment:
	@python=$$(sh scripts/python.sh) && "$$python" scripts/bootstrap.py

.environment-dev:
	@python=$$(sh scripts/python.sh) && "$$python" scripts/bootstrap.py --dev
