#!/usr/bin/env bash
# parse-server on a PostgreSQL of its own.
#   start.sh <folder> [port]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=parse
. "$here/../common.sh"
folder=${1:?folder} port=${2:-1337}

npm_tool parse-server 9.10.0 "half a minute, 0.2 GB"
mkdir -p "$folder"
cd "$folder"
mkfifo input
"$here/../../backend/postgres.sh" "$PWD-sql" <input >database &
exec 9>input
for _ in $(seq 600); do
  [ -s database ] && break
  sleep 0.05
done
[ -s database ] || die "PostgreSQL did not start"

cat >config.json <<J
{"appId": "kepu", "masterKey": "master-key-of-the-tests", "masterKeyIps": ["127.0.0.1"], "host": "$host", "port": $port,
 "serverURL": "http://$host:$port/parse", "mountPath": "/parse", "databaseURI": "postgres://kepu@localhost/postgres",
 "databaseOptions": {"host": "$PWD-sql"}, "allowClientClassCreation": false, "allowCustomObjectId": true,
 "logsFolder": "$PWD/logs", "silent": true}
J
"$tool/node_modules/.bin/parse-server" config.json >log 2>&1 9>&- &
server=$!
ready "http://$host:$port/parse/health"
stay "http://$host:$port/parse/classes"
