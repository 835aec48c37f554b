#!/usr/bin/env bash
# Asks a real scheduler where the pod "asked" goes in each of the manifests in golden/scheduling,
# among the nodes and pods that are there, and writes its answers to golden/scheduling.json: the
# node, or why there is none.
#
#   capture-scheduling.sh CONTROL_PLANE_DIR
#
# The control plane runs without nodes of its own, without controllers, and without the admission
# plugins that would need them:
#
#   APISERVER_ARGS='--disable-admission-plugins=ServiceAccount,Priority,TaintNodesByCondition' \
#     PORT=18000 NODES=0 KCM=off up.sh DIR
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../resources/golden"
kubectl="${KUBECTL:-kubectl} --kubeconfig $1/admin.kubeconfig -n default"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

scheduled() { jq '[.status.conditions[]? | select(.type == "PodScheduled")] | first // empty' "$work/asked.json"; }

clear_away() {
  $kubectl delete pods,nodes --all --grace-period=0 --force >/dev/null 2>&1
}

for manifest in scheduling/*.yaml; do
  clear_away
  # pods that have a place first, and the nodes before they are looked for
  grep -v -e '^---$' -e 'name: asked' "$manifest" | sed 's/^/---\n/' > "$work/there.yaml" || true
  if [[ -s $work/there.yaml ]]; then $kubectl apply -f "$work/there.yaml" >/dev/null; fi
  sleep 1
  grep 'name: asked' "$manifest" | $kubectl apply -f - >/dev/null
  until $kubectl get pod asked -o json > "$work/asked.json" && [[ -n $(scheduled) ]]; do sleep 0.1; done
  jq --arg name "$(basename "$manifest" .yaml)" --argjson condition "$(scheduled)" \
    '{($name): (if .spec.nodeName then {node: .spec.nodeName} else {message: $condition.message} end)}' "$work/asked.json"
done | jq -s -S add > "$work/answers.json"
clear_away
mv "$work/answers.json" scheduling.json
echo "scheduling.json: $(jq length scheduling.json) answers" >&2
