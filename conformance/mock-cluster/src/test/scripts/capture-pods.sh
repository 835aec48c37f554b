#!/usr/bin/env bash
# Has a real control plane run each of the pods in golden/pods on its simulated node, and writes to
# golden/pods.json what their status is in the end, without addresses and with T for every time.
#
#   capture-pods.sh CONTROL_PLANE_DIR
#
# The control plane has one node: PORT=18000 NODES=1 up.sh DIR
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../resources/golden"
kubectl="${KUBECTL:-kubectl} --kubeconfig $1/admin.kubeconfig -n default"

$kubectl delete pods --all --wait >/dev/null
$kubectl apply -f pods >/dev/null
sleep 5 # all that is not meant to take longer has happened
$kubectl get pods -o json | jq -S '[.items[] | {key: .metadata.name, value: (.status
    | del(.hostIP, .hostIPs, .podIP, .podIPs)
    | .conditions = ((.conditions // []) | sort_by(.type))
    | walk(if type == "string" and test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T") then "T" else . end))}]
  | from_entries' > pods.json.new
mv pods.json.new pods.json
$kubectl delete pods --all --wait=false >/dev/null
echo "pods.json: $(jq length pods.json) answers" >&2
