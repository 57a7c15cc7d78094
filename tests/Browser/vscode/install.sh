#!/usr/bin/env bash
# Installs code-server and the Node that it wants, beside this file; nothing where they are there already. About two minutes, once: what was
# downloaded stays in npm's cache, what was built in node_modules. Needs a C++ toolchain, python3 and libkrb5-dev.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
done_file=node_modules/.installed
[ ! -f "$done_file" ] || [ package.json -nt "$done_file" ] || [ install.sh -nt "$done_file" ] || exit 0

# The newer Node first and alone: code-server's own install script builds its native parts, and has to find it.
install() {
  local quiet=(--no-save --no-package-lock --no-audit --no-fund --loglevel=error)
  rm -rf node_modules
  npm install "${quiet[@]}" && PATH="$PWD/node_modules/.bin:$PATH" npm install "${quiet[@]}" code-server@4.139.1
}
# node-gyp downloads a Node's headers. Where it cannot, those of the system's Node do: what is built is of Node-API, which is the same in each.
install || { [ -f /usr/include/node/node_api.h ] && npm_config_nodedir=/usr install; }
touch "$done_file"
