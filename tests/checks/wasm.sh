#!/usr/bin/env bash
# wasm.sh <folder>: the module is strict MVP, so that a phone of 2018 compiles it as one of today does.
set -euo pipefail
module=$(echo "$1"/assets/app-*.wasm)
[ -f "$module" ] || { echo "$1 holds no module, or more than one: $module"; exit 1; }
# Every feature after the first version but mutable globals, which every engine with wasm streaming has.
wasm-validate --disable-bulk-memory --disable-reference-types --disable-sign-extension \
  --disable-saturating-float-to-int --disable-multi-value --disable-simd "$module"
echo "strict MVP, $(stat -c %s "$module") bytes"
