#!/usr/bin/env bash
# Every test, level by level; run by `make test`. LEVELS="native web" runs only those.
set -euo pipefail
. tests/checks/steps.sh

# A test that is skipped is a test that lies: counted here, and refused below.
cargo_counts() {
  sed -nE 's/^test result: .* ([0-9]+) passed; [0-9]+ failed; ([0-9]+) ignored.*/\1 \2/p' "$1" |
    awk '{ passed += $1; ignored += $2 } END { print passed + 0, ignored + 0 }'
}

summary() {
  local passed ignored
  case $1 in
    native | backend | web)
      read -r passed ignored < <(cargo_counts "$2")
      echo "$passed tests"
      ;;
    e2e)
      local late
      late=$(flaky "$2")
      sed -nE 's/^ *([0-9]+) passed.*/\1 tests/p' "$2" | tail -n 1 | tr -d '\n'
      [ "$late" = 0 ] && echo || echo ", and $late more only at the second try:$(sed -nE 's/^ *\[[a-z]+\] › ([^:]+:[0-9]+).*/ \1/p' "$2" | sort -u | tr -d '\n')"
      ;;
    backends) sed -nE 's/^# pass ([0-9]+)$/\1 tests/p' "$2" ;;
    contract) sed -nE 's/^schemathesis on .*, ([0-9,]+) cases$/\1/p' "$2" | tr -d , | awk '{ n += $1 } END { print n " generated requests" }' ;;
    conform) tail -n 1 "$2" ;;
  esac
}

# How many journeys passed only when they were tried again.
flaky() { sed -nE 's/^ *([0-9]+) flaky$/\1/p' "$1" | tail -n 1 | grep . || echo 0; }

# One or two of hundreds on a shared machine are the machine's; more are a fault of the app or of the tests.
refuse_flaky() {
  [ ! -e "$logs/e2e.log" ] || [ "$(flaky "$logs/e2e.log")" -le 2 ] && return 0
  echo "  FAIL  e2e passed, but more than two of its tests only at the second try"
  failed+=(e2e)
}

refuse_ignored() {
  local log=$logs/$1.log passed ignored
  [ -e "$log" ] || return 0
  read -r passed ignored < <(cargo_counts "$log")
  if [ "$passed" = 0 ] || [ "$ignored" != 0 ]; then
    [[ " ${failed[*]} " = *" $1 "* ]] && return 0
    echo "  FAIL  $1 ran $passed tests and ignored $ignored"
    failed+=("$1")
  fi
}

native() { cargo test --quiet --workspace --no-default-features --features tools; }
backend() { cargo test --quiet --manifest-path tests/backend/Cargo.toml --target-dir target/backend; }
# The runner of wasm-bindgen takes --quiet for a file.
web() { CHROMEDRIVER=/usr/bin/chromedriver cargo test --target wasm32-unknown-unknown --test web; }
# Lectures are played from real films.
e2e() {
  KEPU_MEDIA=$(tests/checks/media.sh)
  [ -n "$KEPU_MEDIA" ] || { echo "no films to play: ffmpeg is missing"; return 1; }
  export KEPU_MEDIA
  # E2E: only the files whose names begin with it.
  (cd tests/e2e && CI=1 npx --no-install playwright test ${E2E:+"/$E2E"})
}
contract() { tests/backend/schemathesis.sh; }
# Presets, loader and privacy on backends of other makers, and the SQL for PostgREST.
backends() { node --test --test-reporter=tap tests/backends/*.test.mjs; }
# Whether the kit that judges a backend finds every fault.
conform() { node tests/conform/broken.mjs; }

for level in ${LEVELS:-native backend web backends e2e contract conform}; do
  rm -f "$logs/$level.log"
  step "$level" nice "$BASH" -c "$(declare -f "$level"); $level"
  case $level in
    native | backend | web) refuse_ignored "$level" ;;
    e2e) refuse_flaky ;;
  esac
done
finish test
