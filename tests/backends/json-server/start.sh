#!/usr/bin/env bash
# json-server behind the guard that is published with the app.
#   start.sh <folder> [port]    OPEN=1: without the guard, as its own manual starts it
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=json-server
. "$here/../common.sh"
folder=${1:?folder} port=${2:-3000}

npm_tool json-server 0.17.4 seconds
mkdir -p "$folder"
cd "$folder"
[ -e db.json ] || echo '{"year":[],"venues":[],"activities":[],"availability":[],"registrations":[]}' >db.json
guard=(--middlewares "$here/../../../public/presets/json-server.guard.cjs")
[ "${OPEN:-}" != 1 ] || guard=()
KEPU_STAFF=staff-password-of-the-tests "$tool/node_modules/.bin/json-server" --quiet --host $host --port "$port" db.json "${guard[@]}" >log 2>&1 &
server=$!
ready "http://$host:$port/year"
stay "http://$host:$port"
