# The front door. Each target is a thin name for a command you can also type: see `make help`.
# Needs GNU make, and nothing installed: the first run makes .venv (dojo/setup.sh), later ones find it.

# Which katas, for the targets that take K: k21 · k21_the_missing_comma · k2 (a chapter) · several: K="k21 k22"
K ?=
# More for the command itself: make check ARGS="--start spawn"
ARGS ?=
# How often `make flaky` grades each kata
RUNS ?= 20
# PYTHON=python3.13 makes .venv with that Python
export PYTHON
# Variables for Python itself work before any code of ours can leave them out (dojo/environment.py)
unexport $(filter-out PYTHON,$(filter PYTHON%,$(.VARIABLES)))

PY := .venv/bin/python
KATA_FILES := $(wildcard katas/*.py)

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

##@ For you

.PHONY: check
check: setup ## grade every kata, or some: make check K=k21, K=k2 (a chapter), K="k21 k22"
	@$(PY) -m dojo check $(K) $(ARGS)

# make k21, make k21_the_missing_comma, make k2 (a chapter). The grader says so when there is none.
k%: setup
	@$(PY) -m dojo check $@ $(ARGS)

# make katas/k21_the_missing_comma.py: what the Tab key completes to. Phony, so that make can never
# take the learner's file for something it made.
.PHONY: $(KATA_FILES)
$(KATA_FILES): setup
	@$(PY) -m dojo check $@ $(ARGS)

.PHONY: watch
watch: setup-watch ## grade at every save, with a key for all else; make watch K=k23 begins there
	@$(PY) -m dojo watch $(K) $(ARGS)

.PHONY: picture
picture: setup ## draw what the processes of your answer did: make picture K=k23
	@$(PY) -m dojo picture $(K) $(ARGS)

.PHONY: report
report: setup ## grade, and write report.html: everything in one page, with pictures
	@$(PY) -m dojo report $(K) $(ARGS)

.PHONY: hint
hint: setup ## one more hint at each call: make hint K=k21
	@$(PY) -m dojo hint $(K) $(ARGS)

.PHONY: why
why: setup ## why it is so, misconceptions, interview questions: make why K=k21
	@$(PY) -m dojo why $(K) $(ARGS)

.PHONY: solution
solution: setup ## your answer beside the reference solution: make solution K=k21
	@$(PY) -m dojo solution $(K) $(ARGS)

.PHONY: reset
reset: setup ## a kata as it came; your answer is saved first: make reset K=k21
	@$(PY) -m dojo reset $(K) $(ARGS)

.PHONY: undo
undo: setup ## your answer as `make reset` saved it: make undo K=k21
	@$(PY) -m dojo undo $(K) $(ARGS)

.PHONY: progress
progress: setup ## what is solved, since when, in how many tries, and what is next
	@$(PY) -m dojo progress $(K) $(ARGS)

.PHONY: doctor
doctor: setup ## what this system grants the grader, and what is therefore promised
	@$(PY) -m dojo doctor $(ARGS)

.PHONY: solutions-branch
solutions-branch: setup ## make or refresh the local git branch `solutions`: the same katas, solved
	@$(PY) -m dojo.upkeep.solutions_branch $(ARGS)

.PHONY: help
help: ## this text
	@awk 'BEGIN { FS = ":.*## " } \
	    /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	    /^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 } \
	    /^check:/ { printf "  make %-18s %s\n", "k21", "one kata, with everything useful said"; \
	                printf "  make %-18s %s\n", "k2", "one chapter" }' Makefile
	@printf '%s\n' '' \
	    'A last line "make: *** ... Error 1" is only how make says "not all solved yet"; with Error 2' \
	    'there, the grader or how it was called is at fault. make itself exits 2 for both; for plain' \
	    '0, 1 and 2 call the command itself: $(PY) -m dojo check'

##@ For work on the project

.PHONY: test
test: lint ## everything the project promises: lint, types, and the tests of the grader and the katas
	@$(PY) -m pytest selftest $(ARGS)

.PHONY: lint
lint: setup-dev ## ruff and mypy, changing nothing
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

.PHONY: format
format: setup-dev ## let ruff lay out the code, and repair what it safely can
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

.PHONY: new
new: setup ## the files of a new kata: make new K=k28_its_name
	@$(PY) -m dojo.upkeep.new $(K)

.PHONY: prove
prove: setup ## does every answer of a kata get what it must? make prove K=k21
	@$(PY) -m dojo.upkeep.prove $(K) $(ARGS)

.PHONY: flaky
flaky: setup ## does a verdict ever change? make flaky K=k21 RUNS=100
	@$(PY) -m dojo.upkeep.flaky $(K) --runs $(RUNS) $(ARGS)

.PHONY: bench
bench: setup-watch ## what a run costs, measured
	@$(PY) -m dojo.upkeep.bench $(ARGS)

.PHONY: matrix
matrix: setup ## the self tests under every Python 3.11 to 3.15 on this machine
	@$(PY) -m dojo.upkeep.matrix $(ARGS)

.PHONY: lock
lock: ## newest versions into the requirements*.lock files (needs uv)
	@command -v uv >/dev/null || { echo 'make lock needs uv: pipx install uv' >&2; exit 1; }
	@$(LOCK) pyproject.toml -o requirements.lock
	@for more in watch dev; do \
	    $(LOCK) pyproject.toml --group $$more -c requirements.lock -o requirements-$$more.lock || exit; \
	done

# PyPI and nothing else, whatever this machine is set to; one file for every Python from 3.11 on.
LOCK = UV_NO_CONFIG=1 uv pip compile --quiet --upgrade --universal --python-version 3.11 \
    --generate-hashes --default-index https://pypi.org/simple --no-emit-index-url \
    --no-emit-find-links --custom-compile-command 'make lock'

.PHONY: clean
clean: ## remove what make made: .venv, .venv-matrix, caches. Your katas stay
	@if [ -d .venv/.process-katas ]; then rm -rf .venv; fi
	@rm -rf .venv-matrix .pytest_cache .mypy_cache .ruff_cache
	@find . -name .git -prune -o -name __pycache__ -prune -exec rm -rf {} +

# ---- Steps of the above --------------------------------------------------------------------------

.PHONY: setup
setup:
	@sh dojo/setup.sh

.PHONY: setup-watch
setup-watch:
	@sh dojo/setup.sh --watch

.PHONY: setup-dev
setup-dev:
	@sh dojo/setup.sh --dev
