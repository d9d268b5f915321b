#!/usr/bin/env bash
# Builds the release and prints what it makes of one machine: ./bench/run.sh [create] [e2e] [webhooks] [lists] [dashboard]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build bench/PaymentGateway.Bench -c Release -v q --nologo
exec dotnet bench/PaymentGateway.Bench/bin/Release/net10.0/PaymentGateway.Bench.dll "$@"
