#!/usr/bin/env bash
# Stops what up.sh DIR started and waits for its end. The data stays: up.sh DIR continues with it; remove DIR to forget it.
#
#   usage: down.sh DIR
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -ne 1 ]; then die "usage: down.sh DIR"; fi
if [ ! -e "$1/env" ]; then exit 0; fi
open_dir "$1"
lock_dir
stop_all
