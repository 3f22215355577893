#!/usr/bin/env bash
# The release build and the demo backend on one address; run by `make serve`, which builds both first.
# MODERATION_TOKEN is drawn anew unless it is set. HOST, PORT; MEMORY=1 keeps no registration after the end; DATABASE_URL names another place for them.
set -euo pipefail
HOST=${HOST:-127.0.0.1}
PORT=${PORT:-8080}

media=$(tests/checks/media.sh)
arguments=(--host "$HOST" --port "$PORT" --dist dist --config tests/backend/config.json --data dist/data/2023.json --kiosks tests/backend/kiosks.json --demo)
[ -n "$media" ] && arguments+=(--media "$media")
if [ "${MEMORY:-}" = 1 ]; then
  arguments+=(--memory)
elif [ -z "${DATABASE_URL:-}" ]; then
  kept=${XDG_DATA_HOME:-$HOME/.local/share}/kepu-day
  mkdir -p "$kept"
  arguments+=(--db "$kept/demo.sqlite")
fi
# Who moderates questions sends this: README, "The reference backend".
export MODERATION_TOKEN=${MODERATION_TOKEN:-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')}
echo "questions under lectures are moderated with the token $MODERATION_TOKEN" >&2
exec target/backend/debug/kepu-backend "${arguments[@]}"
