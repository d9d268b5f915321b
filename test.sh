#!/usr/bin/env bash
# Installs missing packages, builds, checks the formatting and runs the tests; the last line is the count.
# ./test.sh --faults runs the fault tests with many more payments, and upgrades from the previous release, which it builds.
# ./test.sh --soak runs only the fault tests, with the most payments.
# ./test.sh --mutants [name ...] checks the tests themselves with the mutations of eng/mutants.toml.
# SCREENSHOTS=1 ./test.sh takes screenshots of every page.
# All other arguments go to the test runner: ./test.sh --filter-class '*Refunds*'
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
. eng/prepare.sh

has_browser() { has chromium-headless-shell || has chromium || has chromium-browser || has google-chrome; }

need_dotnet

missing=()
has_postgres || missing+=(postgresql)
has_redis || missing+=(redis-server)
fc-list :lang=hi 2>/dev/null | grep -q . || missing+=(fonts-lohit-deva fonts-liberation)
has node || missing+=(nodejs)
has npm || missing+=(npm)
has python3 || missing+=(python3)
has php || missing+=(php-cli)
has curl || missing+=(curl)
has_browser || missing+=(chromium-headless-shell)
install ${missing[@]+"${missing[@]}"}
has_browser || install chromium # where the small one is no package
[ PaymentGateway.Tests/node_modules -nt PaymentGateway.Tests/package-lock.json ] || npm ci --prefix PaymentGateway.Tests </dev/null

# Most hosts live for seconds: they run without profiling, mostly without compiling, and without W^X, which slows down starts.
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountingDelayMs=1000 DOTNET_EnableWriteXorExecute=0 CompileAhead=true
case "${1:-}" in
  --mutants) exec python3 eng/mutants.py "${@:2}" ;;
  --faults) export FAULTS=full && shift && set -- --explicit on "$@" ;;
  --soak) export FAULTS=soak && shift && set -- --filter-namespace '*.Faults' "$@" ;;
esac
results=TestResults
rm -rf "$results"
failed_step=

dotnet build PaymentGateway.sln -warnaserror </dev/null || failed_step=build
for host in Api Worker; do # over what was built: the AppHost and the tests start them from there
  [ -n "$failed_step" ] || dotnet publish PaymentGateway.$host --no-build -c Debug \
    -o PaymentGateway.$host/bin/Debug/net10.0 </dev/null || failed_step=build
done
if [ -z "$failed_step" ]; then
  dotnet format PaymentGateway.sln --no-restore --verify-no-changes </dev/null || failed_step=format
  dotnet test --solution PaymentGateway.sln --no-build --no-ansi --timeout 150m \
    --results-directory "$results" --report-xunit-trx --report-xunit-trx-filename tests.trx "$@" </dev/null || failed_step=test
fi

count() { sed -n "s/.*<Counters .*\b$1=\"\([0-9]*\)\".*/\1/p" "$results/tests.trx" 2>/dev/null | head -n 1; }
passed=$(($(count passed) + 0))
failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted) + 0))
skipped=$(($(count notExecuted) + 0))
# A crashed runner leaves no report, and a build that failed none either: that is a failure, not silence.
if [ $failed -eq 0 ] && { [ $passed -eq 0 ] || [ "$failed_step" = test ]; }; then
  failed=1
fi

# A test that waited too long may have had a slow machine: the pressures say how long processes stood still.
[ -z "$failed_step" ] || {
  echo "Failed: $failed_step"
  uptime
  df -h . /tmp /dev/shm
  grep -H . /proc/pressure/*
} >&2 2>/dev/null
echo "$passed passed, $failed failed, $skipped skipped"
[ -z "$failed_step" ] && [ $failed -eq 0 ]
