#!/usr/bin/env bash
# Installs code-server and the Node that it wants, beside this file; nothing where they are there already. About two minutes, once: what was
# downloaded stays in npm's cache, what was built in node_modules. Needs a C++ toolchain, python3 and libkrb5-dev.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
done_file=node_modules/.installed
[ ! -f "$done_file" ] || [ package.json -nt "$done_file" ] || [ install.sh -nt "$done_file" ] || exit 0

rm -rf node_modules
# The newer Node first and alone: code-server's own install script builds its native parts, and has to find it.
install() { npm install --no-save --no-package-lock --no-audit --no-fund --loglevel=error "$@"; }
install
export PATH="$PWD/node_modules/.bin:$PATH"
# node-gyp downloads a Node's headers. Where it cannot, those of the system's Node do: what is built is of Node-API, which is the same in each.
install code-server@4.139.1 || { [ -f /usr/include/node/node_api.h ] && npm_config_nodedir=/usr install code-server@4.139.1; }
touch "$done_file"
