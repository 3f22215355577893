#!/usr/bin/env bash
# What this machine must have, each missing thing in one line: machine.sh rust|node|browser|firefox|database|check|bench|media|port …
# As root, Debian packages are installed; otherwise the line says how.
set -euo pipefail

NEEDS_RUST=95
NEEDS_NODE=20

die() {
  printf 'make: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# package <command or file> <Debian package>…: installs the packages if the command is not there.
package() {
  local wanted=$1
  shift
  have "$wanted" || [ -e "$wanted" ] && return 0
  if [ "$(id -u)" != 0 ] || ! have apt-get; then
    die "$wanted is missing: install $* (Debian: sudo apt-get install $*)"
  fi
  echo "$*: installing from Debian, a minute"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
    >/dev/null 2>&1 || die "$* could not be installed: is there a network?"
}

rust() {
  have cargo || die "cargo is missing: install Rust 1.$NEEDS_RUST or newer with rustup"
  local minor
  minor=$(rustc --version | sed -E 's/^rustc 1\.([0-9]+).*/\1/')
  [ "$minor" -ge $NEEDS_RUST ] || die "Rust is 1.$minor, 1.$NEEDS_RUST is needed: run rustup update stable"
  local parts
  parts=$(rustc --print sysroot)/lib/rustlib
  if [ ! -d "$parts/wasm32-unknown-unknown/lib" ]; then
    have rustup || die "the Rust target wasm32-unknown-unknown is missing, and rustup to add it"
    echo "Rust target wasm32-unknown-unknown: downloading, seconds"
    rustup --quiet target add wasm32-unknown-unknown || die "the wasm target could not be added: is there a network?"
  fi
  if [ ! -d "$parts/src/rust/library/std" ]; then
    have rustup || die "the Rust component rust-src is missing, and rustup to add it"
    echo "Rust component rust-src: downloading, seconds"
    rustup --quiet component add rust-src || die "rust-src could not be added: is there a network?"
  fi
}

node_and_npm() {
  have node || die "node is missing: install Node.js $NEEDS_NODE or newer"
  have npm || die "npm is missing: install it with Node.js $NEEDS_NODE or newer"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge $NEEDS_NODE ] || die "Node.js is $major, $NEEDS_NODE or newer is needed"
}

browser() {
  package /usr/bin/chromium chromium
  package /usr/bin/chromedriver chromium-driver
  package /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk
}

# The player is tried in a second engine.
firefox() {
  package /usr/bin/firefox-esr firefox-esr
}

database() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || package initdb postgresql
}

checkers() {
  package brotli brotli
  package /usr/bin/wasm-validate wabt
}

bench() {
  package valgrind valgrind
  if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-wasip1/lib" ]; then
    have rustup || die "the Rust target wasm32-wasip1 is missing, and rustup to add it"
    rustup --quiet target add wasm32-wasip1 || die "the target wasm32-wasip1 could not be added: is there a network?"
  fi
}

port() {
  local host=${HOST:-127.0.0.1} port=${PORT:-8080}
  [[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || die "PORT=$port is no port"
  if (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; then
    die "port $port is in use: stop what uses it, or take another (make serve PORT=8081)"
  fi
}

for what in "$@"; do
  case $what in
    rust) rust ;;
    node) node_and_npm ;;
    browser) browser ;;
    firefox) firefox ;;
    database) database ;;
    check) checkers ;;
    bench) bench ;;
    media) package ffmpeg ffmpeg ;;
    port) port ;;
    *) die "machine.sh knows nothing of $what" ;;
  esac
done
