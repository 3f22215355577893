#!/usr/bin/env bash
# Everything that can be judged without running the app; run by `make check`. STEPS="format texts" runs only those.
set -euo pipefail
. tests/checks/steps.sh

backend="--manifest-path tests/backend/Cargo.toml"

format() { cargo fmt --all --check && cargo fmt --check $backend; }
# Every program and every test of the browser; the native tests are linted with the tools.
lint_app() { cargo clippy --quiet --target wasm32-unknown-unknown --bins --test '*' -- -D warnings; }
lint_tools() { cargo clippy --quiet --workspace --no-default-features --features tools --all-targets -- -D warnings; }
lint_backend() { cargo clippy --quiet $backend --target-dir target/backend --all-targets -- -D warnings; }
layers() { node tests/checks/imports.mjs; }
texts() { node tests/checks/texts.mjs; }
data() { node tests/checks/data.mjs; }
pages() { node tests/checks/pages.mjs dist; }
wasm() { tests/checks/wasm.sh dist; }
budgets() { node tests/checks/budgets.mjs dist; }

summary() {
  case $1 in
    texts | pages | wasm | data) tail -n 1 "$2" ;;
  esac
}

for one in ${STEPS:-format lint_app lint_tools lint_backend layers texts data pages wasm budgets}; do
  step "$one" nice "$BASH" -c "backend='$backend'; $(declare -f "$one"); $one"
  [ "$one" != budgets ] || cat "$logs/budgets.log"
done
finish check
