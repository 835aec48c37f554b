#!/usr/bin/env bash
# Ends the API server on the spot, as a crash would, or starts it again. Everything else keeps running, its data stays.
#
#   usage: apiserver.sh DIR kill
#          apiserver.sh DIR start     returns when it is healthy
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -ne 2 ]; then die "usage: apiserver.sh DIR kill | start"; fi
open_dir "$1"
need curl flock setsid
unset "${SETTINGS[@]}" # the directory knows them
lock_dir
load_settings
case $2 in
  kill)
    if alive apiserver; then kill -KILL "$(cat "$D/apiserver.pid")"; fi
    while alive apiserver; do sleep 0.05; done
    ;;
  start)
    if ! alive etcd; then die "etcd of $D does not run. Start all of it with up.sh"; fi
    if ! alive apiserver; then
      await_free "$PORT"
      unless_done stop apiserver
      start_apiserver
      done_starting
    fi
    ;;
  *) die "kill or start, not '$2'" ;;
esac
