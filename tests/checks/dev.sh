#!/usr/bin/env bash
# The app as a development build that follows every change, with the demo backend; run by `make dev`.
# Reload the page to see a change. No service worker, no policy, no minification: those come with `make build`.
set -euo pipefail
HOST=${HOST:-127.0.0.1}
PORT=${PORT:-8080}
out=target/dev

echo "the app, development build: a minute the first time"
trunk build --dist "$out"
media=$(tests/checks/media.sh)
arguments=(--host "$HOST" --port "$PORT" --dist "$out" --config tests/backend/config.json --data public/data/2023.json --demo --memory)
[ -n "$media" ] && arguments+=(--media "$media")

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
target/backend/debug/kepu-backend "${arguments[@]}" &
trunk watch --dist "$out" &
# Whichever of the two ends first ends both.
wait -n
