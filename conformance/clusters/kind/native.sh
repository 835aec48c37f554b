#!/usr/bin/env bash
# Switches the cluster's own workload controllers off, for an operator that takes their kinds over, or on again; returns
# when the controller manager runs so. Pods stay as they are, those of the network too.
#
#   usage: native.sh DIR on | off
#          native.sh DIR              prints which
#
# They cannot be off from the start: the cluster's own parts are DaemonSets and a Deployment.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -lt 1 ] || [ $# -gt 2 ]; then die "usage: native.sh DIR [on | off]"; fi
open_dir "$1"
load_cluster
lock_dir

controllers=(deployment replicaset replicationcontroller statefulset daemonset job cronjob ttl-after-finished horizontal-pod-autoscaler)
all='*,bootstrapsigner,tokencleaner' # as kubeadm has it
none=$all$(printf ',-%s-controller' "${controllers[@]}")
manifest=/etc/kubernetes/manifests/kube-controller-manager.yaml

on_control_plane() { docker exec "$NAME-control-plane" "$@"; }
current() { on_control_plane sed -n 's/.*- --controllers=//p' "$manifest"; }
state() { if [ "$(current)" = "$none" ]; then echo off; else echo on; fi; }

# The kubelet starts the new one when the old one has ended.
# shellcheck disable=SC2016
runs() { on_control_plane sh -c 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\0" "\n" | grep -qxF -e "--controllers=$1"' - "$1"; }
lease() { kubectl -n kube-system get lease kube-controller-manager -o 'jsonpath={.spec.holderIdentity}'; }
leads() { [ -n "$(lease)" ]; }

case ${2:-} in
  '')
    state
    exit
    ;;
  on) wanted=$all ;;
  off) wanted=$none ;;
  *) die "on or off, not '$2'" ;;
esac
if [ "$(current)" != "$wanted" ]; then
  # Moved into place, since the kubelet reads what it finds at any time.
  # shellcheck disable=SC2016
  on_control_plane sh -c 'sed "s/--controllers=.*/--controllers=$2/" "$1" >/etc/kubernetes/new.yaml && mv /etc/kubernetes/new.yaml "$1"' \
    - "$manifest" "$wanted"
  until_true 120 runs "$wanted" || die "no controller manager with --controllers=$wanted has started within two minutes"
  # The old one is gone and cannot give its lease back, for which the new one would wait half a minute.
  kubectl -n kube-system delete lease kube-controller-manager --ignore-not-found >/dev/null
fi
until_true 120 leads || die "the controller manager does not lead within two minutes"
