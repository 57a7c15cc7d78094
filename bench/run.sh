#!/usr/bin/env bash
# Times our JSON-RPC peer beside a raw echo and vscode-jsonrpc. Rows that start with "bench" have a goal; the others are reported beside them.
set -euo pipefail
cd "$(dirname "$0")/.."

interop=tests/Protocol.Tests/interop
[ -d "$interop/node_modules" ] || (cd "$interop" && npm ci --no-audit --no-fund >&2)
dotnet build bench/Rpc -c Release -v quiet -clp:NoSummary >&2
dotnet build src/Host -c Release -v quiet -clp:NoSummary >&2
bench=artifacts/bin/Assistant.Bench.Rpc/release/assistant-bench-rpc
script=bench/Rpc/vscode-server.cjs
host=$PWD/artifacts/bin/Assistant.Host/release/assistant

# Both ends on one core: between idle cores the time goes into waking them, which says nothing about the peer.
pin=()
if command -v taskset >/dev/null; then
  pin=(taskset -c "${ASSISTANT_BENCH_CORE:-0}")
else
  echo "taskset is missing: the figures below are not pinned to one core" >&2
fi
for door in socket stdio; do
  "${pin[@]}" "$bench" compare "$door" gated "$script" "$host"
done
for door in socket stdio; do
  "$bench" compare "$door" beside "$script" "$host"
done

# A real call with its database read, on the demo's data.
home=$(mktemp -d)
export ASSISTANT_HOME=$home/data XDG_STATE_HOME=$home/state
trap '"$host" demo --remove --yes > /dev/null 2>&1 || true; rm -rf "$home"' EXIT
"$host" demo --yes > /dev/null
draft=$("$host" draft list --json | grep -oE '"id":"[0-9a-f-]{36}"' | head -1 | cut -d'"' -f4)
"$bench" call "$ASSISTANT_HOME/demo/host.sock" drafts/get "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"drafts/get\",\"params\":{\"id\":\"$draft\"}}"
