#!/usr/bin/env bash
# Starts a real Kubernetes cluster in Docker (kind) with flannel as its network, and prints the path of its kubeconfig when
# all nodes are ready and pods on any of them reach those on the others. Where one runs already, it only prints the path.
#
#   usage: up.sh DIR      DIR holds the kubeconfig, logs and the settings
#
# The README lists the settings, which are environment variables. Exit code 77: Docker cannot run here.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=docker.sh
. "$here/docker.sh"

if [ $# -ne 1 ]; then die "usage: up.sh DIR"; fi
need flock
mkdir -p "$1"
D=$(cd "$1" && pwd)
lock_dir
ours=$([ ! -f "$D/env" ] || echo yes)
load_settings

check_settings() {
  [[ $NAME =~ ^[a-z0-9][a-z0-9.-]*$ ]] || die "NAME must be of small letters, digits, dots and dashes, not '$NAME'"
  [[ $WORKERS =~ ^[0-9]$ ]] || die "WORKERS must be a number from 0 to 9, not '$WORKERS'"
  case $IMAGES in auto | published | built) ;; *) die "IMAGES must be auto, published or built, not '$IMAGES'" ;; esac
}

cluster_ready() {
  local ready
  ready=$(kubectl get nodes -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' 2>/dev/null)
  [ "$(grep -cx True <<<"$ready")" -eq $((WORKERS + 1)) ]
}

available() {
  if docker image inspect "$1" >/dev/null 2>&1; then return; fi
  say "pulling $1"
  docker pull -q "$1" >"$D/pull.log" 2>&1
}

# Sets IMAGE: what NODE_IMAGE names, else kind's published one, else one that is built here.
choose_image() {
  IMAGE=$(built_image)
  if [ -z "$NODE_IMAGE" ] && [ "$IMAGES" = built ]; then return; fi
  IMAGE=${NODE_IMAGE:-$PUBLISHED_IMAGE}
  if available "$IMAGE"; then return; fi
  tail -n 1 "$D/pull.log" | sed 's/^/  | /' >&2
  if [ -n "$NODE_IMAGE" ] || [ "$IMAGES" = published ]; then die "$IMAGE is not here and cannot be pulled"; fi
  say "it cannot be pulled: what the cache lacks is built here, a quarter of an hour the first time"
  IMAGE=$(built_image)
}

image_is_built() { [ "$IMAGE" = "$(built_image)" ]; }

prepare() {
  if image_is_built; then "$here/node-image.sh" "$IMAGE" 9>&- || die "the node image could not be made"; fi
  if ! type -P kind >/dev/null; then "$here/build.sh" kind >/dev/null 9>&-; fi
  if ! kubectl_program >/dev/null; then "$here/../control-plane/build.sh" kubectl >/dev/null 9>&-; fi
  docker run --rm --privileged --network none --entrypoint true "$IMAGE" >"$D/docker-run.log" 2>&1 ||
    skip "Docker cannot run a privileged container here: $(head -n 1 "$D/docker-run.log")"
}

configuration() {
  local worker
  cat <<YAML
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: $NAME
networking: {disableDefaultCNI: true, podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16}
kubeadmConfigPatches:
- |
  kind: KubeletConfiguration
  apiVersion: kubelet.config.k8s.io/v1beta1
  failCgroupV1: false
YAML
  if image_is_built; then
    cat <<YAML
- |
  kind: ClusterConfiguration
  apiVersion: kubeadm.k8s.io/v1beta4
  etcd: {local: {imageTag: ${ETCD#v}-0}}
YAML
  fi
  printf 'nodes:\n- {role: control-plane, image: "%s"}\n' "$IMAGE"
  for ((worker = 0; worker < WORKERS; worker++)); do printf -- '- {role: worker, image: "%s"}\n' "$IMAGE"; done
}

create() {
  configuration >"$D/kind.yaml"
  kind create cluster --config "$D/kind.yaml" --kubeconfig "$KUBECONFIG" --retain >"$D/create.log" 2>&1 9>&- ||
    failed "kind could not create the cluster" "$D/create.log"
}

network() {
  {
    kubectl apply -f "$here/flannel.yaml" &&
      kubectl -n kube-flannel rollout status daemonset/kube-flannel-ds --timeout=300s --request-timeout=0 &&
      kubectl wait --for=condition=Ready node --all --timeout=120s --request-timeout=0 &&
      kubectl -n kube-system rollout status deployment/coredns --timeout=120s --request-timeout=0
  } >"$D/network.log" 2>&1 || failed "the network did not come up" "$D/network.log"
}

# A pod on each node, which answers over HTTP; one service for all.
talkers() {
  local node
  for node in $(kubectl get nodes -o 'jsonpath={.items[*].metadata.name}'); do
    cat <<YAML
---
apiVersion: v1
kind: Pod
metadata: {name: on-$node, labels: {app: talker}}
spec:
  nodeName: $node
  terminationGracePeriodSeconds: 0
  tolerations: [{operator: Exists}]
  containers:
  - name: agnhost
    image: registry.k8s.io/e2e-test-images/agnhost:2.63.0
    args: [netexec, --http-port=8080]
    readinessProbe: {httpGet: {path: /healthz, port: 8080}, periodSeconds: 1}
YAML
  done
  cat <<YAML
---
apiVersion: v1
kind: Service
metadata: {name: talkers}
spec: {selector: {app: talker}, ports: [{port: 80, targetPort: 8080}]}
YAML
}

reaches() { talk exec "$1" -- /agnhost connect --timeout=2s "$2"; }
talk() { kubectl -n network-check "$@"; }

# Every pod to every other one, and to the service by its name.
pods_talk() {
  local from to pods
  talk wait --for=condition=Ready pod --all --timeout=300s --request-timeout=0 || return 1
  mapfile -t pods < <(talk get pods -o 'jsonpath={range .items[*]}{.metadata.name} {.status.podIP}{"\n"}{end}')
  for from in "${pods[@]}"; do
    for to in "${pods[@]}"; do
      if [ "$from" = "$to" ]; then continue; fi
      until_true 30 reaches "${from% *}" "${to#* }:8080" || { echo "${from% *} does not reach ${to% *} at ${to#* }"; return 1; }
    done
    until_true 30 reaches "${from% *}" talkers.network-check.svc.cluster.local:80 ||
      { echo "${from% *} does not reach the service by its name"; return 1; }
  done
}

check_network() {
  {
    kubectl create namespace network-check &&
      talk wait --for=create serviceaccount/default --timeout=60s --request-timeout=0 &&
      talkers | talk apply -f - &&
      pods_talk &&
      kubectl delete namespace network-check --timeout=60s --request-timeout=0
  } >"$D/network-check.log" 2>&1 || failed "pods do not reach each other" "$D/network-check.log"
}

failed() {
  say "$1. The end of $2:"
  tail -n 15 "$2" | sed 's/^/  | /' >&2
  kind export logs "$D/nodes" --name "$NAME" >/dev/null 2>&1 || true
  say "What the nodes said is in $D/nodes"
  exit 1
}

abandon() {
  if [ -n "$ours" ]; then kind delete cluster --name "$NAME" --kubeconfig "$KUBECONFIG" >/dev/null 2>&1 || true; fi
  if own_docker; then stop_docker; fi
  rm -f "$D/env"
}

check_settings
if [ -n "$ours" ] && [ ${#CHANGED[@]} -gt 0 ]; then
  say "$D has a cluster already, with other settings:" "$(printf '\n  %s' "${CHANGED[@]}")"
  die "Remove it first with down.sh"
fi
find_docker
# From here on down.sh knows what to remove, whatever becomes of this script.
if [ -z "$ours" ]; then
  unless_done abandon
  save_settings
fi
if own_docker; then start_docker; fi
if cluster_exists; then
  [ -n "$ours" ] || die "a kind cluster $NAME is there already, which up.sh did not start in $D. Choose another NAME"
  if cluster_ready; then
    echo "$KUBECONFIG"
    exit
  fi
  say "the cluster of $D is not whole: it is made anew"
  kind delete cluster --name "$NAME" --kubeconfig "$KUBECONFIG" >/dev/null 2>&1
fi

ours=yes
unless_done abandon
save_settings
rm -rf "$D"/*.log "$D/nodes"
choose_image
prepare
create
network
check_network
done_starting
echo "$KUBECONFIG"
