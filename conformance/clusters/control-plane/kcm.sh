#!/usr/bin/env bash
# Restarts the controller manager alone, with other flags; returns when the old one has ended and the new one is healthy.
# The API server, its data and the nodes stay.
#
#   usage: kcm.sh DIR             with no flags beyond those that every start has
#          kcm.sh DIR FLAGS...    with these, for example --controllers=*,-deployment-controller
#          kcm.sh DIR off         only stops it
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -lt 1 ]; then die "usage: kcm.sh DIR [off | FLAGS...]"; fi
open_dir "$1"
shift
need curl flock setsid
unset "${SETTINGS[@]}" # the directory knows them
lock_dir
load_settings
if ! alive apiserver; then die "the API server of $D does not run. Start it with up.sh"; fi
for flag; do
  case $flag in
    off) if [ $# -gt 1 ]; then die "off takes no flags"; fi ;;
    *[[:space:]]*) die "a flag can hold no blank: '$flag'" ;;
    --*=*) ;;
    *) die "not a flag of the form --name=value: '$flag'" ;;
  esac
done

stop kcm
if [ "${1:-}" = off ]; then
  KCM=off KCM_ARGS=
  save_settings
  exit
fi
KCM=on KCM_ARGS="$*"
save_settings
await_free "$(kcm_port)"
unless_done stop kcm
start_kcm
done_starting
