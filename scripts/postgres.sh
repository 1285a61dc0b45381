#!/usr/bin/env bash
# A PostgreSQL server for tests: `scripts/postgres.sh start <folder>` prints its address, `crash <folder>` kills it and
# starts it again there, `stop <folder>` ends it and removes the folder. It listens on 127.0.0.1 alone, on a free port, as a user without privileges, and forgets all.
set -euo pipefail

usage() {
  echo "usage: scripts/postgres.sh start|crash|stop <folder>" >&2
  exit 2
}
[ $# -eq 2 ] || usage
folder=$2

programs() {
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$newest" ] || newest=$(dirname "$(command -v initdb)")
  [ -x "$newest/initdb" ] || { echo "PostgreSQL's server is not installed" >&2; exit 1; }
  echo "$newest"
}

# The server refuses to be run by root.
unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME=/tmp "$@"; else "$@"; fi
}

case $1 in
  start)
    bin=$(programs)
    mkdir -p "$folder"
    chmod 700 "$folder"
    if [ "$(id -u)" -eq 0 ]; then chown nobody:nogroup "$folder"; fi
    port=$(node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
    cd /
    unprivileged "$bin/initdb" -D "$folder/data" -U kawaraban -A trust -E UTF8 --locale=C >"$folder/initdb.log" 2>&1 ||
      { cat "$folder/initdb.log" >&2; exit 1; }
    unprivileged "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 30 \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c max_connections=200" start >"$folder/start.log" 2>&1 ||
      { cat "$folder/start.log" "$folder/server.log" >&2; exit 1; }
    unprivileged "$bin/createdb" -h 127.0.0.1 -p "$port" -U kawaraban kawaraban
    echo "postgresql://kawaraban@127.0.0.1:$port/kawaraban"
    ;;
  crash)
    bin=$(programs)
    cd /
    kill -KILL "$(head -n 1 "$folder/data/postmaster.pid")"
    # Those that served its connections end when they see it gone; until then a new one refuses to start.
    for _ in $(seq 50); do
      if unprivileged "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 30 \
        -o "$(sed 's/^[^"]*//' "$folder/data/postmaster.opts")" start >"$folder/start.log" 2>&1; then exit 0; fi
      sleep 0.2
    done
    cat "$folder/start.log" >&2
    exit 1
    ;;
  stop)
    bin=$(programs)
    cd /
    unprivileged "$bin/pg_ctl" -D "$folder/data" -m fast -w -t 30 stop >/dev/null
    rm -rf "$folder"
    ;;
  *) usage ;;
esac
