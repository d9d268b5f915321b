#!/bin/sh
# Runs PostgreSQL on 127.0.0.1 with its data in $1, which is initialised on the first start.
# PGPORT, PGUSER, PGPASSWORD, PGDATABASE: as for its clients. POSTGRES_BIN: folder of its programs.
# DURABLE=no: for tests, data may be lost when the machine crashes, and nothing is vacuumed. With --check for $1 it only
# looks for the programs.
set -eu
export LC_ALL=C

bin=${POSTGRES_BIN:-}
for found in "$(command -v initdb || true)" "$(pg_config --bindir 2>/dev/null || true)/initdb" \
  /opt/homebrew/opt/postgresql@*/bin/initdb /usr/local/opt/postgresql@*/bin/initdb /usr/lib/postgresql/*/bin/initdb; do
  [ -x "$bin/initdb" ] || bin=${found%/initdb}
done
if [ ! -x "$bin/initdb" ]; then
  exec /bin/sh "${0%/*}/not-installed.sh" "PostgreSQL is not installed (initdb is neither in PATH nor in POSTGRES_BIN)."
fi
[ "$1" != --check ] || exit 0

mkdir -p "$1"
data=$(cd "$1" && pwd)
as=''
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  account=$(id -u postgres 2>/dev/null || id -u nobody)
  as="setpriv --reuid $account --regid $(id -g "$account") --clear-groups --"
fi
own() { [ -z "$as" ] || chown -R "$account" "$1"; }

locale=C.UTF-8
[ "$(uname)" != Darwin ] || locale=C
unsafe=''
[ "${DURABLE:-yes}" = yes ] || unsafe='-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off'

if [ ! -s "$data/PG_VERSION" ]; then
  if [ -n "$(ls -A "$data")" ]; then
    echo "$data contains other files, but no PostgreSQL data. Choose an empty folder." >&2
    exit 1
  fi
  # Initialised beside its place and renamed when complete: an interrupted start leaves no half of a database.
  rm -rf "$data.new"
  mkdir "$data.new"
  own "$data.new"
  # Handed over as an open descriptor: the account may not be allowed through the folders above.
  exec 9<"$data.new"
  place=$data.new
  [ -z "$as" ] || place=/proc/self/fd/9
  (cd / && $as sh -c 'printf %s "$PGPASSWORD" | "$0/initdb" -D "$1" -U "$PGUSER" -A scram-sha-256 --pwfile=/dev/stdin \
    -E UTF8 "--locale=$2" --no-instructions $3 >&2 && echo "CREATE DATABASE $PGDATABASE" | "$0/postgres" --single -D "$1" postgres >&2' \
    "$bin" "$place" "$locale" "${unsafe:+--no-sync}")
  rmdir "$data" && mv "$data.new" "$data"
fi

own "$data"
exec 9<"$data"
[ -z "$as" ] || data=/proc/self/fd/9
cd /
$as "$bin/postgres" -D "$data" -c "port=$PGPORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=500 $unsafe &
server=$!
# SIGTERM would make PostgreSQL wait for every client to leave; SIGINT disconnects them.
trap 'kill -INT $server' TERM INT HUP
code=0
while kill -0 $server 2>/dev/null; do wait $server && code=0 || code=$?; done
exit $code
