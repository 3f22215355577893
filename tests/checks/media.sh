#!/usr/bin/env bash
# The demo's films, made once per user; prints their folder, or nothing where they cannot be made.
set -euo pipefail
maker=tests/backend/media.sh
folder=${XDG_CACHE_HOME:-$HOME/.cache}/kepu-day/media-$(cksum <"$maker" | cut -d' ' -f1)

if [ ! -e "$folder/.made" ]; then
  tests/checks/machine.sh media >&2 || {
    echo "make: going on without films, for want of ffmpeg" >&2
    exit 0
  }
  echo "the demo's films: encoding once, a minute" >&2
  rm -rf "$folder"
  mkdir -p "$folder"
  if "$maker" "$folder" >"$folder/log" 2>&1; then
    touch "$folder/.made"
  else
    echo "make: going on without films, they could not be encoded: $folder/log says why" >&2
    exit 0
  fi
fi
echo "$folder"
