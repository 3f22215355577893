#!/usr/bin/env bash
# The kernel's figures: builds the bench natively and for wasm, as the app is built, and runs both beside other engines.
set -euo pipefail

tests/checks/machine.sh bench
[ -d tests/bench/node_modules ] || npm ci --silent --prefix tests/bench

# The program that cargo built, from what it says of it.
built() { "$@" --message-format=json | grep -F '"kind":["bench"]' | sed -nE 's/.*"executable":"([^"]+)".*/\1/p' | tail -n 1; }

export CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS="-Ctarget-cpu=mvp -Ctarget-feature=+mutable-globals"
programs=()
for bench in discover itinerary; do
  options=(--quiet --no-default-features --features tools --bench "$bench" --no-run)
  programs+=("$(built cargo bench "${options[@]}")" "$(built cargo bench "${options[@]}" --target wasm32-wasip1)")
done

make -s data N=10000
nice node tests/bench/kernel.mjs "${programs[@]}" "$PWD/target/data-10000.json"
