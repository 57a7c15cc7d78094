#!/usr/bin/env bash
# Everything that holds the project true, in one command.
#   ./test.sh           all suites (about 25 minutes on 2 cores)
#   ./test.sh --quick   the tests that need neither servers nor a running host (about 2 minutes)
#   ./test.sh --long    the nightly sizes
# Ends with "N passed, N failed, N skipped" and exits 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

size=normal
for argument in "$@"; do
  case "$argument" in
    --quick) size=quick ;;
    --long) size=long ;;
    -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "test.sh: unknown option '$argument' (try --help)" >&2; exit 2 ;;
  esac
done

export ASSISTANT_TEST_SIZE=$size
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
[ -w "${HOME:-/nonexistent}" ] || export HOME="$PWD/artifacts/home"
mkdir -p artifacts/test "$HOME"
export ASSISTANT_SUITE_LOG="$PWD/artifacts/test/suites.log"
: > "$ASSISTANT_SUITE_LOG"
passed=0 failed=0 skipped=0 code_server= llama=
# Seconds after which a suite is ended and counts as failed: one that hangs must not hide what the others found.
suite_limit=1200
[ "$size" = long ] && suite_limit=14400
started=$SECONDS

say() { printf '%4ds  %s\n' $((SECONDS - started)) "$*"; }
fail() { failed=$((failed + 1)); say "FAILED: $*"; }

# What the suites need beyond the SDK. Nothing is installed on a machine that is not Debian with root; the suites then say why they are skipped.
install_needs() {
  if command -v npm > /dev/null; then
    local log="$PWD/artifacts/test/npm.log"
    for folder in tests/Protocol.Tests/interop tests/Plugins.Tests/peers tests/Conformance/peers tests/Browser clients; do
      [ -f "$folder/package-lock.json" ] || continue
      # clients/ may hold only what building the pages needs (./assistant leaves the rest out).
      if [ ! -f "$folder/node_modules/.package-lock.json" ] || [ "$folder/package-lock.json" -nt "$folder/node_modules" ] || { [ $folder = clients ] && [ ! -d clients/node_modules/vitest ]; }; then
        say "npm ci in $folder"
        (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error > "$log" 2>&1) || fail "npm ci in $folder: see $log"
      fi
    done
  else
    say "npm is missing: the suites that speak to Node are skipped, and the dashboard is not built"
  fi
  [ "$size" = quick ] && return
  if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && [ -x tests/install-debian.sh ]; then
    say "Debian packages: mail servers, a key ring, strace"
    tests/install-debian.sh > artifacts/test/apt.log 2>&1 || say "could not install them (artifacts/test/apt.log): the suites that need them are skipped"
  else
    say "not root on Debian: suites that need packages which are not there are skipped"
  fi
  # After the packages: some of them are what these two are built with. Once; then they stay. Their suites are the last ones, and the others begin meanwhile.
  if command -v npm > /dev/null; then
    nice timeout 1800 tests/install-llama.sh > artifacts/test/llama.log 2>&1 &
    llama=$!
    timeout 900 tests/Browser/vscode/install.sh > artifacts/test/code-server.log 2>&1 &
    code_server=$!
    trap 'kill "$llama" "$code_server" 2> /dev/null' EXIT
  fi
}

# Waits for llama.cpp's server, where it is being built.
llama_ready() {
  [ -z "$llama" ] || wait "$llama" || say "could not build llama.cpp's server (artifacts/test/llama.log): its suite is skipped"
}

# Waits for VS Code, where it is being installed.
code_server_ready() {
  [ -z "$code_server" ] || wait "$code_server" || say "could not install VS Code (artifacts/test/code-server.log): its suite is skipped"
}

build() {
  say "building"
  if ! dotnet build Assistant.sln -c Release -v q -clp:NoSummary > artifacts/test/build.log 2>&1; then
    tail -40 artifacts/test/build.log
    fail "the build: see artifacts/test/build.log"
    return 1
  fi
}

# The host as its users run it: compiled ahead of time, so that each of the many starts of the end-to-end tests takes half as long.
publish() {
  say "publishing"
  if ! dotnet publish src/Host -c Release -o artifacts/published -v q -clp:NoSummary > artifacts/test/publish.log 2>&1; then
    tail -40 artifacts/test/publish.log
    fail "the publishing: see artifacts/test/publish.log"
    return 1
  fi
}

# The pages: built, typed, linted, tested. Types and lint count as one test each.
run_clients() {
  [ -d clients/node_modules/vitest ] || return 0
  local log="$PWD/artifacts/test/clients" counts p f s
  say "clients"
  (cd clients && node build.mjs) > "$log.build.log" 2>&1 || { tail -20 "$log.build.log"; fail "building the pages: see $log.build.log"; }
  (cd clients && npx --no-install tsc --noEmit) > "$log.tsc.log" 2>&1 && passed=$((passed + 1)) || { head -20 "$log.tsc.log"; fail "tsc: see $log.tsc.log"; }
  (cd clients && npx --no-install eslint . --max-warnings 0) > "$log.eslint.log" 2>&1 && passed=$((passed + 1)) || { tail -20 "$log.eslint.log"; fail "eslint: see $log.eslint.log"; }
  rm -f "$log.json"
  (cd clients && timeout -k 20 "$suite_limit" npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$log.json") > "$log.vitest.log" 2>&1
  local code=$?
  counts=$(node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1])); console.log(r.numPassedTests, r.numFailedTests, r.numPendingTests)' "$log.json" 2> /dev/null) || counts="0 0 0"
  read -r p f s <<< "$counts"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  say "clients: $p passed, $f failed, $s skipped"
  if [ $code -ne 0 ] || [ "$p" -eq 0 ]; then
    grep -E 'FAIL|Error' "$log.vitest.log" | head -20
    [ "$f" -gt 0 ] || fail "vitest ended with code $code: see $log.vitest.log"
  fi
}

# Suites in a real browser: node scripts that end with "N passed, N failed", or with code 77 and the reason where they cannot run.
run_browser() {
  local name log p f code lines again
  [ -d tests/Browser/node_modules/playwright-core ] || { say "browser suites: skipped, npm is missing"; return 0; }
  for name in "$@"; do
    log="artifacts/test/browser-$name.log"
    lines=$(wc -l < "$ASSISTANT_SUITE_LOG")
    # An editor is driven that nobody here wrote, whose own windows take the focus when they are ready. A step that failed is shown, and the whole is tried once more.
    for again in '' ', once more'; do
      say "browser $name$again"
      timeout -k 20 "$suite_limit" node "tests/Browser/$name.mjs" > "$log" 2>&1
      code=$?
      if [ "$name$again" != vscode-e2e ] || [ $code -eq 0 ] || [ $code -eq 77 ]; then break; fi
      grep -A4 '^  FAILED' "$log" | sed 's/^  FAILED/  AT FIRST/' | head -20
    done
    tail -n +$((lines + 1)) "$ASSISTANT_SUITE_LOG"
    if [ $code -eq 77 ]; then
      skipped=$((skipped + 1))
      grep '^skipped:' "$log"
      continue
    fi
    read -r p f < <(awk '/^[0-9]+ passed, [0-9]+ failed$/{p=$1; f=$3} END{print p+0, f+0}' "$log")
    passed=$((passed + p)) failed=$((failed + f))
    grep -A4 '^  FAILED' "$log" | head -40
    if [ $code -ne 0 ] && [ "$f" -eq 0 ]; then tail -15 "$log"; fail "browser $name ended with code $code: see $log"; fi
  done
}

# One project's tests; its summary line is what is counted, so a crashed run counts as a failure.
run_project() {
  local name=$1; shift
  local dll="artifacts/bin/$name/release/$name.dll" log="artifacts/test/$name.log" lines
  [ -f "$dll" ] || { fail "$name was not built"; return; }
  lines=$(wc -l < "$ASSISTANT_SUITE_LOG")
  say "$name"
  timeout -k 20 "$suite_limit" dotnet test "$dll" --logger "console;verbosity=normal" "$@" > "$log" 2>&1
  local code=$?
  tail -n +$((lines + 1)) "$ASSISTANT_SUITE_LOG"
  # A failure with its reason: the log is gone with the machine it was written on.
  awk '/^ +Failed /{left=12} /^ +Skipped /{print; next} /^ +(Passed|Standard)/{left=0} left-- > 0' "$log" | cut -c1-300 | sed 's/^ */      /' | head -120
  local p f s
  p=$(awk '/^ +Passed: /{n=$2} END{print n+0}' "$log")
  f=$(awk '/^ +Failed: /{n=$2} END{print n+0}' "$log")
  s=$(awk '/^ +Skipped: /{n=$2} END{print n+0}' "$log")
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  if [ "$code" -ne 0 ] && [ "$f" -eq 0 ] && ! grep -q 'No test matches' "$log"; then
    tail -15 "$log"
    fail "$name ended with code $code: see $log"
  fi
  if [ $((p + f + s)) -eq 0 ]; then fail "$name ran no test: see $log"; fi
}

install_needs
run_clients
if build; then
  projects=(Assistant.Architecture.Tests Assistant.Protocol.Generator.Tests Assistant.Protocol.Tests Assistant.Mail.Tests Assistant.Host.Tests Assistant.Plugins.Tests)
  [ "$size" = quick ] || projects+=(Assistant.Conformance)
  for project in "${projects[@]}"; do
    if [ "$size" = quick ]; then run_project "$project" --filter 'Category!=Slow'; else run_project "$project"; fi
  done
  if [ "$size" != quick ]; then
    publish && llama_ready && ASSISTANT_PROGRAM="$PWD/artifacts/published/assistant" run_project Assistant.EndToEnd
    code_server_ready
    run_browser axe t7 e2e vscode-e2e
  fi
fi

say "done"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ]
