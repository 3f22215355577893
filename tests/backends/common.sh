# Sourced by the start scripts: where their programs are kept, and how a server is started and ended.
#   start.sh <folder for its data> [port]
# prints "READY <base of the collections>" once it answers, and ends when its input ends or it is told to (SIGTERM).
# Where make serves the app is no business of theirs: parse-server takes PORT before its own settings.
unset HOST PORT
tools=${XDG_CACHE_HOME:-$HOME/.cache}/kepu-day/tools
host=127.0.0.1
server=
input=

die() {
  echo "$name: $*" >&2
  exit 1
}

finish() {
  trap - EXIT
  for one in $server $input; do kill "$one" 2>/dev/null || true; done
  # A database that was started for it ends with its own input.
  exec 9>&-
  wait || true
}

# python_tool <package> <version>: $tool is then its own environment, made once per user.
python_tool() {
  tool=$tools/$1-$2
  [ -e "$tool/.complete" ] && return 0
  command -v python3 >/dev/null || die "python3 is missing: install it"
  echo "$1 $2: downloading once, seconds" >&2
  rm -rf "$tool"
  mkdir -p "$tools"
  if ! python3 -m venv "$tool" >/dev/null 2>&1; then
    rm -rf "$tool"
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || die "python3-venv is missing: install it (Debian: sudo apt-get install python3-venv)"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; } >/dev/null 2>&1 || die "python3-venv could not be installed: is there a network?"
    python3 -m venv "$tool" >/dev/null
  fi
  "$tool/bin/pip" install --quiet --disable-pip-version-check "$1==$2" >&2 || {
    rm -rf "$tool"
    die "$1 $2 could not be installed: is there a network?"
  }
  touch "$tool/.complete"
}

# npm_tool <package> <version> <how long it takes> [further packages]: $tool is then a folder with node_modules.
npm_tool() {
  local package=$1 version=$2 takes=$3
  shift 3
  tool=$tools/$package-$version
  [ -e "$tool/.complete" ] && return 0
  command -v npm >/dev/null || die "npm is missing: install it with Node.js 20 or newer"
  echo "$package $version: downloading once, $takes" >&2
  mkdir -p "$tool"
  # Packages that build something look for their compiler's headers beside this node.
  nice npm install --silent --no-save --no-audit --no-fund --prefix "$tool" "$package@$version" "$@" >&2 || die "$package $version could not be installed: is there a network?"
  touch "$tool/.complete"
}

# ready <address>: waits until the server answers there.
ready() {
  node "$here/../ask.mjs" ready "$1" "$server" || {
    tail -n 20 log >&2
    die "it did not start"
  }
}

# admin <method> <address> <authorization> [json]: a request of the set-up that has to succeed; its answer's body.
admin() { node "$here/../ask.mjs" "$@" || die "the set-up was refused"; }

# stay <base>: says so, and ends with the input or the server.
stay() {
  echo "READY $1"
  cat >/dev/null <&3 9>&- &
  input=$!
  wait -n "$server" "$input" || true
}

exec 3<&0 9>/dev/null
trap finish EXIT
trap 'exit 0' TERM INT
