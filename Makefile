# One line for each thing people do. The logic is in `yifa` (services/suite) and in scripts/.
PROFILE ?= dev
YIFA = cargo run --quiet --profile $(PROFILE) -p suite --bin yifa --

.PHONY: help run demo test check lint generate deps vectors

help: ## Shows this list.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: ## Installs what is missing and starts the whole product with demonstration data; Ctrl-C stops it.
	@scripts/install-deps run
	$(YIFA) run --demo

demo: ## Plays two stories against the running suite.
	$(YIFA) demo

test: ## All tests, against servers that it starts itself.
	@scripts/install-deps test
	SQLX_OFFLINE=true cargo build --workspace --bins --tests
	SQLX_OFFLINE=true target/debug/with-servers cargo nextest run --workspace

check: lint test ## What the continuous check runs.

lint: ## Format, lints, contracts, licences, generated files.
	@scripts/install-deps lint
	cargo fmt --all --check
	tools/node_modules/.bin/buf lint
	cargo deny --log-level error check bans licenses sources
	scripts/generate --check # clippy too

generate: ## Rewrites the files that are generated and checked in.
	scripts/generate

vectors: ## The computed law vectors: make vectors FILE=path
	$(YIFA) vectors $(FILE)

deps: ## Installs everything that any target needs.
	@scripts/install-deps run test lint
