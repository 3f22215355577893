#!/usr/bin/env bash
# A PostgreSQL server for tests: prints its URL once it answers, and goes, with all it kept, when its input ends.
#   postgres.sh <folder that does not exist yet>
set -euo pipefail
folder=$1

die() {
  echo "postgres.sh: $*" >&2
  exit 1
}

programs=
for found in /usr/lib/postgresql/*/bin; do [ ! -x "$found/initdb" ] || programs=$found; done
if [ -z "$programs" ]; then
  command -v initdb >/dev/null || die "PostgreSQL is missing: install it (Debian: sudo apt-get install postgresql)"
  programs=$(dirname "$(readlink -f "$(command -v initdb)")")
fi

# It refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
  id postgres >/dev/null 2>&1 || die "there is no user postgres to run it as: Debian's package postgresql makes one"
  as=(setpriv --reuid=postgres --regid=postgres --init-groups)
fi

server=
finish() {
  [ -z "$server" ] || kill -INT "$server" 2>/dev/null || true
  wait || true
  rm -rf "$folder"
}
trap finish EXIT
# The caller's end comes as the end of the input; Ctrl-C is the caller's affair.
trap '' INT HUP

mkdir -m 755 "$folder"
[ ${#as[@]} = 0 ] || chown postgres "$folder"
cd "$folder"
"${as[@]}" "$programs/initdb" --pgdata="$folder/data" --username=kepu --auth=trust --encoding=UTF8 --no-locale --no-sync \
  >"$folder/initdb" 2>&1 || { tail -n 3 "$folder/initdb" >&2; die "initdb failed"; }
# Only by its socket: no port to be taken by another. What is lost with the machine need not be on its disk.
"${as[@]}" "$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=${FSYNC:-off} \
  -c max_connections=200 -c log_min_messages=fatal >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 200); do
  if "$programs/pg_isready" --quiet --host="$folder" --username=kepu --dbname=postgres; then
    echo "postgres://kepu@${folder//\//%2F}/postgres"
    cat >/dev/null
    exit 0
  fi
  kill -0 "$server" 2>/dev/null || break
  sleep 0.05
done
tail -n 3 "$folder/log" >&2
die "the server did not start"
