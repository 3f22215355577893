#!/usr/bin/env bash
# wasm.sh <folder>: all modules are strict MVP, so that a phone of 2018 compiles them as one of today does.
set -euo pipefail
said="strict MVP"
for name in app rest air rare hall mapped; do
  module=$(echo "$1"/assets/$name-*.wasm)
  [ -f "$module" ] || { echo "$1 holds no $name module, or more than one: $module"; exit 1; }
  wasm-validate --disable-mutable-globals --disable-bulk-memory --disable-reference-types --disable-sign-extension \
    --disable-saturating-float-to-int --disable-multi-value --disable-simd "$module"
  said+=", $name $(stat -c %s "$module") bytes"
done
echo "$said"
