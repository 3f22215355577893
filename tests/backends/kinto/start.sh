#!/usr/bin/env bash
# Kinto in memory: programme for everyone to read, registrations only for who made them (and for staff).
#   start.sh <folder> [port]    OPEN=1: as somebody may set it up in haste, everyone reads what anyone sent
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
name=kinto
. "$here/../common.sh"
folder=${1:?folder} port=${2:-8888}

python_tool kinto 26.5.0
mkdir -p "$folder"
cd "$folder"
"$tool/bin/kinto" start --ini "$here/kinto.ini" --port "$port" >log 2>&1 &
server=$!
base=http://$host:$port/v1
ready "$base/__heartbeat__"

# Memory starts empty: the first account is the staff's.
admin PUT "$base/accounts/staff" '' '{"data":{"password":"staff-password"}}' >/dev/null
if [ "${OPEN:-}" = 1 ]; then
  # The loader leaves a collection that is there as its owner set it up.
  staff="Basic $(printf staff:staff-password | base64)"
  admin PUT "$base/buckets/kepu" "$staff" '{}' >/dev/null
  admin PUT "$base/buckets/kepu/collections/registrations" "$staff" \
    '{"permissions":{"read":["system.Everyone"],"record:create":["system.Everyone"]}}' >/dev/null
fi
stay "$base/buckets/kepu/collections"
