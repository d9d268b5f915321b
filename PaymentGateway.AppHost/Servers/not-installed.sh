#!/bin/sh
# Ends a start script that does not find its program: $1 names it.
echo "$1
Install it, or start Docker or Podman:
  Debian, Ubuntu   sudo apt-get install postgresql redis-server     (./run.sh does this)
  Fedora           sudo dnf install postgresql-server valkey
  macOS            brew install postgresql@17 redis" >&2
exit 2
