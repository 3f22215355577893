#!/usr/bin/env bash
# Holds the reference backend against public/openapi.json with Schemathesis, on SQLite and with fewer examples on
# PostgreSQL: a fixed seed, about three minutes.
set -euo pipefail
cd "$(dirname "$0")/../.."

VERSION=4.32.5
SEED=20230917
venv=${XDG_CACHE_HOME:-$HOME/.cache}/kepu-day/tools/schemathesis-$VERSION
work=$(mktemp -d)
backend=
server=
finish() {
  [ -z "$backend" ] || kill "$backend" 2>/dev/null || true
  # Its server ends with its input.
  exec 9>&- || true
  [ -z "$server" ] || wait "$server" || true
  rm -rf "$work"
}
trap finish EXIT

die() {
  echo "schemathesis: $*" >&2
  exit 1
}

if [ ! -x "$venv/bin/st" ]; then
  command -v python3 >/dev/null || die "python3 is missing: install it"
  rm -rf "$venv"
  if ! python3 -m venv "$venv" >"$work/venv" 2>&1; then
    rm -rf "$venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      { apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; } >/dev/null 2>&1 ||
        die "python3-venv could not be installed: is there a network?"
      python3 -m venv "$venv" >/dev/null
    else
      die "python3-venv is missing: install it (Debian: sudo apt-get install python3-venv)"
    fi
  fi
  echo "schemathesis $VERSION: downloading once, seconds"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$VERSION" >"$work/pip" 2>&1 || {
    rm -rf "$venv"
    die "$VERSION could not be installed: is there a network?"
  }
fi

program=${KEPU_BACKEND:-target/backend/debug/kepu-backend}
if [ -z "${KEPU_BACKEND:-}" ]; then
  cargo build --quiet --manifest-path tests/backend/Cargo.toml --target-dir target/backend
fi

mkfifo "$work/input"
tests/backend/postgres.sh "$work-pg" <"$work/input" >"$work/url" &
server=$!
exec 9>"$work/input"

# check <database> <examples> <seconds>: one round; DATABASE_URL says where.
check() {
  local name=$1 examples=$2 most=$3 address token status=0
  : >"$work/address" >"$work/errors"
  "$program" --port 0 --demo --rate 0 --questions 0 --data tests/backend/tests/fixtures/small.json >"$work/address" 2>"$work/errors" 9>&- &
  backend=$!
  for _ in $(seq 100); do
    [ -s "$work/address" ] && break
    kill -0 "$backend" 2>/dev/null || die "the backend did not start: $(tail -n 1 "$work/errors")"
    sleep 0.1
  done
  address=$(cat "$work/address")
  [ -n "$address" ] || die "the backend did not start"

  # One registration to read, change and cancel: the one the document's examples name.
  read -r token < <(
    "$venv/bin/python" - "$address" <<'PYTHON'
import json, sys, urllib.request

api = json.load(open("public/openapi.json"))
example = api["components"]["parameters"]["RegistrationId"]["example"]
body = api["paths"]["/registrations/{id}"]["put"]["requestBody"]["content"]["application/json"]["examples"]["family"]["value"]
request = urllib.request.Request(
    f"{sys.argv[1]}/api/registrations/{example}",
    data=json.dumps(body).encode(),
    method="PUT",
    headers={"Content-Type": "application/json", "If-None-Match": "*"},
)
print(json.load(urllib.request.urlopen(request))["manage_token"])
PYTHON
  ) || die "the example of public/openapi.json was refused"

  # A cancelled registration stays readable to who holds its token: use_after_free expects it gone.
  # Its reports and its memory of earlier runs belong with the rest of the scratch.
  (
    cd "$work"
    NO_COLOR=1 "$venv/bin/st" --config-file "$OLDPWD/tests/backend/schemathesis.toml" run "$OLDPWD/public/openapi.json" \
      --url "$address/api" --header "Authorization: Bearer $token" --seed $SEED --max-examples "$examples" \
      --checks all --exclude-checks use_after_free --max-time "$most" --request-timeout 10 --warnings off
  ) >"$work/log" 2>&1 9>&- || status=$?
  cat "$work/log"
  cat "$work/errors"
  [ $status = 0 ] || die "the backend and public/openapi.json differ on $name, see above"
  [ ! -s "$work/errors" ] || die "the backend complained: $(tail -n 1 "$work/errors")"
  kill "$backend" && wait "$backend" || true
  backend=

  local operations cases
  operations=$(grep -aoE 'Operations: +[0-9]+|Tested: +[0-9]+' "$work/log" | tail -n 1 | grep -oE '[0-9]+')
  cases=$(grep -aoE '[0-9,]+ generated' "$work/log" | tail -n 1 | grep -oE '[0-9,]+')
  echo "schemathesis on $name: ok, $operations operations, $cases cases"
}

DATABASE_URL=sqlite:$work/db check SQLite 40 120
for _ in $(seq 100); do
  [ -s "$work/url" ] && break
  kill -0 "$server" 2>/dev/null || die "PostgreSQL did not start"
  sleep 0.1
done
DATABASE_URL=$(cat "$work/url") check PostgreSQL 10 40
