#!/usr/bin/env bash
# Brings images into every node, as docker save or an image build without Docker writes them (docker or OCI archive).
# Pods use them with imagePullPolicy IfNotPresent or Never, and a tag other than latest.
#
#   usage: load.sh DIR ARCHIVE...
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -lt 2 ]; then die "usage: load.sh DIR ARCHIVE..."; fi
open_dir "$1"
shift
load_cluster
for archive; do
  [ -f "$archive" ] || die "there is no file $archive"
done
for archive; do
  kind load image-archive "$archive" --name "$NAME" >&2
done
