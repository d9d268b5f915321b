#!/bin/sh
# Runs Redis (or Valkey) on 127.0.0.1 with its data in $1. REDIS_PORT, REDIS_PASSWORD; DURABLE=no keeps nothing on disk.
set -eu
export LC_ALL=C # Redis does not start with a locale that the machine does not have
mkdir -p "$1"
# The settings go to standard input: every user of the machine can read a process's arguments, and the password is a setting.
exec "$(command -v redis-server || command -v valkey-server)" - <<SETTINGS
bind 127.0.0.1
port $REDIS_PORT
dir "$1"
requirepass "$REDIS_PASSWORD"
save ""
appendonly ${DURABLE:-yes}
appendfsync everysec
maxmemory-policy noeviction
SETTINGS
