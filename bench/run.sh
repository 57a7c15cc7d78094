#!/usr/bin/env bash
# Times the published host beside an empty program and its peers. Rows that start with "bench" have a goal; the others are reported beside them.
#   bench/run.sh           every row
#   bench/run.sh --long    every row, those of applications with ten times as many
#   bench/run.sh --short   the rows of the host's start, size and web door and of a model's first word with few rounds, and those of applications
# A row over its goal is printed like any other; timings decide nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

interop=tests/Protocol.Tests/interop
if command -v npm > /dev/null; then
  [ -d "$interop/node_modules/ws" ] || (cd "$interop" && npm ci --no-audit --no-fund >&2)
fi

# The host as its users run it: compiled ahead of time. What was built before is taken as it is.
published=$PWD/artifacts/published
host_rows() {
  dotnet build bench/Host -c Release -v quiet -clp:NoSummary >&2
  dotnet build bench/Empty -c Release -v quiet -clp:NoSummary >&2
  if [ ! -x "$published/assistant" ] || [ -n "$(find src -name '*.cs' -newer "$published/assistant.dll" -print -quit)" ]; then
    dotnet publish src/Host -c Release -o "$published" -v quiet -clp:NoSummary >&2
  fi
  local bench=artifacts/bin/Assistant.Bench.Host/release/assistant-bench-host
  "$bench" start "$published/assistant" "$PWD/artifacts/bin/Assistant.Bench.Empty/release/assistant-bench-empty" "$1"
  "$bench" memory "$published/assistant"
  if [ -d "$interop/node_modules/ws" ]; then
    "$bench" web "$published/assistant" bench/Host/vscode-web-server.cjs "$1"
  else
    echo "node is missing: ws-throughput-vs-vscode-jsonrpc is not measured" >&2
  fi
  # The host and its client on one core, as in the rows below, in peace as under attack; the attackers on another: what is shown is what the host lets them take.
  if command -v taskset > /dev/null && [ "$(nproc)" -gt 1 ]; then
    local one=(taskset -c "${ASSISTANT_BENCH_CORE:-0}")
    "${one[@]}" "$bench" attack "$published/assistant" "$2" "${ASSISTANT_BENCH_ATTACK_CORE:-1}"
    "${one[@]}" "$bench" applications "$published/assistant" "${3:-10000}" 300
  else
    echo "taskset or a second core is missing: honest-p95-under-attack and the rows of applications are not pinned" >&2
    "$bench" attack "$published/assistant" "$2"
    "$bench" applications "$published/assistant" "${3:-10000}" 300
  fi
}

# A model's first word through the host, and through the plugin alone, beside the same endpoint asked by HttpClient.
model_rows() {
  dotnet build bench/Models -c Release -v quiet -clp:NoSummary >&2
  artifacts/bin/Assistant.Bench.Models/release/assistant-bench-models "$published/assistant" "$1"
}

if [ "${1:-}" = --short ]; then
  host_rows 5 8
  model_rows 100
  exit
fi
if [ "${1:-}" = --long ]; then host_rows 15 24 100000; else host_rows 15 24; fi
model_rows 500

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
