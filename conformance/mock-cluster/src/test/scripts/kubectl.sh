#!/usr/bin/env bash
# Runs the same kubectl commands against a real API server and against the mock, and shows where
# what a user sees is not the same.
#
#   kubectl.sh REAL_KUBECONFIG MOCK_KUBECONFIG [COMMANDS]
#
# COMMANDS has a shell command on each line; without it, kubectl.txt is taken. All run in a
# namespace of their own, which has to be new on both. What differs from run to run (times, ages,
# UIDs, versions, addresses) is made equal before the outputs are compared. The real one runs
# without controllers of workloads, nodes and scheduler, which the mock's API does not have either:
#
#   PORT=18000 NODES=0 KCM_ARGS='--controllers=*,-deployment-controller,-replicaset-controller' \
#     up.sh DIR; kill "$(cat DIR/scheduler.pid)"
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
commands=$(realpath "${3:-$here/kubectl.txt}")
namespace=kubectl-$(date +%s)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CRDS=$here/../../../../../crds DEFINITIONS=$here/../resources/golden/definitions

run() { # NAME KUBECONFIG: leaves a file for each command in $work/NAME
  mkdir -p "$work/$1/home"
  export HOME=$work/$1/home KUBECONFIG=$work/$1/kubeconfig
  cp "$2" "$KUBECONFIG"
  kubectl create namespace "$namespace" > "$work/$1/log"
  kubectl config set-context --current --namespace "$namespace" > "$work/$1/log"
  cd "$work/$1"
  local line n=0
  while IFS= read -r line; do
    [[ -z $line || $line == \#* ]] && continue
    n=$((n + 1))
    {
      timeout 40 bash -c "$line" < /dev/null 2>&1 && echo "exit 0" || echo "exit $?"
    } | plain > "$(printf 'out.%03d' "$n")"
    printf '%s\n' "$line" > "$(printf 'command.%03d' "$n")"
  done < "$commands"
  kubectl delete namespace "$namespace" --wait=false > "$work/$1/log"
}

plain() {
  sed -E \
    -e 's#https?://127\.0\.0\.1:[0-9]+#URL#g' \
    -e 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UID/g' \
    -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/TIME/g' \
    -e 's/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), .*/DATE/' \
    -e 's/("?resource ?version"?:) *"?[0-9]+"?/\1 VERSION/I' \
    -e 's/\b([0-9]+[smh])+\b/AGE/g' \
    -e 's/kube-api-access-[a-z0-9]{5}/kube-api-access/g' \
    -e 's/\b10(\.[0-9]+){3}\b/ADDRESS/g' \
    -e 's/^[EWI][0-9]{4} [0-9:.]+ +[0-9]+/LOG/' \
    -e 's/[ \t]+/ /g' -e 's/ $//'
}

run real "$(realpath "$1")" &
run mock "$(realpath "$2")"
wait

total=0 different=0
for output in "$work"/real/out.*; do
  n=${output##*.}
  total=$((total + 1))
  if ! diff "$output" "$work/mock/out.$n" > "$work/diff"; then
    different=$((different + 1))
    printf '$ %s\n' "$(cat "$work/real/command.$n")"
    cut -c1-300 "$work/diff"
  fi
done
echo "$total commands, $different answered in another way" >&2
