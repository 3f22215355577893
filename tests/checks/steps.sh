#!/usr/bin/env bash
# Sourced by check.sh and test.sh: runs steps, one line each, the whole output only of those that fail.
logs=target/logs
mkdir -p "$logs"
failed=()

# step <name> <command>…: its output goes to a log, which is shown if it fails.
step() {
  local name=$1 log="$logs/$1.log" began=$SECONDS
  shift
  if "$@" >"$log" 2>&1; then
    printf '  ok    %-12s %4d s  %s\n' "$name" $((SECONDS - began)) "$(summary "$name" "$log")"
  else
    failed+=("$name")
    tail -n 120 "$log"
    printf '  FAIL  %-12s %4d s  the whole output: %s\n' "$name" $((SECONDS - began)) "$log"
  fi
}

# finish <what>: the last line, and the exit code of the whole.
finish() {
  if [ ${#failed[@]} = 0 ]; then
    echo "$1: ok in $SECONDS s"
  else
    echo "$1: failed: ${failed[*]}"
    exit 1
  fi
}
