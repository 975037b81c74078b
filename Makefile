# `make demo` needs Python >= 3.10 and a package index, nothing else; `make test` also downloads PyTorch and ms-swift.

SPEC  ?= samples/community-bot/persona.yaml
DEMO  ?= demo
# other data sets for `make bench` to compare with: FILE[=NAME,DEVELOPER] ...
PEERS ?=
# installed before ms-swift, whose own choice would be the newest; see CONTRIBUTING.md for CPU-only wheels
TORCH ?= torch==2.13.0

DEMO_ENV := .venv-demo
TEST_ENV := .venv
# the newest 3.x, which needs other versions of transformers and datasets than 4.x; training is tested with both
SWIFT3_ENV := .venv-swift3
SWIFT3     := ms-swift==3.12.6

# what a shell may carry over from elsewhere must not change what is installed or imported
unexport PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# $(call environment,FOLDER,CANDIDATES): a virtual environment of the first Python that will do; one that works is kept
define environment
@if ! $(1)/bin/python -c 'import pip' >/dev/null 2>&1; then \
  for python in $(or $(PYTHON),$(2)); do \
    if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then \
      echo "making $(1) with $$("$$python" -V)"; \
      exec "$$python" -m venv --clear $(1); \
    fi; \
  done; \
  echo "error: no Python >= 3.10 with venv among: $(or $(PYTHON),$(2))" >&2; \
  echo "help: install one (on Debian and Ubuntu with python3-venv), or name it: make PYTHON=/path/to/python3" >&2; \
  exit 2; \
fi
endef

# an environment whose Python has gone since is made anew
gone := $(foreach env,$(DEMO_ENV) $(TEST_ENV) $(SWIFT3_ENV),$(shell $(env)/bin/python -c '' 2>/dev/null || rm -f $(env)/.ready))

.PHONY: help demo test check format samples docs bench clean

help:
	@echo "make demo     expand a sample persona, lint the result, print the training command"
	@echo "make test     everything that must pass: ruff, mypy, pytest, real training on a tiny model"
	@echo "make check    the same without preparing the environment"
	@echo "make format   let ruff rewrite what it can"
	@echo "make samples  regenerate the data of every sample persona, after a change of templates or rules"
	@echo "make docs     rewrite docs/rules and personadata/parsed.json, after a change of a lint rule or of rules/"
	@echo "make bench    measure times, memory, how many samples a spec carries and how varied they are: minutes"
	@echo "make clean    remove all environments and all that the demo wrote"

demo: $(DEMO_ENV)/.ready
	@echo
	@echo '$$ personadata expand $(SPEC) -o $(DEMO)/self_cognition.json'
	@$(DEMO_ENV)/bin/python -m personadata expand $(SPEC) -o $(DEMO)/self_cognition.json
	@echo
	@echo '$$ personadata lint $(DEMO)/self_cognition.json --persona $(SPEC)'
	@$(DEMO_ENV)/bin/python -m personadata lint $(DEMO)/self_cognition.json --persona $(SPEC)
	@echo
	@echo '$$ personadata train $(DEMO)/self_cognition.json --persona $(SPEC) --dry-run'
	@$(DEMO_ENV)/bin/python -m personadata train $(DEMO)/self_cognition.json --persona $(SPEC) --dry-run
	@echo
	@echo 'persona      $(SPEC)'
	@echo 'data         $(DEMO)/self_cognition.json'
	@echo 'provenance   $(DEMO)/self_cognition.provenance.jsonl'
	@echo 'program      $(DEMO_ENV)/bin/personadata'
	@echo 'to train     $(DEMO_ENV)/bin/pip install -e ".[train]" and the command above without --dry-run'

test: $(TEST_ENV)/.ready $(SWIFT3_ENV)/.ready check

check:
	$(TEST_ENV)/bin/python -m ruff check .
	$(TEST_ENV)/bin/python -m ruff format --check .
	$(TEST_ENV)/bin/python -m mypy
	$(TEST_ENV)/bin/python -m pytest

format: $(TEST_ENV)/.ready
	$(TEST_ENV)/bin/python -m ruff check --fix .
	$(TEST_ENV)/bin/python -m ruff format .

samples: $(DEMO_ENV)/.ready
	@for spec in samples/*/persona.yaml; do \
	  echo "$$spec"; \
	  $(DEMO_ENV)/bin/python -m personadata expand "$$spec" -q -o "$$(dirname "$$spec")/self_cognition.json" || exit; \
	done

docs: $(DEMO_ENV)/.ready
	$(DEMO_ENV)/bin/python -m personadata.lint.manual.docs docs/rules
	$(DEMO_ENV)/bin/python -m personadata.safe_yaml

bench: $(DEMO_ENV)/.ready
	$(DEMO_ENV)/bin/python bench/startup.py
	$(DEMO_ENV)/bin/python bench/expand.py
	$(DEMO_ENV)/bin/python bench/lint.py --rounds 1 --sets 300,52k,70k,10000,100000
	$(DEMO_ENV)/bin/python bench/capacity.py
	$(DEMO_ENV)/bin/python bench/variety.py --lang zh $(PEERS)
	$(DEMO_ENV)/bin/python bench/variety.py --lang en $(PEERS)

clean:
	rm -rf $(DEMO_ENV) $(TEST_ENV) $(SWIFT3_ENV) $(DEMO)

$(DEMO_ENV)/.ready: pyproject.toml
	$(call environment,$(DEMO_ENV),python3 python3.13 python3.12 python3.11 python3.10 python3.14 python)
	@$(DEMO_ENV)/bin/python -m pip install --quiet --editable .
	@touch $@

# 3.11 first: what the pinned PyTorch is tested with
$(TEST_ENV)/.ready: pyproject.toml Makefile
	$(call environment,$(TEST_ENV),python3.11 python3 python3.12 python3.10 python3.13 python)
	@echo "installing $(TORCH), ms-swift and the test tools: minutes the first time"
	@$(TEST_ENV)/bin/python -m pip install --quiet '$(TORCH)' || { \
	  echo "help: choose a PyTorch that has a wheel for this Python: make test TORCH=torch" >&2; exit 2; }
	@$(TEST_ENV)/bin/python -m pip install --quiet --editable '.[train,dev]' '$(TORCH)'
	@touch $@

$(SWIFT3_ENV)/.ready: Makefile
	$(call environment,$(SWIFT3_ENV),python3.11 python3.12 python3.10 python3)
	@echo "installing $(TORCH) and $(SWIFT3): minutes the first time"
	@$(SWIFT3_ENV)/bin/python -m pip install --quiet '$(TORCH)' || { \
	  echo "help: choose a PyTorch that has a wheel for this Python: make test TORCH=torch" >&2; exit 2; }
	@$(SWIFT3_ENV)/bin/python -m pip install --quiet '$(SWIFT3)' '$(TORCH)'
	@touch $@
