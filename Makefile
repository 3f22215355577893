# kepu-day: `make help` lists what there is. Every tool comes in one pinned version and is kept per user, so that a
# second clone finds it; nothing is installed system-wide but the Debian packages named in tests/checks/machine.sh.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

TRUNK_VERSION := 0.21.14
BINDGEN_VERSION := 0.2.129
BINARYEN_VERSION := 132.0.0
ESBUILD_VERSION := 0.28.2

TOOLS := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/kepu-day/tools
TRUNK := $(TOOLS)/trunk-$(TRUNK_VERSION)
BINDGEN := $(TOOLS)/wasm-bindgen-$(BINDGEN_VERSION)
NODE_TOOLS := $(TOOLS)/node-binaryen-$(BINARYEN_VERSION)-esbuild-$(ESBUILD_VERSION)
export PATH := $(TRUNK)/bin:$(BINDGEN)/bin:$(NODE_TOOLS)/node_modules/.bin:$(PATH)

# Trunk takes NO_COLOR for a flag and stops.
unexport NO_COLOR
# The stamps below and the scoped sheet live in the project's own target folder.
unexport CARGO_TARGET_DIR

export HOST ?= 127.0.0.1
export PORT ?= 8080

# One wasm for old and new phones: strict MVP, std built with it, panics that abort (tests/checks/wasm.sh checks it).
# Functions that are the same stay apart until kepu-finish has split the module. Without what only a debugger reads; the stack small enough for addresses of three bytes.
RELEASE_ENV := RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort \
  CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Ctarget-cpu=mvp -Ctarget-feature=+mutable-globals -Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none -Zmerge-functions=disabled -Clink-arg=-zstack-size=524288"

MACHINE := tests/checks/machine.sh
STAMPS := target/stamps
NATIVE := --no-default-features --features tools
APP_SOURCES := $(shell find src style public .cargo -type f 2>/dev/null) \
  Cargo.toml Cargo.lock Trunk.toml build.rs index.html

# Whoever removes dist/ wants it built again.
ifeq ($(wildcard dist/index.html),)
$(shell rm -f $(STAMPS)/dist)
endif

.PHONY: help serve build dev test test-backends check conform bench data sheet import tools clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

serve: ## the app and the demo backend on http://HOST:PORT (127.0.0.1:8080); MEMORY=1 keeps nothing
	@$(MACHINE) port
	@$(MAKE) -s build $(STAMPS)/backend
	@tests/checks/serve.sh

build: $(STAMPS)/dist ## the release build, in dist/: a folder of static files

dev: tools ## the app, rebuilt at every change, with the demo backend behind it
	@$(MACHINE) port
	@$(MAKE) -s $(STAMPS)/backend
	@tests/checks/dev.sh

test: $(STAMPS)/dist $(STAMPS)/backend tests/e2e/node_modules tests/conform/node_modules ## every test: native, in the browser, whole app
	@$(MACHINE) browser firefox database
	@tests/checks/test.sh

test-backends: $(STAMPS)/dist $(STAMPS)/backend tests/e2e/node_modules ## the same on Directus, Strapi and parse-server, which take minutes and 2 GB to install once per user
	@$(MACHINE) browser database
	@BACKENDS="directus strapi parse" LEVELS="backends e2e" E2E=foreign tests/checks/test.sh

check: $(STAMPS)/dist ## format, lints, layers, budgets, pages, wasm
	@$(MACHINE) check
	@tests/checks/check.sh

conform: tests/conform/node_modules ## whether a backend fits: make conform API=http://host/api, or CONFIG=config.json, [REPORT=folder]; fails if it does not
	@node tests/conform/run.mjs "$(or $(CONFIG),$(API))" "$(or $(REPORT),target/conform)" || [ $$? = 1 ]

data: ## a large catalogue: make data N=10000 [SEED=1], in target/
	@$(MACHINE) rust
	@mkdir -p target
	@nice cargo run --quiet --release $(NATIVE) --bin kepu-data -- $(or $(N),10000) --seed $(or $(SEED),1) <public/data/2023.json >target/data-$(or $(N),10000).json
	@echo "target/data-$(or $(N),10000).json"

sheet: ## the spreadsheet to fill in, in target/; with OF=year.json a year as a spreadsheet
	@$(MACHINE) rust
	@mkdir -p target
	@nice cargo run --quiet $(NATIVE) --bin kepu-data -- sheet $(if $(OF),--of $(OF),--year-file $(or $(YEAR),public/data/2023.json)) >target/sheet.xlsx
	@echo "target/sheet.xlsx"

import: ## a year file from a spreadsheet, calendar or programme: make import FILE=sheet.xlsx [INTO=year.json]
	@$(MACHINE) rust
	@mkdir -p target
	@[ -n "$(FILE)" ] || { echo "which file? make import FILE=sheet.xlsx"; exit 1; }
	@nice cargo run --quiet $(NATIVE) --bin kepu-data -- import "$(FILE)" --year-file $(or $(YEAR),public/data/2023.json) --report target/import-report.json $(if $(INTO),--into $(INTO),>target/import.json)
	@echo "$(or $(INTO),target/import.json), target/import-report.json"

bench: $(STAMPS)/dist $(STAMPS)/backend tests/e2e/node_modules ## the filter's kernel; planning a day; the first paint beside a page without the app; a rush on sign-up; a week of a screen in a hall (an hour; SOAK=0.05: a part of it)
	@$(MACHINE) browser database
	@$(MAKE) -s data N=5000
	@tests/bench/kernel.sh
	@tests/bench/outbox.sh
	@node tests/bench/pages.mjs $(or $(ROUNDS),7)
	@node tests/bench/taps.mjs
	@node tests/bench/load.mjs
	@node tests/bench/soak.mjs

clean: ## removes what was built here; the tools stay
	@rm -rf target dist tests/e2e/node_modules tests/e2e/results tests/e2e/report tests/conform/node_modules

tools: $(STAMPS)/rust $(TRUNK)/bin/trunk $(BINDGEN)/bin/wasm-bindgen-test-runner $(NODE_TOOLS)/node_modules/.bin/esbuild ## the pinned tools, once per user

# ---- tools ----

# Nothing here is a file of the toolchain, which may change under us: asked every time, and quick.
.PHONY: $(STAMPS)/rust
$(STAMPS)/rust:
	@$(MACHINE) rust node

$(TRUNK)/bin/trunk:
	@$(MACHINE) rust
	@echo "trunk $(TRUNK_VERSION): compiling once, 5 to 10 minutes"
	@cargo install trunk --version $(TRUNK_VERSION) --locked --quiet --root $(TRUNK) || { echo "trunk could not be installed: is there a network?"; exit 1; }

$(BINDGEN)/bin/wasm-bindgen-test-runner:
	@$(MACHINE) rust
	@echo "wasm-bindgen-cli $(BINDGEN_VERSION): compiling once, 2 to 4 minutes"
	@cargo install wasm-bindgen-cli --version $(BINDGEN_VERSION) --locked --quiet --root $(BINDGEN) || { echo "wasm-bindgen-cli could not be installed: is there a network?"; exit 1; }

$(NODE_TOOLS)/node_modules/.bin/esbuild:
	@$(MACHINE) node
	@echo "binaryen $(BINARYEN_VERSION) and esbuild $(ESBUILD_VERSION): downloading once, 115 MB, seconds"
	@mkdir -p $(NODE_TOOLS)
	@npm install --silent --no-save --prefix $(NODE_TOOLS) binaryen@$(BINARYEN_VERSION) esbuild@$(ESBUILD_VERSION) || { echo "binaryen and esbuild could not be installed: is there a network?"; exit 1; }
	@touch $@

tests/e2e/node_modules tests/conform/node_modules: %/node_modules: %/package-lock.json
	@$(MACHINE) node
	@echo "npm packages of $*: downloading, seconds"
	@PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --prefix $* || { echo "they could not be installed: is there a network?"; exit 1; }
	@touch $@

# ---- builds ----

$(STAMPS)/dist: $(APP_SOURCES) Makefile | tools
	@echo "the app, release build: 2 to 4 minutes the first time"
	@$(RELEASE_ENV) nice trunk --quiet build --release
	@mkdir -p $(STAMPS) && touch $@

# Cargo knows best what changed.
.PHONY: $(STAMPS)/backend
$(STAMPS)/backend:
	@$(MACHINE) rust
	@[ -x target/backend/debug/kepu-backend ] || echo "the demo backend: compiling once, 1 to 2 minutes"
	@nice cargo build --quiet --manifest-path tests/backend/Cargo.toml --target-dir target/backend
