# What run.sh and test.sh have in common: a sentence when .NET is missing, and packages installed by apt when they are.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

need_dotnet() {
  [ -x "${HOME:-}/.dotnet/dotnet" ] && PATH="$PATH:$HOME/.dotnet"
  if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.0\.'; then
    echo "The .NET 10 SDK was not found. Install it from https://dot.net/download, or run:" >&2
    echo "  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0" >&2
    exit 2
  fi
}

has() { command -v "$1" >/dev/null; }

has_postgres() {
  has initdb || [ -n "${POSTGRES_BIN:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
    { has pg_config && [ -x "$(pg_config --bindir)/initdb" ]; }
}

has_redis() { has redis-server || has valkey-server; }

# Installs Debian packages, or says what would be needed; whether it was enough shows when they are used.
install() {
  [ $# -gt 0 ] || return 0
  if ! has apt-get; then
    echo "Please install: $*" >&2
    return 0
  fi
  echo "Installing: $*"
  as_root apt-get update -q || echo "Could not update the package lists; using the existing ones." >&2
  as_root apt-get install -yq --no-install-recommends "$@" || echo "Could not install all of: $*" >&2
}

as_root() {
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if has sudo && sudo -n true 2>/dev/null; then sudo=(sudo -n)
    elif has sudo && [ -t 0 ]; then sudo=(sudo)
    else echo "Root or sudo is required for: $*" >&2; return 1
    fi
  fi
  # The keyboard is not asked, and another installation that is going on is waited for.
  ${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive "$1" -o DPkg::Lock::Timeout=300 "${@:2}" </dev/null
}
