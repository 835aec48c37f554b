# shellcheck shell=bash disable=SC2034 # versions are for the scripts that source this
# What the scripts of this directory share: versions, places, the settings of a cluster.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=../common.sh
. "$here/../common.sh"

SETTINGS=(NAME WORKERS IMAGES K8S NODE_IMAGE DOCKER_HOST)

# What is published: kind's own image of this release. It is nearest to the version that is built otherwise.
PUBLISHED_IMAGE=kindest/node:v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed
# What is built where nothing published can be had. Kubernetes' own programs and etcd come from ../control-plane/build.sh.
KIND=v0.33.0 CONTAINERD=v2.3.4 CRICTL=v1.36.0 CNI=v1.9.1 HELM=v3.22.0
ETCD=${ETCD:-v3.7.3}
FLANNEL=$(sed -n 's/.*image: .*\/flannel:\(v[^ ]*\)$/\1/p' "$here/flannel.yaml" | head -n 1)

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/miniworks/kind
export ETCD

# Makes D absolute; the directory must hold a cluster that up.sh started, or began to.
open_dir() {
  [ -f "$1/env" ] || die "$1 holds no cluster: there is no $1/env. Start one with up.sh"
  D=$(cd "$1" && pwd)
}

load_settings() {
  read_settings
  NAME=${NAME:-miniworks} WORKERS=${WORKERS:-2} IMAGES=${IMAGES:-auto} K8S=${K8S:-1.36.3}
  NODE_IMAGE=${NODE_IMAGE:-} DOCKER_HOST=${DOCKER_HOST:-}
  BIN=${XDG_CACHE_HOME:-$HOME/.cache}/miniworks/control-plane/$K8S/bin
  export K8S DOCKER_HOST KUBECONFIG=$D/kubeconfig KUBECACHEDIR=$D/kubectl
}

# The settings of a cluster that is there: the directory alone knows them.
load_cluster() {
  unset "${SETTINGS[@]}"
  load_settings
}

built_image() { echo "miniworks/node:v$K8S"; }

# The user's kind, else the one that was built; the kubectl of the cluster's version, else the user's.
kind() { "$(type -P kind || echo "$CACHE/bin/kind")" "$@"; }
kubectl_program() { type -P "$BIN/kubectl" || type -P kubectl; }
kubectl() { "$(kubectl_program)" --request-timeout=20s "$@"; }

cluster_exists() { kind get clusters 2>/dev/null | grep -qxF -- "$NAME"; }

# until_true SECONDS COMMAND...: false when the time is over.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.3
  done
}
