#!/usr/bin/env bash
# Removes the cluster that up.sh DIR started, or began to start, and the Docker daemon if up.sh had to start one and no
# other cluster uses it. What was built stays in the cache, logs in DIR.
#
#   usage: down.sh DIR
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=docker.sh
. "$here/docker.sh"

if [ $# -ne 1 ]; then die "usage: down.sh DIR"; fi
if [ ! -e "$1/env" ]; then exit 0; fi
open_dir "$1"
need flock
lock_dir
load_cluster
# A daemon that was killed left containers behind; it takes them up again.
if own_docker; then start_docker; fi
docker_answers || die "the Docker of the cluster does not answer${DOCKER_HOST:+ at $DOCKER_HOST}"
if cluster_exists; then
  kind delete cluster --name "$NAME" --kubeconfig "$KUBECONFIG" >"$D/delete.log" 2>&1 || { cat "$D/delete.log" >&2; exit 1; }
fi
if own_docker; then stop_docker; fi
rm -rf "$D/env" "$KUBECONFIG" "$KUBECACHEDIR"
