# Everything a person or a CI machine types here. Needs Python 3.11 or newer and make, nothing else.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

PYTHON ?= python3
# A file's tests stay together, since they share what is costly to start.
PARALLEL ?= --numprocesses auto --dist loadfile
UV := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--custom-compile-command "make lock"

.PHONY: help run test test-light format train gallery images screenshots architecture second-client lock clean

help:  ## this list
	@sed -nE 's/^([a-z-]+):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/stamp  ## the bot; without Slack tokens, in a stand-in Slack on this machine
	.venv/bin/python -m bot

test: .venv-test/stamp  ## format, lint, types and all tests
	.venv-test/bin/ruff format --check .
	.venv-test/bin/ruff check .
	.venv-test/bin/mypy
	.venv-test/bin/pytest $(PARALLEL)

test-light: .venv-light/stamp  ## bot and classifier, with only what the running bot installs
	.venv-light/bin/pytest $(PARALLEL) tests/test_architecture.py \
		$(wildcard tests/bot tests/classifier tests/scenarios)

format: .venv-test/stamp  ## format the code and mend what the linter can
	.venv-test/bin/ruff format .
	.venv-test/bin/ruff check --fix .

train: .venv-test/stamp  ## train, evaluate and export the model into classifier/artifact
	.venv-test/bin/python -m training

gallery: .venv/stamp  ## draw typical and hard heat maps as one sheet, to look at
	.venv/bin/python -m classifier.heat_map.gallery

images: .venv/stamp  ## draw the README's picture with the shipped model
	.venv/bin/python -m classifier "駅前のパン屋のクロワッサンが絶品すぎる。" --png docs/images/heat-map.png

screenshots: .venv-test/stamp  ## take the README's pictures from the demo, with Chromium
	.venv-test/bin/python -m tests.browser.screenshots

architecture: .venv-light/stamp  ## draw rooms and arrows into docs/architecture.md, from the code
	.venv-light/bin/python -m tests.architecture

second-client: build/second-client/stamp  ## npm's Slack clients, which check the stand-in Slack

lock: .venv-lock/stamp  ## choose versions anew and write the three requirements.txt with hashes
	@mkdir -p build/lock
	$(UV) --upgrade --output-file build/lock/all.txt \
		requirements.in training/requirements.in tests/requirements.in
	$(UV) --generate-hashes --constraint build/lock/all.txt \
		--output-file build/lock/runtime.txt requirements.in
	$(UV) --generate-hashes --constraint build/lock/all.txt \
		--output-file build/lock/tests.txt tests/requirements.in
	$(UV) --generate-hashes --constraint build/lock/all.txt \
		$$(sed -nE 's/^([a-z0-9-]+)(\[.*\])?==.*/--no-emit-package \1/p' build/lock/runtime.txt) \
		--output-file build/lock/training.txt training/requirements.in
	sed '/-c build\/lock/d' build/lock/runtime.txt > requirements.txt
	sed '/-c build\/lock/d' build/lock/tests.txt > tests/requirements.txt
	(echo '-r ../requirements.txt'; sed '/-c build\/lock/d' build/lock/training.txt) > training/requirements.txt

clean:  ## remove environments, caches and drawings; what training made stays in build/training
	rm -rf .venv .venv-* build/lock build/gallery build/playground build/second-client build/browser .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment is made anew whenever its requirements change, so that nothing of the old ones stays.
.venv/stamp: requirements.txt
	$(call environment,.venv,-r requirements.txt)

.venv-light/stamp: requirements.txt tests/requirements.txt
	$(call environment,.venv-light,-r requirements.txt -r tests/requirements.txt)

.venv-test/stamp: requirements.txt training/requirements.txt tests/requirements.txt
	$(call environment,.venv-test,-r training/requirements.txt -r tests/requirements.txt)

define environment
@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
	"Python 3.11 or newer is needed, %s is Python %s. Name another: make PYTHON=python3.13 ..." \
	% (sys.executable, sys.version.split()[0]))'
@echo "Making $(1) ..."
@rm -rf $(1)
@$(PYTHON) -m venv $(1) || { \
	echo "python3 -m venv failed; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes $(2)
@touch $@
endef

# Exact versions in package.json; npm's own lock file would name a machine.
build/second-client/stamp: tests/bot/playground/second_client/package.json
	@mkdir -p $(@D)
	@cp $< $(@D)/package.json
	@npm install --prefix $(@D) --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

# uv only writes the locks; nobody else needs it.
.venv-lock/stamp: Makefile
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@touch $@
