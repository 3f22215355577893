#!/usr/bin/env bash
# Strapi on a file of SQLite, without its admin panel.
#   start.sh <folder> [port]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=strapi
. "$here/../common.sh"
folder=${1:?folder} port=${2:-1337}

npm_tool @strapi/strapi 5.54.0 "3 minutes, 0.7 GB" @strapi/plugin-users-permissions@5.54.0 better-sqlite3@12.8.0 \
  react@18.3.1 react-dom@18.3.1 react-router-dom@6.30.3 styled-components@6.1.19
mkdir -p "$folder/config" "$folder/public/uploads" "$folder/database/migrations"
cd "$folder"
ln -sfn "$tool/node_modules" node_modules
cat >package.json <<J
{"name": "kepu", "private": true, "version": "0.0.0", "strapi": {"uuid": false}, "dependencies": {
 "@strapi/strapi": "5.54.0", "@strapi/plugin-users-permissions": "5.54.0", "better-sqlite3": "12.8.0"}}
J
# Of the tests only: a deployment draws its own secrets.
cat >config/server.js <<J
module.exports = { host: "$host", port: $port, app: { keys: ["of", "the-tests"] } };
J
cat >config/admin.js <<'J'
module.exports = { serveAdminPanel: false, auth: { secret: "of-the-tests" }, apiToken: { salt: "of-the-tests" }, transfer: { token: { salt: "of-the-tests" } } };
J
cat >config/database.js <<'J'
module.exports = { connection: { client: "sqlite", useNullAsDefault: true, connection: { filename: require("node:path").join(__dirname, "../data.db") } } };
J
cat >config/api.js <<'J'
module.exports = { rest: { defaultLimit: 25, maxLimit: 100, withCount: true, strictParams: true } };
J
cat >config/plugins.js <<'J'
module.exports = { "users-permissions": { config: { jwtSecret: "of-the-tests" } } };
J
cat >config/middlewares.js <<'J'
module.exports = ["strapi::errors", "strapi::security", "strapi::cors", "strapi::query", "strapi::body", "strapi::favicon", "strapi::public"];
J
node "$here/make.mjs" .

export CI=1 STRAPI_TELEMETRY_DISABLED=true NODE_ENV=production KEPU_STAFF_TOKEN=staff-token-of-the-tests
"$tool/node_modules/.bin/strapi" start >log 2>&1 &
server=$!
ready "http://$host:$port/api/year"
stay "http://$host:$port/api"
