#!/usr/bin/env bash
# Installs missing packages and starts everything. ./run.sh --help lists the options.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/eng/prepare.sh"

# With a container engine Aspire runs PostgreSQL and Redis in containers.
has_containers() { { has docker && docker info; } >/dev/null 2>&1 || { has podman && podman info; } >/dev/null 2>&1; }

need_dotnet
missing=()
has_postgres || missing+=(postgresql)
has_redis || missing+=(redis-server)
if [ ${#missing[@]} -gt 0 ] && ! has_containers; then
  install "${missing[@]}"
fi

exec dotnet run --project "$root/PaymentGateway.AppHost" -- "$@"
