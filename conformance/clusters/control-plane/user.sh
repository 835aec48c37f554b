#!/usr/bin/env bash
# Makes a user with a client certificate and prints the path of its kubeconfig. It may do what RBAC grants its name and
# its groups, and nothing else.
#
#   usage: user.sh DIR NAME [GROUP...]
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -lt 2 ]; then die "usage: user.sh DIR NAME [GROUP...]"; fi
open_dir "$1"
name=$2
shift 2
need openssl flock
unset "${SETTINGS[@]}"
lock_dir
load_settings
subject=
for part in "$@" "$name"; do
  [[ $part =~ ^[A-Za-z0-9][A-Za-z0-9:._-]*$ ]] || die "not a name of letters, digits and : . _ -: '$part'"
done
for group; do subject+=/O=$group; done
mkdir -p "$D/users"
certificate "users/$name" "$subject/CN=$name"
kubeconfig "users/$name"
echo "$D/users/$name.kubeconfig"
