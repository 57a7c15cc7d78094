#!/usr/bin/env bash
# Installs code-server and the Node that it wants: built once for this user (about two minutes, 735 MB) in the cache folder, and linked here as node_modules by
# every checkout that wants the same. Nothing where that is done. Needs a C++ toolchain, python3 and libkrb5-dev.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
kept=${XDG_CACHE_HOME:-$HOME/.cache}/assistant-tests/vscode-$(cat package.json install.sh | sha256sum | cut -c1-16)
link() { [ ! -d node_modules ] || [ -L node_modules ] || rm -rf node_modules; ln -sfn "$kept/node_modules" node_modules; }
[ ! -d "$kept" ] || { link; exit 0; }

mkdir -p "$(dirname "$kept")"
fresh=$(mktemp -d "$kept.XXXXXX")
trap 'rm -rf "$fresh"' EXIT
# The newer Node first and alone: code-server's own install script builds its native parts, and has to find it.
install() {
  local quiet=(--no-save --no-package-lock --no-audit --no-fund --loglevel=error)
  rm -rf "$fresh/node_modules"
  cp package.json "$fresh/"
  (cd "$fresh" && npm install "${quiet[@]}" && PATH="$PWD/node_modules/.bin:$PATH" npm install "${quiet[@]}" code-server@4.139.1)
}
# node-gyp downloads a Node's headers. Where it cannot, those of the system's Node do: what is built is of Node-API, which is the same in each.
install || { [ -f /usr/include/node/node_api.h ] && npm_config_nodedir=/usr install; }
# Whole or not at all; whoever comes second finds it there.
mv -T "$fresh" "$kept" 2> /dev/null || [ -d "$kept" ]
link
