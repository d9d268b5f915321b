#!/usr/bin/env bash
# Installs what is missing and starts everything. ./run.sh --help tells the options.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/eng/prepare.sh"

need_dotnet

missing=()
has_postgres || missing+=(postgresql)
has_redis || missing+=(redis-server)
# With containers at hand Aspire brings its own servers.
# A bare machine has no libicu yet: PostgreSQL brings it.
if [ ${#missing[@]} -gt 0 ] && [ "$(DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 dotnet msbuild "$root/PaymentGateway.AppHost" -getProperty:Orchestrator)" = Local ]; then
  install "${missing[@]}"
fi

exec dotnet run --project "$root/PaymentGateway.AppHost" -- "$@"
