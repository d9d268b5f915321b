#!/bin/sh
# Runs Redis (or Valkey) on 127.0.0.1 with its data in $1. REDIS_PORT, REDIS_PASSWORD; DURABLE=no keeps nothing
# on disk. With --check for $1 it only looks for the program.
set -eu
export LC_ALL=C # Redis does not start with a locale that the machine does not have
program=$(command -v redis-server || command -v valkey-server || true)
if [ -z "$program" ]; then
  exec /bin/sh "${0%/*}/not-installed.sh" "Redis is not installed (neither redis-server nor valkey-server is in PATH)."
fi
[ "$1" != --check ] || exit 0

mkdir -p "$1"
# The settings go to standard input: every user of the machine can read a process's arguments, and the password is a setting.
exec "$program" - <<SETTINGS
bind 127.0.0.1
port $REDIS_PORT
dir "$1"
requirepass "$REDIS_PASSWORD"
save ""
appendonly ${DURABLE:-yes}
appendfsync everysec
maxmemory-policy noeviction
SETTINGS
