#!/usr/bin/env bash
# Builds the release and measures it on this machine. ./bench/run.sh --help lists the scenarios and options.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export CompileAhead=true # as the images
dotnet build "$here/PaymentGateway.Bench" -c Release -v q --nologo >&2
for host in Api Worker; do
  dotnet publish "$here/../PaymentGateway.$host" --no-build -c Release -v q --nologo -o "$here/../PaymentGateway.$host/bin/Release/net10.0" >&2
done
exec dotnet "$here/PaymentGateway.Bench/bin/Release/net10.0/PaymentGateway.Bench.dll" "$@"
