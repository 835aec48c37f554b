#!/usr/bin/env bash
# Starts a real Kubernetes control plane on loopback, with simulated nodes, and prints the path of its kubeconfig (cluster
# admin) when all of it is healthy. Where one runs already, it only prints the path.
#
#   usage: up.sh DIR      DIR holds certificates, data, logs, process ids and the settings
#
# The README lists the settings, which are environment variables.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

if [ $# -ne 1 ]; then die "usage: up.sh DIR"; fi
need openssl curl flock setsid
mkdir -p "$1"
D=$(cd "$1" && pwd)
lock_dir
load_settings

wanted() {
  echo etcd apiserver
  if [ "$KCM" != off ]; then echo kcm; fi
  echo scheduler
  if [ "$NODES" -gt 0 ]; then echo kwok; fi
}

check_settings() {
  local name
  for name in PORT NODES; do
    [[ ${!name} =~ ^[0-9]+$ ]] || die "$name must be a number, not '${!name}'"
  done
  if [ "$PORT" -lt 1024 ] || [ "$PORT" -gt 65530 ]; then die "PORT must lie between 1024 and 65530, for five more follow it"; fi
  case $KCM in on | off) ;; *) die "KCM must be on or off, not '$KCM'" ;; esac
  case $AUDIT in 0 | 1) ;; *) die "AUDIT must be 0 or 1, not '$AUDIT'" ;; esac
  for name in etcd kube-apiserver kube-controller-manager kube-scheduler kubectl kwok; do
    [ -x "$BIN/$name" ] || die "$BIN/$name is missing. Build it with $here/build.sh"
  done
}

check_ports() {
  local port
  for port in $(seq "$PORT" $((PORT + 5))); do
    if taken "$port"; then
      die "port $port of 127.0.0.1 is taken; a control plane needs $PORT to $((PORT + 5)). Choose others with PORT=..."
    fi
  done
}

credentials() {
  if [ ! -s "$D/sa.pub" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$D/ca.key" -out "$D/ca.crt" -days 3650 -subj /CN=control-plane 2>/dev/null
    certificate server /CN=control-plane \
      DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96.0.1
    certificate admin /O=system:masters/CN=admin
    certificate kcm /CN=system:kube-controller-manager
    certificate scheduler /CN=system:kube-scheduler
    openssl genrsa -out "$D/sa.key" 2048 2>/dev/null
    openssl rsa -in "$D/sa.key" -pubout -out "$D/sa.pub.new" 2>/dev/null
    mv "$D/sa.pub.new" "$D/sa.pub"
  fi
  # Written at every start: the port may have changed.
  local name
  for name in admin kcm scheduler; do kubeconfig "$name"; done
  for name in "$D"/users/*.crt; do
    if [ -e "$name" ]; then kubeconfig "users/$(basename "$name" .crt)"; fi
  done
}

start_etcd() {
  start etcd "$BIN/etcd" --data-dir "$D/etcd" --unsafe-no-fsync \
    --listen-client-urls "http://127.0.0.1:$(etcd_port)" --advertise-client-urls "http://127.0.0.1:$(etcd_port)" \
    --listen-peer-urls "http://127.0.0.1:$(etcd_peer_port)"
  await etcd 30 etcd_healthy
}

start_scheduler() {
  # shellcheck disable=SC2086 # flags are words
  start scheduler "$BIN/kube-scheduler" --kubeconfig="$D/scheduler.kubeconfig" --leader-elect=false \
    --authentication-kubeconfig="$D/scheduler.kubeconfig" --authorization-kubeconfig="$D/scheduler.kubeconfig" \
    --bind-address=127.0.0.1 --secure-port="$(scheduler_port)" \
    --tls-cert-file="$D/server.crt" --tls-private-key-file="$D/server.key" $SCHEDULER_ARGS
  await scheduler 60 scheduler_healthy
}

nodes() {
  local i
  for ((i = 1; i <= NODES; i++)); do
    cat <<YAML
---
apiVersion: v1
kind: Node
metadata:
  name: node-$i
  labels: {kubernetes.io/hostname: node-$i, kubernetes.io/os: linux, kubernetes.io/arch: amd64}
status:
  capacity: {cpu: "64", memory: 256Gi, pods: "1000"}
  allocatable: {cpu: "64", memory: 256Gi, pods: "1000"}
YAML
  done
}

# A lease of an earlier run would keep kwok from its nodes, up to 40 seconds, though they look ready.
forget_leases() { kubectl delete leases --all -n kube-node-lease >/dev/null; }

nodes_held() { [ "$(kubectl get leases -n kube-node-lease -o name | wc -l)" -ge "$NODES" ]; }

# The taint that a new node carries goes only when the controller manager has seen it ready.
nodes_usable() {
  local ready
  ready=$(kubectl get nodes -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{.spec.taints[*].key}{"\n"}{end}')
  [ "$(grep -cx True <<<"$ready")" -ge "$NODES" ]
}

start_kwok() {
  forget_leases
  start kwok "$BIN/kwok" --kubeconfig "$KUBECONFIG" --config "$here/kwok-stages.yaml" --manage-all-nodes \
    --node-lease-duration-seconds 40 --server-address "127.0.0.1:$(kwok_port)"
  await kwok 60 kwok_healthy
  nodes | kubectl apply -f - >/dev/null
  await kwok 60 nodes_held
  if [ "$KCM" != off ]; then await kwok 60 nodes_usable; fi
}

# Pods are refused until the controller manager has made their namespace's service account.
service_account_made() { kubectl get serviceaccount default -n default >/dev/null 2>&1; }

check_settings
read -ra components <<<"$(wanted | xargs)"
if [ "$(running | xargs)" = "${components[*]}" ]; then
  if [ ${#CHANGED[@]} -gt 0 ]; then
    say "$D runs already, with other settings:" "$(printf '\n  %s' "${CHANGED[@]}")"
    die "Stop it first with down.sh; the controller manager's flags alone can be changed with kcm.sh"
  fi
  echo "$KUBECONFIG"
  exit
fi

stop_all # what an earlier run may have left behind
check_ports
unless_done stop_all
credentials
save_settings
start_etcd
start_apiserver
if [ "$KCM" != off ]; then start_kcm; fi
start_scheduler
if [ "$NODES" -gt 0 ]; then start_kwok; fi
if [ "$KCM" != off ]; then await kcm 60 service_account_made; fi
done_starting
echo "$KUBECONFIG"
