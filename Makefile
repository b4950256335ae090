# One line for each thing people do. The logic is in `yifa` (services/suite) and in scripts/.
PROFILE ?= dev
YIFA = cargo run --quiet --profile $(PROFILE) -p suite --bin yifa --

.PHONY: help run federation demo bench test check lint generate deps vectors

help: ## Shows this list.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: ## Installs what is missing and starts the whole product with demonstration data; Ctrl-C stops it.
	@scripts/install-deps run
	$(YIFA) run --demo

federation: ## The same twice: a city's deployment, and a county's that hands over to it; Ctrl-C stops both.
	@scripts/install-deps run
	cargo build --quiet --profile $(PROFILE) -p suite --bin yifa
	scripts/federation

demo: ## Plays two stories against what runs, and shows what everybody sees (CITY=address shows the city's deployment too).
	$(YIFA) demo $(if $(CITY),--city $(CITY))

test: ## All tests, against servers that it starts itself.
	@scripts/install-deps test
	SQLX_OFFLINE=true cargo build --workspace --bins --tests
	SQLX_OFFLINE=true target/debug/with-servers cargo nextest run --workspace

bench: ## Measures the product on this machine, in release, and writes docs/performance.md; needs quiet, and a quarter of an hour.
	@scripts/install-deps run bench
	cargo build --release --workspace --bins
	target/release/yifa bench

check: lint test ## What the continuous check runs.

lint: ## Format, lints, contracts, licences, generated files.
	@scripts/install-deps lint
	cargo fmt --all --check
	tools/node_modules/.bin/buf lint
	cargo deny --log-level error check bans licenses sources
	scripts/check-deploy
	scripts/check-k8s
	scripts/generate --check # clippy too

generate: ## Rewrites the files that are generated and checked in.
	scripts/generate

vectors: ## The computed law vectors: make vectors FILE=path
	$(YIFA) vectors $(FILE)

deps: ## Installs everything that any target needs.
	@scripts/install-deps run test lint
