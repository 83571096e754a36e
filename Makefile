# What a person types. `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

edition := Editions/nets
database := data/nets.sqlite
port := 8080

# A first look should not wait twice as long for a release build. Once somebody has made one
# (`make bench` does), it is kept up to date and served.
mode := $(if $(wildcard .build/release/hoofbeat),release,debug)
# With Swift's own library inside the program, as `make bench` measures it.
release := --configuration release --static-swift-stdlib
flags := $(if $(filter release,$(mode)),$(release),--configuration debug)
wait := $(if $(wildcard .build/$(mode)/hoofbeat),,The first time this takes about five minutes.)

# Everything is built once, with the same settings, for `check`, `quick` and `test` alike: a second
# set of flags would build all of it again.
build := swift build --build-tests --explicit-target-dependency-import-check error
run := swift test --skip-build --disable-xctest
# Files of tests run beside one another; more than four browsers at once help nobody.
pytest := .venv/bin/pytest Tests --numprocesses auto --maxprocesses 4 --dist loadfile
# The day on which the edition is checked, so that the calendar alone never breaks a build.
today := 2026-12-01

.PHONY: help
help: ## This list
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | \
	    while IFS=$$'\t' read -r name what; do printf '  make %-10s%s\n' "$$name" "$$what"; done

.PHONY: serve
serve: ## Build, and serve the edition about NETs at http://127.0.0.1:8080
	@scripts/install
	@echo "Building Hoofbeat ($(mode)). $(wait)"
	@swift build $(flags) --product hoofbeat
	@mkdir -p $(dir $(database))
	@exec .build/$(mode)/hoofbeat serve --edition $(edition) --database $(database) --port $(port)

.PHONY: quick
quick: ## The inner loop: build, and the tests of one room (make quick room=Policy)
	@$(build)
	@$(run) $(if $(room),--filter '^$(room)Tests\.',--skip '^(Web|Stores)Tests\.')

.PHONY: check
check: ## Format, build without warnings, tidy, and the edition without findings
	@scripts/install
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	$(build)
	$(run) --filter '^TidyTests\.'
	.build/debug/hoofbeat check $(edition) --strict --today $(today)

.PHONY: format
format: ## Put the Swift sources into the project's format
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

.PHONY: test
test: ## Everything a change must pass: check, and all tests but the long ones
	@scripts/install --tests
	@$(MAKE) --no-print-directory check
	$(run)
	$(pytest) -m 'not long'

.PHONY: test-all
test-all: ## The same in longer rounds, and the long tests
	@scripts/install --tests
	@$(MAKE) --no-print-directory check
	HOOFBEAT_HISTORIES=20000 HOOFBEAT_ROUNDS=200 $(run)
	HOOFBEAT_ROUNDS=200 $(pytest)

.PHONY: bench
bench: ## Measure a release build beside nginx and Hugo; writes docs/measurements.md
	@scripts/install --bench
	swift build $(release) --product hoofbeat
	bench/run

.PHONY: clean
clean: ## Remove what was built; a database in data/ stays
	rm -rf .build .venv .cache
